import { asyncScheduler, type SchedulerLike, Subject, type Subscription } from "rxjs";
import type { Act, Alarm, AlarmId, RuleType, Transition } from "../../facility/alarms/index.ts";
import type { Asset, AssetModel } from "../../facility/assets/index.ts";
import {
  type AnswerKind,
  type Call,
  type CallEffect,
  type CallEvent,
  type CallLine,
  compose,
  DESK_CHANNEL,
  type Delivery,
  dueAt,
  everybody,
  groupOf,
  type Member,
  mayFollow,
  type Notice,
  type Notifier,
  onDuty,
  onDutyAs,
  openForAlarm,
  openForNotice,
  planFor,
  type Receipt,
  type Routed,
  resolve,
  routeFor,
  type StaffId,
  type StaffMember,
  stepCall,
  type TellKind,
  worksAt,
} from "../../facility/oncall/index.ts";
import { type Clock, type Instant, instant, type Text, text } from "../../facility/units/index.ts";
import { Courier } from "./courier.ts";
import type { DutyBook } from "./duty-book.ts";
import type { CallChange, CallStore, Recipient, Senders } from "./ports.ts";

/** What the pager needs of the alarm desk. */
export interface PagedDesk {
  open(): readonly Alarm[];
  get(id: AlarmId): Alarm | undefined;
  readonly transitions: Subject<Transition>;
  act(request: {
    readonly id: AlarmId;
    readonly by: string;
    readonly act: Act;
  }): Promise<{ readonly ok: true; readonly value: Alarm } | { readonly ok: false; readonly problem: Text }>;
}

export interface PagerOptions {
  readonly desk: PagedDesk;
  readonly model: () => AssetModel;
  readonly book: DutyBook;
  readonly store: CallStore;
  readonly senders: Senders;
  /** A token that nobody else can make; for one-time links and receipts. */
  readonly sign: (what: string, until: Instant) => string;
  readonly newId: () => string;
  readonly clock: Clock;
  /** Of the same time as `clock`. The computer's own when left out. */
  readonly scheduler?: SchedulerLike;
  readonly log: { warn(message: string): void; info(message: string): void };
}

/** What a person answers to a call, and what came of it. */
export interface Answer {
  readonly call: string;
  readonly by: StaffId;
  readonly do: AnswerKind;
  readonly comment: string;
}
export type Answered =
  | { readonly ok: true; readonly call: Call }
  | { readonly ok: false; readonly problem: Text };

type Input =
  | { readonly is: "transition"; readonly transition: Transition }
  | { readonly is: "notice"; readonly notice: Notice; readonly done: () => void }
  | { readonly is: "event"; readonly call: string; readonly event: CallEvent; readonly done: () => void };

/** The changes of one step, gathered until they are written. */
interface Draft {
  readonly calls: Map<string, Call>;
  readonly members: { call: string; member: Member }[];
  readonly deliveries: Delivery[];
  readonly lines: CallLine[];
  readonly hush: string[];
  readonly again: string[];
}

const RETRY_MS = 1_000;
/** Nothing is lost when it is asked too often; a moment that a clock change moved is found again this way. */
const LONGEST_SLEEP = 30_000;

/**
 * Carries the law of calls out: alarms and notices in, promised messages out. Each step is written before anything of
 * it is sent, so a crash may page twice, never not at all. A disk that fails does not make it silent.
 */
export class Pager implements Notifier {
  readonly receipts = new Subject<Receipt>();
  /** Each call as it changes, for consoles. */
  readonly changed = new Subject<Call>();
  /** What open consoles are to sound. */
  readonly rung = new Subject<{
    readonly call: Call;
    readonly kind: TellKind;
    readonly people: readonly StaffId[];
  }>();
  readonly #options: PagerOptions;
  readonly #courier: Courier;
  readonly #scheduler: SchedulerLike;
  readonly #calls = new Map<string, Call>();
  /** The open call that an alarm is in. */
  readonly #byAlarm = new Map<string, string>();
  /** The call that further alarms of the group join. */
  readonly #byGroup = new Map<string, string>();
  /** Notices known already, closed ones too; asked of the store where not here. */
  #inbox: Input[] = [];
  #working: Promise<void> | undefined;
  #timer: Subscription | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #following: Subscription | undefined;
  #closed = false;
  /** How many consoles are open; set by whoever serves them. */
  consoles: () => number = () => 0;
  /** Why the store takes nothing at present; null while it does. */
  trouble: string | null = null;

