import { beforeEach, describe, expect, it } from "vitest";
import { hours } from "../facility/units/index.ts";
import {
  AlarmList,
  AlarmView,
  AssetDetail,
  AssetList,
  GatewayCredential,
  GatewayList,
  HistoryView,
  IngestView,
  JournalList,
  PersonList,
  Problem,
  ReadingList,
  ScenarioView,
} from "./contract/index.ts";
import { fakeHouse, lift, PASSWORD, pump, T } from "./fakes.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});

const get = async (path: string, role: "viewer" | "engineer" | "manager" = "viewer") =>
  await (await house.call(role, "GET", path)).json();
const problemOf = async (answer: Response) => {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const problem = Problem.parse(await answer.json());
  expect(problem.status).toBe(answer.status);
  return problem;
};

describe("assets", () => {
  it("are listed with their points, newest values and who feeds them", async () => {
    house.board.put(`${pump}.running`, 1, T - 1_000);
    house.board.put(`${pump}.suction_pressure_kPa`, 12.5, T);
    const { sites, assets } = AssetList.parse(await get("/api/assets"));
    expect(sites.map((site) => site.id)).toEqual(["riverside"]);
    expect(assets.map((asset) => asset.id)).toContain(lift);
    const pumpView = assets.find((asset) => asset.id === pump);
    expect(pumpView).toMatchObject({ monitoredBy: "riverside.gw-b1", type: "booster-pump", system: "water" });
    const latest = new Map(pumpView?.points.map((point) => [point.name, point.latest]));
    expect(latest.get("running")).toMatchObject({ value: true, at: T - 1_000, quality: "good" });
    expect(latest.get("suction_pressure_kPa")).toMatchObject({ value: 12.5 });
    expect(latest.get("flow_m3_h")).toBeNull();
    expect(assets.find((asset) => asset.id === lift)?.fedBy).toEqual(["riverside.b1-meter"]);
    expect(AssetList.parse(await get("/api/assets?site=elsewhere"))).toEqual({ sites: [], assets: [] });
  });

  it("show one by one the rules in force, and near ids for a mistyped one", async () => {
    const detail = AssetDetail.parse(await get(`/api/assets/${pump}`));
    expect(detail.rules.map((rule) => rule.id)).toContain("dry-run");
    const missing = await problemOf(await house.call("viewer", "GET", "/api/assets/riverside.b2-lift-9"));
    expect(missing.detail).toContain(`Did you mean ${lift}?`);
  });
});

describe("the history of a point", () => {
  it("comes in slices, the last hour by default", async () => {
    house.readings.keep(`${pump}.flow_m3_h`, 4, T - 1_000);
    house.readings.keep(`${pump}.flow_m3_h`, 6, T - 500);
    house.readings.keep(`${pump}.flow_m3_h`, 9, T - hours(2));
    const history = HistoryView.parse(await get(`/api/points/${pump}.flow_m3_h/history`));
    expect(history).toMatchObject({ from: T - hours(1), to: T, bucketMs: 12_000 });
    expect(history.buckets).toEqual([
      { at: T - 12_000, min: 4, mean: 5, max: 6, last: 6, count: 2, good: 1 },
    ]);
  });

  it("takes ms and ISO 8601", async () => {
    const from = new Date(T - hours(3)).toISOString();
    const history = HistoryView.parse(
      await get(`/api/points/${pump}.flow_m3_h/history?from=${from}&to=${T}&buckets=6`),
    );
    expect(history).toMatchObject({ from: T - hours(3), to: T, bucketMs: 1_800_000 });
  });

  it("gives a boolean as a boolean and an enumeration as its code", async () => {
    house.readings.keep(`${pump}.running`, 1, T - 1_000);
    house.readings.keep(`${pump}.running`, null, T - 90_000);
    const running = HistoryView.parse(await get(`/api/points/${pump}.running/history`));
    expect(running.buckets.map((bucket) => bucket.last)).toEqual([null, true]);

    const { points } = AssetDetail.parse(await get(`/api/assets/${lift}`));
    const enumeration = points.find((point) => point.type.kind === "enum");
    if (!enumeration) throw new Error("the lift has no enumeration any more; take another type");
    house.readings.keep(enumeration.id, 2, T - 1_000);
    const states = HistoryView.parse(await get(`/api/points/${enumeration.id}/history`));
    expect(states.buckets.map((bucket) => bucket.last)).toEqual([2]);
  });

  it("is there raw as well, and says when there is more", async () => {
    for (let i = 5; i > 0; i--) house.readings.keep(`${pump}.running`, i % 2, T - i * 1_000);
    const list = ReadingList.parse(await get(`/api/points/${pump}.running/readings?limit=3`));
    expect(list.readings.map((reading) => reading.value)).toEqual([true, false, true]);
    expect(list.more).toBe(true);
    expect(list.readings[0]).toMatchObject({ at: T - 5_000, receivedAt: T - 4_995, replayed: false });
    const rest = ReadingList.parse(
      await get(`/api/points/${pump}.running/readings?from=${T - 2_500}&limit=3`),
    );
    expect(rest).toMatchObject({ more: false });
    expect(rest.readings).toHaveLength(2);
  });

  it.each([
    ["buckets=0", "buckets"],
    ["buckets=5001", "buckets"],
    ["buckets=many", "buckets"],
    ["from=yesterday", "from"],
    ["to=2026-01-31T08:00:00", "to"],
    [`from=${T}&to=${T}`, "from"],
  ])("refuses ?%s by the field's path", async (query, path) => {
    const answer = await house.call("viewer", "GET", `/api/points/${pump}.flow_m3_h/history?${query}`);
    expect(answer.status).toBe(400);
    const problem = await problemOf(answer);
    expect(problem.errors?.map((error) => error.path)).toEqual([path]);
    expect(problem.detail).toContain(path);
  });

  it("suggests the point or the asset that was meant", async () => {
    const ask = async (id: string) =>
      (await problemOf(await house.call("viewer", "GET", `/api/points/${id}/history`))).detail;
    expect(await ask(`${pump}.runing`)).toContain(`Did you mean ${pump}.running?`);
    expect(await ask("riverside.b1-boster-2.running")).toContain(`Did you mean ${pump}.running?`);
    expect(await ask("nonsense")).toContain("GET /api/assets");
  });
});

