import { describe, expect, it } from "vitest";
import {
  type Alarm,
  type AlarmEvent,
  type AlarmJournal,
  type AlarmState,
  alarmId,
  type Transition,
} from "../../../facility/alarms/index.ts";
import { assetId, instant } from "../../../facility/units/index.ts";

const T = 1_760_000_000_000;
const pump = assetId("riverside", "b1-booster-2");
const lift = assetId("riverside", "b2-lift-1");

/** One transition; `raise` of the pump's dry-run alarm where nothing else is said. */
export function transition(
  sequence: number,
  { asset = pump, rule = "dry-run", occurrence = 1, ...more }: Partial<Alarm> & { event?: AlarmEvent } = {},
): Transition {
  const at = instant(T + sequence);
  const state: AlarmState = more.state ?? { is: "unacknowledged", raisedAt: at };
  const event: AlarmEvent = more.event ?? { on: "raise", at };
  return {
    alarm: {
      id: alarmId(asset, rule),
      asset,
      rule,
      occurrence,
      sequence,
      state,
      changedAt: at,
      evidence: more.evidence ?? { point: "suction_pressure_kPa", value: 3.25, at: T },
    },
    event,
    actor: event.on === "acknowledge" ? event.by : "rule",
    reason: event.on === "acknowledge" ? "阀门已关，正在处理" : "",
  };
}

/** What every filler of AlarmJournal does. `open` gives an empty one. */
export function journalContract(open: () => Promise<AlarmJournal>): void {
  describe("an alarm journal", () => {
    it("is empty at first", async () => {
      const journal = await open();
      expect(await journal.open()).toEqual([]);
      expect(await journal.counters()).toEqual({ sequence: 0, occurrences: new Map() });
      expect(await journal.history({ limit: 10 })).toEqual([]);
    });

    it("gives back every state exactly as it was written", async () => {
      const journal = await open();
      const at = instant(T);
      const written = [
        transition(1, { asset: pump, state: { is: "unacknowledged", raisedAt: at } }),
        transition(2, {
          asset: lift,
          rule: "entrapment",
          state: { is: "acknowledged", raisedAt: at, by: "duty.technician", acknowledgedAt: instant(T + 2) },
          event: { on: "acknowledge", at: instant(T + 2), by: "duty.technician" },
          evidence: { point: "door_closed", value: true },
        }),
        transition(3, {
          asset: lift,
          rule: "no-data",
          state: { is: "returned", raisedAt: at, clearedAt: instant(T + 3) },
          event: { on: "clear", at: instant(T + 3) },
          evidence: { value: null },
        }),
        transition(4, { rule: "motor-hot", state: { is: "normal" }, evidence: {} }),
      ];
      await journal.write(written);
      expect(await journal.history({ limit: 10 })).toEqual([...written].reverse());
      const open_ = await journal.open();
      expect(open_.sort((a, b) => a.sequence - b.sequence)).toEqual(
        written.slice(0, 3).map(({ alarm }) => alarm),
      );
    });

    it("keeps the last state of an alarm that moved several times in one batch and in later ones", async () => {
      const journal = await open();
      const back = { is: "returned", raisedAt: instant(T), clearedAt: instant(T + 9) } as const;
      await journal.write([transition(1), transition(2, { state: back })]);
      expect((await journal.open()).map(({ state }) => state)).toEqual([back]);
      await journal.write([transition(3, { state: { is: "normal" } })]);
      expect(await journal.open()).toEqual([]);
      expect(await journal.history({ limit: 10 })).toHaveLength(3);
    });

    it("counts on from the highest sequence and each alarm's occurrence", async () => {
      const journal = await open();
      await journal.write([
        transition(7, { occurrence: 3 }),
        transition(8, { asset: lift, rule: "entrapment" }),
        transition(12, { occurrence: 4 }),
      ]);
      expect(await journal.counters()).toEqual({
        sequence: 12,
        occurrences: new Map([
          [alarmId(pump, "dry-run"), 4],
          [alarmId(lift, "entrapment"), 1],
        ]),
      });
    });

    it("answers history newest first, by alarm, by asset, before a sequence, up to a limit", async () => {
      const journal = await open();
      await journal.write([
        transition(1),
        transition(2, { rule: "motor-hot" }),
        transition(3, { asset: lift, rule: "entrapment" }),
        transition(4),
      ]);
      const sequences = async (query: Parameters<AlarmJournal["history"]>[0]) =>
        (await journal.history(query)).map(({ alarm }) => alarm.sequence);
      expect(await sequences({ limit: 3 })).toEqual([4, 3, 2]);
      expect(await sequences({ limit: 10, before: 3 })).toEqual([2, 1]);
      expect(await sequences({ limit: 10, alarm: alarmId(pump, "dry-run") })).toEqual([4, 1]);
      expect(await sequences({ limit: 10, asset: pump, before: 4 })).toEqual([2, 1]);
      expect(await sequences({ limit: 10, asset: assetId("riverside", "nobody") })).toEqual([]);
    });

    it("writes all or none", async () => {
      const journal = await open();
      await journal.write([transition(1)]);
      await expect(
        journal.write([transition(2, { asset: lift, rule: "entrapment" }), transition(1)]),
      ).rejects.toThrow();
      expect((await journal.history({ limit: 10 })).map(({ alarm }) => alarm.sequence)).toEqual([1]);
      expect((await journal.open()).map(({ id }) => id)).toEqual([alarmId(pump, "dry-run")]);
    });

    it("takes writes that overlap, and nothing to write", async () => {
      const journal = await open();
      await Promise.all([
        journal.write([transition(1)]),
        journal.write([]),
        journal.write([transition(2, { asset: lift, rule: "entrapment" })]),
      ]);
      expect(await journal.history({ limit: 10 })).toHaveLength(2);
    });

    it("takes a burst of 10 000 in one batch", async () => {
      const journal = await open();
      const burst = Array.from({ length: 10_000 }, (_, i) =>
        transition(i + 1, { asset: assetId("riverside", `b2-lift-${i % 5_000}`) }),
      );
      await journal.write(burst);
      expect(await journal.open()).toHaveLength(5_000);
      expect((await journal.counters()).sequence).toBe(10_000);
    });
  });
}
