import { join } from "node:path";
import type { AssetModel, ModbusAddress, SiteDevice } from "../facility/assets/index.ts";
import { done, type Result } from "../facility/units/index.ts";
import { type Gateway, startGateway } from "../ingest/modbus/index.ts";
import type { Core } from "./core.ts";
import type { Log } from "./log.ts";
import { readSecret, writeSecret } from "./secret-file.ts";

export const secretFile = (data: string, site: string, gateway: string): string =>
  join(data, "gateways", site, gateway, "secret");

/** The gateway's secret on this machine; made anew when there is none or the server no longer takes it. */
export async function secretOf(
  credentials: Core["state"]["credentials"],
  data: string,
  site: string,
  gateway: string,
): Promise<string> {
  const file = secretFile(data, site, gateway);
  const known = readSecret(file);
  if (known && (await credentials.verify(`${site}/${gateway}`, known))) return known;
  const fresh = await credentials.enroll(site, gateway);
  writeSecret(file, fresh);
  return fresh;
}

/** Runs every gateway of the site that has devices here, in this process, over MQTT like any other gateway. */
export async function startGateways(options: {
  readonly core: Core;
  readonly data: string;
  readonly log: Log;
  readonly addressOf?: (device: SiteDevice) => ModbusAddress | undefined;
}): Promise<Result<Gateway[]>> {
  const { core, data, log } = options;
  const started: Gateway[] = [];
  for (const { site, gateway } of ownGateways(core.model)) {
    const result = await startGateway({
      site,
      gateway,
      timeZone: core.model.sites.find(({ id }) => id === site)?.timeZone ?? "Asia/Shanghai",
      mqttUrl: `mqtt://127.0.0.1:${core.broker.port}`,
      username: `${site}/${gateway.id}`,
      password: await secretOf(core.state.credentials, data, site, gateway.id),
      bufferFolder: join(data, "gateways", site, gateway.id, "buffer"),
      log,
      ...(options.addressOf ? { addressOf: options.addressOf } : {}),
    });
    if (!result.ok) {
      for (const gateway of started) await gateway.close();
      return result;
    }
    started.push(result.value);
  }
  return done(started);
}

const ownGateways = (model: AssetModel) =>
  model.gateways.filter(({ gateway }) => gateway.devices.length > 0 || gateway.listen.length > 0);
