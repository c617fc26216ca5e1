import { expect, it } from "vitest";
import { isDue } from "./report.ts";

const policy = { deadband: 0.5, heartbeatMs: 5_000, pollMs: 1_000 };
const sent = (value: number | boolean | null) => ({ value, at: 100_000 });

it.each([
  ["a point never sent", undefined, 1, 100_000, true],
  ["a move below the deadband", sent(10), 10.4, 101_000, false],
  ["a move of the deadband", sent(10), 10.5, 101_000, true],
  ["no move, while the next poll is in time for the heartbeat", sent(10), 10, 104_000, false],
  ["no move, when the next poll would be late for it", sent(10), 10, 104_100, true],
  ["a change of state", sent(true), false, 101_000, true],
  ["the same state", sent(true), true, 101_000, false],
  ["a value that is gone", sent(10), null, 101_000, true],
  ["a value that is back", sent(null), 10, 101_000, true],
  ["still gone", sent(null), null, 101_000, false],
  ["a clock that was set back", sent(10), 10, 90_000, true],
] as const)("%s", (_, before, value, at, due) => {
  expect(isDue(before, value, at, policy)).toBe(due);
});

it("without a deadband any change is due", () => {
  expect(isDue(sent(10), 10.001, 101_000, { ...policy, deadband: 0 })).toBe(true);
  expect(isDue(sent(10), 10, 101_000, { ...policy, deadband: 0 })).toBe(false);
});
