import { expect, it } from "vitest";
import { hours, instant, minutes } from "../units/index.ts";
import { judgeRepair } from "./repair.ts";

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
