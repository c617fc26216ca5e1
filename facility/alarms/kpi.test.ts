import { describe, expect, it } from "vitest";
import { instant } from "../units/index.ts";
import type { Transition } from "./journal.ts";
import { judge, kpiOf } from "./kpi.ts";
import { kpiTrend } from "./kpi-trend.ts";
import { storiesOf } from "./occurrences.ts";
import { proposalsFor } from "./proposals.ts";
import type { AlarmId } from "./state.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A journal line; `value` as the evidence. */
const line = (
  alarm: string,
  on: "raise" | "clear",
  at: number,
  value?: number,
  hidden = false,
): Transition => ({
  alarm: {
    id: alarm as AlarmId,
    asset: alarm as never,
    rule: "level-high",
    state: hidden
      ? {
          is: "suppressed",
          since: instant(0),
          causes: [{ alarm: "g" as AlarmId, because: "gateway-lost" }],
          behind: { is: "unacknowledged", raisedAt: instant(at) },
        }
      : on === "raise"
        ? { is: "unacknowledged", raisedAt: instant(at) }
        : { is: "returned", raisedAt: instant(at), clearedAt: instant(at) },
    occurrence: 1,
    sequence: at,
    changedAt: instant(at),
    evidence: value === undefined ? {} : { value },
  },
  event: { on, at: instant(at) },
  actor: "rule",
  reason: "",
});
/** Raised at each of these, each time for so long. */
const times = (alarm: string, at: readonly number[], forMs = MINUTE): Transition[] =>
  at.flatMap((when) => [line(alarm, "raise", when), line(alarm, "clear", when + forMs)]);
const every = (ms: number, count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i * ms);
const kpi = (lines: Transition[], to = HOUR) =>
  kpiOf(storiesOf(lines), { from: instant(0), to: instant(to), slices: 6 }, (alarm) =>
    alarm === "fire" ? "critical" : "low",
  );

describe("alarm KPIs", () => {
  it("count what called, not what was suppressed", () => {
    const found = kpi([...times("a", [0, HOUR / 2]), line("b", "raise", 5, undefined, true)]);
    expect(found).toMatchObject({ alarms: 2, per10Minutes: 2 / 6, trend: [1, 0, 0, 1, 0, 0] });
  });

  it("find floods: more than ten in ten minutes, for how long, and the peak", () => {
    const calm = kpi(times("a", every(MINUTE, 60)));
    expect(calm).toMatchObject({ peakPer10Minutes: 10, floodShare: 0 });
    // Twelve in eleven seconds: the flood lasts until the second of them is ten minutes old.
    const burst = kpi(times("a", every(SECOND, 12)));
    expect(burst.peakPer10Minutes).toBe(12);
    expect(burst.floodShare).toBeCloseTo((10 * MINUTE - 9 * SECOND) / HOUR, 6);
  });

  it("tell chattering, fleeting and stale", () => {
    const found = kpi(
      [
        ...times("chatters", every(25 * SECOND, 3), 5 * SECOND),
        ...times("slow", every(31 * SECOND, 3), 20 * SECOND),
        line("old", "raise", 0),
      ],
      25 * HOUR,
    );
    expect(found).toMatchObject({ chattering: 1, fleeting: 3, stale: 1 });
    expect(found.actors.find(({ alarm }) => alarm === "chatters")).toMatchObject({
      chattering: true,
      fleeting: 3,
    });
  });

  it("find stale what has been true since before the span, which no line of the span tells", () => {
    const span = { from: instant(30 * HOUR), to: instant(54 * HOUR), slices: 1 };
    const standing = [0, 30 * HOUR - 1].map((at, i) => ({
      alarm: `s${i}` as AlarmId,
      raisedAt: instant(at),
    }));
    expect(kpiOf([], span, () => "low", standing)).toMatchObject({ stale: 2, alarms: 0 });
    const early = kpiOf([], { ...span, to: instant(31 * HOUR) }, () => "low", standing);
    expect(early).toMatchObject({ stale: 1, actors: [{ alarm: "s0", count: 0, stale: 1 }] });
  });

  it("name the most frequent, and their share of all", () => {
    const found = kpi([...times("a", every(MINUTE, 6)), ...times("fire", every(MINUTE, 2))]);
    expect(found.actors.map(({ alarm, count, share }) => [alarm, count, share])).toEqual([
      ["a", 6, 0.75],
      ["fire", 2, 0.25],
    ]);
    expect(found.mix).toEqual({ critical: 0.25, high: 0, medium: 0, low: 0.75 });
  });

  it("name one that chatters or stays behind the ten most frequent too", () => {
    const frequent = Array.from({ length: 12 }, (_, i) =>
      times(`often-${i}`, every(2 * MINUTE, 5 + i)),
    ).flat();
    const found = kpi([...frequent, ...times("wolf", every(20 * SECOND, 3))]);
    expect(found.actors).toHaveLength(11);
    expect(found.actors.at(-1)).toMatchObject({ alarm: "wolf", chattering: true });
  });

  it("go through the span slice by slice, each figure", () => {
    const lines = [
      ...times("wolf", every(20 * SECOND, 3), 5 * SECOND),
      // Twelve within eleven seconds, across the edge of two slices of ten minutes.
      ...times("fire", every(SECOND, 12, 20 * MINUTE - 6 * SECOND), 2 * MINUTE),
    ];
    const span = { from: instant(0), to: instant(HOUR), slices: 6 };
    const priority = (alarm: AlarmId) => (alarm === "fire" ? "critical" : "low");
    const trend = kpiTrend(storiesOf(lines), span, priority);
    const whole = kpi(lines);
    expect(trend.per10Minutes).toEqual([3, 6, 6, 0, 0, 0]);
    expect(trend.peakPer10Minutes).toEqual([3, 6, 12, 0, 0, 0]);
    expect(trend.chattering).toEqual([1, 1, 1, 0, 0, 0]);
    expect(trend.fleeting).toEqual([3, 0, 0, 0, 0, 0]);
    expect(trend.highShare).toEqual([null, 1, 1, null, null, null]);
    expect(trend.top10Share).toEqual([null, null, null, null, null, null]);
    expect(trend.floodShare.reduce((sum: number, share) => sum + (share ?? 0), 0) / 6).toBeCloseTo(
      whole.floodShare,
      9,
    );
    const days = { from: instant(0), to: instant(48 * HOUR), slices: 4 };
    const old = storiesOf([line("old", "raise", HOUR), line("old", "clear", 30 * HOUR)]);
    const before = [{ alarm: "s" as AlarmId, raisedAt: instant(-HOUR) }];
    expect(kpiTrend(old, days, () => "low", before).stale).toEqual([0, 1, 2, 1]);
  });

  it("are judged against the standards", () => {
    const verdicts = (lines: Transition[]) =>
      Object.fromEntries(judge(kpi(lines), 1).map(({ id, verdict }) => [id, verdict]));
    expect(verdicts(times("a", every(10 * MINUTE, 6)))).toMatchObject({
      per10Minutes: "good",
      stale: "good",
    });
    expect(verdicts(times("a", every(5 * MINUTE, 12)))).toMatchObject({ per10Minutes: "fair" });
    expect(verdicts(times("a", every(20 * SECOND, 180), 5 * SECOND))).toMatchObject({
      per10Minutes: "poor",
      floodShare: "poor",
      chattering: "fair",
      fleeting: "poor",
    });
  });
});

