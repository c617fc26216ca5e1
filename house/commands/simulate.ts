import { setTimeout } from "node:timers/promises";
import { SingleBar } from "cli-progress";
import { openState } from "../../adapters/sql/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { instant } from "../../facility/units/index.ts";
import { replayCsv, riverside, startPlant, utcOffsetHours, writeHistory } from "../../simulators/index.ts";
import { openCore } from "../core.ts";
import { demoBegan } from "../demo.ts";
import { fillLifecycle } from "../demo-lifecycle.ts";
import { fillMaintenance } from "../demo-maintenance.ts";
import { secretOf } from "../gateways.ts";
import { openLog } from "../log.ts";
import { readSettings, type Settings, stateOf } from "../settings.ts";
import { fail, untilStopped } from "./run.ts";

/** `simulate plant`: the virtual devices alone, for any Modbus master to read. */
export async function simulatePlant(options: {
  readonly seed: number;
  readonly play?: string;
}): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  const plant = await startPlant({
    seed: options.seed,
    clock: () => instant(Date.now()),
    ports: "preferred",
  });
  if (!plant.ok) fail(plant.problem);
  const site = riverside();
  for (const { asset } of site.ok ? site.value.gateways.flatMap(({ devices }) => devices) : []) {
    const address = plant.value.addressOf(asset);
    if (address) console.log(`${asset.padEnd(16)} ${address.host}:${address.port} unit ${address.unit}`);
  }
  if (options.play) {
    const playing = plant.value.play(options.play);
    if (!playing.ok) fail(playing.problem);
  }
  await untilStopped(() => plant.value.close());
  process.exit(0);
}

/** `simulate history`: the demo estate's past, with nobody watching: readings, and the faults, work and costs that agree with them. */
export async function simulateHistory(options: {
  readonly years: number;
  readonly seed: number;
}): Promise<void> {
  if (!(options.years > 0 && options.years <= 30)) fail("--years takes a number above 0, up to 30.");
  const { years, seed } = options;
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  const { data, readings, spoolBytes } = settings.value;
  const file = riverside();
  if (!file.ok) fail(file.problem);
  const { site } = file.value;
  const log = openLog("warn");
  const clock = () => instant(Date.now());
  // The house without its front: stores, laws and a broker that nobody knows the port of.
  const opened = await openCore({
    data,
    state: settings.value.state,
    readings,
    spoolBytes,
    mqttPort: 0,
    mqttHost: "127.0.0.1",
    files: [file.value],
    types: catalog,
    clock,
    log,
  });
  if (!opened.ok) fail(opened.problem);
  const core = opened.value;
  if (!core.model().sites.some(({ id }) => id === site.id)) {
    await core.close();
    fail(
      `${data} holds another site than the demo estate. Give the demo a folder of its own in WATCHKEEPER_DATA.`,
    );
  }
  const until = clock();
  const bar = new SingleBar({ format: "{bar} {percentage}% | {eta_formatted} left" });
  bar.start(100, 0);
  const { rows } = await writeHistory({
    model: core.model(),
    store: core.readings,
    until,
    years,
    seed,
    utcOffsetHours: utcOffsetHours(site.timeZone, until),
    storyBegan: demoBegan(data),
    onProgress: (share) => bar.update(Math.round(share * 100)),
  });
  bar.stop();
  console.log(
    rows > 0 ? `${rows} readings written.` : "Those readings are there already; none were written.",
  );
  await fillMaintenance({ core, file: file.value, seed, years, now: until, log });
  await fillLifecycle(core, seed, years, clock, log, (ms) => setTimeout(ms));
  const { shelves } = core.maintenance;
  const there = async (shelf: "failures" | "costs" | "visits") =>
    (await shelves[shelf].list({ site: site.id, limit: 1_000_000 })).length;
  console.log(
    `There are ${await there("failures")} failures, ${await there("visits")} visits and ${await there("costs")} costs of ${years} years, and two replacement plans.`,
  );
  await core.close();
  process.exit(0);
}

/** `simulate replay`: a recorded CSV through MQTT, as the gateway that monitors its assets would send it. */
export async function simulateReplay(
  file: string,
  options: {
    readonly atColumn: string;
    readonly map: readonly string[];
    readonly gateway: string;
    readonly speed: string;
    readonly shift: string;
    readonly broker?: string;
  },
): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  const [site, gateway, rest] = options.gateway.split("/");
  if (!site || !gateway || rest !== undefined)
    fail(`--gateway takes <site>/<gateway>, for example riverside/gw-replay; got "${options.gateway}".`);
  if (options.shift !== "now" && options.shift !== "none")
    fail(`--shift is now or none; got "${options.shift}".`);
  const speed = options.speed === "max" ? "max" : Number(options.speed);
  if (speed !== "max" && !(speed > 0))
    fail(`--speed takes a number above 0, or max; got "${options.speed}".`);
  const map: Record<string, string> = {};
  for (const pair of options.map) {
    const split = pair.lastIndexOf("=");
    if (split < 1 || split === pair.length - 1) fail(`--map takes column=asset.point; got "${pair}".`);
    map[pair.slice(0, split)] = pair.slice(split + 1);
  }

  const bar = new SingleBar({ format: "{bar} {percentage}% | {rows} rows | {eta_formatted} left" });
  bar.start(100, 0, { rows: 0 });
  const result = await replayCsv({
    file,
    atColumn: options.atColumn,
    map,
    speed,
    shift: options.shift,
    site,
    gateway,
    mqttUrl: options.broker ?? `mqtt://127.0.0.1:${settings.value.mqttPort}`,
    username: `${site}/${gateway}`,
    password: process.env.WATCHKEEPER_GATEWAY_SECRET ?? (await ownSecret(settings.value, site, gateway)),
    onProgress: ({ share, rows }) => bar.update(Math.round(share * 100), { rows }),
  });
  bar.stop();
  if (!result.ok) fail(result.problem);
  const { rows, badRows, acknowledged, problems } = result.value;
  console.log(`${rows} rows read, ${acknowledged} messages acknowledged, ${badRows} rows left out.`);
  for (const bad of problems) console.log(`  ${bad}`);
  process.exit(0);
}

/** On the server's own machine the secret is at hand; elsewhere it comes in WATCHKEEPER_GATEWAY_SECRET. */
async function ownSecret(settings: Settings, site: string, gateway: string): Promise<string> {
  const state = await openState(stateOf(settings));
  if (!state.ok) fail(state.problem);
  const secret = await secretOf(state.value.credentials, settings.data, site, gateway);
  await state.value.close();
  return secret;
}
