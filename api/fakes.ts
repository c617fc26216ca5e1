import { Subject } from "rxjs";
import {
  type Alarm,
  type AlarmEvent,
  type AlarmId,
  alarmId,
  step,
  type Transition,
} from "../facility/alarms/index.ts";
import { type AssetModel, buildModel, SiteFile } from "../facility/assets/index.ts";
import { catalog } from "../facility/catalog/index.ts";
import type { Bucket, RawValue, Reading, ReadingStore } from "../facility/readings/index.ts";
import {
  type AssetId,
  assetId,
  done,
  type Instant,
  instant,
  type PointId,
  problem,
  type Result,
} from "../facility/units/index.ts";
import { type Api, createApi } from "./app.ts";
import type { Role, ScenarioView } from "./contract/index.ts";
import type {
  AlarmDesk,
  DemoPlant,
  IngestReport,
  LatestBoard,
  People,
  Person,
  ProgramToken,
  Sessions,
} from "./ports.ts";
import type { ApiDeps } from "./routes/index.ts";

/** Small honest fillers of the API's ports, for its tests: an estate of two pumps, a lift and two gateways. */

export const T = instant(1_760_000_000_000);
export const pump = assetId("riverside", "b1-booster-2");
export const lift = assetId("riverside", "b2-lift-1");

export function smallEstate(extra: string[] = []): AssetModel {
  const name = (en: string, zh: string) => ({ en, zh });
  const file = SiteFile.parse({
    site: { id: "riverside", name: name("Riverside Estate", "滨江花园") },
    places: [{ id: "b1", kind: "building", name: name("Building 1", "1 号楼") }],
    assets: [
      { id: "b1-booster-2", type: "booster-pump", in: "b1", name: name("Booster 2", "2 号增压泵") },
      { id: "b2-lift-1", type: "lift", name: name("Lift 1", "1 号电梯") },
      { id: "b1-meter", type: "power-meter", name: name("Meter", "电表"), feeds: ["b2-lift-1"] },
      ...extra.map((id) => ({ id, type: "booster-pump", name: name(id, id) })),
    ],
    gateways: [
      { id: "gw-b1", name: name("Gateway 1", "1 号网关"), assets: ["b1-booster-2", "b1-meter"] },
      { id: "gw-b2", name: name("Gateway 2", "2 号网关"), assets: ["b2-lift-1"] },
    ],
  });
  const model = buildModel([file], catalog);
  if (!model.ok) throw new Error(model.problem);
  return model.value;
}

export class FakeBoard implements LatestBoard {
  readonly #model: () => AssetModel;
  readonly #newest = new Map<PointId, Reading>();
  #lastReadingAt: Instant | null = null;
  constructor(model: () => AssetModel) {
    this.#model = model;
  }
  put(point: string, value: RawValue, at: number): void {
    const id = point as PointId;
    const when = instant(at);
    this.#newest.set(id, { point: id, at: when, receivedAt: when, value, quality: "good", replayed: false });
    this.#lastReadingAt = when;
  }
  reading(index: number): Reading | undefined {
    const id = this.#model().pointIds[index];
    return id && this.#newest.get(id);
  }
  at(index: number): number {
    return this.reading(index)?.at ?? 0;
  }
  lastReadingAt(): Instant | null {
    return this.#lastReadingAt;
  }
}

export class FakeReadings implements Pick<ReadingStore, "between" | "buckets"> {
  readonly kept: Reading[] = [];
  keep(point: string, value: RawValue, at: number): void {
    const id = point as PointId;
    this.kept.push({
      point: id,
      at: instant(at),
      receivedAt: instant(at + 5),
      value,
      quality: "good",
      replayed: false,
    });
  }
  async between(point: PointId, from: Instant, to: Instant, limit: number): Promise<Reading[]> {
    return this.kept
      .filter((reading) => reading.point === point && reading.at >= from && reading.at < to)
      .sort((a, b) => a.at - b.at)
      .slice(0, limit);
  }
  async buckets(point: PointId, from: Instant, to: Instant, count: number): Promise<Bucket[]> {
    const readings = await this.between(point, from, to, Number.POSITIVE_INFINITY);
    const width = (to - from) / count;
    const slices = Map.groupBy(readings, (reading) => Math.floor((reading.at - from) / width));
    return [...slices].map(([slice, inside]) => {
      const numbers = inside.map((reading) => reading.value).filter((value) => typeof value === "number");
      return {
        at: instant(from + slice * width),
        min: numbers.length > 0 ? Math.min(...numbers) : null,
        mean: numbers.length > 0 ? numbers.reduce((a, b) => a + b) / numbers.length : null,
        max: numbers.length > 0 ? Math.max(...numbers) : null,
        last: inside.at(-1)?.value ?? null,
        count: inside.length,
        good: 1,
      };
    });
  }
}

