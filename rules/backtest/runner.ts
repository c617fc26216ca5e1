import { differ, type Episode, type EpisodeDifference, type RuleType } from "../../facility/alarms/index.ts";
import type { Asset, AssetModel, Point } from "../../facility/assets/index.ts";
import type { ReadingStore } from "../../facility/readings/index.ts";
import type { AssetId, Clock } from "../../facility/units/index.ts";
import { done, problem, type Result } from "../../facility/units/index.ts";
import { misfitOf } from "../book.ts";
import { pointsOf } from "../kinds/points-of.ts";
import { backtest } from "./backtest.ts";
import { scan } from "./scan.ts";

export interface BacktestRequest {
  readonly asset: AssetId;
  /** Draft or saved. */
  readonly rule: RuleType;
  /** The rule as it stands, to compare with; undefined for a rule that is new. */
  readonly present: RuleType | undefined;
  readonly from: number;
  readonly to: number;
}

/** A backtest under way or done. */
export interface BacktestJob {
  readonly id: string;
  readonly asset: AssetId;
  readonly rule: string;
  readonly from: number;
  readonly to: number;
  readonly state: "running" | "done" | "cancelled" | "failed";
  /** 0 to 1 */
  readonly progress: number;
  readonly readings: number;
  readonly occurrences: readonly Episode[];
  /** What the rule as it stands makes of the same span; undefined for a new rule, or until done. */
  readonly present: readonly Episode[] | undefined;
  readonly difference: EpisodeDifference | undefined;
  readonly trouble: string | undefined;
}

type History = Pick<ReadingStore, "between" | "scan" | "caughtUp">;

const KEPT = 50;
const AT_ONCE = 2;
/** The event loop gets its turn at least this often, so that a long backtest delays no alarm. */
const TURN_MS = 10;
/** For readings on their way into a store that is a server. */
const PATIENCE_MS = 30_000;

/** Runs backtests beside the living house, a few at once, and keeps the newest results for whoever asked. */
export class BacktestRunner {
  readonly #model: () => AssetModel;
  readonly #store: History;
  readonly #now: Clock;
  readonly #jobs = new Map<string, BacktestJob>();
  readonly #stops = new Map<string, AbortController>();
  #count = 0;

  constructor(model: () => AssetModel, store: History, now: Clock) {
    this.#model = model;
    this.#store = store;
    this.#now = now;
  }

  get(id: string): BacktestJob | undefined {
    return this.#jobs.get(id);
  }

  /** Stops one that runs; false where there is none of that id. */
  cancel(id: string): boolean {
    const job = this.#jobs.get(id);
    if (!job) return false;
    this.#stops.get(id)?.abort();
    return true;
  }

  start(request: BacktestRequest): Result<BacktestJob> {
    const model = this.#model();
    const asset = model.assets.get(request.asset);
    if (!asset)
      return problem(
        `There is no asset ${request.asset}. GET /api/assets lists them.`,
        `没有设备 ${request.asset}。GET /api/assets 列出全部设备。`,
      );
    const misfit = misfitOf(asset, request.rule);
    if (misfit) return misfit;
    if (!(request.from < request.to))
      return problem("`from` must lie before `to`. Mend one of them.", "起始时间须早于结束时间，请改正。");
    if (this.#stops.size >= AT_ONCE)
      return problem(
        `${AT_ONCE} backtests are running already. Wait for one, or cancel it.`,
        `已有 ${AT_ONCE} 个回测在运行，请等待其中一个结束或将其取消。`,
      );
    const id = `bt-${this.#now().toString(36)}-${++this.#count}`;
    const job: BacktestJob = {
      id,
      asset: asset.id,
      rule: request.rule.id,
      from: request.from,
      to: request.to,
      state: "running",
      progress: 0,
      readings: 0,
      occurrences: [],
      present: undefined,
      difference: undefined,
      trouble: undefined,
    };
    this.#jobs.set(id, job);
    for (const old of this.#jobs.keys()) {
      if (this.#jobs.size <= KEPT) break;
      if (!this.#stops.has(old)) this.#jobs.delete(old);
    }
    const stop = new AbortController();
    this.#stops.set(id, stop);
    void this.#run(model, asset, request, id, stop.signal);
    return done(job);
  }

  async #run(model: AssetModel, asset: Asset, request: BacktestRequest, id: string, signal: AbortSignal) {
    const update = (change: Partial<BacktestJob>) =>
      this.#jobs.set(id, { ...this.#jobs.get(id)!, ...change });
    const { rule, present, from, to } = request;
    const rules = [{ asset, rule }, ...(present ? [{ asset, rule: present }] : [])];
    const points = [
      ...new Set(rules.flatMap((one): readonly Point[] => pointsOf(one.rule.condition, asset, model))),
    ];
    try {
      // Half of the readings would make half of the occurrences, and nobody would see it.
      if ((await this.#store.caughtUp?.(PATIENCE_MS)) === false)
        throw new Error(
          "Readings still wait for the readings server, so the answer would be wrong. See Settings, Storage and broker, and try again.",
        );
      const result = await backtest({
        model,
        rules,
        from,
        to,
        batches: inTurns(scan(this.#store, points, model.pointIds, from, to)),
        signal,
        onProgress: (readings, at) => update({ readings, progress: (at - from) / (to - from) }),
      });
      const [after = [], before] = result.occurrences;
      update({
        state: result.complete ? "done" : "cancelled",
        readings: result.readings,
        ...(result.complete ? { progress: 1 } : {}),
        occurrences: after,
        present: before,
        difference: before && differ(before, after),
      });
    } catch (error) {
      update({ state: "failed", trouble: error instanceof Error ? error.message : String(error) });
    } finally {
      this.#stops.delete(id);
    }
  }

  close(): void {
    for (const stop of this.#stops.values()) stop.abort();
  }
}

async function* inTurns<T>(all: AsyncIterable<T>): AsyncGenerator<T> {
  let since = performance.now();
  for await (const one of all) {
    yield one;
    if (performance.now() - since < TURN_MS) continue;
    await new Promise((turn) => setImmediate(turn));
    since = performance.now();
  }
}
