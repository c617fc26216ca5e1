import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant } from "../units/index.ts";
import { type AlarmEvent, type AlarmState, isActive, step } from "./alarm.ts";

const states = {
  A: { is: "normal" },
  B: { is: "unacknowledged", raisedAt: instant(1) },
  C: { is: "acknowledged", raisedAt: instant(1), by: "wang", acknowledgedAt: instant(2) },
  D: { is: "returned", raisedAt: instant(1), clearedAt: instant(2) },
} as const satisfies Record<string, AlarmState>;
const events = {
  raise: { on: "raise", at: instant(9) },
  clear: { on: "clear", at: instant(9) },
  acknowledge: { on: "acknowledge", at: instant(9), by: "li" },
} as const satisfies Record<string, AlarmEvent>;

describe("the alarm law (ISA-18.2 states A to D)", () => {
  it.each([
    ["A", "raise", "unacknowledged"],
    ["A", "clear", "normal"],
    ["A", "acknowledge", "normal"],
    ["B", "raise", "unacknowledged"],
    ["B", "clear", "returned"],
    ["B", "acknowledge", "acknowledged"],
    ["C", "raise", "acknowledged"],
    ["C", "clear", "normal"],
    ["C", "acknowledge", "acknowledged"],
    ["D", "raise", "unacknowledged"],
    ["D", "clear", "returned"],
    ["D", "acknowledge", "normal"],
  ] as const)("%s, then %s, is %s", (before, event, after) => {
    expect(step(states[before], events[event]).is).toBe(after);
  });

  it("remembers who acknowledged, and when it was first raised", () => {
    expect(step(states.B, events.acknowledge)).toEqual({
      is: "acknowledged",
      raisedAt: 1,
      by: "li",
      acknowledgedAt: 9,
    });
  });

  const anyEvent: fc.Arbitrary<AlarmEvent> = fc
    .tuple(fc.constantFrom("raise", "clear", "acknowledge"), fc.nat())
    .map(([on, at]) =>
      on === "acknowledge"
        ? { on, at: instant(at), by: "li" }
        : { on: on as "raise" | "clear", at: instant(at) },
    );

  it("is active exactly while the last raise or clear was a raise, whatever people did in between", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (history) => {
        const end = history.reduce(step, { is: "normal" } as AlarmState);
        const last = history.filter(({ on }) => on !== "acknowledge").at(-1);
        expect(isActive(end)).toBe(last?.on === "raise");
      }),
    );
  });

  it("never becomes normal unseen: between a raise and normal somebody acknowledged", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (history) => {
        let state: AlarmState = { is: "normal" };
        let seen = true;
        for (const event of history) {
          const before: AlarmState = state;
          state = step(state, event);
          if (event.on === "raise" && before.is !== state.is) seen = false;
          if (event.on === "acknowledge") seen = true;
          if (state.is === "normal") expect(seen).toBe(true);
        }
      }),
    );
  });
});
