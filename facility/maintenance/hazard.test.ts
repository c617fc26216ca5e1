import { expect, it } from "vitest";
import { bestThreshold, chanceOf, type HazardSample, learnHazard } from "./hazard.ts";

it("learns which sign foretells, and how surely", () => {
  // Sign 0 means a failure in nine of ten cases, sign 1 nothing; without either one in fifty fails.
  const samples: HazardSample[] = [];
  for (let i = 0; i < 1_000; i++) {
    const [a, b] = [i % 5 === 0 ? 1 : 0, i % 7 === 0 ? 1 : 0];
    samples.push({ features: [a, b], fails: a === 1 ? i % 50 !== 0 : i % 50 === 1 });
  }
  const hazard = learnHazard(samples, { ridge: 0.01 });
  expect(chanceOf(hazard, [1, 0])).toBeGreaterThan(0.85);
  expect(chanceOf(hazard, [0, 0])).toBeLessThan(0.05);
  expect(Math.abs(chanceOf(hazard, [0, 1]) - chanceOf(hazard, [0, 0]))).toBeLessThan(0.03);
  const scored = samples.map(({ features, fails }) => ({ chance: chanceOf(hazard, features), fails }));
  expect(bestThreshold(scored)).toBeGreaterThan(0.5);
});

it("answers a chance also where it has learned nothing", () => {
  expect(chanceOf(learnHazard([]), [])).toBe(0.5);
});