describe("alarms", () => {
  it("are listed most urgent first: priority, then unseen, then newest", async () => {
    house.desk.raise(pump, "motor-hot", T);
    house.desk.raise(lift, "no-data", T + 1);
    house.desk.raise(pump, "dry-run", T + 2);
    house.desk.raise(pump, "discharge-low", T + 3);
    house.desk.raise(pump, "no-data", T + 4);
    await house.desk.acknowledge({ id: `${pump}.discharge-low`, by: "technician", comment: "" });
    house.desk.clear(pump, "motor-hot", T + 5);
    const { alarms } = AlarmList.parse(await get("/api/alarms"));
    const order = alarms.map(({ asset, rule, priority, state }) => `${priority} ${state} ${asset}.${rule}`);
    expect(order).toEqual([
      `high unacknowledged ${pump}.dry-run`,
      `medium unacknowledged ${pump}.no-data`,
      `medium unacknowledged ${lift}.no-data`,
      `medium returned ${pump}.motor-hot`,
      `medium acknowledged ${pump}.discharge-low`,
    ]);
    expect(alarms[0]).toMatchObject({
      assetName: { zh: "2 号增压泵" },
      title: { en: "Pump runs dry" },
      raisedAt: T + 2,
      acknowledgedBy: null,
      evidence: { point: "running", value: true },
    });
    expect(alarms[3]).toMatchObject({ raisedAt: T, clearedAt: T + 5 });
  });

  it("are acknowledged with a comment, in the name of whoever is signed in", async () => {
    const { id } = house.desk.raise(pump, "dry-run", T);
    const answer = await house.call("technician", "POST", `/api/alarms/${id}/acknowledge`, {
      occurrence: 1,
      comment: "on my way",
    });
    expect(answer.status).toBe(200);
    expect(AlarmView.parse(await answer.json())).toMatchObject({
      state: "acknowledged",
      acknowledgedBy: "technician",
      acknowledgedAt: T + 1_000,
    });
    const { entries } = JournalList.parse(await get(`/api/alarms/${id}/journal`));
    expect(entries.map(({ event, actor, reason }) => [event, actor, reason])).toEqual([
      ["acknowledge", "technician", "on my way"],
      ["raise", "rule", ""],
    ]);
  });

  it("are acknowledged without a body too", async () => {
    const { id } = house.desk.raise(pump, "dry-run", T);
    expect((await house.call("technician", "POST", `/api/alarms/${id}/acknowledge`)).status).toBe(200);
  });

  it("refuse what does not fit their state, and say the state", async () => {
    const { id } = house.desk.raise(pump, "dry-run", T);
    const acknowledge = async (alarm: string, body: object) =>
      await house.call("technician", "POST", `/api/alarms/${alarm}/acknowledge`, body);
    const never = await acknowledge(`${pump}.motor-hot`, {});
    expect(never.status).toBe(409);
    expect((await problemOf(never)).detail).toContain("The alarm is normal");

    house.desk.clear(pump, "dry-run", T + 1);
    house.desk.raise(pump, "dry-run", T + 2);
    const late = await acknowledge(id, { occurrence: 1 });
    expect(late.status).toBe(409);
    expect((await problemOf(late)).detail).toMatch(/occurrence 1; .* unacknowledged, occurrence 2/);

    expect((await acknowledge(id, { occurrence: 2 })).status).toBe(200);
    const twice = await acknowledge(id, {});
    expect(twice.status).toBe(409);
    expect((await problemOf(twice)).detail).toContain("acknowledged already, by technician");

    const unknown = await acknowledge(`${pump}.dry-rum`, {});
    expect(unknown.status).toBe(404);
    expect((await problemOf(unknown)).detail).toContain(`Did you mean ${id}?`);
  });

  it("stay visible when their rule or asset is gone from the files", async () => {
    house.desk.raise("riverside.taken-away" as typeof pump, "old-rule", T);
    const { alarms } = AlarmList.parse(await get("/api/alarms"));
    expect(alarms).toEqual([expect.objectContaining({ title: { en: "old-rule", zh: "old-rule" } })]);
  });

  it("have a journal that is read page by page", async () => {
    house.desk.raise(pump, "dry-run", T);
    house.desk.raise(lift, "no-data", T + 1);
    house.desk.clear(pump, "dry-run", T + 2);
    const sequences = async (query: string) =>
      JournalList.parse(await get(`/api/alarms/journal${query}`)).entries.map((entry) => entry.sequence);
    expect(await sequences("")).toEqual([3, 2, 1]);
    expect(await sequences("?limit=2")).toEqual([3, 2]);
    expect(await sequences("?before=2")).toEqual([1]);
    expect(await sequences(`?asset=${lift}`)).toEqual([2]);
    expect((await house.call("viewer", "GET", `/api/alarms/${pump}.nothing/journal`)).status).toBe(404);
    expect(JournalList.parse(await get(`/api/alarms/${pump}.motor-hot/journal`)).entries).toEqual([]);
  });
});

