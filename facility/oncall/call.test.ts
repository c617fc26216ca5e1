import { describe, expect, it } from "vitest";
import { type Instant, instant } from "../units/index.ts";
import type { Agreements } from "./agreed.ts";
import type { Call, CallEvent, Member } from "./call.ts";
import { dueAt } from "./call-clock.ts";
import { Chain } from "./chain.ts";
import { openForAlarm, openForNotice } from "./open-call.ts";
import { askedBy, groupOf, mismatch, Route, type Routed } from "./route.ts";
import { stepCall } from "./step-call.ts";

const T0 = Date.parse("2026-03-02T02:13:00+08:00");
const t = (minutes: number): Instant => instant(T0 + minutes * 60_000);
const name = { en: "x", zh: "x" };
const member = (alarm = "s.pump.dry-run", occurrence = 1): Member => ({
  alarm,
  occurrence,
  title: name,
  where: name,
  priority: "high",
  raisedAt: t(0),
  is: "calling",
});
const routed = (more: Partial<Routed> = {}): Routed => ({
  alarm: "s.pump.dry-run",
  asset: "s.pump",
  site: "s",
  system: "water",
  type: "booster-pump",
  places: ["b1"],
  tags: ["hospital"],
  rule: "dry-run",
  priority: "high",
  lifeSafety: false,
  explains: false,
  mayFollow: false,
  ...more,
});
const route = (more: object = {}): Route =>
  Route.parse({ id: "r", name, match: {}, chain: "c", timing: {}, ...more });
const chain = (...steps: object[]) => Chain.parse({ id: "c", name, steps }).steps;
const person = (id: string) => ({ to: "person", id });
const usual = chain(
  { do: "notify", who: [person("tech")] },
  { do: "wait", minutes: 5 },
  { do: "notify", who: [person("desk")] },
  { do: "wait", minutes: 10 },
  { do: "notify", who: [person("boss")], evenAcknowledged: true },
);
const open = (steps = usual, alarm = routed(), timing: object = {}): Call =>
  openForAlarm(
    alarm,
    member(alarm.alarm),
    route({ timing }),
    steps,
    groupOf(undefined, alarm, "urgent"),
    name,
    t(0),
  );

/** Runs a call through events and everything time alone makes due; each message as `minute kind who`. */
function play(
  call: Call,
  until: number,
  ...events: CallEvent[]
): { lines: string[]; call: Call; again: string[] } {
  const lines: string[] = [];
  const again: string[] = [];
  let now = call;
  const take = (event: CallEvent) => {
    const { call: next, effects } = stepCall(now, event);
    now = next;
    for (const effect of effects) {
      if (effect.do === "call-again") again.push(...effect.alarms);
      if (effect.do !== "tell") continue;
      const who = [
        ...effect.who.map((one) => ("id" in one ? one.id : one.role)),
        ...(effect.people ?? []),
        ...(effect.everybody ? ["everybody"] : []),
      ];
      lines.push(`${(event.at - T0) / 60_000} ${effect.kind} ${who.join("+")}`);
      now = { ...now, told: [...new Set([...now.told, ...who])] };
    }
  };
  const runTo = (end: number) => {
    for (let due = dueAt(now); due !== undefined && due <= end; due = dueAt(now))
      take({ on: "tick", at: due });
  };
  for (const event of events) {
    runTo(event.at - 1);
    take(event);
  }
  runTo(t(until));
  return { lines, call: now, again };
}

const acknowledged = (minute: number, by = "tech"): CallEvent => ({
  on: "changed",
  at: t(minute),
  members: [{ alarm: "s.pump.dry-run", is: "acknowledged", by }],
});
const over = (minute: number): CallEvent => ({
  on: "changed",
  at: t(minute),
  members: [{ alarm: "s.pump.dry-run", is: "over" }],
});

