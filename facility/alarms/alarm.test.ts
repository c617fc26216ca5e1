import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant } from "../units/index.ts";
import { step } from "./alarm.ts";
import {
  type AlarmEvent,
  type AlarmId,
  type AlarmState,
  isActive,
  letter,
  plainOf,
  shelfOf,
  suppressionOf,
} from "./state.ts";

const cause = (alarm: string) => ({ alarm: alarm as AlarmId, because: "gateway-lost" as const });
const B = { is: "unacknowledged", raisedAt: instant(1) } as const;
const C = { is: "acknowledged", raisedAt: instant(1), by: "wang", acknowledgedAt: instant(2) } as const;
const D = { is: "returned", raisedAt: instant(1), clearedAt: instant(2) } as const;
const E = { is: "latched", raisedAt: instant(1), clearedAt: instant(2) } as const;
const F = { ...E, is: "latched-acknowledged", by: "wang", acknowledgedAt: instant(3) } as const;
const shelf = {
  is: "shelved",
  since: instant(4),
  until: instant(99),
  oneShot: false,
  by: "li",
  reason: "noise",
} as const;
const lid = { is: "suppressed", since: instant(4), causes: [cause("g")] } as const;
const work = { is: "out-of-service", since: instant(4), by: "li", reason: "rope change" } as const;

const states = {
  A: { is: "normal" },
  B,
  C,
  D,
  E,
  F,
  "G over A": { ...shelf, behind: { is: "normal" } },
  "G over B": { ...shelf, behind: B },
  "G over C": { ...shelf, behind: C },
  "G over D": { ...shelf, behind: D },
  "G over E": { ...shelf, behind: E },
  "one-shot G over B": { ...shelf, oneShot: true, behind: B },
  "H over A": { ...lid, behind: { is: "normal" } },
  "H over B": { ...lid, behind: B },
  "H over C": { ...lid, behind: C },
  "H over D": { ...lid, behind: D },
  "H over D of its own": { ...lid, behind: { is: "returned", raisedAt: instant(5), clearedAt: instant(6) } },
  "H over E": { ...lid, behind: E },
  "H over G over B": { ...lid, behind: { ...shelf, behind: B } },
  "I over A": { ...work, behind: { is: "normal" } },
  "I over B": { ...work, behind: B },
  "I over C": { ...work, behind: C },
  "I over D": { ...work, behind: D },
  "I over E": { ...work, behind: E },
  "I over H over B": { ...work, behind: { ...lid, behind: B } },
  "I over G over B": { ...work, behind: { ...shelf, behind: B } },
} as const satisfies Record<string, AlarmState>;
const events = {
  raise: { on: "raise", at: instant(9) },
  clear: { on: "clear", at: instant(9) },
  "clear, latching": { on: "clear", at: instant(9), latch: true },
  acknowledge: { on: "acknowledge", at: instant(9), by: "li" },
  reset: { on: "reset", at: instant(9), by: "li" },
  realarm: { on: "realarm", at: instant(9) },
  shelve: { on: "shelve", at: instant(9), by: "li", until: instant(50), oneShot: false, reason: "noise" },
  unshelve: { on: "unshelve", at: instant(9), by: "li" },
  suppress: { on: "suppress", at: instant(9), cause: cause("g") },
  release: { on: "release", at: instant(9), cause: "g" as AlarmId },
  "take out": { on: "take-out", at: instant(9), by: "li", reason: "rope change" },
  "put back": { on: "put-back", at: instant(9), by: "li" },
  retire: { on: "retire", at: instant(9) },
  comment: { on: "comment", at: instant(9), by: "li" },
  assign: { on: "assign", at: instant(9), by: "li", to: "wu" },
} as const satisfies Record<string, AlarmEvent>;

/** "H over G over B": every layer's letter from the outside inwards. */
const spell = (state: AlarmState): string =>
  "behind" in state ? `${letter[state.is]} over ${spell(state.behind)}` : letter[state.is];

