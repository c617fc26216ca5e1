import { expect, it } from "vitest";
import type { JournalEntry } from "../../../../api/contract/index.ts";
import { foldJournal } from "./fold-journal.ts";

let sequence = 0;
const line = (change: Partial<JournalEntry>): JournalEntry => ({
  sequence: ++sequence,
  alarm: "s.lift.silent",
  asset: "s.lift",
  rule: "silent",
  title: { en: "a", zh: "甲" },
  event: "take-out",
  state: "out-of-service",
  occurrence: 1,
  at: 1_000,
  actor: "li",
  reason: "WO-000003",
  ...change,
});
const sizes = (...entries: JournalEntry[]) => foldJournal(entries).map((group) => group.length);

it("takes together what was one act on one piece of equipment, and nothing else", () => {
  expect(sizes(line({}), line({ rule: "hot" }), line({ rule: "wet", at: 2_500 }))).toEqual([3]);
  expect(sizes(line({}), line({ at: 9_000 }))).toEqual([1, 1]);
  expect(sizes(line({}), line({ asset: "s.pump" }), line({}))).toEqual([1, 1, 1]);
  expect(sizes(line({}), line({ actor: "wang" }), line({ reason: "by hand" }))).toEqual([1, 1, 1]);
  expect(sizes(line({ event: "raise" }), line({ event: "raise" }))).toEqual([1, 1]);
});
