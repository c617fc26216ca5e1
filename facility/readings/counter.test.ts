import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant } from "../units/index.ts";
import { increaseOf } from "./counter.ts";
import type { Quality } from "./quality.ts";

const series = (...values: (number | string | null | [number, Quality])[]) =>
  values.map((value, i) =>
    Array.isArray(value)
      ? { at: instant(i), value: value[0], quality: value[1] }
      : { at: instant(i), value, quality: "good" as const },
  );

describe("a counter", () => {
  it.each([
    ["goes up", series(10, 12, 15), undefined, { increase: 5, resets: 0, rollovers: 0 }],
    ["stands still", series(10, 10), undefined, { increase: 0, resets: 0 }],
    ["is one reading", series(10), undefined, { increase: 0, used: 1 }],
    ["is never heard", [], undefined, { increase: 0, used: 0, first: null, last: null }],
    ["begins again at 0", series(10, 12, 1, 4), undefined, { increase: 6, resets: 1, rollovers: 0 }],
    ["runs over its last digit", series(999_990, 5), 1_000_000, { increase: 15, resets: 0, rollovers: 1 }],
    [
      "is exchanged, not run over",
      series(400_000, 5, 8),
      1_000_000,
      { increase: 8, resets: 1, rollovers: 0 },
    ],
    [
      "is rounded, or corrected by a little",
      series(1_900_000.2, 1_900_000.1, 1_900_001.1),
      undefined,
      { increase: 1, resets: 0, last: { value: 1_900_001.1 } },
    ],
    ["is small and begins again", series(99, 1, 2), undefined, { increase: 2, resets: 1 }],
    ["is bad in between", series(10, [0, "bad"], 12), undefined, { increase: 2, resets: 0, unusable: 1 }],
    ["says nothing in between", series(10, null, "—", 12), undefined, { increase: 2, unusable: 2 }],
  ] as const)("that %s", (_what, readings, rollsOverAt, expected) => {
    expect(increaseOf(readings, rollsOverAt)).toMatchObject(expected);
  });

  it("finds what went in, however often it is read and wherever it runs over", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 80 }),
        fc.nat(999),
        (steps, start) => {
          const totals = [start];
          for (const step of steps) totals.push(totals.at(-1)! + step);
          const shown = totals.map((total) => total % 1_000);
          expect(increaseOf(series(...shown), 1_000).increase).toBe(totals.at(-1)! - start);
        },
      ),
    );
  });
});
