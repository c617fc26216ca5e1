import { expect, it } from "vitest";
import type { LatestValue } from "../../../../api/contract/index.ts";
import { freshness } from "./freshness.ts";

const latest = (over: Partial<LatestValue>): LatestValue => ({
  point: "p",
  at: 100_000,
  receivedAt: 100_000,
  value: 1,
  quality: "good",
  ...over,
});

it.each([
  ["never", undefined, 0, true],
  ["good", latest({}), 115_000, true],
  ["stale", latest({}), 115_001, true],
  ["stale", latest({}), 100_000, false],
  ["bad", latest({ quality: "bad" }), 100_000, true],
  ["bad", latest({ value: null }), 100_000, true],
  ["stale", latest({ quality: "bad" }), 999_999, true],
  ["stale", latest({ quality: "stale" }), 100_000, true],
  ["uncertain", latest({ quality: "uncertain" }), 100_000, true],
  ["substituted", latest({ quality: "substituted" }), 100_000, true],
  ["good", latest({ at: 130_000 }), 100_000, true],
] as const)("is %s for %j at %d, linked %s", (is, value, now, linked) => {
  expect(freshness(value, 15, now, linked)).toBe(is);
});
