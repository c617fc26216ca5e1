import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figuresOf, panned, sketchOf, zoomed } from "./trend-view.ts";

const NOW = 1_700_000_000_000;
const HOUR = 3_600_000;
const view = { from: NOW - 4 * HOUR, to: NOW - 2 * HOUR };

describe("a view of time", () => {
  it("zooms about the moment under the cursor", () => {
    const at = NOW - 3 * HOUR;
    expect(zoomed(view, 0.5, at, NOW)).toEqual({ from: at - HOUR / 2, to: at + HOUR / 2 });
  });
  it("pans by a share of itself, and stops at the present with its length kept", () => {
    expect(panned(view, -0.5, NOW)).toEqual({ from: NOW - 5 * HOUR, to: NOW - 3 * HOUR });
    expect(panned(view, 5, NOW)).toEqual({ from: NOW - 2 * HOUR, to: NOW });
  });
  it("is never empty, never ahead of now, never longer than three years and a day or so", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1_000, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (factor, share) => {
          const next = zoomed(view, factor, view.from + share * 2 * HOUR, NOW);
          expect(next.to).toBeLessThanOrEqual(NOW);
          expect(next.to - next.from).toBeGreaterThanOrEqual(59_999);
          expect(next.to - next.from).toBeLessThanOrEqual(3 * 366 * 24 * HOUR + 1);
        },
      ),
    );
  });
});

it("figures count only what is on the screen, extremes from the slices' own", () => {
  const slices = [
    { at: view.from - 1, min: -9, mean: -9, max: -9 },
    { at: view.from, min: 1, mean: 2, max: 3 },
    { at: view.from + 1, min: null, mean: null, max: null },
    { at: view.to, min: 3, mean: 4, max: 8 },
  ];
  expect(figuresOf(slices, view)).toEqual({ min: 1, mean: 3, max: 8 });
  expect(figuresOf(slices.slice(0, 1), view)).toBeUndefined();
});

describe("a sketch of a curve", () => {
  const slice = (at: number, mean: number | null) => ({ at, min: mean, mean, max: mean });
  it("leaves short curves as they are", () => {
    const slices = [slice(0, 1), slice(1, 2)];
    expect(sketchOf(slices, 2)).toBe(slices);
  });
  it("keeps spikes, dips, breaks and the order, in about as many slices as asked", () => {
    const slices = Array.from({ length: 1_200 }, (_, at) =>
      slice(at, at === 500 ? null : at === 700 ? 99 : at === 701 ? -99 : Math.sin(at / 50)),
    );
    const sketch = sketchOf(slices, 300);
    expect(sketch.length).toBeLessThanOrEqual(310);
    expect(sketch.filter(({ mean }) => mean === null || Math.abs(mean) === 99).map(({ at }) => at)).toEqual([
      500, 700, 701,
    ]);
    expect(sketch.map(({ at }) => at)).toEqual(sketch.map(({ at }) => at).toSorted((a, b) => a - b));
  });
});