describe("the alarm law (ISA-18.2 states A to I)", () => {
  // Where an event has no column it changes nothing; "=" means the same object comes back.
  it.each([
    ["A", { raise: "B", shelve: "G over A", suppress: "H over A", "take out": "I over A" }],
    [
      "B",
      {
        clear: "D",
        "clear, latching": "E",
        acknowledge: "C",
        shelve: "G over B",
        suppress: "H over B",
        "take out": "I over B",
        retire: "A",
      },
    ],
    [
      "C",
      {
        clear: "A",
        "clear, latching": "F",
        realarm: "B",
        shelve: "G over C",
        suppress: "H over C",
        "take out": "I over C",
        retire: "A",
      },
    ],
    [
      "D",
      {
        raise: "B",
        acknowledge: "A",
        shelve: "G over D",
        suppress: "H over D",
        "take out": "I over D",
        retire: "A",
      },
    ],
    [
      "E",
      {
        raise: "B",
        acknowledge: "F",
        shelve: "G over E",
        suppress: "H over E",
        "take out": "I over E",
        retire: "A",
      },
    ],
    [
      "F",
      {
        raise: "B",
        reset: "A",
        shelve: "G over F",
        suppress: "H over F",
        "take out": "I over F",
        retire: "A",
      },
    ],
    [
      "G over A",
      {
        raise: "G over B",
        shelve: "G over A",
        unshelve: "A",
        suppress: "H over G over A",
        "take out": "I over G over A",
        retire: "A",
      },
    ],
    [
      "G over B",
      {
        clear: "G over D",
        "clear, latching": "G over E",
        shelve: "G over B",
        unshelve: "B",
        suppress: "H over G over B",
        "take out": "I over G over B",
        retire: "A",
      },
    ],
    [
      "G over C",
      {
        clear: "G over A",
        "clear, latching": "G over F",
        shelve: "G over C",
        unshelve: "B",
        suppress: "H over G over C",
        "take out": "I over G over C",
        retire: "A",
      },
    ],
    [
      "G over D",
      {
        raise: "G over B",
        shelve: "G over D",
        unshelve: "A",
        suppress: "H over G over D",
        "take out": "I over G over D",
        retire: "A",
      },
    ],
    [
      "G over E",
      {
        raise: "G over B",
        shelve: "G over E",
        unshelve: "E",
        suppress: "H over G over E",
        "take out": "I over G over E",
        retire: "A",
      },
    ],
    [
      "one-shot G over B",
      {
        clear: "A",
        "clear, latching": "E",
        shelve: "G over B",
        unshelve: "B",
        suppress: "H over G over B",
        "take out": "I over G over B",
        retire: "A",
      },
    ],
    [
      "H over A",
      {
        raise: "H over B",
        release: "A",
        shelve: "H over G over A",
        "take out": "I over H over A",
        retire: "A",
      },
    ],
    [
      "H over B",
      {
        clear: "H over D",
        "clear, latching": "H over E",
        release: "B",
        shelve: "H over G over B",
        "take out": "I over H over B",
        retire: "A",
      },
    ],
    [
      "H over C",
      {
        clear: "H over A",
        "clear, latching": "H over F",
        release: "C",
        shelve: "H over G over C",
        "take out": "I over H over C",
        retire: "A",
      },
    ],
    [
      "H over D",
      {
        raise: "H over B",
        release: "D",
        shelve: "H over G over D",
        "take out": "I over H over D",
        retire: "A",
      },
    ],
    [
      "H over D of its own",
      {
        raise: "H over B",
        release: "A",
        shelve: "H over G over D",
        "take out": "I over H over D",
        retire: "A",
      },
    ],
    [
      "H over E",
      {
        raise: "H over B",
        release: "E",
        shelve: "H over G over E",
        "take out": "I over H over E",
        retire: "A",
      },
    ],
    [
      "H over G over B",
      {
        clear: "H over G over D",
        "clear, latching": "H over G over E",
        release: "G over B",
        shelve: "H over G over B",
        unshelve: "H over B",
        "take out": "I over H over G over B",
        retire: "A",
      },
    ],
    [
      "I over A",
      {
        raise: "I over B",
        "put back": "A",
        shelve: "I over G over A",
        suppress: "I over H over A",
        retire: "A",
      },
    ],
    [
      "I over B",
      {
        clear: "I over D",
        "clear, latching": "I over E",
        "put back": "B",
        shelve: "I over G over B",
        suppress: "I over H over B",
        retire: "A",
      },
    ],
    [
      "I over C",
      {
        clear: "I over A",
        "clear, latching": "I over F",
        "put back": "B",
        shelve: "I over G over C",
        suppress: "I over H over C",
        retire: "A",
      },
    ],
    [
      "I over D",
      {
        raise: "I over B",
        "put back": "A",
        shelve: "I over G over D",
        suppress: "I over H over D",
        retire: "A",
      },
    ],
    [
      "I over E",
      {
        raise: "I over B",
        "put back": "E",
        shelve: "I over G over E",
        suppress: "I over H over E",
        retire: "A",
      },
    ],
    [
      "I over H over B",
      {
        clear: "I over H over D",
        "clear, latching": "I over H over E",
        release: "I over B",
        "put back": "H over B",
        shelve: "I over H over G over B",
        retire: "A",
      },
    ],
    [
      "I over G over B",
      {
        clear: "I over G over D",
        "clear, latching": "I over G over E",
        unshelve: "I over B",
        "put back": "G over B",
        shelve: "I over G over B",
        suppress: "I over H over G over B",
        retire: "A",
      },
    ],
  ] as const)("%s goes on as the table says, and stays for every other event", (name, row) => {
    const expected: Partial<Record<string, string>> = row;
    for (const [event, what] of Object.entries(events)) {
      const after = step(states[name], what);
      const told = after === states[name] ? "stays" : spell(after);
      expect([event, told]).toEqual([event, expected[event] ?? "stays"]);
    }
  });

  it("remembers who acknowledged, and when it was first raised", () => {
    expect(step(B, events.acknowledge)).toEqual({
      is: "acknowledged",
      raisedAt: 1,
      by: "li",
      acknowledgedAt: 9,
    });
  });

  it("calls anew after a shelf, and still says since when it is true", () => {
    expect(step(states["G over C"], events.unshelve)).toEqual({
      is: "unacknowledged",
      raisedAt: 1,
      calledAt: 9,
    });
  });

  it("stays suppressed until the last of its causes is gone", () => {
    const two = step(states["H over B"], { on: "suppress", at: instant(5), cause: cause("h") });
    const one = step(two, { on: "release", at: instant(6), cause: "g" as AlarmId });
    expect(suppressionOf(one)?.causes.map(({ alarm }) => alarm)).toEqual(["h"]);
    expect(step(one, { on: "release", at: instant(7), cause: "h" as AlarmId }).is).toBe("unacknowledged");
  });

  const anyEvent: fc.Arbitrary<AlarmEvent> = fc
    .tuple(
      fc.constantFrom(...(Object.keys(events) as (keyof typeof events)[]).filter((on) => on !== "retire")),
      fc.constantFrom("g", "h"),
    )
    .map(([on, who]) => {
      const event = events[on];
      if (event.on === "suppress") return { ...event, cause: cause(who) };
      return event.on === "release" ? { ...event, cause: who as AlarmId } : event;
    });
  const history = fc.array(anyEvent, { maxLength: 60 });
  const play = (list: readonly AlarmEvent[]): AlarmState => {
    let state: AlarmState = { is: "normal" };
    for (const [i, event] of list.entries()) state = step(state, { ...event, at: instant(i + 1) });
    return state;
  };
  const conditionOf = (list: readonly AlarmEvent[]) =>
    list.filter(({ on }) => on === "raise" || on === "clear").at(-1)?.on === "raise";

  it("is active exactly while the last raise or clear was a raise, whatever people did in between", () => {
    fc.assert(
      fc.property(history, (list) => {
        expect(isActive(play(list))).toBe(conditionOf(list));
      }),
    );
  });

  it("loses no active condition: with every layer taken away, what is true is in plain sight", () => {
    fc.assert(
      fc.property(history, (list) => {
        const bare = (
          [
            { on: "put-back", by: "li" },
            { on: "release", cause: "g" as AlarmId },
            { on: "release", cause: "h" as AlarmId },
            { on: "unshelve", by: "li" },
          ] as const
        ).reduce<AlarmState>((state, event) => step(state, { ...event, at: instant(999) }), play(list));
        expect("behind" in bare).toBe(false);
        expect(["unacknowledged", "acknowledged"].includes(bare.is)).toBe(conditionOf(list));
      }),
    );
  });

  it("calls again after a shelf or work: what is true is unacknowledged, whoever had acknowledged it before", () => {
    fc.assert(
      fc.property(history, fc.constantFrom("unshelve", "put-back"), (list, on) => {
        const before = play(list);
        const after = step(before, { on, at: instant(999), by: "li" });
        if (after === before || "behind" in after) return;
        expect(after.is === "unacknowledged").toBe(isActive(before));
      }),
    );
  });

  it("keeps its layers in one order, each at most once, and what is suppressed has a cause", () => {
    fc.assert(
      fc.property(history, (list) => {
        const state = play(list);
        expect(spell(state)).toMatch(/^(I over )?(H over )?(G over )?[A-F]$/);
        expect(suppressionOf(state)?.causes.length ?? 1).toBeGreaterThan(0);
        expect(shelfOf(state)?.until ?? 50).toBe(50);
      }),
    );
  });

  it("comes back from its journal, replayed through JSON from any line on, exactly as it was", () => {
    fc.assert(
      fc.property(history, fc.nat(60), (list, cut) => {
        const stored = JSON.parse(JSON.stringify(play(list.slice(0, cut)))) as AlarmState;
        const resumed = list
          .slice(cut)
          .reduce<AlarmState>(
            (state, event, i) => step(state, { ...event, at: instant(Math.min(cut, list.length) + i + 1) }),
            stored,
          );
        expect(resumed).toEqual(play(list));
      }),
    );
  });

  it("never becomes normal unseen: after a raise in plain sight somebody acts before it is normal", () => {
    fc.assert(
      fc.property(history, (list) => {
        let state: AlarmState = { is: "normal" };
        let seen = true;
        for (const [i, event] of list.entries()) {
          const before: AlarmState = state;
          state = step(state, { ...event, at: instant(i + 1) });
          if (before.is !== "unacknowledged" && state.is === "unacknowledged") seen = false;
          if (["acknowledge", "shelve", "take-out"].includes(event.on)) seen = true;
          if (state.is === "normal") expect(seen).toBe(true);
        }
      }),
    );
  });

  it("keeps a latch until it is reset by hand", () => {
    fc.assert(
      fc.property(history, (list) => {
        const state = plainOf(play(list));
        if (state.is !== "latched" && state.is !== "latched-acknowledged") return;
        for (const on of ["clear", "acknowledge", "realarm"] as const)
          expect(step(state, events[on]).is).toMatch(/^latched/);
      }),
    );
  });
});
