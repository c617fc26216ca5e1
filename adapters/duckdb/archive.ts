import { rm, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ParquetFile, ReadingArchive } from "../../api/ports.ts";
import { expiredTiers, Quality, RETENTION_AT_FIRST, Retention } from "../../facility/readings/index.ts";
import {
  done,
  type Instant,
  inChinese,
  type PointId,
  problem,
  type Result,
} from "../../facility/units/index.ts";
import { type Bench, closeDay, forget } from "./compact.ts";
import type { PointNumbers } from "./points.ts";
import { literal, rawRows } from "./scan.ts";
import { FLAG } from "./schema.ts";
import { snapshot } from "./snapshot.ts";
import { LOOSE_ROWS, tidyDay } from "./tidy.ts";
import { DAY_MS, tiers } from "./tiers.ts";
import { Turns } from "./turns.ts";

export interface Patience {
  /** A day stays open this long after its end, for what gateways still hold. */
  readonly graceMs: number;
  /** Late readings of a closed day wait this long for company before the day is rewritten with them. */
  readonly lateMs: number;
  /** A growing table is sorted when it has so many rows; a million when left out. */
  readonly looseRows?: number;
}

/** What upkeep did: days rewritten into files, days that lost what was kept long enough. */
export interface Upkeep {
  readonly closed: number;
  readonly forgotten: number;
}

/** The slow side of the store: closes days, forgets by policy, says how much there is, writes exports. */
export class Archive implements ReadingArchive {
  readonly #file: string;
  readonly #bench: Bench;
  readonly #points: PointNumbers;
  readonly #patience: Patience;
  /** One at a time: each may take both cores. */
  readonly #heavy = new Turns();
  /** When the hot tables of a closed day were first seen, to let late readings gather. */
  readonly #lateSince = new Map<number, number>();
  #tidying = false;
  #retention = RETENTION_AT_FIRST;
  #upkeep: { lastAt: number | null; trouble: string | null } = { lastAt: null, trouble: null };

  private constructor(file: string, bench: Bench, points: PointNumbers, patience: Patience) {
    this.#file = file;
    this.#bench = bench;
    this.#points = points;
    this.#patience = patience;
  }

  static async open(file: string, bench: Bench, points: PointNumbers, patience: Patience): Promise<Archive> {
    const archive = new Archive(file, bench, points, patience);
    const kept = await bench.working.runAndReadAll("SELECT tier, days FROM retention");
    const policy = Retention.safeParse(
      Object.fromEntries(kept.getRows().map(([tier, days]) => [tier, days === null ? null : Number(days)])),
    );
    if (policy.success) archive.#retention = policy.data;
    return archive;
  }

