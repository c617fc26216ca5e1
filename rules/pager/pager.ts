import { asyncScheduler, type SchedulerLike, Subject, type Subscription } from "rxjs";
import type { Alarm, AlarmId, Transition } from "../../facility/alarms/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import {
  type Agreements,
  answeredWith,
  type Begun,
  type Call,
  type CallEvent,
  type CallStore,
  type Delivery,
  dueAt,
  type Notice,
  type Notifier,
  type Receipt,
  type StaffId,
  type StaffMember,
} from "../../facility/oncall/index.ts";
import { type Clock, type Instant, instant, type Text, text } from "../../facility/units/index.ts";
import { type Answer, type Answered, answerAtDesk, begunAtDesk } from "./answering.ts";
import { CallWriter } from "./call-writer.ts";
import { Courier } from "./courier.ts";
import { ruleOf, standing } from "./described.ts";
import type { DutyBook } from "./duty-book.ts";
import { Inbox } from "./inbox.ts";
import { testMessage } from "./messages.ts";
import { whoIsOn } from "./on-duty.ts";
import { OpenCalls } from "./open-calls.ts";
import type { PagedDesk, Senders } from "./ports.ts";
import { Receipts } from "./receipts.ts";
import { recipientOf } from "./recipient.ts";
import { type Ringing, StepRunner } from "./step-runner.ts";
import { WakeTimer } from "./wake-timer.ts";

export interface PagerOptions {
  readonly desk: PagedDesk;
  readonly model: () => AssetModel;
  readonly book: DutyBook;
  readonly store: CallStore;
  readonly senders: Senders;
  /** What contracts say of how soon contractors must come. */
  readonly agreements: Agreements;
  /** A token that nobody else can make; for one-time links and receipts. */
  readonly sign: (what: string, until: Instant) => string;
  readonly newId: () => string;
  readonly clock: Clock;
  /** Of the same time as `clock`. The computer's own when left out. */
  readonly scheduler?: SchedulerLike;
  readonly log: { warn(message: string): void; info(message: string): void };
}

const RETRY_MS = 1_000;

/**
 * Carries the law of calls out: alarms and notices in, promised messages out. Each step is written before anything of
 * it is sent, so a crash may page twice, never not at all. A disk that fails does not make it silent.
 */
export class Pager implements Notifier {
  /** Each call as it changes, for consoles. */
  readonly changed = new Subject<Call>();
  /** What open consoles are to sound. */
  readonly rung = new Subject<Ringing>();
  readonly #options: PagerOptions;
  readonly #courier: Courier;
  readonly #writer: CallWriter;
  readonly #receipts: Receipts;
  readonly #inbox: Inbox;
  readonly #timer: WakeTimer;
  readonly #open = new OpenCalls();
  readonly #runner: StepRunner;
  #following: Subscription | undefined;
  #closed = false;
  /** How many consoles are open; set by whoever serves them. */
  consoles: () => number = () => 0;
  /** Does an alarm begin an emergency plan by itself? Then its first page waits a moment for the plan's word. */
  beginsPlan: (alarm: string) => boolean = () => false;

