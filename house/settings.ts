import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { type BrokerLimits, usualLimits } from "../broker/index.ts";
import { done, problem, type Result } from "../facility/units/index.ts";
import { type Filled, keyOf, withSettingsFile } from "./settings-file.ts";
import { SignOnEnvironment, type SignOnSettings, signOnOf } from "./sign-on.ts";
import type { TlsFiles } from "./tls/index.ts";

const port = z
  .string()
  .regex(/^\d{1,5}$/, "a port is a number from 0 to 65535")
  .transform(Number)
  .pipe(z.int().max(65_535, "a port is a number from 0 to 65535"));

/** The environment, fixed for automation; the descriptions are the documentation. */
const Environment = z.object({
  WATCHKEEPER_SETTINGS: z
    .string()
    .min(1)
    .optional()
    .describe("YAML file with any of the other settings, as key: value; what the environment says wins"),
  WATCHKEEPER_DATA: z.string().min(1).default("./data").describe("folder that keeps everything"),
  WATCHKEEPER_HTTP_PORT: port.default(8080).describe("console and API"),
  WATCHKEEPER_MQTT_PORT: port.default(1883).describe("gateways"),
  WATCHKEEPER_TLS_CERT: z
    .string()
    .min(1)
    .optional()
    .describe(
      "PEM file of this server's certificate, with those between it and its CA; turns on HTTPS and MQTT over TLS",
    ),
  WATCHKEEPER_TLS_KEY: z.string().min(1).optional().describe("PEM file of the certificate's key"),
  WATCHKEEPER_TLS_CLIENT_CA: z
    .string()
    .min(1)
    .optional()
    .describe("PEM file of a CA; gateways must then show a certificate of it, made out to <site>/<gateway>"),
  WATCHKEEPER_HTTPS_PORT: port.default(8443).describe("console and API over TLS"),
  WATCHKEEPER_MQTTS_PORT: port.default(8883).describe("gateways over TLS"),
  WATCHKEEPER_PLAIN: z
    .enum(["local", "open"])
    .default("local")
    .describe("with TLS, who may still come without: local, this machine alone; open, everybody"),
  WATCHKEEPER_GATEWAY_MESSAGES: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, "a number of messages from 1")
    .default(String(usualLimits.messagesPerSecond))
    .transform(Number)
    .describe("messages a second that one gateway may send before it is slowed down"),
  WATCHKEEPER_GATEWAY_KB: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, "a number of kilobytes from 1")
    .default(String(usualLimits.bytesPerSecond / 1024))
    .transform(Number)
    .describe("kilobytes a second that one gateway may send before it is slowed down"),
  WATCHKEEPER_ADMIN_PASSWORD: z
    .string()
    .min(8, "use at least 8 characters")
    .optional()
    .describe("first-run password of user admin; made up and printed once when left out"),
  WATCHKEEPER_STATE: z
    .string()
    .min(1)
    .optional()
    .describe("postgresql://… to keep the state in PostgreSQL; SQLite in the data folder when left out"),
  WATCHKEEPER_READINGS: z
    .string()
    .min(1)
    .optional()
    .describe("influx://… to keep readings in InfluxDB; DuckDB in the data folder when left out"),
  WATCHKEEPER_SPOOL_MB: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, "a number of megabytes from 1")
    .default("2048")
    .transform(Number)
    .describe("most disk used by readings that InfluxDB has not taken yet"),
  WATCHKEEPER_BROKER: z
    .string()
    .min(1)
    .optional()
    .describe("mqtt://… or mqtts://… to use another broker; the built-in one when left out"),
  WATCHKEEPER_PUBLIC_URL: z
    .url("an address such as https://watch.example.org")
    .optional()
    .describe("where people reach the console; stands in messages until it is set under On call"),
  ...SignOnEnvironment,
  WATCHKEEPER_OUTBOUND_ALLOW: z
    .string()
    .default("")
    .transform((list) => list.split(/[\s,]+/).filter((entry) => entry !== ""))
    .describe(
      "addresses, networks (CIDR) and names inside your network that messages may be sent to, with commas",
    ),
  WATCHKEEPER_BACKUP_FOLDER: z
    .string()
    .min(1)
    .optional()
    .describe("folder, best on another disk, for a backup every night at 02:30; none when left out"),
  WATCHKEEPER_BACKUP_KEEP: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, "a number of backups from 1")
    .default("14")
    .transform(Number)
    .describe("how many nightly backups stay"),
  WATCHKEEPER_GRAFANA: z
    .url({ protocol: /^https?$/, error: "a web address, for example http://grafana.local:3000" })
    .optional()
    .describe("where Grafana is, for links from the console to its dashboards"),
  WATCHKEEPER_LOG: z
    .enum(["silent", "error", "warn", "info", "debug"])
    .default("info")
    .describe("how much the log says"),
});

