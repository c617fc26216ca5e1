import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { solveWithHighs } from "../../../adapters/highs/index.ts";
import {
  type Candidate,
  evaluate,
  greedy,
  type Problem,
  type SolveProgram,
  solvePlan,
} from "../../../facility/lifecycle/index.ts";

let highs: SolveProgram;
beforeAll(async () => {
  highs = await solveWithHighs();
});

const years = 5;
const amount = (max: number) => fc.integer({ min: 0, max });
const candidate = (i: number): fc.Arbitrary<Candidate> =>
  fc
    .record({
      price: fc.integer({ min: 1, max: 100 }),
      benefit: fc.array(fc.integer({ min: -60, max: 120 }), { minLength: years, maxLength: years }),
      earliest: amount(2),
      source: amount(1),
      lastYear: fc.option(amount(years - 1), { nil: undefined, freq: 5 }),
      pinned: fc.option(fc.integer({ min: -1, max: years - 1 }), { nil: undefined, freq: 8 }),
      group: fc.option(amount(1), { nil: undefined }),
    })
    .map(({ group, source, ...rest }) => ({
      ...rest,
      id: `a${i}`,
      members: [`a${i}`],
      // A group is paid by one source.
      source: group ?? source,
      ...(group === undefined ? {} : { group }),
    }));
const problems: fc.Arbitrary<Problem> = fc
  .tuple(
    fc
      .integer({ min: 1, max: 14 })
      .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => candidate(i)))),
    fc.tuple(amount(30), amount(30)),
    fc.array(amount(160), { minLength: years, maxLength: years }),
    amount(120),
    amount(60),
  )
  .map(([candidates, mobilisations, caps, opening, income]) => ({
    years,
    priceFactor: Array.from({ length: years }, (_, y) => 1.03 ** y),
    discount: Array.from({ length: years }, (_, y) => 0.96 ** y),
    candidates,
    groups: mobilisations.map((mobilisation, source) => ({ id: `g${source}`, source, mobilisation })),
    sources: [
      { cap: caps, income: caps.map(() => 0) },
      { cap: caps.map(() => Number.POSITIVE_INFINITY), opening, income: caps.map(() => income) },
    ],
  }));

/** Over a cap or fund by more than persons' own decisions make it. */
function ownOver(problem: Problem, choice: readonly number[]): number {
  const decided = problem.candidates.map(({ pinned }) => pinned ?? -1);
  const sum = (of: readonly number[]) => evaluate(problem, of).over.reduce((total, { by }) => total + by, 0);
  return sum(choice) - sum(decided);
}

/** Every plan there is, for problems small enough: what saves most while the caps are kept. */
function bestByTrying(problem: Problem): number {
  const choice = problem.candidates.map(() => -1);
  let best = Number.NEGATIVE_INFINITY;
  const go = (i: number): void => {
    if (i === choice.length) {
      const found = evaluate(problem, choice);
      if (found.over.length === 0) best = Math.max(best, found.value);
      return;
    }
    for (let year = -1; year < problem.years; year++) {
      choice[i] = year;
      if (year === -1 || year >= (problem.candidates[i]?.earliest ?? 0)) go(i + 1);
    }
  };
  go(0);
  return best;
}

describe("the optimiser", () => {
  it("is never over a cap or fund by its own doing, never worse than the pencil, never above its bound, and keeps decisions", {
    timeout: 60_000,
  }, () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const solved = solvePlan(problem, highs, 2);
        const found = evaluate(problem, solved.choice);
        const byHand = evaluate(problem, greedy(problem));
        expect(ownOver(problem, solved.choice)).toBeLessThan(0.02);
        expect(found.late.length).toBeLessThanOrEqual(byHand.late.length);
        // Where it keeps the law no better than the pencil, it saves at least as much.
        if (found.late.length === byHand.late.length)
          expect(found.value).toBeGreaterThanOrEqual(byHand.value - 1e-6);
        expect(found.value).toBeLessThanOrEqual(solved.bound + 1e-6);
        problem.candidates.forEach(({ pinned }, i) => {
          if (pinned !== undefined) expect(solved.choice[i]).toBe(pinned);
        });
      }),
      { numRuns: 120, seed: 20261125 },
    );
  });

  it("finds what trying every plan finds", { timeout: 60_000 }, () => {
    const small = problems.filter(
      ({ candidates }) =>
        candidates.length <= 5 &&
        candidates.every(({ lastYear, pinned }) => lastYear === undefined && pinned === undefined),
    );
    fc.assert(
      fc.property(small, (problem) => {
        expect(solvePlan(problem, highs, 2).value).toBeCloseTo(bestByTrying(problem), 2);
      }),
      { numRuns: 25, seed: 7 },
    );
  });
});
