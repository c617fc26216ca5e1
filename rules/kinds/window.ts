import type { WindowCondition } from "../../facility/alarms/index.ts";
import { delaysOf, named, never, type Verdict, type WatchKind } from "../operators/watch.ts";

/** A window moves in this many steps, so that it costs the same for a minute and for a month. */
const STEPS = 60;

interface Step {
  /** Start of the step in steps since 1970. */
  n: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  runMs: number;
  starts: number;
}

interface Saved {
  readonly steps: Step[];
  readonly since: number;
  readonly last: { at: number; value: number } | undefined;
}

/**
 * An aggregate over the last so many seconds. Run time and starts are judged from the first moment, since they can
 * only grow; means and lows wait until the window has been heard through once.
 */
export const window: WatchKind<WindowCondition> = {
  points: ({ point }, asset) => named(asset, [point]),
  ...delaysOf,
  watch(condition, { points }, saved) {
    const { aggregate, side, limit, hysteresis } = condition;
    const over = condition.overSeconds * 1_000;
    // Whole milliseconds: the edge after a moment must lie beyond it, which fractions do not promise.
    const stepMs = Math.ceil(over / STEPS);
    const type = points[0]!.type;
    const counter = type.kind === "number" && type.counter;
    const staleMs = type.staleAfterSeconds * 1_000;
    // What `save` gave under the same definition.
    const known = saved as Saved | undefined;
    // Steps of another length would lie in the future and stay there.
    const foreign = known?.last && (known.steps.at(-1)?.n ?? 0) * stepMs > known.last.at + staleMs + stepMs;
    const steps: Step[] = known && !foreign ? known.steps : [];
    let since = known?.since ?? Number.NaN;
    let last = known?.last;
    /** Up to when the running state has been added up. */
    let counted = last?.at ?? 0;
    let on = false;
    let wakeAt = never;

    const stepAt = (at: number): Step => {
      const n = Math.floor(at / stepMs);
      const newest = steps.at(-1);
      if (newest && newest.n >= n) return newest;
      const step = {
        n,
        count: 0,
        sum: 0,
        min: Number.POSITIVE_INFINITY,
        max: Number.NEGATIVE_INFINITY,
        runMs: 0,
        starts: 0,
      };
      steps.push(step);
      return step;
    };
    /** Adds run time up to a moment, step by step, but never past what a stale value may vouch for. */
    const run = (to: number) => {
      if (aggregate !== "run-time" || !last || last.value === 0) {
        counted = to;
        return;
      }
      const end = Math.min(to, last.at + staleMs);
      while (counted < end) {
        const edge = Math.min(end, (Math.floor(counted / stepMs) + 1) * stepMs);
        stepAt(counted).runMs += edge - counted;
        counted = edge;
      }
      counted = to;
    };
    const judge = (at: number): Verdict => {
      const first = Math.floor(at / stepMs) - STEPS;
      while (steps.length > 0 && steps[0]!.n <= first) steps.shift();
      // While something is inside it, the window may empty by itself.
      wakeAt = steps.length > 0 ? (Math.floor(at / stepMs) + 1) * stepMs : never;
      const whole = at - since >= over;
      const grows = aggregate === "run-time" || aggregate === "starts" || aggregate === "count";
      const sound = whole || (side === "high" && (grows || aggregate === "sum" || aggregate === "max"));
      if (!sound) return undefined;
      const value = total(aggregate, steps);
      if (value === undefined) return undefined;
      const beyond =
        side === "high"
          ? value > (on ? limit - hysteresis : limit)
          : value < (on ? limit + hysteresis : limit);
      on = beyond;
      return beyond;
    };

    return {
      hear(_slot, value, at) {
        if (typeof value !== "number") return undefined;
        if (Number.isNaN(since)) {
          since = at;
          counted = at;
        }
        run(at);
        const step = stepAt(at);
        step.count++;
        step.min = Math.min(step.min, value);
        step.max = Math.max(step.max, value);
        step.sum += counter ? (last && value > last.value ? value - last.value : 0) : value;
        if (value !== 0 && last && last.value === 0) step.starts++;
        last = { at, value };
        return judge(at);
      },
      get wakeAt() {
        return wakeAt;
      },
      wake(now) {
        run(now);
        return judge(now);
      },
      save: () => (steps.length > 0 ? ({ steps, since, last } satisfies Saved) : undefined),
    };
  },
};

function total(aggregate: WindowCondition["aggregate"], steps: readonly Step[]): number | undefined {
  const add = (of: (step: Step) => number) => steps.reduce((sum, step) => sum + of(step), 0);
  const count = add((step) => step.count);
  switch (aggregate) {
    case "count":
      return count;
    case "sum":
      return add((step) => step.sum);
    case "run-time":
      return add((step) => step.runMs) / 1_000;
    case "starts":
      return add((step) => step.starts);
    case "mean":
      return count > 0 ? add((step) => step.sum) / count : undefined;
    case "min":
      return count > 0 ? Math.min(...steps.map((step) => step.min)) : undefined;
    case "max":
      return count > 0 ? Math.max(...steps.map((step) => step.max)) : undefined;
    default:
      return aggregate satisfies never;
  }
}
