import type { Test } from "../../facility/alarms/index.ts";

/** One look at one value, ready to be asked for every reading. */
export function compileTest(test: Test): (value: number | string | null) => boolean {
  if ("above" in test) return (value) => typeof value === "number" && value > test.above;
  if ("below" in test) return (value) => typeof value === "number" && value < test.below;
  // Booleans are stored as 0 and 1.
  const wanted = typeof test.is === "boolean" ? Number(test.is) : test.is;
  return (value) => value === wanted;
}
