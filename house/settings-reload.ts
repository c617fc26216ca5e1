import { isDeepStrictEqual } from "node:util";
import type { Result } from "../facility/units/index.ts";
import type { Settings } from "./settings.ts";

/** Which variables each setting is read from. */
const variables = {
  data: ["WATCHKEEPER_DATA"],
  httpPort: ["WATCHKEEPER_HTTP_PORT"],
  mqttPort: ["WATCHKEEPER_MQTT_PORT"],
  tls: ["WATCHKEEPER_TLS_…", "WATCHKEEPER_HTTPS_PORT", "WATCHKEEPER_MQTTS_PORT", "WATCHKEEPER_PLAIN"],
  limits: ["WATCHKEEPER_GATEWAY_MESSAGES", "WATCHKEEPER_GATEWAY_KB"],
  adminPassword: ["WATCHKEEPER_ADMIN_PASSWORD"],
  state: ["WATCHKEEPER_STATE"],
  readings: ["WATCHKEEPER_READINGS"],
  spoolBytes: ["WATCHKEEPER_SPOOL_MB"],
  broker: ["WATCHKEEPER_BROKER"],
  signOn: ["WATCHKEEPER_OIDC_…"],
  publicUrl: ["WATCHKEEPER_PUBLIC_URL"],
  outboundAllow: ["WATCHKEEPER_OUTBOUND_ALLOW"],
  grafana: ["WATCHKEEPER_GRAFANA"],
  backups: ["WATCHKEEPER_BACKUP_FOLDER", "WATCHKEEPER_BACKUP_KEEP"],
  logLevel: ["WATCHKEEPER_LOG"],
} satisfies Record<keyof Settings, readonly string[]>;

/** What a running house takes anew, see `House.adjust`. What opens files, ports and connections waits for a restart. */
const adjustable: ReadonlySet<keyof Settings> = new Set([
  "limits",
  "spoolBytes",
  "outboundAllow",
  "grafana",
  "backups",
  "logLevel",
]);

/** The variables of what is taken anew while the server runs. */
export const readAnew: ReadonlySet<string> = new Set([...adjustable].flatMap((key) => variables[key]));

/** Which settings differ: those that can be taken into use at once, and those that wait for a restart. */
export function differencesOf(
  before: Settings,
  after: Settings,
): { readonly adjusted: readonly string[]; readonly waiting: readonly string[] } {
  const changed = (Object.keys(variables) as (keyof Settings)[]).filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  );
  const named = (keys: readonly (keyof Settings)[]) => keys.flatMap((key) => variables[key]);
  return {
    adjusted: named(changed.filter((key) => adjustable.has(key))),
    waiting: named(changed.filter((key) => !adjustable.has(key))),
  };
}

export interface SettingsReloadOptions {
  /** Those the house was opened with, as `read` gave them. */
  readonly current: Settings;
  readonly read: () => Result<Settings>;
  readonly adjust: (settings: Settings) => void;
  readonly log: { info(message: string): void; warn(message: string): void; error(message: string): void };
}

/**
 * Settings read anew while the house runs. What can be used at once is; what cannot is said, once for each change; a
 * file that cannot be used changes nothing.
 */
export class SettingsReload {
  readonly #options: SettingsReloadOptions;
  /** What the house runs with. */
  #inUse: Settings;
  /** What was read last, so that a restart is not asked for again and again. */
  #read: Settings;

  constructor(options: SettingsReloadOptions) {
    this.#options = options;
    this.#inUse = options.current;
    this.#read = options.current;
  }

  /** Reads them and answers whether they can be used. */
  reload(): boolean {
    const { read, adjust, log } = this.#options;
    const next = read();
    if (!next.ok) {
      log.error(`the settings stay as they are: ${next.problem}`);
      return false;
    }
    const { adjusted } = differencesOf(this.#inUse, next.value);
    const { waiting } = differencesOf(this.#read, next.value);
    const stillWaiting = differencesOf(this.#inUse, next.value).waiting;
    // Said before they are in use: one of them may be how much is said.
    if (adjusted.length > 0) log.info(`settings read anew and in use: ${adjusted.join(", ")}`);
    if (waiting.length > 0 && stillWaiting.length > 0)
      log.warn(`changed, and in use after a restart: ${stillWaiting.join(", ")}`);
    if (adjusted.length === 0 && stillWaiting.length === 0)
      log.info("settings read anew: nothing has changed");
    adjust(next.value);
    this.#read = next.value;
    this.#inUse = { ...this.#inUse, ...onlyAdjustable(next.value) };
    return true;
  }
}

const onlyAdjustable = (settings: Settings): Partial<Settings> =>
  Object.fromEntries([...adjustable].map((key) => [key, settings[key]]));
