import { describe, expect, it } from "vitest";
import { equivalentAnnualCost, minimumAnnualCost, replacementYear, savings } from "./annual-cost.ts";
import { approvalPath, ballotResult } from "./approval.ts";
import { facilityConditionIndex, fciBand, riskBand } from "./fci.ts";
import { failureGrowth } from "./repair-cost.ts";

describe("equivalent annual cost", () => {
  it("is the annuity of the price where nothing else is paid: 10 000 over 5 years at 8 % is 2 504.56", () => {
    expect(equivalentAnnualCost(10_000, [0, 0, 0, 0, 0], 0.08)).toBeCloseTo(2504.56, 2);
  });
  it("takes running costs and salvage in: 13 000, 1 000 a year rising by 1 000, salvage 9 000 after one year at 10 %", () => {
    // By hand: (13 000 − 9 000/1.1 + 1 000/1.1)·1.1 = 6 300.
    expect(equivalentAnnualCost(13_000, [1_000], 0.1, 9_000)).toBeCloseTo(6_300, 6);
  });
  it("without interest is the mean", () => {
    expect(equivalentAnnualCost(9_000, [100, 200, 300], 0)).toBeCloseTo(3_200, 9);
  });
  it("is least where the rising cost of one more year passes the mean of the years so far", () => {
    // Without interest, 800 and 100·k a year: n = 4 gives (800 + 1000)/4 = 450, as n = 3 does with 466.7 and n = 5 with 460.
    const costs = [1, 2, 3, 4, 5, 6, 7, 8].map((k) => 100 * k);
    expect(minimumAnnualCost(800, costs, 0)).toEqual({ years: 4, perYear: 450 });
  });
});

describe("when to replace", () => {
  it("is the first year in which keeping is dearer, and there most is saved", () => {
    const keep = [100, 180, 260, 340, 420];
    const fresh = [250, 250, 250, 250, 250];
    expect(replacementYear(keep, fresh)).toBe(2);
    const saved = savings(keep, fresh, 0.05);
    expect(saved.indexOf(Math.max(...saved))).toBe(2);
    // By hand: 10/1.05² + 90/1.05³ + 170/1.05⁴.
    expect(saved[2]).toBeCloseTo(10 / 1.05 ** 2 + 90 / 1.05 ** 3 + 170 / 1.05 ** 4, 9);
    expect(replacementYear([1, 2], fresh)).toBeUndefined();
  });
});

describe("failures that grow with age", () => {
  it("are found in ages that were drawn with a growth of 20 % a year", () => {
    let seed = 5;
    const next = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    // Inverse of the density e^(γa) between 0 and 10.
    const age = () => Math.log(1 + next() * (Math.exp(2) - 1)) / 0.2;
    const fleet = Array.from({ length: 40 }, () => ({
      from: 0,
      to: 10,
      ages: Array.from({ length: 8 }, age),
    }));
    // With next to no prior, so that the fleet speaks alone.
    const { gamma, sd } = failureGrowth(fleet, { gamma: 0, sd: 10 });
    expect(Math.abs(gamma - 0.2)).toBeLessThan(3 * sd);
    expect(gamma).toBeGreaterThan(0.12);
    expect(failureGrowth([])).toMatchObject({ gamma: expect.closeTo(0.05, 6), from: "heuristic" });
  });
});

it.each([
  [0.05, "good"],
  [0.051, "fair"],
  [0.3, "poor"],
  [0.31, "critical"],
] as const)("an FCI of %f is %s", (fci, band) => {
  expect(fciBand(facilityConditionIndex(fci * 1_000, 1_000))).toBe(band);
});
it.each([
  [5, 4, "act"],
  [4, 3, "budget"],
  [3, 2, "watch"],
  [5, 1, "low"],
] as const)("criticality %i in condition %i: %s", (criticality, condition, band) => {
  expect(riskBand(criticality, condition)).toBe(band);
});

describe("the vote on the maintenance fund (Civil Code 278)", () => {
  const ballot = {
    heads: 900,
    areaM2: 90_000,
    headsVoting: 600,
    areaVotingM2: 60_000,
    headsFor: 301,
    areaForM2: 30_001,
  };
  it("is carried by two thirds taking part and more than half of them agreeing, in heads and in area", () => {
    expect(ballotResult(ballot).passed).toBe(true);
  });
  it.each([
    ["one head short of two thirds", { headsVoting: 599 }, "Not valid"],
    ["area short of two thirds", { areaVotingM2: 59_999 }, "Not valid"],
    ["exactly half the heads", { headsFor: 300 }, "Rejected"],
    ["exactly half the area", { areaForM2: 30_000 }, "Rejected"],
  ])("fails with %s", (_, change, says) => {
    const result = ballotResult({ ...ballot, ...change });
    expect(result.passed).toBe(false);
    expect(result.says.en).toContain(says);
  });
  it("needs three quarters to raise new money", () => {
    expect(ballotResult(ballot, "raise").passed).toBe(false);
    expect(ballotResult({ ...ballot, headsFor: 450, areaForM2: 45_000 }, "raise").passed).toBe(true);
  });
});

it("the way to the money: each step is due its days after the one before was done", () => {
  const path = approvalPath({
    route: "vote",
    startOn: "2027-01-01",
    done: { plan: { on: "2027-01-05", by: "mgr", note: "" } },
  });
  expect(path.slice(0, 3).map(({ id, dueOn }) => [id, dueOn])).toEqual([
    ["plan", "2027-01-15"],
    ["notice", "2027-01-12"],
    ["vote", "2027-02-11"],
  ]);
  expect(
    approvalPath({ route: "emergency", startOn: "2027-01-01", done: {} }).map(({ id }) => id),
  ).not.toContain("vote");
});