/** The law of alarms on a journal in memory. */
export class FakeDesk implements AlarmDesk {
  readonly transitions = new Subject<Transition>();
  readonly #alarms = new Map<AlarmId, Alarm>();
  readonly #journal: Transition[] = [];

  raise(asset: AssetId, rule: string, at: number): Alarm {
    return this.#apply(asset, rule, { on: "raise", at: instant(at) }, "rule", "");
  }
  clear(asset: AssetId, rule: string, at: number): Alarm {
    return this.#apply(asset, rule, { on: "clear", at: instant(at) }, "rule", "");
  }
  open(): Alarm[] {
    return [...this.#alarms.values()].filter((alarm) => alarm.state.is !== "normal");
  }
  get(id: AlarmId): Alarm | undefined {
    return this.#alarms.get(id);
  }
  async acknowledge({
    id,
    by,
    comment,
    occurrence,
  }: Parameters<AlarmDesk["acknowledge"]>[0]): Promise<Result<Alarm>> {
    const alarm = this.#alarms.get(id);
    if (!alarm) return problem(`no alarm ${id} has been raised`);
    if (occurrence !== undefined && occurrence !== alarm.occurrence) return problem("another occurrence");
    if (alarm.state.is === "normal" || alarm.state.is === "acknowledged")
      return problem("nothing to acknowledge");
    const at = instant(alarm.changedAt + 1_000);
    return done(this.#apply(alarm.asset, alarm.rule, { on: "acknowledge", at, by }, by, comment));
  }
  async history({ alarm, asset, before, limit }: Parameters<AlarmDesk["history"]>[0]): Promise<Transition[]> {
    return this.#journal
      .filter((line) => alarm === undefined || line.alarm.id === alarm)
      .filter((line) => asset === undefined || line.alarm.asset === asset)
      .filter((line) => before === undefined || line.alarm.sequence < before)
      .reverse()
      .slice(0, limit);
  }
  #apply(asset: AssetId, rule: string, event: AlarmEvent, actor: string, reason: string): Alarm {
    const id = alarmId(asset, rule);
    const old = this.#alarms.get(id);
    const alarm: Alarm = {
      id,
      asset,
      rule,
      state: step(old?.state ?? { is: "normal" }, event),
      occurrence: (old?.occurrence ?? 0) + (event.on === "raise" ? 1 : 0),
      sequence: this.#journal.length + 1,
      changedAt: event.at,
      evidence: { point: "running", value: true, at: event.at },
    };
    this.#alarms.set(id, alarm);
    const transition: Transition = { alarm, event, actor, reason };
    this.#journal.push(transition);
    this.transitions.next(transition);
    return alarm;
  }
}

export class FakePeople implements People {
  readonly #people = new Map<string, Person & { password: string }>();
  async count() {
    return this.#people.size;
  }
  async create(person: Person & { password: string }): Promise<Result<Person>> {
    if (this.#people.has(person.username)) return problem("there is already a person with this user name");
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
  async verify(username: string, password: string): Promise<Person | undefined> {
    const { password: right, ...person } = this.#people.get(username) ?? {};
    return right !== undefined && right === password ? (person as Person) : undefined;
  }
  async list(): Promise<Person[]> {
    return [...this.#people.values()].map(({ username, name, role }) => ({ username, name, role }));
  }
}

export class FakeSessions implements Sessions {
  readonly #people: People;
  readonly #sessions = new Map<string, { username: string; token?: ProgramToken }>();
  #count = 0;
  constructor(people: People) {
    this.#people = people;
  }
  async open(username: string): Promise<string> {
    const token = `session-${++this.#count}`;
    this.#sessions.set(token, { username });
    return token;
  }
  async find(token: string): Promise<Person | undefined> {
    const found = this.#sessions.get(token);
    return found && (await this.#people.list()).find((person) => person.username === found.username);
  }
  async end(token: string): Promise<void> {
    this.#sessions.delete(token);
  }
  async issueToken(username: string, label: string, now: Instant): Promise<string> {
    const id = `token-${++this.#count}`;
    this.#sessions.set(`secret-${id}`, { username, token: { id, username, label, issuedAt: now } });
    return `secret-${id}`;
  }
  async tokens(): Promise<ProgramToken[]> {
    return [...this.#sessions.values()].flatMap(({ token }) => token ?? []).reverse();
  }
  async endToken(id: string): Promise<boolean> {
    return this.#sessions.delete(`secret-${id}`);
  }
}

export class FakePlant implements DemoPlant {
  #playing = false;
  scenarios(): ScenarioView[] {
    const words = { en: "A pump runs dry", zh: "水泵干转" };
    return [{ id: "dry-run", title: words, description: words, playing: this.#playing }];
  }
  async play(): Promise<Result<void>> {
    if (this.#playing) return problem("dry-run is playing already; stop it first");
    this.#playing = true;
    return done(undefined);
  }
  async stop(): Promise<Result<void>> {
    this.#playing = false;
    return done(undefined);
  }
}

export const report: IngestReport = {
  messages: 10,
  readings: 40,
  stored: 39,
  duplicates: 1,
  refused: { "bad-json": 2 },
  lastReadingAt: T,
  storing: true,
  trouble: null,
  deadLetters: [
    {
      at: T,
      gateway: "riverside/gw-b1",
      topic: "t",
      reason: "bad-json",
      detail: "unexpected }",
      payload: "{",
    },
  ],
};

export const PASSWORD = "correct horse battery";

/** An API on fakes, with a person of each role whose user name is the role. */
export async function fakeHouse(more: Partial<ApiDeps> = {}, { demo = true } = {}) {
  let model = smallEstate();
  let now: Instant = T;
  const people = new FakePeople();
  const sessions = new FakeSessions(people);
  const board = new FakeBoard(() => model);
  const readings = new FakeReadings();
  const desk = new FakeDesk();
  const enrolled = new Set<string>();
  const logged: { level: string; fields: object; message: string }[] = [];
  const note = (level: string) => (fields: object, message: string) => {
    logged.push({ level, fields, message });
  };
  const tokens = new Map<Role, string>();
  for (const role of ["viewer", "technician", "engineer", "manager", "admin"] as const) {
    await people.create({ username: role, name: role, role, password: PASSWORD });
    tokens.set(role, await sessions.open(role));
  }
  const deps: ApiDeps = {
    model: () => model,
    board,
    readings,
    desk,
    people,
    sessions,
    credentials: {
      async enroll(site, gateway) {
        enrolled.add(`${site}/${gateway}`);
        return "a-secret";
      },
      has: async (site, gateway) => enrolled.has(`${site}/${gateway}`),
    },
    presence: {
      online: (gateway) =>
        gateway === "riverside.gw-b1" ? { online: true, since: T } : { online: false, since: null },
    },
    ingest: () => report,
    ready: () => ({ ready: true, parts: { broker: "listening" } }),
    clock: () => now,
    log: { info: note("info"), warn: note("warn"), error: note("error") },
    ...(demo ? { demo: new FakePlant() } : {}),
    ...more,
  };
  const api: Api = createApi(deps);
  /** Calls as a person of that role would from the console; without a role, as a stranger. */
  const call = async (role: Role | undefined, method: string, path: string, body?: unknown, headers = {}) =>
    await api.app.request(path, {
      method,
      headers: {
        ...(role ? { cookie: `wk_session=${tokens.get(role)}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    api,
    deps,
    call,
    board,
    readings,
    desk,
    people,
    sessions,
    logged,
    tokenOf: (role: Role) => tokens.get(role) ?? "",
    setModel: (next: AssetModel) => {
      model = next;
    },
    pass: (ms: number) => {
      now = instant(now + ms);
    },
  };
}
