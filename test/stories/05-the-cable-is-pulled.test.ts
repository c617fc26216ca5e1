import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VirtualTimeScheduler } from "rxjs";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  AlarmList,
  type AlarmView,
  AlignedHistory,
  AssetDetail,
  IncreaseView,
  ReadingList,
} from "../../api/contract/index.ts";
import { freshness } from "../../dashboards/console/src/laws/index.ts";
import { SiteFile } from "../../facility/assets/index.ts";
import { instant } from "../../facility/units/index.ts";
import { openBuffer } from "../../ingest/disk-queue/index.ts";
import { Uplink } from "../../ingest/modbus/index.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";

const name = (en: string, zh: string) => ({ en, zh });
const site = SiteFile.parse({
  site: { id: "s", name: name("S", "甲") },
  assets: [
    { id: "pump", type: "booster-pump", name: name("Pump", "水泵") },
    { id: "meter", type: "power-meter", name: name("Meter", "电表") },
    { id: "lift", type: "lift", name: name("Lift", "电梯") },
  ],
  gateways: [{ id: "gw", name: name("Gateway", "网关"), assets: ["pump", "meter", "lift"] }],
});

const STEP = 5;
const CUT = 120;
const BACK = CUT + 3_600;
const END = BACK + 120;
/** A minute into an hour, so that slices of two minutes begin with the story. */
const START = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 7_200_000;
const at = (second: number) => START + second * 1_000;

/**
 * What the plant does, second by second. While nobody sees it the pump runs dry for a minute, somebody presses the
 * lift's button and lets go, and the meter is replaced by a new one: none of that is news an hour later.
 */
const energy = (second: number) => (second < 2_000 ? 5_000 + second * 0.01 : (second - 2_000) * 0.01);
const plant = (second: number): Record<string, Record<string, number | boolean>> => ({
  pump: {
    running: true,
    suction_pressure_kPa: second >= 1_500 && second < 1_560 ? 3 : 220,
    discharge_pressure_kPa: 520,
    motor_temp_C: 45,
  },
  meter: { energy_import_kWh: Math.round(energy(second) * 100) / 100, power_kW: 36 },
  lift: { alarm_button: second >= 2_400 && second < 2_430 },
  gw: { devices_online: 3, devices_silent: 0 },
});

const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
scheduler.frame = START;
const clock = () => instant(scheduler.frame);

let estate: TestHouse;
let uplink: Uplink;
const folder = mkdtempSync(join(tmpdir(), "wk-cable-"));
const opened = openBuffer(folder, { warn: () => undefined });
if (!opened.ok) throw new Error(opened.problem);
const buffer = opened.value;
beforeAll(async () => {
  estate = await openTestHouse({ files: [site], time: { clock, scheduler } });
  const { url, username, secret } = await estate.enrolled("s.gw");
  uplink = new Uplink({
    mqttUrl: url,
    username,
    password: secret,
    site: "s",
    gateway: "gw",
    buffer,
    clock,
    log: { info() {}, warn() {} },
  });
});
afterAll(async () => {
  await uplink.close(1_000);
  await buffer.close();
  await estate.close();
  rmSync(folder, { recursive: true });
});

/** Readings that the gateway had to tell so far. */
let told = 0;
/** Time goes on to a second of the story, timers ring on the way; every five seconds the gateway reads its devices. */
async function until(end: number): Promise<void> {
  for (let second = (scheduler.frame - START) / 1_000 + STEP; second <= end; second += STEP) {
    scheduler.maxFrames = at(second);
    scheduler.flush();
    scheduler.frame = at(second);
    for (const [asset, values] of Object.entries(plant(second))) {
      told += Object.keys(values).length;
      buffer.append(Buffer.from(JSON.stringify({ asset, messages: [{ at: at(second), values }] })));
    }
    uplink.nudge();
    if (uplink.connected) await sent();
  }
}
/** Everything the gateway holds is acknowledged, so it is stored; a broker of others acknowledges before that. */
const sent = async () => {
  await expect.poll(() => buffer.waiting, { interval: 2, timeout: 20_000 }).toBe(0);
  const taken = () => {
    const { stored, duplicates } = estate.house.core.intake.report();
    return stored + duplicates;
  };
  await expect.poll(taken, { interval: 2, timeout: 20_000 }).toBeGreaterThanOrEqual(told);
};
const alarms = async () =>
  (await estate.get("/api/alarms", AlarmList)).alarms.map(({ id, state }) => `${id} ${state}`).sort();

