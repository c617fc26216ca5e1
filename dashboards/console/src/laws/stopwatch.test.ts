import { expect, it } from "vitest";
import { stopwatch } from "./stopwatch.ts";

it.each([
  [0, "0:00"],
  [-5_000, "0:00"],
  [67_900, "1:07"],
  [3_599_000, "59:59"],
  [3_847_000, "1:04:07"],
])("%d ms is %s", (ms, text) => {
  expect(stopwatch(ms)).toBe(text);
});