describe("a proposal", () => {
  const limit = {
    kind: "limit",
    point: "level_m",
    side: "high",
    limit: 3,
    hysteresis: 0,
    onDelaySeconds: 0,
    offDelaySeconds: 0,
  } as const;
  const of = (lines: Transition[]) => proposalsFor(limit, storiesOf(lines)[0]!.occurrences);

  it("calms one that cries wolf, and loses none of the real ones: 214 become 3", () => {
    const noise = [0, 1, 2].flatMap((day) =>
      Array.from({ length: 70 }, (_, i) => [
        line("a", "raise", day * 24 * HOUR + i * 20 * SECOND, 3.01),
        line("a", "clear", day * 24 * HOUR + i * 20 * SECOND + 4 * SECOND, 2.98),
      ]).flat(),
    );
    const real = [5, 6, 7, 8].flatMap((day) => times("a", [day * 24 * HOUR], 2 * HOUR));
    const [first] = of(noise);
    expect(first).toMatchObject({ before: 210, lost: 0 });
    const delays = of([...noise, ...real]);
    expect(delays.find(({ change }) => change === "off-delay")).toEqual({
      change: "off-delay",
      from: 0,
      to: 30,
      before: 214,
      after: 7,
      lost: 0,
    });
    expect(delays.find(({ change }) => change === "on-delay")).toEqual({
      change: "on-delay",
      from: 0,
      to: 5,
      before: 214,
      after: 4,
      lost: 0,
    });
  });

  it("measures a deadband from where the value was when it cleared", () => {
    const noise = every(20 * SECOND, 20).flatMap((at, i) => [
      line("a", "raise", at, 3.01),
      line("a", "clear", at + 15 * SECOND, 3 - 0.01 * ((i % 4) + 1)),
    ]);
    expect(of(noise).find(({ change }) => change === "deadband")).toMatchObject({ to: 0.044, after: 1 });
  });

  it("learns only from what rang since the rule was last changed", () => {
    const before = times("a", every(20 * SECOND, 30), 3 * SECOND);
    const since = times("a", every(20 * SECOND, 6, HOUR), 3 * SECOND);
    const { occurrences } = storiesOf([...before, ...since])[0]!;
    expect(proposalsFor(limit, occurrences)[0]).toMatchObject({ before: 36 });
    expect(proposalsFor(limit, occurrences, instant(HOUR))[0]).toMatchObject({ before: 6 });
    // Changed just now: what is to be proposed next is not known yet.
    expect(proposalsFor(limit, occurrences, instant(2 * HOUR))).toEqual([]);
  });

  it("takes away no short but lonely alarm: it is news each time", () => {
    const lonely = times("a", every(HOUR, 12), 20 * SECOND);
    expect(of(lonely).filter(({ change }) => change === "on-delay")).toEqual([]);
    const chatter = times("a", every(30 * SECOND, 12), 20 * SECOND);
    expect(of(chatter).find(({ change }) => change === "on-delay")).toMatchObject({ to: 30, lost: 0 });
  });

  it("is silent where there is too little to learn from, or nothing to gain", () => {
    expect(of(times("a", every(MINUTE, 4), SECOND))).toEqual([]);
    expect(of(times("a", every(2 * HOUR, 12), HOUR))).toEqual([]);
  });
});
