import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDuckDb } from "../../adapters/duckdb/index.ts";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { GOOD, ReadingBatch } from "../../facility/readings/index.ts";
import { assetId } from "../../facility/units/index.ts";
import { backtest, scan } from "../../rules/index.ts";

const READINGS = 4_000_000;
const START = Date.UTC(2026, 0, 1);

/**
 * One rule over stored history in the embedded store: readings of one point, a second apart, read from disk. The
 * reference is the same reading without a rule.
 */
export async function backtestBench(): Promise<Record<string, number>> {
  const data = await mkdtemp(join(tmpdir(), "wk-bench-"));
  try {
    const name = { en: "P", zh: "P" };
    const model = buildModel(
      [SiteFile.parse({ site: { id: "s", name }, assets: [{ id: "p", type: "booster-pump", name }] })],
      catalog,
    );
    if (!model.ok) throw new Error(model.problem);
    const asset = model.value.assets.get(assetId("s", "p"))!;
    const point = asset.points.find(({ type }) => type.name === "motor_temp_C")!;
    const store = await openDuckDb(join(data, "readings.duckdb"));
    if (!store.ok) throw new Error(store.problem);
    for (let from = 0; from < READINGS; from += 200_000) {
      const batch = new ReadingBatch(model.value.pointIds, 200_000);
      for (let i = from; i < from + 200_000; i++)
        batch.push(
          point.index,
          START + i * 1_000,
          START + i * 1_000,
          60 + 40 * Math.sin(i / 3_000),
          GOOD,
          false,
        );
      await store.value.append(batch);
    }
    const span = [START, START + READINGS * 1_000] as const;
    const batches = () => scan(store.value, [point], model.value.pointIds, ...span);
    const readStart = performance.now();
    let read = 0;
    for await (const batch of batches()) read += batch.length;
    const readSeconds = (performance.now() - readStart) / 1_000;
    const rule = asset.rules.find(({ id }) => id === "motor-hot")!;
    const start = performance.now();
    const result = await backtest({
      model: model.value,
      rules: [{ asset, rule }],
      from: span[0],
      to: span[1],
      batches: batches(),
    });
    const seconds = (performance.now() - start) / 1_000;
    await store.value.close();
    return {
      readings_per_s: Math.round(result.readings / seconds),
      readings: result.readings,
      occurrences: result.occurrences[0]?.length ?? 0,
      reference_read_only_per_s: Math.round(read / readSeconds),
    };
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}