  private constructor(options: PagerOptions) {
    this.#options = options;
    this.#scheduler = options.scheduler ?? asyncScheduler;
    this.#courier = new Courier({
      channel: (id) => options.book.channel(id),
      senders: options.senders,
      desk: () => this.consoles(),
      recipient: (delivery) => this.#recipient(delivery),
      commit: (change) => this.#commit(change),
      newId: options.newId,
      clock: options.clock,
      wakeAt: (at) => this.#wakeAt(at),
      told: (delivery) => this.#told(delivery),
    });
  }

  /** Goes on where the store left it: calls, promised messages, and alarms that nobody has been told of. */
  static async open(options: PagerOptions): Promise<Pager> {
    const pager = new Pager(options);
    const { calls, deliveries } = await options.store.load();
    for (const call of calls) pager.#keep(call);
    pager.#courier.take(deliveries);
    pager.#following = options.desk.transitions.subscribe((transition) => pager.hear(transition));
    await pager.#catchUp();
    pager.#courier.pump();
    return pager;
  }

  /** What happened at the desk while nobody listened, after a crash for example. */
  async #catchUp(): Promise<void> {
    const { desk, clock } = this.#options;
    const at = clock();
    const told: Promise<void>[] = [];
    for (const call of this.#calls.values()) {
      if (call.of !== "alarms") continue;
      const members = call.members.map((member) => {
        const alarm = desk.get(member.alarm as AlarmId);
        return {
          alarm: member.alarm,
          ...(alarm ? standing(alarm, this.#rule(alarm)) : { is: "over" as const }),
        };
      });
      told.push(this.#event(call.id, { on: "changed", at, members }));
    }
    for (const alarm of desk.open())
      if (standing(alarm, this.#rule(alarm)).is === "calling" && !this.#byAlarm.has(alarm.id))
        this.hear({ alarm, event: { on: "raise", at: alarm.changedAt }, actor: "rule", reason: "" });
    await Promise.all(told);
    await this.#working;
  }

  /** A transition of the desk, after it is journalled. */
  hear(transition: Transition): void {
    this.#inbox.push({ is: "transition", transition });
    this.#work();
  }

  async send(notice: Notice): Promise<void> {
    await new Promise<void>((done) => {
      this.#inbox.push({ is: "notice", notice, done });
      this.#work();
    });
  }

  settle(key: string): Promise<void> {
    return this.#event(`notice:${key}`, { on: "settled", at: this.#options.clock() });
  }

  #event(call: string, event: CallEvent): Promise<void> {
    return new Promise((done) => {
      this.#inbox.push({ is: "event", call, event, done });
      this.#work();
    });
  }

  /** Every call that is not closed. */
  open(): readonly Call[] {
    return [...this.#calls.values()];
  }

  call(id: string): Call | undefined {
    return this.#calls.get(id);
  }

  /** Which open call an alarm is in. */
  callOf(alarm: string): Call | undefined {
    return this.#calls.get(this.#byAlarm.get(alarm) ?? "");
  }

  /** How many messages are promised and not sent. */
  get waiting(): number {
    return this.#courier.waiting;
  }

  whoIsOn({ site, role, rota, at }: Parameters<Notifier["whoIsOn"]>[0]): readonly StaffMember[] {
    const roster = this.#options.book.roster();
    const members = (ids: readonly StaffId[]) =>
      [...new Set(ids)].flatMap((id) => {
        const member = roster.staff.get(id);
        return member && !member.away && (role === undefined || member.roles.includes(role)) ? [member] : [];
      });
    if (rota !== undefined) {
      const named = roster.rotas.find(({ id }) => id === rota);
      return named ? members(onDuty(named, at).people) : [];
    }
    if (role !== undefined) return onDutyAs(roster, role, site, at);
    return members(roster.rotas.filter((one) => one.site === site).flatMap((one) => onDuty(one, at).people));
  }

  member(id: StaffId): StaffMember | undefined {
    return this.#options.book.roster().staff.get(id);
  }

  staff(): readonly StaffMember[] {
    return [...this.#options.book.roster().staff.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** A person answers: the alarms of the call are answered at the desk, in its journal, and the call follows. */
  async answer({ call: id, by, do: what, comment }: Answer): Promise<Answered> {
    const { desk, clock, newId: _ } = this.#options;
    const call = this.#calls.get(id);
    if (!call)
      return {
        ok: false,
        problem: text("This call is over: nobody need answer it any more.", "该呼叫已结束，无需再响应。"),
      };
    const holds = what === "acknowledge" || what === "take" || what === "on-my-way";
    const words = wordsOf(what, comment);
    const open = call.members.filter(({ is }) => is === "calling" || is === "acknowledged");
    // One by one in one go, so that they share a write of the journal.
    const acted = await Promise.all(
      open.map(async ({ alarm, is }) => {
        const which = alarm as AlarmId;
        if (holds && is === "calling")
          return desk.act({ id: which, by, act: { do: "acknowledge", comment: words } });
        return words === "" ? undefined : desk.act({ id: which, by, act: { do: "comment", text: words } });
      }),
    );
    if (what === "take" || what === "on-my-way")
      await Promise.all(
        open.map(({ alarm }) =>
          desk.act({ id: alarm as AlarmId, by, act: { do: "assign", to: by, comment: words } }),
        ),
      );
    const refused = acted.find((one) => one && !one.ok);
    await this.#event(id, { on: "answer", at: clock(), by, do: what, comment });
    this.receipts.next({
      key: keyOf(id),
      at: clock(),
      state: "answered",
      person: by,
      answer: { do: what, comment },
    });
    const present = this.#calls.get(id) ?? call;
    if (refused && !refused.ok && acted.every((one) => !one?.ok))
      return { ok: false, problem: refused.problem };
    return { ok: true, call: present };
  }

  /** A person has opened the message's link. */
  async seen(delivery: Delivery): Promise<void> {
    if (delivery.seenAt !== null) return;
    const at = this.#options.clock();
    const seen = { ...delivery, seenAt: at };
    await this.#commit({ deliveries: [seen] });
    this.#tell(seen, "seen");
  }

  /** The device says that it has the message. */
  async delivered(delivery: Delivery): Promise<void> {
    if (delivery.state !== "sent") return;
    const now: Delivery = { ...delivery, state: "delivered" };
    await this.#commit({ deliveries: [now] });
    this.#tell(now, "delivered");
  }

  /** Sends a try-out message by one channel; answers what came of it. */
  async test(channel: string, address: string, person: StaffId): Promise<Delivery> {
    const { clock, newId, model } = this.#options;
    const at = clock();
    const site = model().sites[0]?.id ?? "";
    const id = newId();
    const delivery: Delivery = {
      id,
      call: `test:${id}`,
      kind: "test",
      urgency: "urgent",
      person,
      channel,
      address,
      order: 0,
      queuedAt: at,
      dueAt: at,
      state: "queued",
      tries: 0,
      message: {
        call: `test:${id}`,
        kind: "page",
        urgency: "normal",
        drill: false,
        site,
        title: text("Watchkeeper test message", "值守测试消息"),
        body: text(
          "This is a test of the channel. Nothing has happened; you need not do anything.",
          "这是一条通道测试消息，现场无异常，无需处理。",
        ),
        merged: 1,
      },
      sentAt: null,
      seenAt: null,
      detail: "",
      instead: null,
    };
    await this.#commit({ deliveries: [delivery] });
    const outcome = new Promise<Delivery>((found) => {
      this.#waitingTests.set(id, found);
    });
    this.#courier.take([delivery]);
    this.#courier.pump();
    return outcome;
  }
  readonly #waitingTests = new Map<string, (delivery: Delivery) => void>();

  #work(): void {
    this.#working ??= this.#loop();
  }

  /** Resolves when all that has come so far is decided and written; not when it is sent. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  /** Resolves when nothing is under way either. */
  async idle(): Promise<void> {
    do {
      await this.settled();
      await this.#courier.idle();
    } while (this.#working);
  }

  async #loop(): Promise<void> {
    // One microtask later, so that what the desk tells in one go is one step.
    await Promise.resolve();
    while (this.#inbox.length > 0 && !this.#closed) {
      const all = this.#inbox;
      // People in danger first, in a step of their own: it does not wait for the rest of a flood.
      const first = all.filter((input) => this.#isLifeSafety(input));
      const batch = first.length > 0 && first.length < all.length ? first : all;
      this.#inbox = batch === all ? [] : all.filter((input) => !batch.includes(input));
      await this.#step(batch);
    }
    this.#working = undefined;
  }

  #isLifeSafety(input: Input): boolean {
    switch (input.is) {
      case "transition":
        return this.#rule(input.transition.alarm)?.lifeSafety === true;
      case "notice":
        return input.notice.urgency === "life-safety";
      case "event":
        return this.#calls.get(input.call)?.urgency === "life-safety";
      default:
        return input satisfies never;
    }
  }

  async #step(batch: readonly Input[]): Promise<void> {
    const draft: Draft = { calls: new Map(), members: [], deliveries: [], lines: [], hush: [], again: [] };
    const done: (() => void)[] = [];
    // Changes of one call in a row are one event of it.
    const joined = new Map<string, Member[]>();
    const changes = new Map<string, { alarm: string; is: Member["is"]; by?: StaffId }[]>();
    const at = this.#options.clock();
    const flush = () => {
      for (const [call, members] of joined) this.#apply(draft, call, { on: "joined", at, members });
      joined.clear();
      for (const [call, members] of changes) this.#apply(draft, call, { on: "changed", at, members });
      changes.clear();
    };
    for (const input of batch) {
      switch (input.is) {
        case "transition":
          this.#transition(draft, input.transition, joined, changes, at, flush);
          break;
        case "notice":
          if (await this.#isNew(input.notice.key)) this.#begin(draft, openForNotice(input.notice, at));
          done.push(input.done);
          break;
        case "event":
          flush();
          this.#apply(draft, input.call, input.event);
          done.push(input.done);
          break;
        default:
          input satisfies never;
      }
    }
    flush();
    for (const call of [...draft.calls.values()]) this.#tick(draft, call);
    await this.#finish(draft);
    for (const one of done) one();
  }

  async #isNew(key: string): Promise<boolean> {
    const id = `notice:${key}`;
    if (this.#calls.has(id)) return false;
    try {
      return (await this.#options.store.call(id)) === undefined;
    } catch (error) {
      this.#complain(error);
      return true;
    }
  }

  #transition(
    draft: Draft,
    { alarm, event, actor }: Transition,
    joined: Map<string, Member[]>,
    changes: Map<string, { alarm: string; is: Member["is"]; by?: StaffId }[]>,
    at: Instant,
    flush: () => void,
  ): void {
    if (event.on === "comment" || event.on === "assign") return;
    const now = standing(alarm, this.#rule(alarm));
    const open = this.#byAlarm.get(alarm.id);
    if (open !== undefined) {
      const call = this.#calls.get(open)!;
      const before = changes.get(open) ?? [];
      // Raised again under another number of occurrence: an answer to the one before does not hold for it.
      const change = { alarm: alarm.id, is: now.is, ...(now.is === "acknowledged" ? { by: actor } : {}) };
      changes.set(open, [...before.filter((one) => one.alarm !== alarm.id), change]);
      if (call.members.length <= 1) flush();
      return;
    }
    if (now.is !== "calling") return;
    // What happened before in this batch may have closed the group's call.
    if (changes.size > 0) flush();
    const { routed, member, body } = this.#describe(alarm);
    const { book } = this.#options;
    const route = routeFor(book.routes(), routed, at);
    const group = groupOf(
      route,
      routed,
      routed.priority === "critical" || routed.priority === "high" ? "urgent" : "normal",
    );
    const present = this.#calls.get(this.#byGroup.get(group) ?? "");
    if (present && (present.state.is === "gathering" || present.state.is === "calling")) {
      const list = joined.get(present.id);
      if (list) list.push(member);
      else joined.set(present.id, [member]);
      this.#byAlarm.set(member.alarm, present.id);
      return;
    }
    const steps = book.chains().find(({ id }) => id === route?.chain)?.steps;
    this.#begin(draft, openForAlarm(routed, member, route, steps, group, body, at));
  }

  #begin(draft: Draft, call: Call): void {
    this.#keep(call);
    draft.calls.set(call.id, call);
    for (const member of call.members) draft.members.push({ call: call.id, member });
    draft.lines.push({
      call: call.id,
      at: call.openedAt,
      what: "opened",
      who: null,
      detail: call.route ?? "",
    });
  }

  #keep(call: Call): void {
    if (call.state.is === "closed") {
      this.#calls.delete(call.id);
      for (const { alarm } of call.members)
        if (this.#byAlarm.get(alarm) === call.id) this.#byAlarm.delete(alarm);
      if (this.#byGroup.get(call.group) === call.id) this.#byGroup.delete(call.group);
      return;
    }
    const before = this.#calls.get(call.id);
    this.#calls.set(call.id, call);
    if (before?.members === call.members) return;
    for (const { alarm } of call.members) this.#byAlarm.set(alarm, call.id);
    if (call.of === "alarms") this.#byGroup.set(call.group, call.id);
  }

  #apply(draft: Draft, id: string, event: CallEvent): void {
    const before = this.#calls.get(id);
    if (!before) return;
    const { call, effects } = stepCall(before, event);
    if (event.on === "answer")
      draft.lines.push({
        call: id,
        at: event.at,
        what: "answered",
        who: event.by,
        detail: event.comment ? `${event.do}: ${event.comment}` : event.do,
      });
    if (call === before && effects.length === 0) return;
    if (call.members !== before.members) {
      const old = new Map(before.members.map((member) => [member.alarm, member]));
      for (const member of call.members)
        if (old.get(member.alarm) !== member) draft.members.push({ call: id, member });
    }
    let now = call;
    for (const effect of effects) now = this.#effect(draft, now, effect, event.at);
    if (now.state.is === "answered" && before.state.is !== "answered" && event.on !== "answer")
      draft.lines.push({
        call: id,
        at: event.at,
        what: "answered",
        who: now.state.by,
        detail: "acknowledge",
      });
    if (now.state.is === "closed")
      draft.lines.push({ call: id, at: event.at, what: "closed", who: null, detail: now.state.why });
    this.#keep(now);
    draft.calls.set(id, now);
  }

  /** Whatever time alone has made due. */
  #tick(draft: Draft, call: Call): void {
    const at = this.#options.clock();
    const due = dueAt(this.#calls.get(call.id) ?? call);
    if (due !== undefined && due <= at) this.#apply(draft, call.id, { on: "tick", at });
  }

  #effect(draft: Draft, call: Call, effect: CallEffect, at: Instant): Call {
    switch (effect.do) {
      case "hush":
        draft.hush.push(call.id);
        return call;
      case "call-again":
        draft.again.push(...effect.alarms);
        draft.lines.push({ call: call.id, at, what: "calls-again", who: null, detail: "" });
        return call;
      case "tell":
        return this.#plan(draft, call, effect, at);
      default:
        return effect satisfies never;
    }
  }

  #plan(draft: Draft, call: Call, effect: Extract<CallEffect, { do: "tell" }>, at: Instant): Call {
    const { book, newId, model } = this.#options;
    const roster = book.roster();
    const named = (effect.people ?? []).flatMap((id) => roster.staff.get(id) ?? []);
    const found =
      effect.everybody || (effect.who.length === 0 && named.length === 0)
        ? { people: everybody(roster, call.site), fellOpen: effect.everybody !== true, uncertified: false }
        : effect.who.length === 0
          ? { people: named, fellOpen: false, uncertified: false }
          : resolve(roster, effect.who, call.site, call.skills, at);
    const site = model().sites.find(({ id }) => id === call.site);
    const message = compose(
      call,
      effect.kind,
      site?.name ?? text(call.site, call.site),
      site?.timeZone ?? "Asia/Shanghai",
    );
    const people = found.people.filter((member) => worksAt(member, call.site) || named.includes(member));
    const common = {
      call: call.id,
      kind: effect.kind,
      urgency: call.urgency,
      queuedAt: at,
      state: "queued",
      tries: 0,
      message,
      sentAt: null,
      seenAt: null,
      detail: "",
      instead: null,
    } as const;
    draft.deliveries.push({
      ...common,
      id: newId(),
      person: null,
      channel: DESK_CHANNEL,
      address: "",
      order: -1,
      dueAt: at,
    });
    for (const planned of planFor(people, call.urgency, effect.kind, at, book.isUsable))
      draft.deliveries.push({ ...common, ...planned, id: newId() });
    const ids = people.map(({ id }) => id);
    draft.lines.push({
      call: call.id,
      at,
      what: "told",
      who: null,
      detail: `${effect.kind} ${ids.join(" ")}`,
    });
    if (found.fellOpen) draft.lines.push({ call: call.id, at, what: "fell-open", who: null, detail: "" });
    if (found.uncertified)
      draft.lines.push({ call: call.id, at, what: "uncertified", who: null, detail: call.skills.join(" ") });
    this.#ringing.push({ call: call.id, kind: effect.kind, people: ids });
    return { ...call, told: [...new Set([...call.told, ...ids])] };
  }
  #ringing: { call: string; kind: TellKind; people: readonly StaffId[] }[] = [];

  /** Writes the step, then lets its messages go. */
  async #finish(draft: Draft): Promise<void> {
    const hushed = draft.hush.flatMap((call) => this.#courier.hush(call));
    await this.#commit({
      calls: [...draft.calls.values()],
      members: draft.members,
      deliveries: [...hushed, ...draft.deliveries],
      lines: draft.lines,
    });
    this.#courier.take(draft.deliveries);
    const ringing = this.#ringing;
    this.#ringing = [];
    for (const call of draft.calls.values()) this.changed.next(call);
    for (const { call, kind, people } of ringing) {
      const present = draft.calls.get(call);
      if (present) this.rung.next({ call: present, kind, people });
    }
    for (const delivery of draft.deliveries) this.#tell(delivery, "queued");
    this.#courier.pump();
    for (const alarm of draft.again) await this.#callAgain(alarm);
    this.#arm();
  }

  async #callAgain(alarm: string): Promise<void> {
    const acted = await this.#options.desk.act({
      id: alarm as AlarmId,
      by: "pager",
      act: { do: "call-again", reason: "acknowledged, and no work noted since" },
    });
    if (!acted.ok) this.#options.log.info(`${alarm} does not call again: ${acted.problem.en}`);
  }

  /**
   * Writes; when the disk refuses, people are told all the same, and what was not written is written as soon as it
   * can be, before anything later is.
   */
  async #commit(change: CallChange): Promise<void> {
    this.#unwritten.push(change);
    try {
      await this.#writeAll();
    } catch (error) {
      this.#complain(error);
      this.#wakeAt(instant(this.#options.clock() + RETRY_MS));
    }
  }
  #unwritten: CallChange[] = [];
  #writing: Promise<void> | undefined;

  #writeAll(): Promise<void> {
    this.#writing ??= (async () => {
      try {
        while (this.#unwritten.length > 0) {
          await this.#options.store.commit(this.#unwritten[0]!);
          this.#unwritten.shift();
        }
        if (this.trouble !== null) this.#options.log.info("the pager's memory takes entries again");
        this.trouble = null;
      } finally {
        this.#writing = undefined;
      }
    })();
    return this.#writing;
  }

  #complain(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    if (this.trouble === null)
      this.#options.log.warn(`the pager cannot write what it does; people are told all the same: ${why}`);
    this.trouble = why;
  }

  /** Looks what is due: steps of chains, promised messages, and what could not be written. */
  async wake(): Promise<void> {
    if (this.#closed) return;
    this.#timer?.unsubscribe();
    this.#timerAt = Number.POSITIVE_INFINITY;
    if (this.#unwritten.length > 0) await this.#commit({});
    const at = this.#options.clock();
    for (const call of this.#calls.values()) {
      const due = dueAt(call);
      if (due !== undefined && due <= at)
        this.#inbox.push({ is: "event", call: call.id, event: { on: "tick", at }, done: () => undefined });
    }
    this.#work();
    await this.settled();
    this.#courier.pump();
    this.#arm();
  }

  #arm(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const call of this.#calls.values()) next = Math.min(next, dueAt(call) ?? next);
    if (next < Number.POSITIVE_INFINITY) this.#wakeAt(instant(next));
  }

  #wakeAt(at: Instant): void {
    if (at >= this.#timerAt || this.#closed) return;
    this.#timer?.unsubscribe();
    this.#timerAt = at;
    const wait = Math.min(LONGEST_SLEEP, Math.max(0, at - this.#options.clock()));
    this.#timer = this.#scheduler.schedule(() => {
      this.wake().catch((error: unknown) => this.#options.log.warn(`the pager stumbled: ${String(error)}`));
    }, wait);
  }

  #told(delivery: Delivery): void {
    if (delivery.state === "queued" && delivery.tries === 0) return;
    const test = this.#waitingTests.get(delivery.id);
    if (test) {
      this.#waitingTests.delete(delivery.id);
      test(delivery);
    }
    if (delivery.state === "hushed") return;
    this.#tell(delivery, delivery.state === "queued" ? "failed" : delivery.state);
  }

  #tell({ call, person, channel, detail }: Delivery, state: Receipt["state"]): void {
    this.receipts.next({
      key: keyOf(call),
      at: this.#options.clock(),
      state,
      channel,
      ...(person === null ? {} : { person }),
      ...(detail ? { detail } : {}),
    });
  }

  #recipient(delivery: Delivery): Recipient {
    const { book, sign } = this.#options;
    const { publicUrl, linkHours } = book.settings();
    const member = this.member(delivery.person ?? "");
    const until = instant(delivery.queuedAt + linkHours * 3_600_000);
    const base = publicUrl.replace(/\/+$/, "");
    const noLink = delivery.kind === "test" || delivery.kind === "over";
    return {
      delivery: delivery.id,
      person: delivery.person ?? "",
      name: member?.name ?? text(delivery.person ?? "", delivery.person ?? ""),
      language: member?.language ?? "zh",
      address: delivery.address,
      link: base === "" || noLink ? "" : `${base}/answer/${sign(`answer ${delivery.id}`, until)}`,
      page:
        base === ""
          ? ""
          : `${base}/oncall${delivery.kind === "test" ? "" : `?call=${encodeURIComponent(delivery.call)}`}`,
      receipt: sign(`receipt ${delivery.id}`, until),
    };
  }

  #asset(alarm: Alarm): Asset | undefined {
    return this.#options.model().assets.get(alarm.asset);
  }

  #rule(alarm: Alarm): RuleType | undefined {
    return this.#asset(alarm)?.rules.find(({ id }) => id === alarm.rule);
  }

  #describe(alarm: Alarm): { routed: Routed; member: Member; body: Text } {
    const asset = this.#asset(alarm);
    const rule = this.#rule(alarm);
    const place = (language: keyof Text) =>
      [...(asset?.places.map(({ name }) => name[language]) ?? []), asset?.name[language] ?? alarm.asset].join(
        " · ",
      );
    return {
      routed: {
        alarm: alarm.id,
        asset: alarm.asset,
        site: asset?.site ?? alarm.asset.slice(0, alarm.asset.indexOf(".")),
        system: asset?.system ?? "network",
        type: asset?.type.id ?? "",
        places: asset?.places.map(({ id }) => id) ?? [],
        rule: alarm.rule,
        priority: rule?.priority ?? "medium",
        lifeSafety: rule?.lifeSafety ?? false,
        explains: rule?.explains !== undefined,
        mayFollow: rule ? mayFollow(rule) : false,
      },
      member: {
        alarm: alarm.id,
        occurrence: alarm.occurrence,
        title: rule?.title ?? text(alarm.rule, alarm.rule),
        where: { en: place("en"), zh: place("zh") },
        priority: rule?.priority ?? "medium",
        raisedAt: alarm.changedAt,
        is: "calling",
      },
      body: rule
        ? text(`What to do: ${rule.response.en}`, `处置：${rule.response.zh}`)
        : text("Look on the spot, then acknowledge.", "请到现场查看后确认。"),
    };
  }

  async close(): Promise<void> {
    await this.settled();
    this.#closed = true;
    this.#following?.unsubscribe();
    this.#timer?.unsubscribe();
    await this.#courier.close();
    this.receipts.complete();
    this.changed.complete();
    this.rung.complete();
  }
}

