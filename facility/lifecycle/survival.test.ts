import { describe, expect, it } from "vitest";
import { fitWeibull, intervals, type Life } from "./fit-weibull.ts";
import { priorOf } from "./fleet.ts";
import { hazardOfCondition, remainingLife } from "./remaining-life.ts";
import { studentQuantile } from "./special-functions.ts";
import { conditionalSurvival, meanLife, meanResidual, residualQuantile, type Weibull } from "./weibull.ts";

/** Mulberry32: the same fleet for the same seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const draw = ({ eta, beta }: Weibull, next: () => number) => eta * (-Math.log(1 - next())) ** (1 / beta);

/** A fleet as one watches it: each installed at another time, seen from `watch` years ago on, some ended before today. */
function fleet(
  truth: Weibull,
  count: number,
  seed: number,
  watch = 15,
): { lives: Life[]; running: number[] } {
  const next = dice(seed);
  const lives: Life[] = [];
  const running: number[] = [];
  while (lives.length < count) {
    const age = 1 + next() * 30;
    const life = draw(truth, next);
    const from = Math.max(0, age - watch);
    // Ended before anybody watched: never seen.
    if (life <= from) continue;
    lives.push({ from, to: Math.min(age, life), ended: life <= age });
    if (life > age) running.push(age);
  }
  return { lives, running };
}

describe("a Weibull life", () => {
  it("with β = 1 forgets its age, and its mean is η", () => {
    const life = { eta: 10, beta: 1 };
    expect(conditionalSurvival(life, 7, 3)).toBeCloseTo(Math.exp(-0.3), 12);
    expect(meanResidual(life, 25)).toBeCloseTo(10, 3);
  });
  it("with β = 2 has the mean of Rayleigh's, η·√π/2, and quantiles that the survival gives back", () => {
    const life = { eta: 20, beta: 2 };
    expect(meanLife(life)).toBeCloseTo((20 * Math.sqrt(Math.PI)) / 2, 9);
    expect(meanResidual(life, 0)).toBeCloseTo(meanLife(life), 4);
    expect(conditionalSurvival(life, 15, residualQuantile(life, 15, 0.3))).toBeCloseTo(0.7, 12);
  });
});

describe("the fit", () => {
  it("finds the parameters that made a censored, late-watched fleet", () => {
    const truth = { eta: 22, beta: 3.2 };
    const fit = fitWeibull(fleet(truth, 4_000, 3).lives);
    expect(fit?.eta).toBeGreaterThan(21.3);
    expect(fit?.eta).toBeLessThan(22.7);
    expect(fit?.beta).toBeGreaterThan(2.95);
    expect(fit?.beta).toBeLessThan(3.45);
  });
  it("says with an 80 % band what holds about 80 times in 100", () => {
    const truth = { eta: 20, beta: 2.5 };
    let [eta, beta] = [0, 0];
    const rounds = 250;
    for (let seed = 1; seed <= rounds; seed++) {
      const fit = fitWeibull(fleet(truth, 60, seed).lives);
      if (!fit) continue;
      const bands = intervals(fit, 0.8);
      if (bands.eta[0] <= truth.eta && truth.eta <= bands.eta[1]) eta++;
      if (bands.beta[0] <= truth.beta && truth.beta <= bands.beta[1]) beta++;
    }
    for (const held of [eta, beta]) {
      expect(held / rounds).toBeGreaterThan(0.72);
      expect(held / rounds).toBeLessThan(0.88);
    }
  });
  it("speaks with the catalogue's voice where no end was seen, and leans to the fleet where many were", () => {
    const prior = priorOf(20);
    const unseen = fitWeibull([{ from: 0, to: 2, ended: false }], prior);
    expect(unseen?.from).toBe("catalogue");
    expect(unseen?.eta).toBeCloseTo(prior.eta, 0);
    const short = fitWeibull(fleet({ eta: 12, beta: 3 }, 400, 5).lives, prior);
    expect(short?.from).toBe("both");
    expect(short?.eta).toBeLessThan(13.5);
    expect(fitWeibull([{ from: 0, to: 5, ended: true }])).toBeUndefined();
  });
});

describe("remaining life", () => {
  it("as an 80 % band holds the true end of about 80 in 100 assets", () => {
    const truth = { eta: 22, beta: 3 };
    let held = 0;
    let asked = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { lives, running } = fleet(truth, 50, seed + 500);
      const fit = fitWeibull(lives, priorOf(20));
      if (!fit) throw new Error("no fit");
      const next = dice(seed + 9_000);
      for (const age of running.slice(0, 25)) {
        const left = residualQuantile(truth, age, next());
        const { p10, p90 } = remainingLife(fit, age, { hazard: 1, pace: 1 }, 1);
        asked++;
        if (left >= p10 && left <= p90) held++;
      }
    }
    expect(asked).toBeGreaterThan(500);
    expect(held / asked).toBeGreaterThan(0.74);
    expect(held / asked).toBeLessThan(0.87);
  });
  it("is shorter in bad condition, and less so where little is known of it", () => {
    const fit = fitWeibull([], priorOf(20));
    if (!fit) throw new Error("no fit");
    const at = (condition: number, confidence: number) =>
      remainingLife(fit, 12, { hazard: hazardOfCondition(condition, confidence), pace: 1 }, 20);
    expect(at(5, 1).p50).toBeLessThan(at(3, 1).p50);
    expect(at(5, 0.2).p50).toBeGreaterThan(at(5, 1).p50);
    expect(at(3, 1).survivors.every((share, k, all) => k === 0 || share <= (all[k - 1] ?? 0))).toBe(true);
  });
});

it("knows Student's quantiles as the tables have them", () => {
  expect(studentQuantile(0.9, 10)).toBeCloseTo(1.372, 3);
  expect(studentQuantile(0.95, 5)).toBeCloseTo(2.015, 2);
});
