import { done, problem, type Result } from "../../facility/units/index.ts";

/** Where an InfluxDB is, how to sign in, and where readings go. */
export interface InfluxAddress {
  /** `http://host:8086` */
  readonly base: string;
  /** Path and query of line-protocol writes, ms precision: `/write` (1.x) or `/api/v2/write` (2.x, 3.x). */
  readonly writePath: string;
  /** Query parameters of every InfluxQL read. */
  readonly read: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  readonly database: string;
  /** As a person may see it: without user, password and token. */
  readonly shown: string;
}

const EXAMPLES =
  "influx://user:password@host:8086/database for InfluxDB 1.x, influxs://host?token=…&org=…&bucket=… for 2.x and 3.x";

/** Reads `--readings influx(s)://…`; `influxs` is https. A token makes it the 2.x and 3.x way, else the 1.x way. */
export function parseInflux(text: string): Result<InfluxAddress> {
  const wrong = (why: string) => problem(`The readings store's address ${why}. Use ${EXAMPLES}.`);
  if (!URL.canParse(text)) return wrong("is no URL");
  const url = new URL(text);
  if (url.protocol !== "influx:" && url.protocol !== "influxs:")
    return wrong(`begins with ${url.protocol}// instead of influx:// or influxs://`);
  if (!url.hostname) return wrong("names no host");
  const secure = url.protocol === "influxs:";
  const known = new Set(["token", "org", "bucket", "rp"]);
  const strange = [...url.searchParams.keys()].find((name) => !known.has(name));
  if (strange) return wrong(`has "${strange}", which is none of ${[...known].join(", ")}`);
  const [path = "", rest] = url.pathname.replace(/^\//, "").split("/");
  if (rest) return wrong("has more than a database in its path");
  const token = url.searchParams.get("token");
  const bucket = url.searchParams.get("bucket");
  const database = decodeURIComponent(path) || bucket;
  if (!database) return wrong(token ? "names no bucket" : "names no database");
  const rp = url.searchParams.get("rp");
  if (token && url.username) return wrong("has a user and a token; one of them is enough");

  const host = `${url.hostname}:${url.port || (secure ? 443 : 8086)}`;
  const user = decodeURIComponent(url.username);
  const writing = new URLSearchParams(
    token
      ? { org: url.searchParams.get("org") ?? "", bucket: bucket ?? database, precision: "ms" }
      : { db: database, ...(rp ? { rp } : {}), precision: "ms" },
  );
  return done({
    base: `${secure ? "https" : "http"}://${host}`,
    writePath: `${token ? "/api/v2/write" : "/write"}?${writing}`,
    read: { db: database, ...(rp ? { rp } : {}) },
    authorization: token
      ? `Token ${token}`
      : user
        ? `Basic ${Buffer.from(`${user}:${decodeURIComponent(url.password)}`).toString("base64")}`
        : undefined,
    database,
    shown: `${url.protocol}//${host}/${database}`,
  });
}
