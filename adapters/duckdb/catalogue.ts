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
/** Tables of a day: `hot` ones take rows as they come, `sorted` ones were such and lie by point and time. */
const SEGMENT = /^(?:hot|sorted)_-?\d+_(\d+)$/;

/** Whether rows of this table lie as they came, so that looking for one point means looking through all. */
export const isLoose = (segment: string): boolean => segment.startsWith("hot_");

/**
 * What the tables `segments` and `files` say, kept in memory. Days are replaced, never changed, so that a query put
 * together before a swap still names what it saw; what a swap leaves behind is thrown away after such queries.
 */
export class Catalogue {
  readonly folder: string;
  readonly #days = new Map<number, Day>();
  /** Segments that may still grow, by day. */
  readonly #open = new Map<number, string>();
  readonly #rows = new Map<string, number>();
  #next = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Reads the tables and removes what they do not name: leftovers of a crash between two steps. */
  static async open(connection: DuckDBConnection, folder: string): Promise<Catalogue> {
    await mkdir(folder, { recursive: true });
    const catalogue = new Catalogue(folder);
    const segments = await connection.runAndReadAll("SELECT name, day FROM segments ORDER BY name");
    for (const [name, day] of segments.getRows()) {
      const rows = await connection.runAndReadAll(`SELECT count(*)::DOUBLE FROM ${name}`);
      catalogue.addSegment(Number(day), String(name), Number(rows.getRows()[0]?.[0]));
    }
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
      const number = SEGMENT.exec(table)?.[1];
      if (number === undefined) continue;
      this.#next = Math.max(this.#next, Number(number) + 1);
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

  /** A table that counts from here on, of so many rows; a loose one goes on growing. */
  addSegment(day: number, name: string, rows = 0): void {
    const before = this.day(day);
    this.#days.set(day, { ...before, segments: [...before.segments, name] });
    this.#rows.set(name, rows);
    if (isLoose(name)) this.#open.set(day, name);
  }

  grew(name: string, rows: number): void {
    this.#rows.set(name, this.rows(name) + rows);
  }

  rows(name: string): number {
    return this.#rows.get(name) ?? 0;
  }

  /** Days and the tables that grow now. */
  growing(): ReadonlyMap<number, string> {
    return this.#open;
  }

  /** From here on rows of that day go to a new segment; the answer's segments change no more. */
  seal(day: number): readonly string[] {
    this.#open.delete(day);
    return this.day(day).segments;
  }

  /** After the commit: the files stand in place of those segments and of the tiers' files before. */
  replace(day: number, gone: readonly string[], files: Day["files"]): void {
    for (const name of gone) this.#rows.delete(name);
    const segments = this.day(day).segments.filter((name) => !gone.includes(name));
    if (segments.length === 0 && Object.keys(files).length === 0) this.#days.delete(day);
    else this.#days.set(day, { segments, files });
  }
}