describe("gateways", () => {
  it("are listed with what they read and whether they are there", async () => {
    const { gateways } = GatewayList.parse(await get("/api/gateways"));
    expect(gateways).toEqual([
      {
        id: "riverside.gw-b1",
        name: { en: "Gateway 1", zh: "1 号网关" },
        online: true,
        since: T,
        assets: [pump, "riverside.b1-meter"],
        hasCredential: false,
      },
      expect.objectContaining({ id: "riverside.gw-b2", online: false, since: null, assets: [lift] }),
    ]);
  });

  it("get a secret that is shown once and never logged", async () => {
    const answer = await house.call("manager", "POST", "/api/gateways/riverside.gw-b1/credential");
    expect(answer.status).toBe(201);
    const credential = GatewayCredential.parse(await answer.json());
    expect(credential).toEqual({ username: "riverside/gw-b1", secret: "a-secret" });
    expect(GatewayList.parse(await get("/api/gateways")).gateways[0]?.hasCredential).toBe(true);
    expect(house.logged.map((line) => line.message)).toEqual(["gateway credential made"]);
    expect(JSON.stringify(house.logged)).not.toContain(credential.secret);
  });
});

it("the ingest report shows counters and dead letters", async () => {
  const view = IngestView.parse(await get("/api/ingest", "engineer"));
  expect(view).toMatchObject({ readings: 40, refused: { "bad-json": 2 }, storing: true });
  expect(view.deadLetters).toHaveLength(1);
});

it("people are added by an administrator and listed without passwords", async () => {
  const made = { username: "night.desk", name: "夜班", role: "technician" };
  const answer = await house.call("admin", "POST", "/api/people", { ...made, password: PASSWORD });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toEqual(made);
  const again = await house.call("admin", "POST", "/api/people", { ...made, password: PASSWORD });
  expect(again.status).toBe(422);
  const { people } = PersonList.parse(await get("/api/people", "manager"));
  expect(people).toContainEqual(made);
  expect(JSON.stringify(people)).not.toContain(PASSWORD);
});