export interface Settings {
  readonly data: string;
  readonly httpPort: number;
  readonly mqttPort: number;
  readonly tls?: TlsSettings | undefined;
  /** What each gateway may take of the built-in broker; all it can without. */
  readonly limits?: BrokerLimits | undefined;
  readonly adminPassword: string | undefined;
  /** Address of a PostgreSQL database; SQLite in the data folder without one. */
  readonly state?: string | undefined;
  /** Address of an InfluxDB; DuckDB without one. */
  readonly readings?: string | undefined;
  readonly spoolBytes?: number | undefined;
  /** Address of a broker that others run; the built-in one without. */
  readonly broker?: string | undefined;
  /** A directory that people may sign in with. */
  readonly signOn?: SignOnSettings | undefined;
  /** Where people reach the console. */
  readonly publicUrl?: string | undefined;
  /** Addresses inside the network that messages may be sent to. */
  readonly outboundAllow?: readonly string[];
  /** Where Grafana is, for links to it. */
  readonly grafana?: string | undefined;
  /** Nightly backups; none without it. */
  readonly backups?: { readonly folder: string; readonly keep: number } | undefined;
  readonly logLevel: z.infer<typeof Environment>["WATCHKEEPER_LOG"];
}

export interface TlsSettings extends TlsFiles {
  readonly httpsPort: number;
  readonly mqttsPort: number;
  readonly plain: "local" | "open";
}

/** Where the state is: at an address, or in a file of the data folder. */
export const stateOf = ({ data, state }: Pick<Settings, "data" | "state">): string =>
  state ?? join(data, "state.sqlite");

export function readSettings(environment: NodeJS.ProcessEnv): Result<Settings> {
  const file = withSettings(environment);
  if (!file.ok) return file;
  const { standsAt } = file.value;
  const filled = withFiles(file.value.environment);
  if (!filled.ok) return filled;
  const read = Environment.safeParse(filled.value);
  if (!read.success)
    return problem(
      read.error.issues
        .map(({ path, message }) => {
          const name = path.join(".");
          return `${standsAt.get(name) ?? name}: ${message}. Mend or unset it.`;
        })
        .join("\n"),
    );
  const tls = tlsOf(read.data);
  if (!tls.ok) return tls;
  const signOn = signOnOf(read.data, read.data.WATCHKEEPER_PUBLIC_URL);
  if (!signOn.ok) return signOn;
  return done({
    tls: tls.value,
    signOn: signOn.value,
    limits: {
      ...usualLimits,
      messagesPerSecond: read.data.WATCHKEEPER_GATEWAY_MESSAGES,
      bytesPerSecond: read.data.WATCHKEEPER_GATEWAY_KB * 1024,
    },
    data: resolve(read.data.WATCHKEEPER_DATA),
    state: read.data.WATCHKEEPER_STATE,
    httpPort: read.data.WATCHKEEPER_HTTP_PORT,
    mqttPort: read.data.WATCHKEEPER_MQTT_PORT,
    adminPassword: read.data.WATCHKEEPER_ADMIN_PASSWORD,
    logLevel: read.data.WATCHKEEPER_LOG,
    readings: read.data.WATCHKEEPER_READINGS,
    spoolBytes: read.data.WATCHKEEPER_SPOOL_MB * 2 ** 20,
    broker: read.data.WATCHKEEPER_BROKER,
    publicUrl: read.data.WATCHKEEPER_PUBLIC_URL,
    outboundAllow: read.data.WATCHKEEPER_OUTBOUND_ALLOW,
    grafana: read.data.WATCHKEEPER_GRAFANA,
    backups: read.data.WATCHKEEPER_BACKUP_FOLDER
      ? { folder: resolve(read.data.WATCHKEEPER_BACKUP_FOLDER), keep: read.data.WATCHKEEPER_BACKUP_KEEP }
      : undefined,
  });
}

