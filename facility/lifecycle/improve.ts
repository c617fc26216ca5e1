import { yearsOpen } from "./greedy.ts";
import { type Candidate, type Problem, Purse } from "./problem.ts";

/** So often the whole list is gone through; it ends sooner when nothing gets better. */
const ROUNDS = 8;
/** Beyond so many, making room costs more time than the integer program needs to find the same. */
const MANY = 1_000;
/** Of those that stand in the way, so many are tried for making room. */
const TRIED = 25;

/**
 * A plan made better by hand's own means: move one to a better year, put one in that was left out, or let one make room
 * for another that is worth more and go elsewhere. Every step keeps caps, funds, laws and persons' decisions, so the
 * answer is never worse than where it began.
 */
export function improved(problem: Problem, start: readonly number[]): number[] {
  const { candidates } = problem;
  const choice = [...start];
  const purse = new Purse(problem);
  candidates.forEach((candidate, i) => {
    if ((choice[i] ?? -1) >= 0) purse.pay(candidate, choice[i] ?? 0);
  });
  const late = candidates.map(
    ({ lastYear }, i) => lastYear !== undefined && ((choice[i] ?? -1) < 0 || (choice[i] ?? 0) > lastYear),
  );
  const open = candidates.map((candidate, i) =>
    candidate.pinned !== undefined ? [] : yearsOpen(problem, candidate, late[i] ?? false),
  );
  const free = (i: number) => (choice[i] ?? -1) < 0;
  const take = (i: number) => {
    const at = choice[i] ?? -1;
    if (at >= 0) purse.refund(candidates[i] as Candidate, at);
    choice[i] = -1;
    return at;
  };
  const put = (i: number, year: number) => {
    if (year >= 0) purse.pay(candidates[i] as Candidate, year);
    choice[i] = year;
  };
  /** The best year that can be paid while it stands nowhere; -1 where nothing beats leaving it out. */
  const best = (i: number, least: number): { year: number; worth: number } => {
    const candidate = candidates[i] as Candidate;
    let found = { year: -1, worth: least };
    for (const year of open[i] ?? []) {
      const worth = purse.worthOf(candidate, year);
      if (worth > found.worth + 1e-6 && purse.canPay(candidate, year)) found = { year, worth };
    }
    return found;
  };
  const order = candidates.map((_, i) => i).filter((i) => (open[i] ?? []).length > 0);
  const rounds = candidates.length > MANY ? 2 : ROUNDS;
  for (let round = 0; round < rounds; round++) {
    let better = false;
    for (const i of order) {
      const forced = candidates[i]?.lastYear !== undefined && !late[i];
      const at = take(i);
      const had = at >= 0 ? purse.worthOf(candidates[i] as Candidate, at) : 0;
      const found = best(i, Math.max(had, forced ? Number.NEGATIVE_INFINITY : 0));
      if (found.year === -1 && had < 0 && !forced) {
        better = true;
        continue;
      }
      put(i, found.year === -1 ? at : found.year);
      if (found.year !== -1) better = true;
    }
    if (candidates.length <= MANY && madeRoom()) better = true;
    if (!better) break;
  }
  return choice;

  /** For each that has not its best year: would another in that year do better elsewhere? */
  function madeRoom(): boolean {
    let better = false;
    for (const i of order) {
      const candidate = candidates[i] as Candidate;
      const had = free(i) ? 0 : purse.worthOfPlaced(candidate, choice[i] ?? 0);
      const wished = (open[i] ?? [])
        .map((year) => ({ year, worth: candidate.benefit[year] ?? 0 }))
        .filter(({ year, worth }) => worth > had && year !== choice[i])
        .toSorted((a, b) => b.worth - a.worth)[0];
      if (!wished) continue;
      const standing = order
        .filter((j) => j !== i && choice[j] === wished.year && candidates[j]?.source === candidate.source)
        .toSorted((a, b) => density(a, wished.year) - density(b, wished.year))
        .slice(0, TRIED);
      for (const j of standing) {
        const other = candidates[j] as Candidate;
        const before = had + purse.worthOfPlaced(other, wished.year);
        const from = take(i);
        take(j);
        if (purse.canPay(candidate, wished.year)) {
          const mine = purse.worthOf(candidate, wished.year);
          put(i, wished.year);
          const forced = other.lastYear !== undefined && !late[j];
          const elsewhere = best(j, forced ? Number.NEGATIVE_INFINITY : 0);
          const theirs = elsewhere.year === -1 ? 0 : elsewhere.worth;
          if (mine + theirs > before + 1e-3 && !(forced && elsewhere.year === -1)) {
            put(j, elsewhere.year);
            better = true;
            break;
          }
          take(i);
        }
        put(j, wished.year);
        put(i, from);
      }
    }
    return better;
  }

  function density(j: number, year: number): number {
    const { benefit, price } = candidates[j] as Candidate;
    return ((benefit[year] ?? 0) - Math.max(0, benefit[year + 1] ?? 0, benefit[year - 1] ?? 0)) / price;
  }
}
