import { Subject, VirtualTimeScheduler } from "rxjs";
import { alarmId, type Episode, type RuleType } from "../../facility/alarms/index.ts";
import type { Asset, AssetModel } from "../../facility/assets/index.ts";
import type { ReadingBatch, ReadingSlice } from "../../facility/readings/index.ts";
import { evaluate } from "../engine.ts";
import type { RuleInstance } from "../instances.ts";

export interface BacktestOptions {
  readonly model: AssetModel;
  /** Each rule on its asset; all see the same history, side by side. */
  readonly rules: readonly { readonly asset: Asset; readonly rule: RuleType }[];
  /** ms since 1970 */
  readonly from: number;
  readonly to: number;
  /** Stored readings of [from, to), in order of source time. */
  readonly batches: AsyncIterable<ReadingBatch> | Iterable<ReadingBatch>;
  readonly signal?: AbortSignal;
  /** Told after each batch: how many readings, and up to which source time. */
  readonly onProgress?: (readings: number, at: number) => void;
}

export interface BacktestResult {
  /** By the rules' order. */
  readonly occurrences: readonly (readonly Episode[])[];
  readonly readings: number;
  /** False where it was stopped before the end. */
  readonly complete: boolean;
}

/**
 * Rules on stored history, by the very engine that runs live: time is the readings' own. Before each moment's readings
 * come in, every timer that was due has rung, so a delay ends exactly as it would have.
 */
export async function backtest(options: BacktestOptions): Promise<BacktestResult> {
  const { model, from, to, signal, onProgress } = options;
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  scheduler.frame = from;
  const instances = options.rules.map(
    ({ asset, rule }, key): RuleInstance => ({
      key,
      alarm: alarmId(asset.id, rule.id),
      asset,
      rule: { ...rule, enabled: true },
      condition: rule.condition,
    }),
  );
  const found: { from: number; to: number | null }[][] = instances.map(() => []);
  const slices = new Subject<ReadingSlice>();
  const running = slices
    .pipe(evaluate({ model, instances, scheduler, maxAgeMs: Number.POSITIVE_INFINITY, history: true }))
    .subscribe(({ key, on, at }) => {
      const own = found[key]!;
      if (on) own.push({ from: at, to: null });
      else if (own.length > 0) own[own.length - 1]!.to ??= at;
    });
  const passTo = (at: number) => {
    const next = scheduler.actions[0];
    if (next && next.delay <= at) {
      scheduler.maxFrames = at;
      scheduler.flush();
    }
    if (scheduler.frame < at) scheduler.frame = at;
  };
  // A slice object is handed on and read at once; one serves for all.
  const slice = { batch: undefined as ReadingBatch | undefined, from: 0, to: 0 };
  let readings = 0;
  try {
    for await (const batch of options.batches) {
      if (signal?.aborted) return { occurrences: found, readings, complete: false };
      slice.batch = batch;
      for (let row = 0; row < batch.length; ) {
        const at = batch.at[row]!;
        let end = row + 1;
        while (end < batch.length && batch.at[end] === at) end++;
        passTo(at);
        slice.from = row;
        slice.to = end;
        slices.next(slice as ReadingSlice);
        row = end;
      }
      readings += batch.length;
      onProgress?.(readings, batch.length > 0 ? batch.at[batch.length - 1]! : from);
    }
    passTo(to);
    return { occurrences: found, readings, complete: true };
  } finally {
    running.unsubscribe();
  }
}
