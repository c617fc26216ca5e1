import type { AssetModel } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { done, type Instant, instant, problem, type Result } from "../../facility/units/index.ts";
import { type Api, createApi } from "../app.ts";
import type { Offered, Role, ScenarioView } from "../contract/index.ts";
import type { DemoPlant, IngestReport, PointOffers } from "../ports.ts";
import type { ApiDeps } from "../routes/index.ts";
import { SecondFactor } from "../second-factor/index.ts";
import { FakeAudit } from "./audit.ts";
import { FakeDesk } from "./desk.ts";
import { smallEstate, smallSite, T } from "./estate.ts";
import { FakePeople, FakeSessions } from "./people.ts";
import { FakeArchive, FakeBoard, FakeReadings } from "./readings.ts";
import { FakeBacktests, FakeRules } from "./rules.ts";
import { FakeSecondFactors, fakeVault } from "./second-factor.ts";
import { FakeSites, jsonFiles } from "./sites.ts";

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

const report: IngestReport = {
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

const offer: Offered = {
  id: "riverside/gw-b1/b1-pump-9/flow_m3_h",
  gateway: "riverside/gw-b1",
  asset: "b1-pump-9",
  point: "flow_m3_h",
  newAsset: true,
  value: 4.2,
  count: 7,
  firstAt: T - 7_000,
  lastAt: T,
};

export const PASSWORD = "correct horse battery";

/** An API on fakes, with a person of each role whose user name is the role. */
export async function fakeHouse(
  more: Partial<ApiDeps> = {},
  { demo = true, signOn }: { demo?: boolean; signOn?: (people: FakePeople) => ApiDeps["signOn"] } = {},
) {
  let model = smallEstate();
  let now: Instant = T;
  const people = new FakePeople();
  const sessions = new FakeSessions(people);
  const board = new FakeBoard(() => model);
  const readings = new FakeReadings();
  const archive = new FakeArchive();
  const dismissed: string[] = [];
  const offers: PointOffers = {
    list: () => (dismissed.length > 0 ? [] : [offer]),
    dismiss: (id) => id === offer.id && dismissed.push(id) > 0,
  };
  const desk = new FakeDesk();
  const audit = new FakeAudit();
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
    archive,
    desk,
    audit,
    rules: new FakeRules(() => model),
    backtests: new FakeBacktests(),
    people,
    sessions,
    secondFactor: new SecondFactor(new FakeSecondFactors(), fakeVault),
    credentials: {
      async enroll(site, gateway) {
        enrolled.add(`${site}/${gateway}`);
        return "a-secret";
      },
      has: async (site, gateway) => enrolled.has(`${site}/${gateway}`),
    },
    sites: new FakeSites(smallSite()),
    siteFiles: jsonFiles,
    types: catalog,
    presence: {
      online: (gateway) =>
        gateway === "riverside.gw-b1" ? { online: true, since: T } : { online: false, since: null },
    },
    ingest: () => report,
    offers,
    about: { version: "test", grafana: null },
    connections: () => ({
      readings: { kind: "duckdb", address: null, spool: null },
      broker: { kind: "built-in", address: null, connected: true, since: null, trouble: null },
    }),
    ready: () => ({ ready: true, parts: { broker: "listening" } }),
    clock: () => now,
    log: { info: note("info"), warn: note("warn"), error: note("error") },
    signOn: signOn?.(people),
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
    /** The JSON that a GET answers. */
    get: async (path: string, role: Role = "viewer"): Promise<unknown> =>
      await (await call(role, "GET", path)).json(),
    board,
    readings,
    archive,
    desk,
    audit,
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
