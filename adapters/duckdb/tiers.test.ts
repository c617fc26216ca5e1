import { describe, expect, it } from "vitest";
import { dayOf, tiersFor } from "./tiers.ts";

const hour = 3_600_000;

describe("the tier a trend comes from", () => {
  it.each([
    ["24 h in 500 slices", (24 * hour) / 500, 24 * hour, "raw"],
    ["7 days in 500 slices", (7 * 24 * hour) / 500, 7 * 24 * hour, "1m"],
    ["30 days in 500 slices", (30 * 24 * hour) / 500, 30 * 24 * hour, "1h"],
    ["3 days in 5 000 slices", (3 * 24 * hour) / 5_000, 3 * 24 * hour, "raw"],
  ])("for %s", (_what, slice, span, tier) => {
    expect(tiersFor(slice, span)[0]).toBe(tier);
    expect([...tiersFor(slice, span)].sort()).toEqual(["1h", "1m", "raw"]);
  });
});

it("days are UTC days, also before 1970", () => {
  expect([dayOf(0), dayOf(86_399_999), dayOf(86_400_000), dayOf(-1)]).toEqual([0, 0, 1, -1]);
});