describe("the demo plant", () => {
  it("plays and stops a scenario", async () => {
    const act = async (path: string) => await house.call("engineer", "POST", `/api/demo/scenarios/${path}`);
    expect(ScenarioView.parse(await (await act("dry-run/play")).json()).playing).toBe(true);
    const twice = await act("dry-run/play");
    expect(twice.status).toBe(409);
    expect((await problemOf(twice)).detail).toContain("stop it first");
    expect(ScenarioView.parse(await (await act("dry-run/stop")).json()).playing).toBe(false);
    expect((await problemOf(await act("dry-rum/play"))).detail).toContain("Try dry-run");
  });

  it("has no routes on a real estate", async () => {
    const estate = await fakeHouse({}, { demo: false });
    expect((await estate.call("admin", "GET", "/api/demo/scenarios")).status).toBe(404);
  });
});

describe("health", () => {
  it("answers 503 with the part that is not ready", async () => {
    const down = await fakeHouse({ ready: () => ({ ready: false, parts: { store: "opening" } }) });
    const answer = await down.call(undefined, "GET", "/readyz");
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ready: false, parts: { store: "opening" } });
    expect((await down.call(undefined, "GET", "/healthz")).status).toBe(200);
  });

  it("gives Prometheus its figures", async () => {
    house.desk.raise(pump, "dry-run", T);
    house.board.put(`${pump}.running`, 1, T);
    house.pass(2_500);
    const answer = await house.call(undefined, "GET", "/metrics");
    expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const lines = (await answer.text()).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "watchkeeper_ingest_readings_total 40",
        'watchkeeper_ingest_refused_total{reason="bad-json"} 2',
        'watchkeeper_alarms{priority="high",state="unacknowledged"} 1',
        'watchkeeper_alarms{priority="critical",state="unacknowledged"} 0',
        "watchkeeper_last_reading_age_seconds 2.5",
        "watchkeeper_gateways_online 1",
      ]),
    );
    expect(lines.find((line) => line.startsWith("process_resident_memory_bytes "))).toMatch(/ \d{7,}$/);
  });
});

describe("errors", () => {
  it("are problem details in the caller's language", async () => {
    const chinese = await house.call("viewer", "GET", "/api/nothing", undefined, {
      "accept-language": "zh-CN",
    });
    expect(chinese.headers.get("content-language")).toBe("zh");
    expect(await problemOf(chinese)).toEqual({
      type: "about:blank",
      title: "未找到",
      status: 404,
      detail: "/api/nothing 不存在，接口清单见 /api/docs。",
    });
  });

  it("name a method that is not taken, and those that are", async () => {
    const answer = await house.call("viewer", "DELETE", "/api/alarms");
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
    expect((await problemOf(answer)).detail).toContain("takes GET, HEAD");
  });

  it("name each wrong field of a body", async () => {
    const body = { username: "has blank", name: "", role: "king", password: "short" };
    const answer = await house.call("admin", "POST", "/api/people", body);
    expect(answer.status).toBe(400);
    const { errors } = await problemOf(answer);
    expect(errors?.map((error) => error.path)).toEqual(["username", "name", "role", "password"]);
  });

  it("say what is wrong with a body that is no JSON, of another type, or too long", async () => {
    const send = async (body: string, type = "application/json") =>
      await house.api.app.request("/api/people", {
        method: "POST",
        headers: { cookie: `wk_session=${house.tokenOf("admin")}`, "content-type": type },
        body,
      });
    expect((await problemOf(await send("{"))).status).toBe(400);
    expect((await problemOf(await send("a=b", "application/x-www-form-urlencoded"))).status).toBe(415);
    expect((await problemOf(await send(`"${"x".repeat(70_000)}"`))).status).toBe(413);
  });

  it("hide a fault's inside from the caller and show it in the log, by one reference", async () => {
    const broken = await fakeHouse({
      readings: {
        between: async () => [],
        buckets: async () => {
          throw new Error("disk says no");
        },
      },
    });
    const answer = await broken.call("viewer", "GET", `/api/points/${pump}.running/history`);
    expect(answer.status).toBe(500);
    const { detail } = await problemOf(answer);
    expect(detail).not.toContain("disk says no");
    const [reference] = /\b[0-9a-f]{8}\b/.exec(detail) ?? [];
    expect(reference).toBeDefined();
    expect(broken.logged).toEqual([
      {
        level: "error",
        fields: expect.objectContaining({ reference, err: new Error("disk says no") }),
        message: "a request broke",
      },
    ]);
  });
});
