import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openState } from "../../adapters/sql/index.ts";
import { startGateway } from "../../ingest/modbus/index.ts";
import { enrollGateway } from "../gateways.ts";
import { openLog } from "../log.ts";
import { readSettings, stateOf } from "../settings.ts";
import { readSiteFile } from "../site-file.ts";
import { fail, untilStopped } from "./run.ts";

/** `gateway`: one gateway of a site file, on the machine beside the devices. */
export async function runGateway(options: {
  readonly config: string;
  readonly gateway: string;
  readonly broker: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  const secret = process.env.WATCHKEEPER_GATEWAY_SECRET;
  if (!secret)
    fail(
      `Set WATCHKEEPER_GATEWAY_SECRET to this gateway's secret. The server makes one: npm start -- enroll <site>/${options.gateway}`,
    );
  if ((options.cert === undefined) !== (options.key === undefined))
    fail("--cert and --key go together: the gateway's certificate and its key.");
  const tls = () => ({
    ...(options.ca === undefined ? {} : { ca: pem(options.ca, "--ca") }),
    ...(options.cert === undefined ? {} : { cert: pem(options.cert, "--cert") }),
    ...(options.key === undefined ? {} : { key: pem(options.key, "--key") }),
  });
  // Looked at once here, so that a wrong path is told at the start.
  tls();
  const file = await readSiteFile(options.config);
  if (!file.ok) fail(file.problem);
  const site = file.value.site.id;
  const gateway = file.value.gateways.find(({ id }) => id === options.gateway);
  if (!gateway)
    fail(
      `${options.config} has no gateway "${options.gateway}". It has: ${file.value.gateways.map(({ id }) => id).join(", ") || "none"}.`,
    );
  const started = await startGateway({
    site,
    gateway,
    timeZone: file.value.site.timeZone,
    mqttUrl: options.broker,
    tls,
    username: `${site}/${gateway.id}`,
    password: secret,
    bufferFolder: join(settings.value.data, "gateways", site, gateway.id, "buffer"),
    log: openLog(settings.value.logLevel),
  });
  if (!started.ok) fail(started.problem);
  console.log(
    `Gateway ${site}/${gateway.id} reads ${gateway.devices.length} devices and reports to ${options.broker}.`,
  );
  await untilStopped(() => started.value.close());
  process.exit(0);
}

function pem(file: string, option: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    return fail(
      `${option}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Mend its path or rights.`,
    );
  }
}

/** `enroll`: a new secret for a gateway; the old one ends. */
export async function enroll(name: string): Promise<void> {
  const settings = readSettings(process.env);
  if (!settings.ok) fail(settings.problem);
  const [site, gateway, rest] = name.split("/");
  if (!site || !gateway || rest !== undefined)
    fail(`"${name}" is not <site>/<gateway>, for example riverside/gw-b1.`);
  const state = await openState(stateOf(settings.value));
  if (!state.ok) fail(state.problem);
  const secret = await enrollGateway(state.value.credentials, settings.value.data, site, gateway);
  await state.value.close();
  console.log(
    `MQTT user      ${site}/${gateway}\nMQTT password  ${secret}   (shown this once; the old one has ended)`,
  );
  if (settings.value.broker !== undefined)
    console.log("The broker that WATCHKEEPER_BROKER names checks passwords itself: set this one there, too.");
}
