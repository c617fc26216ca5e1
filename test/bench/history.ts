import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { type DuckDbReadings, openDuckDb } from "../../adapters/duckdb/index.ts";
import { type Instant, instant, type PointId } from "../../facility/units/index.ts";

const DAY_MS = 86_400_000;
const DAYS = 30;
const EVERY_MS = 10_000;
const A_DAY = DAY_MS / EVERY_MS;
/** 386 points every 10 s for 30 days are the 100 million readings of the design's figure. */
const MOST_POINTS = 386;
const CURVES = 12;

/**
 * Trends out of a month of closed days: as many of the 100 million readings as can be written in the time given.
 * The readings are put into the store's own hot tables by SQL and closed by the store itself; then a fresh opening
 * of the store answers random questions. `--seconds 240` is enough for all of them on two cores.
 */
export async function history(seconds: number): Promise<Record<string, number>> {
  const data = await mkdtemp(join(tmpdir(), "wk-bench-"));
  try {
    const today = Math.floor(Date.now() / DAY_MS);
    // A first small day tells how fast this machine writes, and so how many points fit into the time.
    const trial = performance.now();
    await addDay(data, today - DAYS - 1, 24);
    const perReadingMs = (performance.now() - trial) / (24 * A_DAY);
    const fit = Math.floor((seconds * 800) / (perReadingMs * A_DAY * DAYS));
    const points = Math.max(CURVES, Math.min(MOST_POINTS, fit));
    for (let day = today - DAYS; day < today; day++) await addDay(data, day, points);

    const opening = performance.now();
    const store = await open(data);
    const openMs = performance.now() - opening;
    const stored = await store.count();
    const { tiers } = await store.usage();
    const bytes = (tier: string) => tiers.find((each) => each.tier === tier)?.bytes ?? 0;
    const random = randomFrom(7);
    const end = today * DAY_MS;
    const trend = (count: number) => {
      const from = instant(end - DAY_MS - Math.floor(random() * (DAYS - 2) * DAY_MS));
      return store.buckets(pointOf(Math.floor(random() * points)), from, instant(from + DAY_MS), count);
    };
    const month = () => {
      const first = Math.floor(random() * (points - CURVES));
      const ask = (i: number) =>
        store.buckets(pointOf(first + i), instant(end - DAYS * DAY_MS), instant(end), 500);
      return Promise.all(Array.from({ length: CURVES }, (_, i) => ask(i)));
    };
    const figures = {
      stored_readings: stored,
      trend_24h_p95_ms: await p95(seconds / 6, () => trend(500)),
      // Slices under a minute: every reading is read.
      trend_24h_raw_p95_ms: await p95(seconds / 6, () => trend(1_500)),
      trend_30d_12_points_p95_ms: await p95(seconds / 6, month),
      bytes_per_reading: Math.round((bytes("raw") / stored) * 100) / 100,
      bytes_per_reading_with_rollups:
        Math.round(((bytes("raw") + bytes("1m") + bytes("1h")) / stored) * 100) / 100,
      open_ms: Math.round(openMs),
      points,
    };
    await store.close();
    return figures;
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

const pointOf = (number: number): PointId => `bench.m-${number}.a` as PointId;

async function open(data: string): Promise<DuckDbReadings> {
  const opened = await openDuckDb(join(data, "readings.duckdb"));
  if (!opened.ok) throw new Error(opened.problem);
  return opened.value;
}

/**
 * One day of slow waves with noise in the last digit, sent up to 40 ms late and received 5 to 25 ms after that,
 * in the order of time as gateways send it; then the store closes it.
 */
async function addDay(data: string, day: number, points: number): Promise<void> {
  await (await open(data)).close();
  const instance = await DuckDBInstance.create(join(data, "readings.duckdb"), { threads: "2" });
  const connection = await instance.connect();
  const table = `hot_${day}_${1_000_000 + day}`;
  await connection.run(`
    INSERT INTO points SELECT range, 'bench.m-' || range || '.a' FROM range(${points})
      WHERE range NOT IN (SELECT number FROM points);
    CREATE TABLE ${table} AS
      SELECT point, time, time + 5 + floor(random() * 21)::BIGINT AS received, value, 0::UTINYINT AS flags FROM (
        SELECT p.range::INTEGER AS point,
               (${day * DAY_MS} + t.range * ${EVERY_MS} + floor(random() * 41))::BIGINT AS time,
               round(20 + p.range % 50 + 5 * sin(t.range / 400.0 + p.range) + random(), 1)::DOUBLE AS value
        FROM range(${A_DAY}) t, range(${points}) p);
    INSERT INTO segments VALUES ('${table}', ${day});`);
  connection.closeSync();
  instance.closeSync();
  const store = await open(data);
  await store.upkeep(instant((day + 2) * DAY_MS) as Instant);
  await store.close();
}

/** The 95th percentile of asking one after the other, after a few to warm up. */
async function p95(seconds: number, ask: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < 3; i++) await ask();
  const times: number[] = [];
  const ends = performance.now() + Math.max(2, Math.min(10, seconds)) * 1_000;
  while (performance.now() < ends && times.length < 500) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return Math.round((times[Math.floor(times.length * 0.95)] ?? Number.NaN) * 10) / 10;
}

/** mulberry32: the same questions in every run. */
const randomFrom = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};
