import { cpSync, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import mqtt from "mqtt";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AlarmList, GatewayCredential, JournalList, RunList, RunView } from "../../api/contract/index.ts";
import { readingsTopic } from "../../broker/contract/index.ts";
import { SiteFile } from "../../facility/assets/index.ts";
import { restoreBackup } from "../../house/backup/index.ts";
import { LoadGateway } from "../../simulators/load/index.ts";
import { KillableHouse } from "../support/killable.ts";
import { chosenProfile, type Profile } from "../support/profile.ts";

const name = (en: string, zh: string) => ({ en, zh });
const meters = ["m-1", "m-2", "m-3", "m-4"];
const site = SiteFile.parse({
  site: { id: "s", name: name("S", "甲") },
  assets: [
    { id: "pump", type: "booster-pump", name: name("Pump", "水泵") },
    { id: "panel", type: "fire-panel", name: name("Fire panel", "火灾报警控制器") },
    { id: "lift", type: "lift", name: name("Lift", "电梯") },
    ...meters.map((id) => ({ id, type: "power-meter", name: name(id, id) })),
  ],
  gateways: [
    { id: "gw", name: name("Gateway", "网关"), assets: ["pump", "panel", "lift"] },
    { id: "gw-meters", name: name("Meters", "电表网关"), assets: meters },
  ],
});

const folder = mkdtempSync(join(tmpdir(), "wk-dies-"));
const data = join(folder, "data");
let house: KillableHouse;
let profile: Profile | undefined;
beforeAll(async () => {
  profile = await chosenProfile();
  house = await KillableHouse.start(data, site, profile?.servers);
}, 90_000);
afterAll(async () => {
  await house.close();
  await profile?.close();
  rmSync(folder, { recursive: true });
});

const alarm = async (id: string) =>
  (await house.get("/api/alarms", AlarmList)).alarms.find((one) => one.id === `s.${id}`);
const journal = async (id: string) =>
  (await house.get(`/api/alarms/s.${id}/journal`, JournalList)).entries.toReversed();
const fireRun = async () => {
  const { runs } = await house.get("/api/emergencies/runs", RunList);
  const found = runs.filter(({ plan }) => plan === "fire");
  expect(found.length).toBeLessThanOrEqual(1);
  return found[0] && (await house.get(`/api/emergencies/runs/${found[0].id}`, RunView));
};
const enrolled = async (gateway: string) => {
  const made = await house.post(`/api/gateways/s.${gateway}/credential`, {});
  const credential = GatewayCredential.parse(await made.json());
  await profile?.mosquitto.admit(credential.username, credential.secret);
  return credential;
};
/** Everything dies with the house but a broker that others run: its PUBACK is only as good as its last save. */
const powerCut = async () =>
  void (await Promise.all([house.kill(), profile?.postgres.kill(), profile?.influx.kill()]));

