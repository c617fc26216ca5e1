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
      ...(more.assignedTo === undefined ? {} : { assignedTo: more.assignedTo }),
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

    it("answers what happened in a span, oldest first, and the newest of it where there is too much", async () => {
      const journal = await open();
      await journal.write([1, 2, 3, 4].map((sequence) => transition(sequence)));
      const all = (await journal.history({ limit: 9 })).toReversed();
      const [first] = all;
      const from = first!.event.at;
      expect(await journal.span(from, instant(from + 1_000_000), 9)).toEqual(
        all.filter(({ event }) => event.at >= from && event.at < from + 1_000_000),
      );
      expect((await journal.span(instant(0), instant(2 * T), 2)).map(({ alarm }) => alarm.sequence)).toEqual([
        3, 4,
      ]);
      expect(await journal.span(instant(0), from, 9)).toEqual(all.filter(({ event }) => event.at < from));
    });

    it("gives back layers of states, and who takes care", async () => {
      const journal = await open();
      const written = transition(1, {
        assignedTo: "wu",
        state: {
          is: "out-of-service",
          since: instant(T),
          by: "li",
          reason: "rope change",
          order: "WO-1",
          behind: {
            is: "suppressed",
            since: instant(T),
            causes: [{ alarm: alarmId(pump, "no-data"), because: "supply-lost" }],
            behind: {
              is: "shelved",
              since: instant(T),
              until: instant(T + 60_000),
              oneShot: true,
              by: "li",
              reason: "noise",
              behind: { is: "unacknowledged", raisedAt: instant(T), calledAt: instant(T + 1) },
            },
          },
        },
      });
      await journal.write([written]);
      expect(await journal.open()).toEqual([written.alarm]);
      expect(await journal.history({ limit: 1 })).toEqual([written]);
      await journal.write([
        transition(2, { state: { is: "returned", raisedAt: instant(T), clearedAt: instant(T) } }),
      ]);
      expect((await journal.open())[0]?.assignedTo).toBeUndefined();
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