  upkeep(now: Instant): Promise<Upkeep> {
    return this.#heavy.take(async () => {
      try {
        const did = await this.#pass(now);
        this.#upkeep = { lastAt: now, trouble: null };
        return did;
      } catch (error) {
        this.#upkeep = {
          ...this.#upkeep,
          trouble: error instanceof Error ? error.message : String(error),
        };
        throw error;
      }
    });
  }

  async #pass(now: Instant): Promise<Upkeep> {
    const { catalogue } = this.#bench;
    let [closed, forgotten] = [0, 0];
    for (const [day, { segments, files }] of catalogue.all()) {
      const end = (day + 1) * DAY_MS;
      const expired = expiredTiers(this.#retention, end, now);
      const old = expired.filter((tier) => files[tier]);
      if (old.length > 0 || (expired.includes("raw") && segments.length > 0)) {
        // Hot rows of such a day came too late to be kept longer than the others of their day.
        await forget(this.#bench, day, old, expired.includes("raw"));
        forgotten++;
      } else if (segments.length > 0 && end + this.#patience.graceMs <= now && this.#isTime(day, now)) {
        await closeDay(this.#bench, day);
        closed++;
      }
    }
    return { closed, forgotten };
  }

  /** Sorts what has gathered of a day when it is enough. Costs a look when it is not; call it after every write. */
  tidySoon(): void {
    if (this.#tidying) return;
    const { catalogue } = this.#bench;
    const loose = this.#patience.looseRows ?? LOOSE_ROWS;
    for (const [day, growing] of catalogue.growing()) {
      if (catalogue.rows(growing) < loose) continue;
      this.#tidying = true;
      void this.#heavy
        .take(() => tidyDay(this.#bench, day, loose))
        // Nothing is lost by it: the next million rows try again.
        .catch((error: unknown) => {
          this.#upkeep = { ...this.#upkeep, trouble: error instanceof Error ? error.message : String(error) };
        })
        .finally(() => {
          this.#tidying = false;
        });
      return;
    }
  }

  /** A day not closed before is closed at once; one that was waits for more late readings to come. */
  #isTime(day: number, now: number): boolean {
    const { files } = this.#bench.catalogue.day(day);
    if (!files["1h"]) return true;
    // Minutes whose raw readings are gone cannot be made anew; what comes late for them stays hot.
    if (!files.raw) return false;
    const since = this.#lateSince.get(day) ?? now;
    if (now - since < this.#patience.lateMs) {
      this.#lateSince.set(day, since);
      return false;
    }
    this.#lateSince.delete(day);
    return true;
  }

  async usage(): ReturnType<ReadingArchive["usage"]> {
    const disk = await statfs(dirname(this.#file));
    const sizes = await Promise.all(
      [this.#file, `${this.#file}.wal`].map((each) =>
        stat(each).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    );
    return {
      tiers: tiers.map((tier) => this.tier(tier)),
      hot: { readings: await this.hotReadings(), bytes: sizes.reduce((sum, size) => sum + size, 0) },
      retention: this.#retention,
      disk: { freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize },
      upkeep: this.#upkeep,
    };
  }

  async hotReadings(): Promise<number> {
    const { catalogue, readers, working } = this.#bench;
    return readers.run(async () => {
      const counts = catalogue
        .all()
        .flatMap(([, { segments }]) => segments.map((name) => `SELECT count(*) AS n FROM ${name}`));
      if (counts.length === 0) return 0;
      // Not a sum of a thousand terms: DuckDB's expressions may nest no deeper than that.
      const rows = await working.runAndReadAll(`SELECT sum(n)::DOUBLE FROM (${counts.join(" UNION ALL ")})`);
      return Number(rows.getRows()[0]?.[0] ?? 0);
    });
  }

  tier(tier: (typeof tiers)[number]) {
    const days = this.#bench.catalogue.all().flatMap(([day, { files }]) => {
      const file = files[tier];
      return file ? [{ day, ...file }] : [];
    });
    return {
      tier,
      readings: days.reduce((sum, { rows }) => sum + rows, 0),
      bytes: days.reduce((sum, { bytes }) => sum + bytes, 0),
      days: days.length,
      oldest: days[0] ? days[0].day * DAY_MS : null,
    };
  }

  async setRetention(wanted: Retention): Promise<Result<void>> {
    const policy = Retention.safeParse(wanted);
    if (!policy.success)
      return problem(
        policy.error.issues.map(({ message }) => message).join("; "),
        policy.error.issues.map(inChinese).join("；"),
      );
    const rows = tiers.map((tier) => `('${tier}', ${policy.data[tier] ?? "NULL"})`).join(", ");
    await this.#bench.turns.take(() =>
      this.#bench.writing.run(`INSERT OR REPLACE INTO retention VALUES ${rows}`),
    );
    this.#retention = policy.data;
    return done(undefined);
  }

  /** Point by point, so that the first rows are on their way while the last are not yet looked for. */
  writeParquet(points: readonly PointId[], from: Instant, to: Instant): ParquetFile {
    const { catalogue, working, readers } = this.#bench;
    // Named as unfinished work is: should the program end before it is sent, the next opening sweeps it.
    const path = join(catalogue.folder, `export.${catalogue.number()}.parquet.part`);
    const numbers = points.toSorted().flatMap((id) => this.#points.find(id) ?? []);
    const quality = Quality.options.map((word, code) => `WHEN ${code} THEN '${word}'`).join(" ");
    const rowsOf = (number: number) => `(
      SELECT p.id AS point, make_timestamp(r.time * 1000) AS at, make_timestamp(r.received * 1000) AS received_at,
             CASE WHEN (r.flags & ${FLAG.noNumber}) = 0 THEN r.value END AS value, r.text,
             CASE r.flags & ${FLAG.quality} ${quality} END AS quality, (r.flags & ${FLAG.replayed}) <> 0 AS replayed
      FROM (${rawRows(catalogue, { points: [number], from, to })}) r JOIN points p ON p.number = r.point
      ORDER BY r.time)`;
    const rows = () => (numbers.length > 0 ? numbers : [-1]).map(rowsOf).join(" UNION ALL ");
    let state: "waiting" | "running" | "unwanted" = "waiting";
    const written = this.#heavy.take(async () => {
      if (state === "unwanted") return;
      state = "running";
      await readers.run(() =>
        working.run(
          `COPY (${rows()}) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)`,
        ),
      );
    });
    const over = written.then(
      () => true,
      () => false,
    );
    return {
      path,
      written,
      async remove() {
        if (state === "running" && !(await Promise.race([over, false]))) working.interrupt();
        state = "unwanted";
        await over;
        await rm(path, { force: true });
      },
    };
  }

  /** The whole store as it stands, into an empty folder; days are closed before or after, not meanwhile. */
  snapshot(target: string): Promise<{ readonly files: number }> {
    const { working, readers, catalogue } = this.#bench;
    return this.#heavy.take(() => readers.run(() => snapshot(working, catalogue.folder, target)));
  }

  async close(): Promise<void> {
    await this.#heavy.idle();
  }
}
