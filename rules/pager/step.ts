import type { Transition } from "../../facility/alarms/index.ts";
import {
  type Agreements,
  type Call,
  type CallEffect,
  type CallEvent,
  type CallLine,
  type Delivery,
  dueAt,
  groupOf,
  type Member,
  openForAlarm,
  routeFor,
  type StaffId,
  stepCall,
  type TellKind,
} from "../../facility/oncall/index.ts";
import type { Instant } from "../../facility/units/index.ts";
import { described, ruleOf, standing } from "./described.ts";
import type { DutyBook } from "./duty-book.ts";
import { type MessageOptions, messagesOf } from "./messages.ts";
import type { OpenCalls } from "./open-calls.ts";

export interface StepOptions extends MessageOptions {
  readonly book: DutyBook;
  readonly open: OpenCalls;
  readonly agreements: Agreements;
  readonly at: Instant;
}

type Change = Extract<CallEvent, { on: "changed" }>["members"][number];

/**
 * What comes of everything that is decided in one go, gathered until it is written: the law's answers in, calls,
 * messages and lines out.
 */
export class Step {
  readonly calls = new Map<string, Call>();
  readonly members: { call: string; member: Member }[] = [];
  readonly deliveries: Delivery[] = [];
  readonly lines: CallLine[] = [];
  /** Calls whose waiting messages need not go out. */
  readonly hush: string[] = [];
  /** Alarms that the desk is to make call again. */
  readonly again: string[] = [];
  /** What open consoles are to sound. */
  readonly ringing: { call: string; kind: TellKind; people: readonly StaffId[] }[] = [];
  readonly #options: StepOptions;
  /** Changes of one call in a row are one event of it. */
  readonly #joined = new Map<string, Member[]>();
  readonly #changes = new Map<string, Change[]>();

  constructor(options: StepOptions) {
    this.#options = options;
  }

  /** The law hears of what has been gathered from the desk. */
  flush(): void {
    const { at } = this.#options;
    for (const [call, members] of this.#joined) this.apply(call, { on: "joined", at, members });
    this.#joined.clear();
    for (const [call, members] of this.#changes) this.apply(call, { on: "changed", at, members });
    this.#changes.clear();
  }

  /** What the desk has journalled: an alarm begins a call, joins one, or changes in the one it is in. */
  hear({ alarm, event, actor }: Transition): void {
    const { open, at } = this.#options;
    const present = open.ofAlarm(alarm.id);
    if (event.on === "comment" || event.on === "assign") {
      // A word or a name at the desk is work, as one on the pager is; the pager's own come back this way too.
      if (present) this.apply(present.id, { on: "worked", at });
      return;
    }
    const now = standing(alarm, ruleOf(this.#options.model(), alarm));
    if (present) {
      const before = this.#changes.get(present.id) ?? [];
      // Raised again under another number of occurrence: an answer to the one before does not hold for it.
      const change = { alarm: alarm.id, is: now.is, ...(now.is === "acknowledged" ? { by: actor } : {}) };
      this.#changes.set(present.id, [...before.filter((one) => one.alarm !== alarm.id), change]);
      if (present.members.length <= 1) this.flush();
      return;
    }
    if (now.is === "calling") this.#calls(alarm);
  }

  #calls(alarm: Transition["alarm"]): void {
    const { book, open, model, at } = this.#options;
    // What happened before in this batch may have closed the group's call.
    if (this.#changes.size > 0) this.flush();
    const { routed, member, body } = described(model(), alarm);
    const route = routeFor(book.routes(), routed, at);
    const group = groupOf(
      route,
      routed,
      routed.priority === "critical" || routed.priority === "high" ? "urgent" : "normal",
    );
    const present = open.ofGroup(group);
    if (present && (present.state.is === "gathering" || present.state.is === "calling")) {
      const list = this.#joined.get(present.id);
      if (list) list.push(member);
      else this.#joined.set(present.id, [member]);
      open.promise(member.alarm, present.id);
      return;
    }
    const steps = book.chains().find(({ id }) => id === route?.chain)?.steps;
    this.begin(openForAlarm(routed, member, route, steps, group, body, at, this.#options.agreements));
  }

  /** A new call. */
  begin(call: Call): void {
    this.#options.open.keep(call);
    this.calls.set(call.id, call);
    for (const member of call.members) this.members.push({ call: call.id, member });
    this.#line(call.id, call.openedAt, "opened", null, call.route ?? "");
  }

  /** One event of a call that is open; nothing where it is not. */
  apply(id: string, event: CallEvent): void {
    const { open } = this.#options;
    const before = open.get(id);
    if (!before) return;
    const { call, effects } = stepCall(before, event);
    if (event.on === "answer")
      this.#line(
        id,
        event.at,
        "answered",
        event.by,
        event.comment ? `${event.do}: ${event.comment}` : event.do,
      );
    if (event.on === "begun" && call.begun !== before.begun)
      this.#line(id, event.at, event.begun.what, event.begun.by, event.begun.id);
    if (call === before && effects.length === 0) return;
    if (call.members !== before.members) {
      const old = new Map(before.members.map((member) => [member.alarm, member]));
      for (const member of call.members)
        if (old.get(member.alarm) !== member) this.members.push({ call: id, member });
    }
    let now = call;
    for (const effect of effects) now = this.#effect(now, effect, event.at);
    if (now.state.is === "answered" && before.state.is !== "answered" && event.on !== "answer")
      this.#line(id, event.at, "answered", now.state.by, "acknowledge");
    if (now.state.is === "closed") this.#line(id, event.at, "closed", null, now.state.why);
    open.keep(now);
    this.calls.set(id, now);
  }

  /** Whatever time alone has made due in the calls of this step. */
  tick(): void {
    const { open, at } = this.#options;
    for (const call of [...this.calls.values()]) {
      const due = dueAt(open.get(call.id) ?? call);
      if (due !== undefined && due <= at) this.apply(call.id, { on: "tick", at });
    }
  }

  #effect(call: Call, effect: CallEffect, at: Instant): Call {
    switch (effect.do) {
      case "hush":
        this.hush.push(call.id);
        return call;
      case "call-again":
        this.again.push(...effect.alarms);
        this.#line(call.id, at, "calls-again", null, "");
        return call;
      case "tell": {
        const { people, deliveries, lines } = messagesOf(this.#options, call, effect, at);
        this.deliveries.push(...deliveries);
        this.lines.push(...lines);
        this.ringing.push({ call: call.id, kind: effect.kind, people });
        return { ...call, told: [...new Set([...call.told, ...people])] };
      }
      default:
        return effect satisfies never;
    }
  }

  #line(call: string, at: Instant, what: CallLine["what"], who: StaffId | null, detail: string): void {
    this.lines.push({ call, at, what, who, detail });
  }
}
