import { yearsOpen } from "./greedy.ts";
import type { Problem } from "./problem.ts";

export interface Priced {
  /** What a yuan of source s is worth in year y beyond itself, where caps bind: price[s][y] ≥ 0. */
  readonly price: readonly (readonly number[])[];
  /** No plan can save more than this. */
  readonly bound: number;
}

/**
 * Lagrangian prices of the caps: each candidate then decides for itself, so that the sum is an upper bound of every
 * plan (of a mobilisation each member bears its share at least). Found by a subgradient method with Polyak's steps towards
 * `target`, the value of a plan that is known.
 * @param late candidates that cannot be in time
 */
export function pricesOfMoney(
  problem: Problem,
  target: number,
  late: ReadonlySet<number>,
  rounds = roundsFor(problem),
): Priced {
  const { candidates, groups, sources, years, priceFactor, discount } = problem;
  const open = candidates.map((candidate, i) => yearsOpen(problem, candidate, late.has(i)));
  const sizes = new Map<number, number>();
  for (const { group } of candidates) if (group !== undefined) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  // However a group is grouped, each of its members bears at least its share of one mobilisation.
  const shareOf = candidates.map(({ group }) =>
    group === undefined ? 0 : (groups[group]?.mobilisation ?? 0) / (sizes.get(group) ?? 1),
  );
  const cap = sources.map(() => new Array<number>(years).fill(0));
  const fund = sources.map(() => new Array<number>(years).fill(0));
  let best: Priced = {
    price: sources.map(() => new Array<number>(years).fill(0)),
    bound: Number.POSITIVE_INFINITY,
  };
  let reach = 1.5;
  let sinceBetter = 0;
  for (let round = 0; round < rounds; round++) {
    // A yuan spent in year y is missing from the fund in every later year too.
    const price = cap.map((each, s) => {
      const sum = [...each];
      let later = 0;
      for (let y = years - 1; y >= 0; y--) {
        later += fund[s]?.[y] ?? 0;
        sum[y] = (each[y] ?? 0) + later;
      }
      return sum;
    });
    const spent = sources.map(() => new Array<number>(years).fill(0));
    let bound = 0;
    candidates.forEach((candidate, i) => {
      const must = candidate.pinned !== undefined || (candidate.lastYear !== undefined && !late.has(i));
      let at = -1;
      let most = must ? Number.NEGATIVE_INFINITY : 0;
      for (const year of open[i] ?? []) {
        const share = shareOf[i] ?? 0;
        const paid = (candidate.price + share) * (priceFactor[year] ?? 1);
        const worth =
          (candidate.benefit[year] ?? 0) -
          share * (discount[year] ?? 1) -
          paid * (price[candidate.source]?.[year] ?? 0);
        if (worth > most) [most, at] = [worth, year];
      }
      if (at < 0) return;
      bound += most;
      const pays = spent[candidate.source];
      if (pays) pays[at] = (pays[at] ?? 0) + (candidate.price + (shareOf[i] ?? 0)) * (priceFactor[at] ?? 1);
    });
    // What is at hand, at its price, belongs to the bound.
    const slack: { s: number; y: number; kind: "cap" | "fund"; over: number }[] = [];
    sources.forEach((source, s) => {
      let balance = source.opening ?? 0;
      let soFar = 0;
      for (let y = 0; y < years; y++) {
        const limit = source.cap[y] ?? Number.POSITIVE_INFINITY;
        const used = spent[s]?.[y] ?? 0;
        if (Number.isFinite(limit)) {
          bound += (cap[s]?.[y] ?? 0) * limit;
          slack.push({ s, y, kind: "cap", over: used - limit });
        }
        if (source.opening !== undefined) {
          balance += source.income[y] ?? 0;
          bound += (fund[s]?.[y] ?? 0) * balance;
          soFar += used;
          slack.push({ s, y, kind: "fund", over: soFar - balance });
        }
      }
    });
    if (bound < best.bound) {
      best = { price, bound };
      sinceBetter = 0;
    } else if (++sinceBetter >= 25) {
      reach *= 0.7;
      sinceBetter = 0;
    }
    const active = slack.filter(
      ({ s, y, kind, over }) => over > 0 || ((kind === "cap" ? cap : fund)[s]?.[y] ?? 0) > 0,
    );
    const norm = active.reduce((sum, { over }) => sum + over ** 2, 0);
    if (norm === 0) break;
    const step = (reach * Math.max(bound - target, 1e-9 * Math.abs(bound))) / norm;
    for (const { s, y, kind, over } of active) {
      const list = (kind === "cap" ? cap : fund)[s];
      if (list) list[y] = Math.max(0, (list[y] ?? 0) + step * over);
    }
  }
  return best;
}

/** As many rounds as half a second holds, within reason. */
const roundsFor = ({ candidates, years }: Problem): number =>
  Math.round(Math.min(600, Math.max(150, 12_000_000 / (candidates.length * years + 1))));