/** What an alarm's state means to whoever was told of it. A danger to people calls until somebody has looked. */
export function standing(
  { state }: Pick<Alarm, "state">,
  rule: Pick<RuleType, "lifeSafety"> | undefined,
): { readonly is: Member["is"]; readonly by?: StaffId } {
  switch (state.is) {
    case "unacknowledged":
    case "latched":
      return { is: "calling" };
    case "returned":
      return { is: rule?.lifeSafety ? "calling" : "over" };
    case "acknowledged":
    case "latched-acknowledged":
      return { is: "acknowledged", by: state.by };
    case "normal":
      return { is: "over" };
    case "shelved":
    case "suppressed":
    case "out-of-service":
      return { is: "explained" };
    default:
      return state satisfies never;
  }
}

/** The key that receipts carry: the notice's own, or the alarm call's id. */
const keyOf = (call: string): string => (call.startsWith("notice:") ? call.slice("notice:".length) : call);

const said: Record<AnswerKind, string> = {
  acknowledge: "",
  take: "takes it over · 接手处理",
  "on-my-way": "on the way · 正在前往",
  arrived: "on the spot · 已到现场",
  escalate: "escalated · 升级通知",
  comment: "",
};

const wordsOf = (what: AnswerKind, comment: string): string =>
  [said[what], comment].filter((part) => part !== "").join(": ");
