import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ReadingsPayload } from "../broker/contract/index.ts";
import { testBroker } from "../test/support/broker.ts";
import { type ReplayOptions, type ReplayProgress, replayCsv } from "./replay.ts";

let folder: string;
let broker: Awaited<ReturnType<typeof testBroker>>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "watchkeeper-replay-"));
  broker = await testBroker();
});
afterEach(async () => {
  await broker.close();
  rmSync(folder, { recursive: true, force: true });
});

const csv = (...lines: string[]) => {
  const file = join(folder, "recorded.csv");
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
};
const replay = (file: string, more: Partial<ReplayOptions> = {}) =>
  replayCsv({
    file,
    atColumn: "datetime",
    map: { Flow: "b1-booster-1.flow_m3_h", Pressure: "b1-booster-1.discharge_pressure_kPa" },
    speed: "max",
    shift: "none",
    mqttUrl: broker.url,
    username: "riverside/gw-b1",
    password: "secret",
    site: "riverside",
    gateway: "gw-b1",
    ...more,
  });
const messages = () =>
  broker.heard.flatMap(({ topic, payload }) =>
    [ReadingsPayload.parse(JSON.parse(payload))].flat().map((message) => ({ topic, ...message })),
  );

it("sends rows as readings of their time, marked as replayed", async () => {
  const file = csv(
    "datetime;Flow;Pressure;Note",
    "2020-03-09 15:56:30;32.0;610;start",
    "2020-03-09 15:56:31;33.5;;no pressure",
  );
  const report = await replay(file);
  expect(report).toEqual({
    ok: true,
    value: { rows: 2, badRows: 0, acknowledged: 2, share: 1, values: 3, problems: [] },
  });
  const at = Date.UTC(2020, 2, 9, 15, 56, 30);
  const topic = "facility/riverside/gw-b1/b1-booster-1/readings";
  expect(messages()).toEqual([
    { topic, at, values: { flow_m3_h: 32, discharge_pressure_kPa: 610 }, replayed: true },
    { topic, at: at + 1_000, values: { flow_m3_h: 33.5 }, replayed: true },
  ]);
});

it.each([
  ["a comma and quotes", ['"datetime",Flow,Pressure', '"2020-03-09T15:56:30Z",1,2'], 0],
  ["a byte order mark and CRLF", ["\uFEFFdatetime;Flow;Pressure\r", "2020-03-09 15:56:30;1;2\r"], 0],
  ["a recorder eight hours ahead", ["datetime;Flow;Pressure", "2020-03-09 23:56:30;1;2"], 8],
  ["a time with its own zone", ["datetime;Flow;Pressure", "2020-03-09T23:56:30+08:00;1;2"], 3],
  ["seconds since 1970", ["datetime;Flow;Pressure", "1583769390;1;2"], 3],
  ["milliseconds since 1970", ["datetime;Flow;Pressure", "1583769390000;1;2"], 0],
] as const)("reads %s", async (_, lines, utcOffsetHours) => {
  const report = await replay(csv(...lines), { utcOffsetHours });
  expect(report.ok && report.value.problems).toEqual([]);
  expect(messages()).toMatchObject([{ at: Date.UTC(2020, 2, 9, 15, 56, 30), values: { flow_m3_h: 1 } }]);
});

it("names bad rows by line, counts them, and goes on", async () => {
  const report = await replay(
    csv(
      "datetime;Flow;Pressure",
      "2020-03-09 15:56:30;1;2",
      "yesterday;1;2",
      "2020-03-09 15:56:32;n/a;2",
      "2020-03-09 15:56:33;1",
      "2020-03-09 15:56:34;3;4",
    ),
  );
  if (!report.ok) throw new Error(report.problem);
  expect(report.value).toMatchObject({ badRows: 3, acknowledged: 2 });
  const problems = report.value.problems.toSorted();
  expect(problems[0]).toBe('line 3: "yesterday" in column "datetime" is no time');
  expect(problems[1]).toBe('line 4: "n/a" in column "Flow" is no number');
  expect(problems[2]).toMatch(/^line 5: /);
  expect(messages().map(({ values }) => values.flow_m3_h)).toEqual([1, 3]);
});

it("shifted to now, starts now and keeps its pace", async () => {
  const before = Date.now();
  const report = await replay(
    csv("datetime;Flow;Pressure", ...[0, 1, 2].map((second) => `2020-03-09 15:56:3${second};1;2`)),
    { shift: "now", speed: 20 },
  );
  const took = Date.now() - before;
  expect(report.ok).toBe(true);
  const [first, second, third] = messages();
  expect(first!.at).toBeGreaterThanOrEqual(before);
  expect(second!.at - first!.at).toBe(50);
  expect(third!.at - first!.at).toBe(100);
  expect(third!.at).toBeLessThanOrEqual(before + took);
  expect(first!.replayed).toBeUndefined();
  expect(took).toBeGreaterThanOrEqual(100);
});

it("sends every row of a long file in order, and tells how far it is", async () => {
  const rows = Array.from({ length: 5_000 }, (_, i) => `${1_583_769_390 + i};${i};0`);
  const told: ReplayProgress[] = [];
  const report = await replay(csv("datetime;Flow;Pressure", ...rows), { onProgress: (at) => told.push(at) });
  expect(report.ok && report.value).toMatchObject({ rows: 5_000, acknowledged: 5_000, values: 10_000 });
  expect(messages().map(({ values }) => values.flow_m3_h)).toEqual(rows.map((_, i) => i));
  expect(told.length).toBeGreaterThan(5);
  for (const { rows: read, acknowledged } of told) expect(read - acknowledged).toBeLessThanOrEqual(200);
  expect(told.at(-1)).toMatchObject({ rows: 5_000, acknowledged: 5_000, share: 1 });
});

it("stops when it is told to", async () => {
  const stop = new AbortController();
  const rows = Array.from({ length: 50 }, (_, i) => `${1_583_769_390 + i * 3_600};${i};0`);
  const report = replay(csv("datetime;Flow;Pressure", ...rows), { speed: 1, signal: stop.signal });
  await expect.poll(() => broker.heard.length).toBe(1);
  stop.abort();
  expect(await report).toMatchObject({ ok: true, value: { acknowledged: 1 } });
});

describe("says what to do", () => {
  it.each([
    [
      "a column that is not there",
      { map: { Flo: "a.b" } },
      /has no column "Flo"\. It has: datetime, Flow, Pressure/,
    ],
    ["a map to no point", { map: { Flow: "flow" } }, /write asset\.point/],
    ["a map of nothing", { map: {} }, /no column is mapped/],
    ["a file that is not there", { file: "/nowhere.csv" }, /cannot be read/],
    ["a wrong secret", { password: "x" }, /does not let riverside\/gw-b1 in/],
    ["readings of the future", { shift: "now" as const }, /in the future/],
    ["a speed of nothing", { speed: 0 }, /above 0/],
  ])("about %s", async (_, wrong, expected) => {
    const report = await replay(csv("datetime;Flow;Pressure", "2020-03-09 15:56:30;1;2"), wrong);
    expect(!report.ok && report.problem).toMatch(expected);
    expect(broker.heard).toEqual([]);
  });
});
