import { describe, expect, it } from "vitest";
import type { JournalEntry } from "../../../../api/contract/index.ts";
import { say } from "./fixtures.ts";
import { appendLive, csvOf, isRange, spansOf, withGaps } from "./trend.ts";

const bucket = (at: number, mean: number | null = 1, last: number | boolean | string | null = mean) => ({
  at,
  min: mean,
  mean,
  max: mean,
  last,
});

describe("gaps", () => {
  it("break the line after a silence longer than the stale limit", () => {
    const slices = withGaps([bucket(0), bucket(2_000), bucket(20_000)], 1_000, 15);
    expect(slices.map(({ at, mean }) => [at, mean])).toEqual([
      [0, 1],
      [2_000, 1],
      [3_000, null],
      [20_000, 1],
    ]);
  });
  it("do not open between sparse readings of a point that reports only changes", () => {
    expect(withGaps([bucket(0), bucket(14_000)], 1_000, 15)).toHaveLength(2);
  });
  it("follow the slice on long ranges", () => {
    const hour = 3_600_000;
    expect(withGaps([bucket(0), bucket(hour), bucket(2 * hour)], hour, 15)).toHaveLength(3);
    expect(withGaps([bucket(0), bucket(3 * hour)], hour, 15)).toHaveLength(3);
  });
  it("do not open between values kept as minutes, and do where a minute is missing", () => {
    const minute = 60_000;
    const at = (n: number) => bucket(n * minute);
    expect(withGaps([at(0), at(1), at(2)], 18_000, 15)).toHaveLength(3);
    expect(withGaps([at(0), at(1), at(2), at(5), at(6), at(7)], 18_000, 15)).toHaveLength(7);
    // One such step alone is a silence.
    expect(withGaps([at(0), at(1)], 18_000, 15)).toHaveLength(3);
  });
  it("carry the share of good readings only where not all were", () => {
    const slices = withGaps(
      [
        { ...bucket(0), good: 1 },
        { ...bucket(1), good: 0.5 },
      ],
      1_000,
      15,
    );
    expect(slices.map(({ good }) => good)).toEqual([undefined, 0.5]);
  });
  it("take the last value where there is no mean, and no word for a number", () => {
    expect(
      withGaps([bucket(0, null, true), bucket(1, null, "x")], 1_000, 15).map(({ mean }) => mean),
    ).toEqual([1, null]);
  });
});

it("appends live readings after the stored ones only", () => {
  const joined = appendLive(
    [bucket(0), bucket(1_000)],
    [
      { at: 1_000, value: 7 },
      { at: 1_500, value: true },
      { at: 1_700, value: null },
    ],
  );
  expect(joined.map(({ at, mean }) => [at, mean])).toEqual([
    [0, 1],
    [1_000, 1],
    [1_500, 1],
    [1_700, null],
  ]);
});

const entry = (sequence: number, event: string, alarm = "a"): JournalEntry => ({
  sequence,
  alarm,
  asset: "s.x",
  rule: "r",
  title: say("t"),
  event,
  state: "normal",
  occurrence: 1,
  at: sequence * 10,
  actor: "rule",
  reason: "",
});

describe("alarm spans", () => {
  it("run from raise to clear, whoever acknowledged, in any order of lines", () => {
    expect(spansOf([entry(3, "clear"), entry(2, "acknowledge"), entry(1, "raise")])).toEqual([
      { alarm: "a", from: 10, to: 30 },
    ]);
  });
  it("stay open while the alarm is true, and begin before all where the raise is older", () => {
    expect(spansOf([entry(5, "raise"), entry(4, "clear")])).toEqual([
      { alarm: "a", from: Number.NEGATIVE_INFINITY, to: 40 },
      { alarm: "a", from: 50, to: null },
    ]);
  });
  it("keep alarms apart", () => {
    expect(spansOf([entry(1, "raise"), entry(2, "raise", "b"), entry(3, "clear", "b")])).toEqual([
      { alarm: "b", from: 20, to: 30 },
      { alarm: "a", from: 10, to: null },
    ]);
  });
});

it("writes a table that spreadsheets read: one line a moment, site time, quoted names", () => {
  const words = { time: "time", mean: "mean", min: "min", max: "max" };
  const at = Date.UTC(2026, 2, 1, 6, 2, 11);
  const table = csvOf(
    [
      { name: 'Flow, "main" (m³/h)', slices: [{ at, min: 1, mean: 2, max: 3 }] },
      {
        name: "Pump",
        slices: [
          { at: at + 1_000, min: 0, mean: 1, max: 1 },
          { at, min: null, mean: null, max: null },
        ],
      },
    ],
    words,
    "Asia/Shanghai",
  );
  expect(table).toBe(
    '\uFEFFtime (Asia/Shanghai),"Flow, ""main"" (m³/h) mean","Flow, ""main"" (m³/h) min","Flow, ""main"" (m³/h) max",Pump mean,Pump min,Pump max\r\n' +
      "2026-03-01 14:02:11,2,1,3,,,\r\n" +
      "2026-03-01 14:02:12,,,,1,0,1\r\n",
  );
});

it("knows its ranges", () => {
  expect([isRange("24h"), isRange("toString"), isRange("1y"), isRange(1)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
