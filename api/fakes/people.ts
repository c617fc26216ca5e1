import { done, type Instant, problem, type Result } from "../../facility/units/index.ts";
import { asToken, changePerson, checkSites } from "../auth/index.ts";
import type { OpenSession } from "../contract/index.ts";
import type { People, Person, PersonChange, ProgramToken, SessionOrigin, Sessions } from "../ports.ts";

export class FakePeople implements People {
  readonly #people = new Map<string, Person & { password: string }>();
  async count() {
    return this.#people.size;
  }
  async create(person: Person & { password: string }): Promise<Result<Person>> {
    if (this.#people.has(person.username)) return problem("there is already a person with this user name");
    const good = checkSites(person);
    if (!good.ok) return good;
    this.#people.set(person.username, person);
    const { password: _, ...made } = person;
    return done(made);
  }
  async setPassword(username: string, password: string): Promise<Result<void>> {
    const person = this.#people.get(username);
    if (!person) return problem(`there is no person "${username}"`);
    this.#people.set(username, { ...person, password });
    return done(undefined);
  }
  async change(username: string, change: PersonChange, now: Instant): Promise<Result<Person>> {
    const changed = changePerson(username, change, await this.list(), now);
    if (!changed.ok) return changed;
    const { password = "" } = this.#people.get(changed.value.username) ?? {};
    this.#people.set(changed.value.username, { ...changed.value, password });
    return changed;
  }
  setRole(username: string, role: Person["role"]): void {
    const person = this.#people.get(username);
    if (person) this.#people.set(username, { ...person, role });
  }
  async verify(username: string, password: string): Promise<Person | undefined> {
    const { password: right, ...person } = this.#people.get(username) ?? {};
    const found = person as Person;
    return right !== undefined && right === password && found.closedAt === undefined ? found : undefined;
  }
  async list(): Promise<Person[]> {
    return [...this.#people.values()].map(({ password: _, ...person }) => person);
  }
}

export class FakeSessions implements Sessions {
  readonly #people: People;
  readonly #sessions = new Map<string, { username: string; token?: ProgramToken; from?: SessionOrigin }>();
  #count = 0;
  constructor(people: People) {
    this.#people = people;
  }
  async open(username: string, _now?: Instant, from?: SessionOrigin): Promise<string> {
    const token = `session-${++this.#count}`;
    this.#sessions.set(token, { username, ...(from ? { from } : {}) });
    return token;
  }
  async find(token: string, _now?: Instant, only?: "session"): Promise<Person | undefined> {
    const found = this.#sessions.get(token);
    if (only && found?.token) return undefined;
    const person = found && (await this.#people.list()).find(({ username }) => username === found.username);
    if (person?.closedAt !== undefined) return undefined;
    if (!person || !found.token) return person;
    return asToken(person, found.token);
  }
  async list(now: Instant, asking: string): Promise<OpenSession[]> {
    return [...this.#sessions].flatMap(([token, { username, token: program, from }]) =>
      program
        ? []
        : [
            {
              id: `of ${token}`,
              username,
              name: username,
              device: from?.device ?? "",
              address: from?.address ?? "",
              openedAt: now,
              usedAt: now,
              current: token === asking,
            },
          ],
    );
  }
  async endSession(id: string): Promise<boolean> {
    return this.#sessions.delete(id.replace(/^of /, ""));
  }
  async endAll(username: string, but?: string): Promise<number> {
    const ending = [...this.#sessions].filter(
      ([token, each]) => each.username === username && !each.token && token !== but,
    );
    for (const [token] of ending) this.#sessions.delete(token);
    return ending.length;
  }
  async end(token: string): Promise<void> {
    this.#sessions.delete(token);
  }
  async issueToken(
    username: string,
    what: Pick<ProgramToken, "label" | "role" | "sites" | "endsAt">,
    now: Instant,
  ): Promise<string> {
    const id = `token-${++this.#count}`;
    this.#sessions.set(`secret-${id}`, { username, token: { id, username, ...what, issuedAt: now } });
    return `secret-${id}`;
  }
  async tokens(): Promise<ProgramToken[]> {
    return [...this.#sessions.values()].flatMap(({ token }) => token ?? []).reverse();
  }
  async endToken(id: string): Promise<boolean> {
    return this.#sessions.delete(`secret-${id}`);
  }
}
