import { type SchedulerLike, Subject } from "rxjs";
import {
  type Act,
  type Alarm,
  type AlarmEvent,
  type AlarmId,
  type AlarmJournal,
  decide,
  type Flood,
  shelfOf,
  type Transition,
} from "../facility/alarms/index.ts";
import type { Asset } from "../facility/assets/index.ts";
import {
  type AssetId,
  type Clock,
  done,
  type Instant,
  minutes,
  problem,
  type Result,
  type Text,
  text,
} from "../facility/units/index.ts";
import { DeskLedger, type Known, type Why } from "./desk-ledger.ts";
import { type Deadline, DeskTimers } from "./desk-timers.ts";
import type { RuleInstance } from "./instances.ts";
import type { Change } from "./operators/delayed.ts";
import { Relations } from "./relations.ts";
import { RootCause } from "./root-cause.ts";

export interface DeskOptions {
  readonly instances: readonly RuleInstance[];
  /** Every asset, for who feeds whom; those of the instances when left out. */
  readonly assets?: Iterable<Asset>;
  readonly journal: AlarmJournal;
  readonly clock: Clock;
  /** Runs the ends of shelves; of the same time as `clock`. The computer's own when left out. */
  readonly scheduler?: SchedulerLike;
  readonly log: { warn(message: string): void; info(message: string): void };
  readonly retryMs?: number;
}

/** An act's outcome; `problem` is for the person who tried, in both languages. */
export type Acted =
  | { readonly ok: true; readonly value: Alarm }
  | { readonly ok: false; readonly problem: Text };

/** A flood is looked for in the last ten minutes; no desk has seen more than this in them. */
const MOST_RECENT = 100_000;

/** By alarm; a rule that is switched off keeps its place by key, but nobody watches. */
function watchedOf(instances: readonly RuleInstance[]): ReadonlyMap<AlarmId, RuleInstance> {
  const watched = new Map<AlarmId, RuleInstance>();
  for (const instance of instances)
    if (instance.rule.enabled !== false) watched.set(instance.alarm, instance);
  return watched;
}

/** The alarm desk: carries the alarm law out. Every transition is journalled, then told. */
export class AlarmDesk {
  readonly transitions = new Subject<Transition>();
  readonly #options: DeskOptions;
  #instances: readonly RuleInstance[];
  #rules: ReadonlyMap<AlarmId, RuleInstance>;
  readonly #timers: DeskTimers;
  readonly #ledger: DeskLedger;
  readonly #causes: RootCause;

