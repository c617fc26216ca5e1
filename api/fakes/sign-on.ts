import { done, problem } from "../../facility/units/index.ts";
import type { Role } from "../contract/index.ts";
import { type People, type Person, personKey } from "../ports.ts";
import type { Identity, SignOn, SignOnAccounts } from "../sign-on/index.ts";

/** Accounts beside FakePeople: joined subjects in memory. */
export class FakeSignOnAccounts implements SignOnAccounts {
  readonly #people: People & { setRole(username: string, role: Role): void };
  readonly #joined = new Map<string, string>();
  constructor(people: People & { setRole(username: string, role: Role): void }) {
    this.#people = people;
  }
  async #person(username: string): Promise<Person | undefined> {
    return (await this.#people.list()).find((each) => personKey(each.username) === personKey(username));
  }
  async find(issuer: string, subject: string) {
    const username = this.#joined.get(`${issuer} ${subject}`);
    return username === undefined ? undefined : await this.#person(username);
  }
  async named(username: string) {
    const person = await this.#person(username);
    return person && { person, joined: [...this.#joined.values()].includes(person.username) };
  }
  async join(username: string, issuer: string, subject: string) {
    const named = await this.named(username);
    if (!named || named.joined || this.#joined.has(`${issuer} ${subject}`)) return false;
    this.#joined.set(`${issuer} ${subject}`, named.person.username);
    return true;
  }
  async create(person: Person, issuer: string, subject: string) {
    const made = await this.#people.create({ ...person, password: `none: ${subject}` });
    if (!made.ok) return made;
    return (await this.join(person.username, issuer, subject)) ? done(person) : problem("taken");
  }
  async setRole(username: string, role: Role) {
    this.#people.setRole(username, role);
  }
}

/** A provider that vouches for whomever the test says; `code` in the query must be "good". */
export class FakeSignOn implements SignOn {
  readonly label = "Estate directory";
  identity: Identity = {
    issuer: "https://id.example",
    subject: "s-1",
    username: "technician",
    name: "Tech",
    groups: [],
    strong: false,
  };
  fails: Error | undefined;
  #count = 0;
  async begin() {
    const n = ++this.#count;
    return {
      url: `https://id.example/authorize?state=state-${n}`,
      kept: { state: `state-${n}`, nonce: `nonce-${n}`, verifier: `verifier-${n}` },
    };
  }
  async finish(search: string, kept: { readonly state: string }) {
    if (this.fails) throw this.fails;
    if (new URLSearchParams(search).get("state") !== kept.state) throw new Error("the state is another's");
    return this.identity;
  }
}