  private constructor(options: PagerOptions) {
    const { book, store, senders, sign, newId, clock, log } = options;
    this.#options = options;
    this.#timer = new WakeTimer({
      scheduler: options.scheduler ?? asyncScheduler,
      ...{ clock, log, wake: () => this.wake() },
    });
    const again = () => this.#timer.wakeAt(instant(clock() + RETRY_MS));
    this.#writer = new CallWriter({ store, log, again });
    this.#receipts = new Receipts(this.#writer, clock);
    this.#courier = new Courier({
      channel: (id) => book.channel(id),
      senders,
      desk: () => this.consoles(),
      recipient: (delivery) =>
        recipientOf(delivery, this.member(delivery.person ?? ""), book.settings(), sign),
      commit: (change) => this.#writer.write(change),
      newId,
      clock,
      wakeAt: (at) => this.#timer.wakeAt(at),
      told: (delivery) => this.#receipts.tried(delivery),
    });
    this.#runner = new StepRunner({
      ...options,
      open: this.#open,
      courier: this.#courier,
      writer: this.#writer,
      receipts: this.#receipts,
      beginsPlan: (alarm) => this.beginsPlan(alarm),
      changed: this.changed,
      rung: this.rung,
    });
    this.#inbox = new Inbox({
      isLifeSafety: (input) => this.#runner.isLifeSafety(input),
      step: async (batch) => {
        await this.#runner.run(batch);
        this.#arm();
      },
    });
  }

  /** Goes on where the store left it: calls, promised messages, and alarms that nobody has been told of. */
  static async open(options: PagerOptions): Promise<Pager> {
    const pager = new Pager(options);
    const { calls, deliveries } = await options.store.load();
    for (const call of calls) pager.#open.keep(call);
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
    for (const call of this.#open.all()) {
      if (call.of !== "alarms") continue;
      const members = call.members.map((member) => {
        const alarm = desk.get(member.alarm as AlarmId);
        return {
          alarm: member.alarm,
          ...(alarm ? this.#standing(alarm) : { is: "over" as const }),
        };
      });
      told.push(this.#event(call.id, { on: "changed", at, members }));
    }
    for (const alarm of desk.open())
      if (this.#standing(alarm).is === "calling" && !this.#open.ofAlarm(alarm.id))
        this.hear({ alarm, event: { on: "raise", at: alarm.changedAt }, actor: "rule", reason: "" });
    await Promise.all(told);
    await this.settled();
  }

  #standing(alarm: Alarm) {
    return standing(alarm, ruleOf(this.#options.model(), alarm));
  }

  /** A transition of the desk, after it is journalled. */
  hear(transition: Transition): void {
    this.#inbox.take({ is: "transition", transition });
  }

  async send(notice: Notice): Promise<void> {
    await new Promise<void>((done) => {
      this.#inbox.take({ is: "notice", notice, done });
    });
  }

  settle(key: string): Promise<void> {
    return this.#event(`notice:${key}`, { on: "settled", at: this.#options.clock() });
  }

  #event(call: string, event: CallEvent): Promise<void> {
    return new Promise((done) => {
      this.#inbox.take({ is: "event", call, event, done });
    });
  }

  get receipts(): Subject<Receipt> {
    return this.#receipts.told;
  }

  /** Every call that is not closed. */
  open(): readonly Call[] {
    return this.#open.all();
  }

  call(id: string): Call | undefined {
    return this.#open.get(id);
  }

  /** Which open call an alarm is in. */
  callOf(alarm: string): Call | undefined {
    return this.#open.ofAlarm(alarm);
  }

  /** How many messages are promised and not sent. */
  get waiting(): number {
    return this.#courier.waiting;
  }

  /** Why the store takes nothing at present; null while it does. */
  get trouble(): string | null {
    return this.#writer.trouble;
  }

  whoIsOn(query: Parameters<Notifier["whoIsOn"]>[0]): readonly StaffMember[] {
    return whoIsOn(this.#options.book.roster(), query);
  }

  member(id: StaffId): StaffMember | undefined {
    return this.#options.book.roster().staff.get(id);
  }

  staff(): readonly StaffMember[] {
    return [...this.#options.book.roster().staff.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** A person answers: the alarms of the call are answered at the desk, in its journal, and the call follows. */
  async answer(answer: Answer): Promise<Answered> {
    const { desk, clock } = this.#options;
    const { call: id, by, do: what, comment } = answer;
    const call = this.#open.get(id);
    if (!call) return isOver;
    const refused = await answerAtDesk(desk, call, answer);
    await this.#event(id, { on: "answer", at: clock(), by, do: what, comment });
    this.#receipts.answered(id, by, { do: what, comment });
    if (what === "acknowledge" || what === "take" || what === "on-my-way")
      await Promise.all(
        answeredWith(call, by, this.#open.all()).map((other) => this.#alsoAnswers(other, answer)),
      );
    if (refused) return { ok: false, problem: refused };
    return { ok: true, call: this.#open.get(id) ?? call };
  }

  /** What he was told in one message, or of one cause, he has answered with one answer. */
  async #alsoAnswers(call: Call, { by, do: what, comment }: Answer): Promise<void> {
    const { desk, clock } = this.#options;
    if (call.state.is === "answered") return;
    await answerAtDesk(desk, call, { call: call.id, by, do: what, comment });
    await this.#event(call.id, { on: "answer", at: clock(), by, do: what, comment });
    this.#receipts.answered(call.id, by, { do: what, comment });
  }

  /** A person has started a plan or opened an order from a call: it stands in the journal and in the call's story. */
  async begun(id: string, begun: Omit<Begun, "at"> & { readonly title: Text }): Promise<Answered> {
    const { desk, clock } = this.#options;
    const call = this.#open.get(id);
    if (!call) return isOver;
    const { title, ...rest } = begun;
    const at = clock();
    await this.#event(id, { on: "begun", at, begun: { ...rest, at } });
    await begunAtDesk(desk, call, { ...rest, at }, title);
    return { ok: true, call: this.#open.get(id) ?? call };
  }

  /** A person has opened the message's link. */
  seen(delivery: Delivery): Promise<void> {
    return this.#receipts.seen(delivery);
  }

  /** The device says that it has the message. */
  delivered(delivery: Delivery): Promise<void> {
    return this.#receipts.delivered(delivery);
  }

  /** Sends a try-out message by one channel; answers what came of it. */
  async test(channel: string, address: string, person: StaffId): Promise<Delivery> {
    const { clock, newId, model } = this.#options;
    const id = newId();
    const delivery = testMessage(id, { channel, address, person }, model().sites[0]?.id ?? "", clock());
    await this.#writer.write({ deliveries: [delivery] });
    const outcome = this.#receipts.outcomeOf(delivery);
    this.#courier.take([delivery]);
    this.#courier.pump();
    return outcome;
  }

  /** Resolves when all that has come so far is decided and written; not when it is sent. */
  async settled(): Promise<void> {
    await this.#inbox.settled();
  }

  /** Resolves when nothing is under way either. */
  async idle(): Promise<void> {
    do {
      await this.settled();
      await this.#courier.idle();
    } while (this.#inbox.working);
  }

  /** Looks what is due: steps of chains, promised messages, and what could not be written. */
  async wake(): Promise<void> {
    if (this.#closed) return;
    this.#timer.clear();
    if (this.#writer.behind) await this.#writer.write({});
    const at = this.#options.clock();
    for (const call of this.#open.all()) {
      const due = dueAt(call);
      if (due !== undefined && due <= at)
        this.#inbox.take({ is: "event", call: call.id, event: { on: "tick", at }, done: () => undefined });
    }
    await this.settled();
    this.#courier.pump();
    this.#arm();
  }

  #arm(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const call of this.#open.all()) next = Math.min(next, dueAt(call) ?? next);
    if (next < Number.POSITIVE_INFINITY) this.#timer.wakeAt(instant(next));
  }

  async close(): Promise<void> {
    await this.settled();
    this.#closed = true;
    this.#inbox.close();
    this.#following?.unsubscribe();
    this.#timer.close();
    await this.#courier.close();
    this.receipts.complete();
    this.changed.complete();
    this.rung.complete();
  }
}

const isOver: Answered = {
  ok: false,
  problem: text("This call is over: nobody need answer it any more.", "该呼叫已结束，无需再响应。"),
};