  private constructor(options: DeskOptions, known: Known) {
    this.#options = options;
    this.#instances = options.instances;
    this.#rules = watchedOf(options.instances);
    const ruleOf = (id: AlarmId) => this.#rules.get(id)?.rule;
    this.#timers = new DeskTimers((kind, alarm) => this.#due(kind, alarm), options.scheduler);
    this.#ledger = new DeskLedger(known, this.#timers, ruleOf, {
      ...options,
      tell: (transition) => this.transitions.next(transition),
    });
    const assets = options.assets ?? new Set(options.instances.map(({ asset }) => asset));
    this.#causes = new RootCause(new Relations(assets), {
      get: (id) => this.#ledger.get(id),
      open: () => this.#ledger.open(),
      ruleOf,
      suppress: (id, cause, at) => this.#byDesk(id, { on: "suppress", at, cause }, cause.alarm),
      release: (id, cause, at) => this.#byDesk(id, { on: "release", at, cause }, cause),
      later: (cause, at) => this.#timers.set("grace", cause, at),
    });
  }

  /** Opens the desk where the journal left it: states, shelves with their ends, causes with their consequences. */
  static async open(options: DeskOptions): Promise<AlarmDesk> {
    const now = options.clock();
    const [open, counters, recent] = await Promise.all([
      options.journal.open(),
      options.journal.counters(),
      options.journal.span((now - minutes(10)) as Instant, now, MOST_RECENT),
    ]);
    const desk = new AlarmDesk(options, { open, ...counters, recent });
    desk.#retire();
    for (const alarm of desk.open()) desk.#ledger.arm(alarm);
    desk.#causes.resume(now);
    return desk;
  }

  /** Takes changes by the keys of another model's rules from now on. Alarms keep their state by id. */
  follow(
    instances: readonly RuleInstance[],
    assets: Iterable<Asset> = new Set(instances.map(({ asset }) => asset)),
  ): void {
    this.#instances = instances;
    this.#rules = watchedOf(instances);
    this.#causes.follow(new Relations(assets));
    this.#retire();
  }

  /** Why the journal takes nothing at present; null while it does. */
  get trouble(): string | null {
    return this.#ledger.trouble;
  }

  /** Ends alarms whose rule is no longer watched, or whose asset is gone: no reading could ever end them. */
  #retire(): void {
    const at = this.#options.clock();
    for (const alarm of this.open())
      if (!this.#rules.has(alarm.id))
        this.#ledger.apply(
          alarm,
          { on: "retire", at },
          {
            actor: "site",
            reason: "the rule or its asset is no longer in the site, or it is switched off",
            evidence: {},
          },
        );
  }

  /** Every alarm that is not normal. */
  open(): readonly Alarm[] {
    return this.#ledger.open();
  }

  get(id: AlarmId): Alarm | undefined {
    return this.#ledger.get(id);
  }

  /** More alarms than a person can follow, since when; undefined while it is not so. */
  flood(): Flood | undefined {
    return this.#ledger.flood(this.#options.clock());
  }

  history(query: Parameters<AlarmJournal["history"]>[0]): Promise<Transition[]> {
    return this.#options.journal.history(query);
  }

  span(from: Instant, to: Instant, limit: number): Promise<Transition[]> {
    return this.#options.journal.span(from, to, limit);
  }

  /** A rule's condition changed. */
  tell(change: Change): void {
    const instance = this.#instances[change.key]!;
    const at = change.at as Instant;
    const { rule } = instance;
    if (!change.on) {
      // The evidence stays what raised it: that is what a person wants to see, also when it is over.
      const why = { actor: "rule", reason: "" };
      this.#ledger.apply(instance, { on: "clear", at, ...(rule.latch ? { latch: true } : {}) }, why);
      this.#causes.ended(instance.alarm, rule, this.#options.clock());
      return;
    }
    // Suppressed before it is raised, so that a consequence never calls, not even for a moment.
    const cause = this.#causes.explain({ ...instance, asset: instance.asset.id, raisedAt: at });
    if (cause)
      this.#ledger.apply(instance, { on: "suppress", at, cause }, { actor: "desk", reason: cause.alarm });
    this.#ledger.apply(
      instance,
      { on: "raise", at },
      { actor: "rule", reason: "", evidence: change.evidence },
    );
    this.#causes.began(instance.alarm, instance.asset.id, rule, at);
  }

  /** Resolves when it is in the journal. */
  async act(request: { readonly id: AlarmId; readonly by: string; readonly act: Act }): Promise<Acted> {
    const alarm = this.#ledger.get(request.id);
    const instance = this.#rules.get(request.id);
    const target = alarm ?? instance;
    if (!target)
      return {
        ok: false,
        problem: text(`There is no rule behind alarm ${request.id}.`, `报警 ${request.id} 没有对应的规则。`),
      };
    const rule = instance?.rule ?? { lifeSafety: false };
    const decision = decide(request.act, alarm, rule, request.by, this.#options.clock());
    if ("refused" in decision) return { ok: false, problem: decision.refused };
    const why: Why = { actor: request.by, reason: decision.reason };
    return new Promise((answer) => {
      const after = this.#ledger.apply(target, decision.event, why, () =>
        answer({ ok: true, value: after ?? alarm! }),
      );
      if (!after)
        answer({ ok: false, problem: text("It changed meanwhile. Look again.", "状态已变化，请刷新。") });
    });
  }

  /** One act on every rule of an asset; those it does not fit are left as they are. */
  async actOnAsset(request: {
    readonly asset: AssetId;
    readonly by: string;
    readonly act: Act;
  }): Promise<readonly Acted[]> {
    const ids = [...this.#rules.values()].flatMap(({ asset, alarm }) =>
      asset.id === request.asset ? [alarm] : [],
    );
    return Promise.all(ids.map((id) => this.act({ id, by: request.by, act: request.act })));
  }

  /** Resolves when the acknowledgement is in the journal; the problem says what the alarm is instead. */
  async acknowledge(request: {
    readonly id: AlarmId;
    readonly by: string;
    readonly comment: string;
    readonly occurrence?: number;
  }): Promise<Result<Alarm>> {
    const { id, by, comment, occurrence } = request;
    const act: Act = { do: "acknowledge", comment, ...(occurrence === undefined ? {} : { occurrence }) };
    const acted = await this.act({ id, by, act });
    return acted.ok ? done(acted.value) : problem(acted.problem.en);
  }

  #byDesk(id: AlarmId, event: AlarmEvent, reason: string): void {
    const alarm = this.#ledger.get(id);
    if (alarm) this.#ledger.apply(alarm, event, { actor: "desk", reason });
  }

  #due(kind: Deadline, id: AlarmId): void {
    const alarm = this.#ledger.get(id);
    const at = this.#options.clock();
    switch (kind) {
      case "shelf":
        if (alarm && shelfOf(alarm.state))
          this.#ledger.apply(alarm, { on: "unshelve", at, by: "clock" }, { actor: "clock", reason: "" });
        return;
      case "again":
        if (alarm) this.#ledger.apply(alarm, { on: "realarm", at }, { actor: "clock", reason: "" });
        return;
      case "grace": {
        const asset = this.#rules.get(id)?.asset.id ?? (id.slice(0, id.lastIndexOf(".")) as AssetId);
        return this.#causes.graceOver(id, asset, at);
      }
      default:
        return kind satisfies never;
    }
  }

  /** Resolves when everything told so far is in the journal. */
  async close(): Promise<void> {
    this.#timers.close();
    await this.#ledger.close();
    this.transitions.complete();
  }
}
