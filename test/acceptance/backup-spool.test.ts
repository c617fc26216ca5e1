import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDuckDb } from "../../adapters/duckdb/index.ts";
import { MemoryReadings } from "../../adapters/memory/index.ts";
import { openSpool, type SpooledReadings } from "../../adapters/spool/index.ts";
import { openState } from "../../adapters/sql/index.ts";
import { ReadingBatch, StoreUnavailable } from "../../facility/readings/index.ts";
import { type Instant, instant, type PointId } from "../../facility/units/index.ts";
import { restoreBackup, takeBackup, writeBackup } from "../../house/backup/index.ts";

const points = ["s.pump.pressure_bar", "s.pump.running"] as PointId[];
const T = 1_760_000_000_000;
const STORED = 30;
const WAITING = 20;

/** A readings' server that takes nothing more, and may be gone altogether. */
class FarStore extends MemoryReadings {
  takes = true;
  answers = true;
  #reach(): void {
    if (!this.answers) throw new StoreUnavailable("influx://tsdb:8086/estate cannot be reached. Start it.");
  }
  override async append(batch: ReadingBatch) {
    if (!this.takes) throw new Error("its disk is full");
    return super.append(batch);
  }
  override async latest(of?: readonly PointId[]) {
    this.#reach();
    return super.latest(of);
  }
  override async between(point: PointId, from: Instant, to: Instant, limit: number) {
    this.#reach();
    return super.between(point, from, to, limit);
  }
}

const folder = mkdtempSync(join(tmpdir(), "wk-backup-spool-"));
const data = join(folder, "data");
const state = join(data, "state.sqlite");
const far = new FarStore();
let spool: SpooledReadings;

const readings = (from: number, count: number): ReadingBatch => {
  const batch = new ReadingBatch(points, count);
  for (let n = from; n < from + count; n++) batch.push(n % 2, T + n, T + n, n, 0, false);
  return batch;
};

beforeAll(async () => {
  mkdirSync(data);
  const made = await openState(state);
  if (!made.ok) throw new Error(made.problem);
  await made.value.close();
  const opened = openSpool({
    store: far,
    folder: join(data, "spool"),
    clock: () => instant(T),
    log: { info() {}, warn() {} },
  });
  if (!opened.ok) throw new Error(opened.problem);
  spool = opened.value;
  await spool.append(readings(0, STORED));
  await spool.caughtUp(10_000);
  far.takes = false;
  await spool.append(readings(STORED, WAITING));
});
afterAll(async () => {
  await spool.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Taken, restored into an empty folder, and looked at there. */
async function moved(name: string) {
  const file = join(folder, `${name}.tar`);
  const source = {
    data,
    state,
    readings: spool,
    archive: undefined,
    program: "test",
    clock: () => instant(T),
  };
  await writeBackup(await takeBackup(source), file);
  const place = join(folder, name);
  const restored = await restoreBackup(file, {
    data: place,
    state: join(place, "state.sqlite"),
    readings: undefined,
  });
  if (!restored.ok) throw new Error(restored.problem);
  const store = await openDuckDb(join(place, "readings.duckdb"));
  if (!store.ok) throw new Error(store.problem);
  const values = [];
  for (const point of points)
    values.push(...(await store.value.between(point, instant(0), instant(2 * T), 1_000)));
  await store.value.close();
  return { ...restored.value, values: values.map(({ value }) => Number(value)).sort((a, b) => a - b) };
}

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

it("a backup with a filled spool holds what is stored and what waits, each once, and is whole on an empty machine", async () => {
  expect(spool.report().waiting).toBe(WAITING);
  const { manifest, readings, values } = await moved("filled");
  expect(manifest).toMatchObject({ readings: STORED + WAITING });
  expect(manifest.storeAway).toBeUndefined();
  expect(readings).toBe(STORED + WAITING);
  expect(values).toEqual(numbers(0, STORED + WAITING));
});

it("with the readings' server gone it holds state and what waits, and says what it is without", async () => {
  far.answers = false;
  const { manifest, readings, rows, values } = await moved("gone");
  expect(manifest.storeAway).toMatch(/cannot be reached/);
  expect(readings).toBe(WAITING);
  expect(rows).toBe(Object.values(manifest.state).reduce((sum, each) => sum + each, 0));
  expect(values).toEqual(numbers(STORED, WAITING));
});
