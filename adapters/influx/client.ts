import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { HttpError, InfluxDB } from "@influxdata/influxdb-client";
import { z } from "zod";
import { StoreUnavailable } from "../../facility/readings/index.ts";
import type { InfluxAddress } from "./address.ts";

/** Lines a request; the caller splits what is longer. */
export const MAX_LINES = 20_000;

/** The server understood and refused lines for what is in them; sent again they would be refused again. */
export class RefusedLines extends Error {}
/** The request was longer than the server takes (413). */
export class TooLarge extends Error {}

const Series = z.object({
  tags: z.record(z.string(), z.string()).default({}),
  columns: z.array(z.string()),
  values: z.array(z.array(z.union([z.number(), z.string(), z.boolean(), z.null()]))).default([]),
});
export type Series = z.infer<typeof Series>;
const Answer = z.object({
  error: z.string().optional(),
  results: z
    .array(z.object({ error: z.string().optional(), series: z.array(Series).default([]) }))
    .default([]),
});

/** The two things asked of a server: take lines, answer InfluxQL. Every error says what to do. */
export class InfluxClient {
  readonly #address: InfluxAddress;
  readonly #influx: InfluxDB;
  readonly #agent: HttpAgent;
  readonly #timeoutMs: number;

  constructor(address: InfluxAddress, timeoutMs: number) {
    this.#address = address;
    this.#timeoutMs = timeoutMs;
    this.#agent = address.base.startsWith("https:")
      ? new HttpsAgent({ keepAlive: true })
      : new HttpAgent({ keepAlive: true });
    this.#influx = new InfluxDB({
      url: address.base,
      timeout: timeoutMs,
      headers: this.#headers,
      transportOptions: { agent: this.#agent },
    });
  }

  get #isHere(): boolean {
    return /^(127\.|localhost$|\[::1\]$)/.test(new URL(this.#address.base).hostname);
  }

  get #headers(): Record<string, string> {
    return this.#address.authorization ? { Authorization: this.#address.authorization } : {};
  }

  /** Resolves when the server has them on disk (its write-ahead log). At most `MAX_LINES`. */
  async write(lines: readonly string[]): Promise<void> {
    // One request for each flush: the client's own splitting, timers and retries would hide which lines failed.
    const api = this.#influx.getWriteApi("", "", "ms", {
      batchSize: lines.length + 1,
      maxBatchBytes: Number.MAX_SAFE_INTEGER,
      flushInterval: 0,
      maxRetries: 0,
      // Packing pays on a wire; to a server on this machine it would take more of the processor than the rest.
      gzipThreshold: this.#isHere ? Number.MAX_SAFE_INTEGER : 1_000,
      writeFailed: (error) => Promise.reject(error),
    });
    api.path = this.#address.writePath;
    api.writeRecords([...lines]);
    try {
      await api.flush();
    } catch (error) {
      throw this.#inWords(error);
    } finally {
      api.dispose();
    }
  }

  /** One InfluxQL request, statements separated by semicolons; the series of each, in order. Times in `epoch`. */
  async query(influxql: string, epoch: "ms" | "u" = "ms"): Promise<Series[][]> {
    const url = `${this.#address.base}/query?${new URLSearchParams({ ...this.#address.read, epoch })}`;
    let status: number;
    let body: string;
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { ...this.#headers, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ q: influxql }),
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      status = response.status;
      body = await response.text();
    } catch (error) {
      throw this.#unreachable(error);
    }
    let answer: z.infer<typeof Answer>;
    try {
      answer = Answer.parse(JSON.parse(body));
    } catch {
      throw this.#refused(status, body.slice(0, 200));
    }
    const error = answer.error ?? answer.results.find((result) => result.error)?.error;
    if (error !== undefined || status !== 200) throw this.#refused(status, error ?? body.slice(0, 200));
    return answer.results.map(({ series }) => series);
  }

  close(): void {
    this.#agent.destroy();
  }

  #inWords(error: unknown): Error {
    if (!(error instanceof HttpError)) return this.#unreachable(error);
    const why = wordsOf(error);
    if (error.statusCode === 413) return new TooLarge(why);
    return this.#refused(error.statusCode, why);
  }

  #refused(status: number, why: string): Error {
    const { shown, database } = this.#address;
    if (status === 401 || status === 403)
      return new StoreUnavailable(
        `${shown} refuses the user or token (${why}). Give it one that may read and write.`,
      );
    if (status === 404 || /database not found|bucket .*not found/i.test(why))
      return new StoreUnavailable(
        `${shown} has no database or bucket "${database}" (${why}). Make it; InfluxDB 2 also wants a DBRP mapping for it.`,
      );
    // 400 and 422 are also the answers to a wrong organisation or parameter, which no line can help.
    if ((status === 400 || status === 422) && aboutLines.test(why)) return new RefusedLines(why);
    return new StoreUnavailable(`${shown} answered ${status}: ${why}`);
  }

  #unreachable(error: unknown): Error {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why =
      cause instanceof Error
        ? cause.message || String((cause as NodeJS.ErrnoException).code ?? cause.name)
        : String(error);
    return new StoreUnavailable(
      `${this.#address.shown} cannot be reached (${why}). Start it, or mend the network.`,
    );
  }
}

/**
 * How servers name lines they will not take: "partial write: field type conflict … dropped=1", "partial write:
 * points beyond retention policy dropped=2" (1.x, 2.x), "unable to parse …", "partial write of line protocol
 * occurred" (3.x).
 */
const aboutLines = /partial write|unable to parse|parse error|field type conflict|beyond retention/i;

function wordsOf(error: HttpError): string {
  const json: unknown = error.json;
  const said = z
    .object({ error: z.string(), message: z.string() })
    .partial()
    .catch({})
    .parse(typeof json === "object" ? json : {});
  return said.message ?? said.error ?? error.body?.slice(0, 500) ?? error.message;
}
