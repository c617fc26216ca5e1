import { expect, it } from "vitest";
import { hours, instant, minutes } from "../units/index.ts";
import { judgeRepair, proofOf } from "./repair.ts";

const base = { doneAt: instant(0), quietFor: hours(1), active: false };
const at = (m: number) => instant(minutes(m));

it.each([
  ["waits until the hour is over", { now: at(59), heardAt: at(59) }, { is: "waiting", askAt: at(60) }],
  ["holds after a quiet hour", { now: at(60), heardAt: at(60) }, { is: "held", since: at(0) }],
  [
    "counts from when the rule fell silent",
    { now: at(65), clearedAt: at(10), heardAt: at(65) },
    { is: "waiting", askAt: at(70) },
  ],
  [
    "came back when it rang anew",
    { now: at(30), raisedAt: at(29), active: true },
    { is: "came-back", at: at(29) },
  ],
  [
    "is no relapse while it is true from before",
    { now: at(1), raisedAt: at(-5), active: true },
    { is: "waiting", askAt: at(61) },
  ],
  ["proves nothing while the asset is silent", { now: at(90), heardAt: at(20) }, { is: "blind" }],
  ["proves nothing where it was never heard", { now: at(90) }, { is: "blind" }],
] as const)("%s", (_, signs, verdict) => {
  expect(judgeRepair({ ...base, ...signs })).toEqual(verdict);
});

it.each([
  [
    "counts from the last of done and clear",
    { now: at(20), clearedAt: at(10), heardAt: at(20) },
    "counting",
    10,
  ],
  [
    "begins when the rule ends, while it rings from before",
    { now: at(5), raisedAt: at(-5), active: true },
    "ringing",
    5,
  ],
  ["says early that nothing is heard", { now: at(20), heardAt: at(10) }, "blind", 0],
] as const)("a proof under way %s", (_, signs, is, since) => {
  expect(proofOf({ ...base, ...signs })).toEqual({ is, since: at(since), until: at(since + 60) });
});

it("has nothing to prove any more once it held or came back", () => {
  expect(proofOf({ ...base, now: at(60), heardAt: at(60) })).toBeUndefined();
  expect(proofOf({ ...base, now: at(30), raisedAt: at(29), active: true })).toBeUndefined();
});
