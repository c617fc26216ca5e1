import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DAY_MS, type Tier, tiers } from "./tiers.ts";

export interface StoredFile {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
}

/** What is stored of one day: tables still hot, and the files of its tiers once it was closed. */
export interface Day {
  readonly segments: readonly string[];
  readonly files: Readonly<Partial<Record<Tier, StoredFile>>>;
}

const NOTHING: Day = { segments: [], files: {} };
const HOT = /^hot_(-?\d+)_(\d+)$/;

/**
 * What the tables `segments` and `files` say, kept in memory. Days are replaced, never changed, so that a query put
 * together before a swap still names what it saw; what a swap leaves behind is thrown away after such queries.
 */
export class Catalogue {
  readonly folder: string;
  readonly #days = new Map<number, Day>();
  /** Segments that may still grow, by day. */
  readonly #open = new Map<number, string>();
  #next = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Reads the tables and removes what they do not name: leftovers of a crash between two steps. */
  static async open(connection: DuckDBConnection, folder: string): Promise<Catalogue> {
    await mkdir(folder, { recursive: true });
    const catalogue = new Catalogue(folder);
    const segments = await connection.runAndReadAll("SELECT name, day FROM segments ORDER BY name");
    for (const [name, day] of segments.getRows()) catalogue.addSegment(Number(day), String(name));
    // Two segments of a day mean that a compaction did not end; only the newest goes on growing.
    const files = await connection.runAndReadAll("SELECT name, day, tier, rows, bytes FROM files");
    for (const [name, day, word, rows, bytes] of files.getRows()) {
      const tier = tiers.find((known) => known === word);
      if (!tier) continue;
      const before = catalogue.day(Number(day));
      const file = { name: String(name), rows: Number(rows), bytes: Number(bytes) };
      catalogue.#days.set(Number(day), { ...before, files: { ...before.files, [tier]: file } });
    }
    await catalogue.#sweep(connection);
    return catalogue;
  }

  async #sweep(connection: DuckDBConnection): Promise<void> {
    const named = new Set<string>();
    for (const { segments, files } of this.#days.values()) {
      for (const segment of segments) named.add(segment);
      for (const file of Object.values(files)) named.add(file.name);
    }
    const tables = await connection.runAndReadAll(
      "SELECT table_name FROM duckdb_tables() WHERE NOT temporary",
    );
    for (const [name] of tables.getRows()) {
      const table = String(name);
      if (!HOT.test(table)) continue;
      this.#next = Math.max(this.#next, Number(HOT.exec(table)?.[2]) + 1);
      if (!named.has(table)) await connection.run(`DROP TABLE ${table}`);
    }
    for (const name of await readdir(this.folder)) {
      this.#next = Math.max(this.#next, Number(/\.(\d+)\./.exec(name)?.[1] ?? -1) + 1);
      if (/\.parquet(\.part)?$/.test(name) && !named.has(name)) await rm(join(this.folder, name));
    }
  }

  day(day: number): Day {
    return this.#days.get(day) ?? NOTHING;
  }

  /** Days with anything in [from, to), oldest first. */
  between(from: number, to: number): (readonly [number, Day])[] {
    return [...this.#days]
      .filter(([day]) => (day + 1) * DAY_MS > from && day * DAY_MS < to)
      .sort(([a], [b]) => a - b);
  }

  all(): (readonly [number, Day])[] {
    return this.between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  }

  path(file: StoredFile): string {
    return join(this.folder, file.name);
  }

  /** A number no table or file of this store has borne yet. */
  number(): number {
    return this.#next++;
  }

  openSegment(day: number): string | undefined {
    return this.#open.get(day);
  }

  addSegment(day: number, name: string): void {
    const before = this.day(day);
    this.#days.set(day, { ...before, segments: [...before.segments, name] });
    this.#open.set(day, name);
  }

  /** From here on rows of that day go to a new segment; the answer's segments change no more. */
  seal(day: number): readonly string[] {
    this.#open.delete(day);
    return this.day(day).segments;
  }

  /** After the commit: the files stand in place of those segments and of the tiers' files before. */
  replace(day: number, gone: readonly string[], files: Day["files"]): void {
    const segments = this.day(day).segments.filter((name) => !gone.includes(name));
    if (segments.length === 0 && Object.keys(files).length === 0) this.#days.delete(day);
    else this.#days.set(day, { segments, files });
  }
}
