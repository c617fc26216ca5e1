import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { parse } from "csv-parse";
import mqtt, { type MqttClient } from "mqtt";
import { type ReadingsMessage, readingsTopic } from "../broker/contract/index.ts";
import { type Clock, done, instant, problem, type Result } from "../facility/units/index.ts";
import { type ColumnMap, parseMap, readRow } from "./replay-row.ts";

export interface ReplayOptions {
  readonly file: string;
  /** The column that holds the source time: ISO 8601, `YYYY-MM-DD hh:mm:ss`, or seconds or milliseconds since 1970. */
  readonly atColumn: string;
  /** `{ "Volume Flow RateRMS": "b1-booster-1.flow_m3_h" }` */
  readonly map: Readonly<Record<string, string>>;
  /** How much faster than recorded; "max" waits only for the broker. */
  readonly speed: number | "max";
  /** now: source times start at the present and run at `speed`; none: they stand as recorded and are marked replayed. */
  readonly shift: "now" | "none";
  /** For times that name no zone: how far the recorder's clock was ahead of UTC. */
  readonly utcOffsetHours?: number;
  readonly mqttUrl: string;
  readonly username: string;
  readonly password: string;
  readonly site: string;
  readonly gateway: string;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReplayProgress) => void;
}

export interface ReplayProgress {
  readonly rows: number;
  readonly badRows: number;
  /** Messages the broker has acknowledged. */
  readonly acknowledged: number;
  /** Share of the file read, 0 to 1. */
  readonly share: number;
}

export interface ReplayReport extends ReplayProgress {
  readonly values: number;
  /** The first of the bad rows, each with its line number and what is wrong. */
  readonly problems: readonly string[];
}

const MAX_IN_FLIGHT = 200;
const NAMED_PROBLEMS = 20;
const PROGRESS_EVERY_ROWS = 500;

/** Sends a recorded CSV through MQTT as a gateway would: QoS 1, in order, a bounded number on the way. */
export async function replayCsv(options: ReplayOptions): Promise<Result<ReplayReport>> {
  if (options.speed === "max" && options.shift === "now")
    return problem(
      'speed "max" with shift "now" would date readings in the future. Name a speed, or shift "none".',
    );
  if (options.speed !== "max" && !(options.speed > 0)) return problem('speed is a number above 0, or "max".');
  const columns = parseMap(options.map);
  if (!columns.ok) return columns;
  const head = await readHead(options.file);
  if (!head.ok) return head;
  const missing = [options.atColumn, ...Object.keys(options.map)].filter(
    (name) => !head.value.names.includes(name),
  );
  if (missing.length > 0)
    return problem(
      `${options.file} has no column ${missing.map((name) => `"${name}"`).join(", ")}. It has: ${head.value.names.join(", ")}.`,
    );

  let client: MqttClient;
  try {
    client = await mqtt.connectAsync(
      options.mqttUrl,
      { username: options.username, password: options.password, clean: true, connectTimeout: 5_000 },
      false,
    );
  } catch (error) {
    return problem(
      `${options.mqttUrl} does not let ${options.username} in (${(error as Error).message}). Check the address, the user and its secret.`,
    );
  }
  try {
    return done(await send(client, options, columns.value, head.value));
  } catch (error) {
    return problem(`the replay of ${options.file} ended early: ${(error as Error).message}`);
  } finally {
    await client.endAsync(true);
  }
}

interface Head {
  readonly names: readonly string[];
  readonly separator: string;
  readonly bytes: number;
}

async function readHead(file: string): Promise<Result<Head>> {
  try {
    await using handle = await open(file);
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(64 << 10), 0, 64 << 10, 0);
    const line = buffer
      .toString("utf8", 0, bytesRead)
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/, 1)[0]!;
    const separator = line.split(";").length > line.split(",").length ? ";" : ",";
    const names = line.split(separator).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
    return done({ names, separator, bytes: (await handle.stat()).size });
  } catch (error) {
    return problem(`${file} cannot be read: ${(error as Error).message}`);
  }
}

async function send(
  client: MqttClient,
  options: ReplayOptions,
  columns: ColumnMap,
  head: Head,
): Promise<ReplayReport> {
  const clock = options.clock ?? (() => instant(Date.now()));
  const problems: string[] = [];
  let rows = 0;
  let badRows = 0;
  let acknowledged = 0;
  let values = 0;
  const bad = (line: number, what: string) => {
    badRows++;
    if (problems.length < NAMED_PROBLEMS) problems.push(`line ${line}: ${what}`);
  };

  const file = createReadStream(options.file);
  const parser = parse({
    columns: true,
    delimiter: head.separator,
    bom: true,
    trim: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  parser.on("skip", (error) => bad(Number(error?.lines ?? 0), error?.message ?? "unreadable"));
  file.on("error", (error) => parser.destroy(error));
  file.pipe(parser);

  const inFlight = new Set<Promise<void>>();
  let failed: Error | undefined;
  const publish = (asset: string, message: ReadingsMessage) => {
    const topic = readingsTopic(options.site, options.gateway, asset);
    const sending = client.publishAsync(topic, JSON.stringify(message), { qos: 1 }).then(
      () => {
        acknowledged++;
      },
      (error: Error) => {
        failed = error;
      },
    );
    inFlight.add(sending);
    void sending.then(() => inFlight.delete(sending));
  };
  const progress = () => ({
    rows,
    badRows,
    acknowledged,
    share: head.bytes === 0 ? 1 : Math.min(1, file.bytesRead / head.bytes),
  });

  let first: number | undefined;
  const startedAt = clock();
  const speed = options.speed === "max" ? Number.POSITIVE_INFINITY : options.speed;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRow>) {
      if (options.signal?.aborted || failed) break;
      rows++;
      const row = readRow(record, options.atColumn, columns, options.utcOffsetHours ?? 0);
      if (!row.ok) {
        bad(info.lines, row.problem);
        continue;
      }
      first ??= row.value.at;
      const sinceStart = (row.value.at - first) / speed;
      const delay = startedAt + sinceStart - clock();
      if (delay > 0) await wait(delay, undefined, options.signal ? { signal: options.signal } : {});
      for (const [asset, assetValues] of row.value.values) {
        values += Object.keys(assetValues).length;
        publish(
          asset,
          options.shift === "now"
            ? { at: Math.round(startedAt + sinceStart), values: assetValues }
            : { at: row.value.at, values: assetValues, replayed: true },
        );
      }
      while (inFlight.size >= MAX_IN_FLIGHT) await Promise.race(inFlight);
      if (rows % PROGRESS_EVERY_ROWS === 0) options.onProgress?.(progress());
    }
  } catch (error) {
    // Ending a wait by the caller's own signal is the end they asked for.
    if (!options.signal?.aborted) throw error;
  } finally {
    file.destroy();
  }
  await Promise.all(inFlight);
  if (failed) throw failed;
  const end = progress();
  options.onProgress?.(end);
  return { ...end, values, problems };
}

interface CsvRow {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}