describe("a chain", () => {
  it("tells one after the other while nobody answers, and never ends in silence", () => {
    expect(play(open(), 61).lines).toEqual([
      "0 page tech",
      "5 page desk",
      "15 page boss",
      "20 unanswered everybody",
      "35 unanswered everybody",
      "50 unanswered everybody",
    ]);
  });

  it("stops when somebody answers, but for steps that go on all the same", () => {
    expect(play(open(), 40, acknowledged(3)).lines).toEqual(["0 page tech", "15 page boss"]);
  });

  it("reminds whoever has it, and tells those who were told when it is over", () => {
    expect(play(open(usual, routed(), { remindMinutes: 30 }), 200, acknowledged(3), over(70)).lines).toEqual([
      "0 page tech",
      "15 page boss",
      "33 reminder tech",
      "63 reminder tech",
      "70 over tech+boss",
    ]);
  });

  it("repeats until acknowledged, as often as the chain says", () => {
    const steps = chain(
      { do: "notify", who: [person("tech")] },
      { do: "wait", minutes: 5 },
      { do: "repeat", fromStep: 1, times: 2 },
      { do: "notify", who: [person("boss")] },
    );
    expect(play(open(steps), 16).lines).toEqual([
      "0 page tech",
      "5 unanswered tech",
      "10 unanswered tech",
      "15 page boss",
    ]);
    const forEver = chain(
      { do: "notify", who: [person("tech")] },
      { do: "wait", minutes: 5 },
      { do: "repeat", fromStep: 1 },
    );
    expect(play(open(forEver), 60).lines).toHaveLength(13);
    expect(play(open(forEver), 60, acknowledged(12)).lines).toHaveLength(3);
  });

  it("lapses an acknowledgement without work, asks the desk to call again, and begins anew", () => {
    const timing = { unacknowledgeMinutes: 20, remindMinutes: 0 };
    const quiet = chain({ do: "notify", who: [person("tech")] });
    expect(play(open(quiet, routed(), timing), 24, acknowledged(3)).again).toEqual(["s.pump.dry-run"]);
    const worked: CallEvent = {
      on: "answer",
      at: t(20),
      by: "tech",
      do: "comment",
      comment: "valve is stuck",
    };
    expect(play(open(quiet, routed(), timing), 39, acknowledged(3), worked).again).toEqual([]);
    const callsAgain: CallEvent = {
      on: "changed",
      at: t(23),
      members: [{ alarm: "s.pump.dry-run", is: "calling" }],
    };
    expect(play(open(quiet, routed(), timing), 24, acknowledged(3), callsAgain).lines).toEqual([
      "0 page tech",
      "23 page tech",
    ]);
  });

  it("hands over to the contractor with the contract's clock, and says when he is late", () => {
    const steps = chain(
      { do: "notify", who: [person("tech")] },
      { do: "wait", minutes: 2 },
      { do: "contractor", contractor: "kangda", withinMinutes: 30, evenAcknowledged: true },
    );
    expect(play(open(steps), 40, acknowledged(1)).lines).toEqual([
      "0 page tech",
      "2 contractor kangda",
      "32 contractor-late manager+desk",
    ]);
    const there: CallEvent = { on: "answer", at: t(20), by: "kangda", do: "arrived", comment: "" };
    const arrived = play(open(steps), 40, acknowledged(1), there);
    expect(arrived.lines).toHaveLength(2);
    expect(arrived.call.contractor).toMatchObject({ is: "arrived", dueAt: t(32) });
  });

  it("takes the contractor's minutes from the chain, else from the contract as it stood, else the usual ones", () => {
    const agreed = { minutes: 45, contract: "c", title: name };
    const agreements: Agreements = ({ contractor }) => (contractor === "kangda" ? agreed : undefined);
    const called = (contractor: string, withinMinutes?: number) => {
      const alarm = routed();
      const group = groupOf(undefined, alarm, "urgent");
      const steps = chain({ do: "contractor", contractor, withinMinutes });
      const begun = openForAlarm(alarm, member(alarm.alarm), route(), steps, group, name, t(0), agreements);
      return play(begun, 1).call.contractor;
    };
    expect(called("kangda")).toMatchObject({
      dueAt: t(45),
      basis: { is: "contract", contract: "c", title: name },
    });
    expect(called("kangda", 20)).toMatchObject({ dueAt: t(20), basis: { is: "step" } });
    expect(called("other")).toMatchObject({ dueAt: t(30), basis: { is: "usual" } });
  });

  it("escalates at once when somebody asks for it, before and after an answer", () => {
    const escalate = (minute: number): CallEvent => ({
      on: "answer",
      at: t(minute),
      by: "tech",
      do: "escalate",
      comment: "",
    });
    expect(play(open(), 4, escalate(1)).lines).toEqual(["0 page tech", "1 escalated desk"]);
    expect(play(open(), 14, acknowledged(1), escalate(2), escalate(3)).lines).toEqual([
      "0 page tech",
      "2 escalated desk",
      "3 escalated boss",
    ]);
  });
});

