import { type SchedulerAction, type SchedulerLike, Subscription } from "rxjs";
import { openState, type State } from "../../adapters/sql/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import {
  type Agreements,
  type CallStore,
  type Channel,
  type DutyDocuments,
  type DutyKind,
  type Message,
  StaffMember as Staff,
  type StaffMember,
} from "../../facility/oncall/index.ts";
import { type Instant, instant } from "../../facility/units/index.ts";
import { oneOfEach } from "../../test/support/timeline.ts";
import { AlarmDesk } from "../desk.ts";
import { instancesOf } from "../instances.ts";
import { DutyBook } from "./duty-book.ts";
import { Pager } from "./pager.ts";
import type { Recipient, Sender, Senders, Sent } from "./ports.ts";

/** Time that passes when the test says so; what is scheduled runs in between, and its promises are waited for. */
export class ManualTime implements SchedulerLike {
  #now: number;
  #tasks: { readonly at: number; readonly run: () => void }[] = [];
  constructor(start: number) {
    this.#now = start;
  }
  now(): number {
    return this.#now;
  }
  readonly clock = (): Instant => instant(this.#now);
  schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delay = 0, state?: T): Subscription {
    const task = { at: this.#now + delay, run: () => work.call(undefined as never, state) };
    this.#tasks.push(task);
    return new Subscription(() => {
      this.#tasks = this.#tasks.filter((one) => one !== task);
    });
  }
  async pass(ms: number, settle: () => Promise<void>): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const next = this.#tasks.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#tasks = this.#tasks.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settle();
    }
    this.#now = end;
  }
}

export interface Posted {
  /** Minutes since the start. */
  readonly at: number;
  readonly channel: string;
  readonly people: readonly string[];
  readonly message: Message;
  readonly to: readonly Recipient[];
}

export const T0 = Date.parse("2026-03-02T02:13:00+08:00");

export const person = (id: string, role: StaffMember["roles"][number], more: object = {}): StaffMember =>
  Staff.parse({
    id,
    name: { en: id, zh: id },
    roles: [role],
    contacts: [{ channel: "sms", address: `+86 1380000${id.length}` }],
    ...more,
  });

const channels: Channel[] = (["sms", "voice"] as const).map((id) => ({
  id,
  name: { en: id, zh: id },
  enabled: true,
  kind: "webhook",
  url: "http://127.0.0.1:1/",
  secret: "",
  headers: {},
  template: "",
  contentType: "application/json",
  limit: { messages: 10, minutes: 10 },
  testEveryHours: 0,
  testAddress: "",
}));

export interface PagedOptions {
  /** What a provider answers; accepted when left out. */
  readonly provider?: (channel: string, posted: Posted) => Promise<Sent> | Sent;
  readonly documents?: Partial<{ readonly [K in DutyKind]: readonly DutyDocuments[K][] }>;
  readonly model?: AssetModel;
  /** One with a past, in which the documents are; unless it is said to be fresh. */
  readonly state?: State;
  readonly fresh?: boolean;
  /** Waits for a state that is not in this process. */
  readonly settled?: () => Promise<void>;
  readonly time?: ManualTime;
  /** Wraps the store, to fail or to die. */
  readonly store?: (store: CallStore) => CallStore;
  readonly journal?: (journal: State["journal"]) => State["journal"];
  readonly posted?: Posted[];
  readonly agreements?: Agreements;
}

/** Desk and pager on a real state database, with manual time and a provider that remembers. */
export async function pagedHouse(options: PagedOptions = {}) {
  const time = options.time ?? new ManualTime(T0);
  const opened = options.state ? { ok: true as const, value: options.state } : await openState(":memory:");
  if (!opened.ok) throw new Error(opened.problem);
  const state = opened.value;
  const fresh = options.fresh ?? options.state === undefined;
  const model = options.model ?? oneOfEach();
  const instances = instancesOf(model);
  const posted = options.posted ?? [];
  const warned: string[] = [];
  const log = { info: () => undefined, warn: (message: string) => void warned.push(message) };
  const book = await DutyBook.open({
    store: state.oncall.duty,
    accounts: async () => [],
    push: state.oncall.push,
    clock: time.clock,
  });
  if (fresh) {
    for (const channel of options.documents?.channel ?? channels)
      await must(book.put("channel", channel, "test"));
    const kinds = ["staff", "rota", "group", "chain", "route", "settings"] as const;
    for (const kind of kinds)
      for (const document of options.documents?.[kind] ?? []) await must(book.put(kind, document, "test"));
  }
  const sender: Sender = {
    async send(channel, to, message) {
      const one: Posted = {
        at: (time.now() - T0) / 60_000,
        channel: channel.id,
        people: to.map(({ person: who }) => who),
        message,
        to,
      };
      const answer = (await options.provider?.(channel.id, one)) ?? {
        ok: true as const,
        delivered: false,
        detail: "ok",
      };
      if (answer.ok) posted.push(one);
      return answer;
    },
  };
  const senders: Senders = {
    email: sender,
    webhook: sender,
    wecom: sender,
    dingtalk: sender,
    feishu: sender,
    webpush: sender,
  } as Senders;
  const desk = await AlarmDesk.open({
    instances,
    assets: model.assets.values(),
    journal: options.journal?.(state.journal) ?? state.journal,
    clock: time.clock,
    scheduler: time,
    log,
    retryMs: 1,
  });
  let ids = 0;
  const prefix = String(time.now());
  const pager = await Pager.open({
    desk,
    model: () => model,
    book,
    store: options.store?.(state.oncall.calls) ?? state.oncall.calls,
    senders,
    agreements: options.agreements ?? (() => undefined),
    sign: (what) => `signed-${what}`,
    newId: () => `${prefix}-${++ids}`,
    clock: time.clock,
    scheduler: time,
    log,
  });
  const settle = async () => {
    // The desk's journal and the pager hand on to each other within a few turns of the loop.
    for (let i = 0; i < 4; i++) {
      await new Promise(setImmediate);
      await options.settled?.();
      await pager.idle();
    }
  };
  const keys = new Map(instances.map(({ alarm, key }) => [alarm, key]));
  const keyOf = (alarm: string) => {
    const key = keys.get(alarm);
    if (key === undefined) throw new Error(`no rule ${alarm}`);
    return key;
  };
  return {
    time,
    state,
    model,
    desk,
    pager,
    book,
    posted,
    warned,
    settle,
    tell: (alarm: string, on: boolean) =>
      desk.tell({ key: keyOf(alarm), on, at: time.now(), evidence: { value: 1 } }),
    pass: (minutes: number) => time.pass(minutes * 60_000, settle),
    /** `minute channel people kind` of everything that went out. */
    log: () =>
      posted.map(
        ({ at, channel, people, message }) => `${at} ${channel} ${people.join("+")} ${message.kind}`,
      ),
  };
}

async function must(put: ReturnType<DutyBook["put"]>): Promise<void> {
  const done = await put;
  if (!done.ok) throw new Error(done.problem.en);
}