it("13. The server dies at noon: no acknowledged reading is missing or doubled; alarms, acknowledgements and a delay half run are where they were", {
  timeout: 90_000,
}, async () => {
  // A gateway that goes on with its plant whatever the server does: a fire, a call from a lift, later a dry pump.
  const own = await enrolled("gw");
  let dry: number | undefined;
  const gateway = mqtt.connect(`mqtt://127.0.0.1:${house.mqttPort}`, {
    username: own.username,
    password: own.secret,
    clientId: "gw",
    reconnectPeriod: 100,
    queueQoSZero: false,
  });
  gateway.on("error", () => undefined);
  const tell = (asset: string, values: object, at = Date.now()) =>
    gateway.publish(readingsTopic("s", "gw", asset), JSON.stringify({ at, values }), { qos: 1 });
  const speak = setInterval(() => {
    if (!gateway.connected) return;
    tell("panel", { fire: true, fault: false });
    tell("lift", { alarm_button: true });
    tell("pump", { running: true, suction_pressure_kPa: dry === undefined ? 220 : 3 });
  }, 250);

  // Meters under load, each value its sequence, so that each names one reading.
  const { username, secret } = await enrolled("gw-meters");
  const base = Date.now() - 3_600_000;
  const acknowledged = new Set<number>();
  const meterOf = (sequence: number) => meters[sequence % meters.length]!;
  const load = (first: number) =>
    LoadGateway.open({
      host: "127.0.0.1",
      port: house.mqttPort,
      clientId: "load",
      username,
      password: secret,
      window: 2_000,
      next: (n) => ({
        topic: readingsTopic("s", "gw-meters", meterOf(first + n)),
        payload: `{"at":${base + first + n},"values":{"power_kW":${first + n}}}`,
      }),
      acknowledged: (n) => acknowledged.add(first + n),
    });
  const publish = async (gateway: LoadGateway, enough: () => boolean) => {
    while (!enough() && gateway.connected) {
      gateway.publish(200);
      // A busy loop would take a core from the server.
      await new Promise((later) => setTimeout(later, 1));
    }
  };

  try {
    await expect
      .poll(() => alarm("panel.fire"), { timeout: 15_000 })
      .toMatchObject({ state: "unacknowledged" });
    await expect
      .poll(() => alarm("lift.alarm-button"), { timeout: 15_000 })
      .toMatchObject({ state: "unacknowledged" });
    const fire = await alarm("panel.fire");
    // The fire began its plan by itself; last night's backup is taken while all this runs.
    await expect.poll(fireRun, { timeout: 15_000 }).toMatchObject({ state: "running" });
    const run = (await fireRun())!;
    const night = await house.post("/api/backup", {});
    await pipeline(Readable.fromWeb(night.body as never), createWriteStream(join(folder, "night.tar")));
    expect(
      (await house.post("/api/alarms/s.lift.alarm-button/acknowledge", { occurrence: 1, comment: "去看看" }))
        .status,
    ).toBe(200);

    // The pump runs dry; three seconds into its ten-second delay, in the middle of the load, the power goes.
    dry = Date.now();
    tell("pump", { running: true, suction_pressure_kPa: 3 }, dry);
    const first = await load(0);
    await publish(first, () => acknowledged.size > 3_000 && Date.now() - dry! > 3_000);
    await powerCut();
    first.break();
    const safe = acknowledged.size;
    expect(safe).toBeGreaterThan(3_000);
    expect(await fetch(`http://127.0.0.1:${house.httpPort}/healthz`).catch(() => "gone")).toBe("gone");

    // What a power cut leaves is what stands on the disk at that instant, and nothing that was written later.
    cpSync(data, join(folder, "after"), { recursive: true });
    await Promise.all([profile?.postgres.start(), profile?.influx.start()]);
    house = await house.again(join(folder, "after"));
    // As a gateway does: everything without an answer is sent again, and a little that had one.
    let unsure = 0;
    while (acknowledged.has(unsure)) unsure++;
    const second = await load(Math.max(0, unsure - 100));
    await publish(second, () => acknowledged.size > safe + 2_000);
    await expect.poll(() => second.waiting, { timeout: 15_000 }).toBe(0);
    second.close();

    // Alarms and what people did are where they were, and nobody is called twice.
    expect(await alarm("panel.fire")).toEqual(fire);
    expect(await alarm("lift.alarm-button")).toMatchObject({
      state: "acknowledged",
      acknowledgedBy: "admin",
      occurrence: 1,
    });
    // The plan goes on where it stood: the same run, once, with each step it had begun and nothing of its log lost.
    const later = (await fireRun())!;
    expect(later).toMatchObject({ id: run.id, state: "running", startedAt: run.startedAt });
    expect(later.sequence).toBeGreaterThanOrEqual(run.sequence);
    expect(later.steps.map(({ id, visit }) => `${id} ${visit}`)).toEqual(
      expect.arrayContaining(run.steps.map(({ id, visit }) => `${id} ${visit}`)),
    );
    // The delay goes on from its first sign, before the power went.
    await expect
      .poll(() => alarm("pump.dry-run"), { timeout: 20_000, interval: 100 })
      .toMatchObject({ state: "unacknowledged", occurrence: 1, raisedAt: dry + 10_000 });
    expect((await journal("panel.fire")).map(({ event }) => event)).toEqual(["raise"]);
    expect((await journal("lift.alarm-button")).map(({ event }) => event)).toEqual(["raise", "acknowledge"]);
    expect((await journal("pump.dry-run")).map(({ event }) => event)).toEqual(["raise"]);
  } finally {
    clearInterval(speak);
    await gateway.endAsync(true);
  }

  // Every acknowledged reading is there, once, at its own time and with its own value.
  const points = meters.map((id) => `s.${id}.power_kW`).join(",");
  const exported = async () => {
    const csv = await house.text(`/api/export?points=${points}&from=${base}&to=${Date.now()}`);
    return csv
      .split("\r\n")
      .slice(1, -1)
      .map((line) => line.split(","));
  };
  // What a broker of others has acknowledged may still be on its way through the house.
  if (profile)
    await expect
      .poll(async () => (await exported()).length, { timeout: 60_000, interval: 1_000 })
      .toBeGreaterThanOrEqual(acknowledged.size);
  const stored = await exported();
  const sequences = stored.map(([, at]) => Date.parse(at!) - base);
  expect(stored.filter(([, , , value], i) => Number(value) !== sequences[i])).toEqual([]);
  const kept = new Set(sequences);
  expect(kept.size).toBe(stored.length);
  expect([...acknowledged].filter((sequence) => !kept.has(sequence))).toEqual([]);

  // Last night's backup on an empty machine: every row and reading that it says it holds, counted there.
  const place = join(folder, "empty");
  const restored = await restoreBackup(join(folder, "night.tar"), {
    data: place,
    state: join(place, "state.sqlite"),
    readings: undefined,
  });
  if (!restored.ok) throw new Error(restored.problem);
  const { manifest, rows, readings } = restored.value;
  expect(rows).toBe(Object.values(manifest.state).reduce((sum, count) => sum + count, 0));
  expect(readings).toBe(manifest.readings);
  expect(manifest.state.alarms).toBeGreaterThanOrEqual(2);
});
