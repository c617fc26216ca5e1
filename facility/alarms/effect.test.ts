import { describe, expect, it } from "vitest";
import { assetId, instant } from "../units/index.ts";
import { effectOf } from "./effect.ts";
import type { AlarmStory } from "./occurrences.ts";
import { alarmId } from "./state.ts";

const MINUTE = 60_000;
const of = { asset: assetId("s", "tank"), rule: "level-low" };
const span = { from: instant(0), to: instant(48 * 60 * MINUTE) };
const chatter = Array.from({ length: 12 }, (_, i) => ({ from: i * 10_000, to: i * 10_000 + 5_000 }));
const real = { from: 120_000, to: 60 * MINUTE };

describe("the effect of another version of a rule", () => {
  it("is the desk's figures with each history of the rule, the rule's journalled one left out", () => {
    const journalled: AlarmStory = {
      alarm: alarmId(of.asset, of.rule),
      ...of,
      occurrences: chatter.map(({ from, to }) => ({
        raisedAt: instant(from),
        clearedAt: instant(to),
        called: true,
        raisedBy: {},
        clearedBy: null,
      })),
    };
    const other = { ...journalled, alarm: alarmId(of.asset, "hatch"), rule: "hatch" };
    const { before, after } = effectOf(
      of,
      span,
      [journalled, { ...other, occurrences: other.occurrences.slice(0, 1) }],
      [...chatter, real],
      [real],
    );
    expect(before).toMatchObject({ alarms: 14, perDay: 7, peakPer10Minutes: 14, chattering: 1 });
    expect(before.floodShare).toBeGreaterThan(0);
    expect(after).toEqual({
      alarms: 2,
      perDay: 1,
      peakPer10Minutes: 2,
      floodShare: 0,
      chattering: 0,
      standing: 0,
    });
  });

  it("counts a real one as lost only where the other version is never true during it", () => {
    const lost = (after: { from: number; to: number | null }[]) =>
      effectOf(of, span, [], [...chatter, real], after).lost;
    expect(lost([{ from: real.from + MINUTE, to: real.to + MINUTE }])).toBe(0);
    expect(lost([{ from: 0, to: null }])).toBe(0);
    expect(lost([{ from: 0, to: 60_000 }])).toBe(1);
    expect(lost([])).toBe(1);
  });

  it("knows what stands", () => {
    const { after } = effectOf(of, span, [], [], [{ from: 0, to: null }]);
    expect(after).toMatchObject({ alarms: 1, standing: 1 });
  });
});