function tlsOf(read: z.infer<typeof Environment>): Result<TlsSettings | undefined> {
  const { WATCHKEEPER_TLS_CERT: cert, WATCHKEEPER_TLS_KEY: key, WATCHKEEPER_TLS_CLIENT_CA: clientCa } = read;
  if (cert === undefined && key === undefined && clientCa === undefined) return done(undefined);
  if (cert === undefined || key === undefined)
    return problem(
      "WATCHKEEPER_TLS_CERT and WATCHKEEPER_TLS_KEY go together. Set both, or unset both and WATCHKEEPER_TLS_CLIENT_CA.",
    );
  return done({
    cert: resolve(cert),
    key: resolve(key),
    clientCa: clientCa === undefined ? undefined : resolve(clientCa),
    httpsPort: read.WATCHKEEPER_HTTPS_PORT,
    mqttsPort: read.WATCHKEEPER_MQTTS_PORT,
    plain: read.WATCHKEEPER_PLAIN,
  });
}

/** Every setting with what it is for, and whether it is given; never its value, which may be a secret. */
export const describeSettings = (
  environment: NodeJS.ProcessEnv,
): {
  readonly name: string;
  readonly about: string;
  readonly given: boolean;
  /** `settings.yaml:3: http_port` where the settings file says it. */
  readonly standsAt: string | undefined;
}[] => {
  const file = withSettings(environment);
  const filled = file.ok ? file.value : { environment, standsAt: new Map<string, string>() };
  return Object.entries(Environment.shape).map(([name, schema]) => ({
    name,
    about: schema.description ?? "",
    given: filled.environment[name] !== undefined || filled.environment[`${name}_FILE`] !== undefined,
    standsAt: filled.standsAt.get(name),
  }));
};

/** A settings file with every setting in it, what it is for and what holds without it; nothing in it is set. */
export const exampleSettings = (): string =>
  [
    "# Settings of Watchkeeper. Name this file in WATCHKEEPER_SETTINGS; what the environment says wins.",
    '# "npm start -- config check" tells whether it can be used. key_file: /path names a file with the value.',
    "",
    ...Object.entries(Environment.shape)
      .filter(([name]) => name !== "WATCHKEEPER_SETTINGS")
      .flatMap(([name, schema]) => {
        const usual: unknown = schema.safeParse(undefined).data;
        const plain = Array.isArray(usual) ? "" : String(usual ?? "");
        return [`# ${schema.description ?? ""}`, `#${keyOf(name)}: ${plain}`.trimEnd(), ""];
      }),
  ].join("\n");

const withSettings = (environment: NodeJS.ProcessEnv): Result<Filled> => {
  const file = environment.WATCHKEEPER_SETTINGS;
  return file === undefined || file === ""
    ? done({ environment: { ...environment, WATCHKEEPER_SETTINGS: undefined }, standsAt: new Map() })
    : withSettingsFile(
        environment,
        file,
        Object.keys(Environment.shape).filter((name) => name !== "WATCHKEEPER_SETTINGS"),
      );
};

/**
 * `NAME_FILE` names a file that holds what NAME would: the way container engines and systemd hand over secrets, which
 * an environment would show to whoever may look at the process.
 */
function withFiles(environment: NodeJS.ProcessEnv): Result<NodeJS.ProcessEnv> {
  const filled = { ...environment };
  for (const name of Object.keys(Environment.shape)) {
    const file = environment[`${name}_FILE`];
    if (file === undefined || file === "") continue;
    if (environment[name] !== undefined)
      return problem(`${name} and ${name}_FILE are both set. Unset one of them.`);
    try {
      filled[name] = readFileSync(file, "utf8").trim();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return problem(`${name}_FILE: ${file} cannot be read (${code}). Mend its path or its rights.`);
    }
  }
  return done(filled);
}