it("5. The cable is pulled for an hour: values go stale, one alarm names the gateway; all is replayed, nothing rings late, trends and counters are whole", {
  timeout: 60_000,
}, async () => {
  const desk = await estate.live("alarms");
  const called: string[] = [];
  desk.on("alarms", (told: AlarmView[]) => {
    for (const { id, state } of told) if (state === "unacknowledged" && called.at(-1) !== id) called.push(id);
  });
  const shown = async (asset: string, point: string) => {
    const { points } = await estate.get(`/api/assets/s.${asset}`, AssetDetail);
    const { latest, type } = points.find(({ type }) => type.name === point)!;
    return freshness(latest ?? undefined, type.staleAfterSeconds, clock(), true);
  };

  await expect.poll(() => uplink.connected).toBe(true);
  await until(CUT);
  expect(await alarms()).toEqual([]);
  expect(await shown("pump", "suction_pressure_kPa")).toBe("good");

  uplink.cut(true);
  await expect.poll(() => uplink.connected).toBe(false);
  // Within a minute every value is visibly old, and one alarm says why. What is silent behind it does not call.
  await until(CUT + 60);
  for (const [asset, point] of [
    ["pump", "suction_pressure_kPa"],
    ["meter", "power_kW"],
    ["lift", "alarm_button"],
  ] as const)
    expect(await shown(asset, point)).toBe("stale");
  await expect.poll(() => called).toEqual(["s.gw.no-data"]);
  await until(BACK);
  expect((await alarms()).filter((alarm) => !alarm.endsWith("suppressed"))).toEqual([
    "s.gw.no-data unacknowledged",
  ]);
  expect((await alarms()).filter((alarm) => alarm.endsWith("suppressed"))).not.toEqual([]);
  expect(buffer.waiting).toBe((3_600 / STEP) * 4);

  uplink.cut(false);
  await expect.poll(() => uplink.connected).toBe(true);
  await sent();
  await until(END);
  await estate.stored();

  // Complete and marked: every reading of the hour is there once, at its own time, and told as replayed.
  const { readings, more } = await estate.get(
    `/api/points/s.pump.suction_pressure_kPa/readings?from=${START}&to=${at(END) + 1}&limit=5000`,
    ReadingList,
  );
  expect(more).toBe(false);
  expect(readings.map((reading) => [reading.at, reading.value])).toEqual(
    Array.from({ length: END / STEP }, (_, i) => (i + 1) * STEP).map((second) => [
      at(second),
      plant(second).pump!.suction_pressure_kPa,
    ]),
  );
  expect(readings.filter(({ replayed }) => replayed).map((reading) => reading.at)).toEqual(
    readings.filter((reading) => reading.at > at(CUT) && reading.at < at(BACK - 10)).map(({ at }) => at),
  );
  expect(estate.house.core.intake.report().refused).toEqual({});

  // Nothing rang late. The gateway's alarm has returned, and nothing is suppressed any more.
  expect(called).toEqual(["s.gw.no-data"]);
  await expect.poll(alarms).toEqual(["s.gw.no-data returned"]);
  expect(await shown("pump", "suction_pressure_kPa")).toBe("good");

  // The trend has no hole, and shows what happened while nobody looked.
  const slices = 60;
  const history = await estate.get(
    `/api/history?points=s.pump.suction_pressure_kPa,s.meter.power_kW&from=${at(0)}&to=${at(3_600)}&buckets=${slices}`,
    AlignedHistory,
  );
  for (const { buckets } of history.series) expect(buckets).toHaveLength(slices);
  const lowest = history.series[0]!.buckets.filter(({ min }) => min === 3);
  expect(lowest.map((bucket) => bucket.at)).toEqual([at(1_500)]);

  // The counter: all that went through either meter, with the change between them told.
  const increase = await estate.get(
    `/api/points/s.meter.energy_import_kWh/increase?from=${at(0)}&to=${at(END) + 1}`,
    IncreaseView,
  );
  expect(increase).toMatchObject({ resets: 1, unusable: 0 });
  expect(increase.increase).toBeCloseTo(energy(1_995) - energy(STEP) + energy(END), 1);
});
