import { join } from "node:path";
import type { AssetModel, ModbusAddress, SiteDevice } from "../facility/assets/index.ts";
import { done, problem, type Result } from "../facility/units/index.ts";
import { type Gateway, startGateway } from "../ingest/modbus/index.ts";
import type { Core } from "./core.ts";
import type { Log } from "./log.ts";
import { readSecret, writeSecret } from "./secret-file.ts";

export interface OwnGatewayOptions {
  readonly core: Core;
  readonly data: string;
  readonly log: Log;
  readonly addressOf?: (device: SiteDevice) => ModbusAddress | undefined;
}

/** What a gateway signs in as. */
const nameOf = (site: string, gateway: string): string => `${site}/${gateway}`;

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

/** As `secretOf`; for each connection as it is by then. */
async function ownSecret(
  credentials: Core["state"]["credentials"],
  data: string,
  site: string,
  gateway: string,
): Promise<() => string> {
  const known = await secretOf(credentials, data, site, gateway);
  return () => readSecret(secretFile(data, site, gateway)) ?? known;
}

/**
 * Makes a new secret for a gateway. One that runs inside the server on this data folder is told, so that it comes back
 * by itself; any other is out until somebody tells it.
 */
export async function enrollGateway(
  credentials: Core["state"]["credentials"],
  data: string,
  site: string,
  gateway: string,
): Promise<string> {
  const secret = await credentials.enroll(site, gateway);
  const file = secretFile(data, site, gateway);
  if (readSecret(file) !== undefined) writeSecret(file, secret);
  return secret;
}

/**
 * Runs every gateway of the sites that has devices, or is called by some, in this process, over MQTT like any other gateway; when the
 * sites change, those that changed begin anew and the others go on.
 */
export class OwnGateways {
  readonly #options: OwnGatewayOptions;
  readonly #running = new Map<string, { readonly config: string; readonly gateway: Gateway }>();
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(options: OwnGatewayOptions) {
    this.#options = options;
  }

  static async start(options: OwnGatewayOptions): Promise<Result<OwnGateways>> {
    const own = new OwnGateways(options);
    const problems = await own.#match(options.core.model());
    if (problems.length === 0) return done(own);
    await own.close();
    return problem(problems.join("\n"));
  }

  running(): readonly Gateway[] {
    return [...this.#running.values()].map(({ gateway }) => gateway);
  }

  follow(model: AssetModel): void {
    this.#turn = this.#turn.then(async () => {
      for (const trouble of await this.#match(model)) this.#options.log.error(trouble);
    });
  }

  async #match(model: AssetModel): Promise<string[]> {
    const wanted = new Map(
      model.gateways
        .filter(({ gateway }) => gateway.runs !== "elsewhere")
        .filter(({ gateway }) => gateway.devices.length > 0 || gateway.listen.length > 0)
        .map(({ site, gateway }) => [nameOf(site, gateway.id), { site, gateway }] as const),
    );
    for (const [name, { config, gateway }] of this.#running) {
      const now = wanted.get(name);
      if (now && JSON.stringify(now.gateway) === config) continue;
      this.#running.delete(name);
      await gateway.close();
    }
    const problems: string[] = [];
    const { core, data, log, addressOf } = this.#options;
    for (const [name, { site, gateway }] of wanted) {
      if (this.#running.has(name)) continue;
      const { external } = core.broker;
      const started = await startGateway({
        site,
        gateway,
        timeZone: model.sites.find(({ id }) => id === site)?.timeZone ?? "Asia/Shanghai",
        // At a broker that others run these gateways are part of this server, and sign in as it does.
        mqttUrl: external?.url ?? `mqtt://127.0.0.1:${core.broker.port}`,
        username: external?.username ?? name,
        password: external?.password ?? (await ownSecret(core.state.credentials, data, site, gateway.id)),
        bufferFolder: join(data, "gateways", site, gateway.id, "buffer"),
        log,
        ...(addressOf ? { addressOf } : {}),
      });
      if (started.ok) this.#running.set(name, { config: JSON.stringify(gateway), gateway: started.value });
      else problems.push(started.problem);
    }
    return problems;
  }

  async close(): Promise<void> {
    await this.#turn;
    await Promise.all([...this.#running.values()].map(({ gateway }) => gateway.close()));
  }
}
