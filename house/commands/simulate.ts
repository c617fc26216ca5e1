import { join } from "node:path";
import { SingleBar } from "cli-progress";
import { openState } from "../../adapters/sql/index.ts";
import { instant } from "../../facility/units/index.ts";
import { replay, startPlant } from "../../simulators/index.ts";
import { secretOf } from "../gateways.ts";
import { openLog } from "../log.ts";
import { readSettings } from "../settings.ts";
import { fail, untilStopped } from "./run.ts";

/** `simulate plant`: the virtual devices alone, for any Modbus master to read. */
export async function simulatePlant(options: { readonly seed: number; readonly play?: string }): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  const plant = await startPlant({
    seed: options.seed,
    clock: () => instant(Date.now()),
    ports: "preferred",
    log: openLog(settings.value.logLevel),
  });
  if (!plant.ok) fail(plant.problem);
  for (const { asset, host, port, unit } of plant.value.devices())
    console.log(`${asset.padEnd(16)} ${host}:${port} unit ${unit}`);
  if (options.play) {
    const playing = plant.value.play(options.play);
    if (!playing.ok) fail(playing.problem);
  }
  await untilStopped(() => plant.value.close());
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
  if (options.shift !== "now" && options.shift !== "none") fail(`--shift is now or none; got "${options.shift}".`);
  const speed = options.speed === "max" ? "max" : Number(options.speed);
  if (speed !== "max" && !(speed > 0)) fail(`--speed takes a number above 0, or max; got "${options.speed}".`);
  const map: Record<string, string> = {};
  for (const pair of options.map) {
    const split = pair.lastIndexOf("=");
    if (split < 1 || split === pair.length - 1) fail(`--map takes column=asset.point; got "${pair}".`);
    map[pair.slice(0, split)] = pair.slice(split + 1);
  }

  const bar = new SingleBar({ format: "{bar} {percentage}% | {value} of {total} bytes | {rows} rows | {eta_formatted} left" });
  let running = false;
  const result = await replay({
    file,
    atColumn: options.atColumn,
    map,
    speed,
    shift: options.shift,
    site,
    gateway,
    mqttUrl: options.broker ?? `mqtt://127.0.0.1:${settings.value.mqttPort}`,
    username: `${site}/${gateway}`,
    password: process.env.WATCHKEEPER_GATEWAY_SECRET ?? (await ownSecret(settings.value.data, site, gateway)),
    onProgress: ({ bytes, totalBytes, rows }) => {
      if (!running) bar.start(totalBytes, 0, { rows: 0 });
      running = true;
      bar.update(bytes, { rows });
    },
  });
  if (running) bar.stop();
  if (!result.ok) fail(result.problem);
  console.log(`${result.value.rows} rows sent and acknowledged, ${result.value.badRows.length} left out.`);
  for (const bad of result.value.badRows.slice(0, 10)) console.log(`  line ${bad.line}: ${bad.problem}`);
  process.exit(0);
}

/** On the server's own machine the secret is at hand; elsewhere it comes in WATCHKEEPER_GATEWAY_SECRET. */
async function ownSecret(data: string, site: string, gateway: string): Promise<string> {
  const state = await openState(join(data, "state.sqlite"));
  if (!state.ok) fail(state.problem);
  const secret = await secretOf(state.value.credentials, data, site, gateway);
  await state.value.close();
  return secret;
}