describe("what joins, what waits, what ends", () => {
  it("a root cause and an urgent alarm do not wait; a possible consequence waits for its cause; the rest gathers", () => {
    expect(dueAt(open())).toBe(t(0));
    expect(dueAt(open(usual, routed({ mayFollow: true })))).toBe(t(0.25));
    expect(dueAt(open(usual, routed({ mayFollow: true, explains: true })))).toBe(t(0));
    expect(dueAt(open(usual, routed({ priority: "medium" })))).toBe(t(0.5));
    expect(dueAt(open(usual, routed({ priority: "low", mayFollow: true, lifeSafety: true })))).toBe(t(0));
  });

  it("what joins a page that was told is told once, after the group interval", () => {
    const joined: CallEvent = { on: "joined", at: t(1), members: [member("s.a.x"), member("s.b.x")] };
    const steps = chain({ do: "notify", who: [person("tech")] }, { do: "wait", minutes: 60 });
    const { lines, call } = play(open(steps), 30, joined);
    expect(lines).toEqual(["0 page tech", "5 more tech"]);
    expect(call.members).toHaveLength(3);
  });

  it("what another alarm explains before anybody was told is never paged", () => {
    const explained: CallEvent = {
      on: "changed",
      at: t(0.1),
      members: [{ alarm: "s.pump.dry-run", is: "explained" }],
    };
    const { lines, call } = play(open(usual, routed({ mayFollow: true })), 60, explained);
    expect(lines).toEqual([]);
    expect(call.state).toMatchObject({ is: "closed" });
  });

  it("a notice that nobody need answer is told once; one that must be is repeated, then everybody hears", () => {
    const notice = {
      key: "k",
      site: "s",
      audience: { to: "person", id: "tech" } as const,
      title: name,
      body: name,
      urgency: "urgent" as const,
      about: { kind: "order", id: "1" } as const,
      link: "/orders/1",
      answerable: false,
      at: t(0),
    };
    const once = play(openForNotice(notice, t(0)), 600);
    expect(once.lines).toEqual(["0 page tech"]);
    expect(once.call.state).toEqual({ is: "closed", at: t(0), why: "told" });
    const again = play(openForNotice({ ...notice, answerable: true }, t(0)), 16);
    expect(again.lines).toEqual([
      "0 page tech",
      "5 unanswered tech",
      "10 unanswered tech",
      "15 unanswered everybody",
    ]);
    const settled = play(openForNotice({ ...notice, answerable: true }, t(0)), 60, {
      on: "settled",
      at: t(6),
    });
    expect(settled.lines).toHaveLength(2);
  });
});

describe("routes", () => {
  it.each([
    [{ sites: ["other"] }, "sites"],
    [{ systems: ["lifts"] }, "systems"],
    [{ priorities: ["critical"] }, "priorities"],
    [{ places: ["b2"] }, "places"],
    [{ tags: ["evacuation"] }, "tags"],
    [{ tags: ["evacuation", "Hospital"] }, undefined],
    [{ lifeSafety: true }, "lifeSafety"],
    [{ hours: { timeZone: "Asia/Shanghai", days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" } }, "hours"],
    [{ systems: ["water"], priorities: ["high"], places: ["b1"] }, undefined],
    [{ hours: { timeZone: "Asia/Shanghai", days: [7], from: "18:00", to: "08:00" } }, undefined],
  ])("%j: %s", (match, because) => {
    expect(mismatch(route({ match }), routed(), t(0))).toBe(because);
  });

  it("says what it asked for, in the order of the questions", () => {
    expect(askedBy(route({ match: { lifeSafety: false, tags: ["hospital"] } }))).toEqual([
      "tags",
      "lifeSafety",
    ]);
    expect(askedBy(route({ match: {} }))).toEqual([]);
  });

  it("a danger to people is a group of its own", () => {
    expect(groupOf(route(), routed({ lifeSafety: true }), "life-safety")).toBe("alone s.pump.dry-run");
    expect(groupOf(route(), routed(), "urgent")).toBe("r urgent s water");
  });
});
