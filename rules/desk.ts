import { type SchedulerLike, Subject } from "rxjs";
import {
  type Act,
  type Alarm,
  type AlarmEvent,
  type AlarmId,
  type AlarmJournal,
  type AlarmState,
  decide,
  type Evidence,
  type Flood,
  FloodWatch,
  isActive,
  plainOf,
  type RuleType,
  shelfOf,
  step,
  suppressionOf,
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
import { DeskJournal } from "./desk-journal.ts";
import { type Deadline, DeskTimers } from "./desk-timers.ts";
import type { RuleInstance } from "./instances.ts";
import type { Change } from "./operators/delayed.ts";
import { Relations, RootCause } from "./root-cause.ts";

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

interface Why {
  readonly actor: string;
  readonly reason: string;
  readonly evidence?: Evidence;
}

const NORMAL: AlarmState = { is: "normal" };
/** A flood is looked for in the last ten minutes; no desk has seen more than this in them. */
const MOST_RECENT = 100_000;

/** By alarm; a rule that is switched off keeps its place by key, but nobody watches. */
const watchedOf = (instances: readonly RuleInstance[]): ReadonlyMap<AlarmId, RuleInstance> =>
  new Map(
    instances.flatMap((instance) =>
      instance.rule.enabled === false ? [] : [[instance.alarm, instance] as const],
    ),
  );

/** The alarm desk: carries the alarm law out. Every transition is journalled, then told. */
export class AlarmDesk {
  readonly transitions = new Subject<Transition>();
  readonly #options: DeskOptions;
  #instances: readonly RuleInstance[];
  readonly #alarms = new Map<AlarmId, Alarm>();
  #rules: ReadonlyMap<AlarmId, RuleInstance>;
  #sequence = 0;
  readonly #occurrences: Map<AlarmId, number>;
  readonly #journal: DeskJournal;
  readonly #timers: DeskTimers;
  readonly #causes: RootCause;
  readonly #flood = new FloodWatch();

  private constructor(
    options: DeskOptions,
    open: readonly Alarm[],
    sequence: number,
    occurrences: Map<AlarmId, number>,
  ) {
    this.#options = options;
    this.#instances = options.instances;
    this.#rules = watchedOf(options.instances);
    for (const alarm of open) this.#alarms.set(alarm.id, alarm);
    this.#sequence = sequence;
    this.#occurrences = occurrences;
    this.#journal = new DeskJournal({ ...options, tell: (transition) => this.transitions.next(transition) });
    this.#timers = new DeskTimers((kind, alarm) => this.#due(kind, alarm), options.scheduler);
    const assets = options.assets ?? new Set(options.instances.map(({ asset }) => asset));
    this.#causes = new RootCause(new Relations(assets), {
      get: (id) => this.#alarms.get(id),
      suppress: (id, cause, at) => {
        const alarm = this.#alarms.get(id);
        if (alarm) this.#apply(alarm, { on: "suppress", at, cause }, { actor: "desk", reason: cause.alarm });
      },
      later: (cause, at) => this.#timers.set("grace", cause, at),
    });
  }

  /** Opens the desk where the journal left it: states, shelves with their ends, causes with their consequences. */
  static async open(options: DeskOptions): Promise<AlarmDesk> {
    const now = options.clock();
    const [open, { sequence, occurrences }, recent] = await Promise.all([
      options.journal.open(),
      options.journal.counters(),
      options.journal.span((now - minutes(10)) as Instant, now, MOST_RECENT),
    ]);
    const desk = new AlarmDesk(options, open, sequence, new Map(occurrences));
    for (const { event, alarm } of recent)
      if (event.on === "raise" && alarm.state.is === "unacknowledged") desk.#flood.called(event.at);
    desk.#retire();
    desk.#resume(now);
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
    return this.#journal.trouble;
  }

  /** Ends alarms whose rule is no longer watched, or whose asset is gone: no reading could ever end them. */
  #retire(): void {
    const at = this.#options.clock();
    for (const alarm of this.open())
      if (!this.#rules.has(alarm.id))
        this.#apply(
          alarm,
          { on: "retire", at },
          {
            actor: "site",
            reason: "the rule or its asset is no longer in the site, or it is switched off",
            evidence: {},
          },
        );
  }

  /** Sets going what time will end, and asks suppressed alarms whose cause went away meanwhile. */
  #resume(now: Instant): void {
    for (const alarm of this.open()) {
      const rule = this.#rules.get(alarm.id)?.rule;
      const plain = plainOf(alarm.state);
      if (rule?.explains && isActive(alarm.state) && plain.is !== "normal")
        this.#causes.began(alarm.id, alarm.asset, rule, plain.raisedAt);
      this.#arm(alarm);
    }
    for (const { state } of this.open())
      for (const cause of suppressionOf(state)?.causes ?? [])
        if (!this.#isActive(cause.alarm)) this.#timers.set("grace", cause.alarm, now + 1_000);
  }

  #isActive(id: AlarmId): boolean {
    const alarm = this.#alarms.get(id);
    return alarm !== undefined && isActive(alarm.state);
  }

  /** Every alarm that is not normal. */
  open(): readonly Alarm[] {
    return [...this.#alarms.values()];
  }

  get(id: AlarmId): Alarm | undefined {
    return this.#alarms.get(id);
  }

  /** More alarms than a person can follow, since when; undefined while it is not so. */
  flood(): Flood | undefined {
    return this.#flood.look(this.#options.clock());
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
      this.#apply(instance, { on: "clear", at, ...(rule.latch ? { latch: true } : {}) }, why);
      this.#causes.ended(instance.alarm, rule, this.#options.clock());
      return;
    }
    // Suppressed before it is raised, so that a consequence never calls, not even for a moment.
    const cause = this.#causes.explain({ ...instance, asset: instance.asset.id, raisedAt: at });
    if (cause) this.#apply(instance, { on: "suppress", at, cause }, { actor: "desk", reason: cause.alarm });
    this.#apply(instance, { on: "raise", at }, { actor: "rule", reason: "", evidence: change.evidence });
    this.#causes.began(instance.alarm, instance.asset.id, rule, at);
  }

  /** Resolves when it is in the journal. */
  async act(request: { readonly id: AlarmId; readonly by: string; readonly act: Act }): Promise<Acted> {
    const alarm = this.#alarms.get(request.id);
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
      const after = this.#apply(target, decision.event, why, () =>
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

  #due(kind: Deadline, id: AlarmId): void {
    const alarm = this.#alarms.get(id);
    const at = this.#options.clock();
    switch (kind) {
      case "shelf":
        if (alarm && shelfOf(alarm.state))
          this.#apply(alarm, { on: "unshelve", at, by: "clock" }, { actor: "clock", reason: "" });
        return;
      case "again":
        if (alarm) this.#apply(alarm, { on: "realarm", at }, { actor: "clock", reason: "" });
        return;
      case "grace":
        return this.#uncover(id, at);
      default:
        return kind satisfies never;
    }
  }

  /** The cause is over and so is the grace: what it covered is asked anew, or goes over to another cause. */
  #uncover(cause: AlarmId, at: Instant): void {
    const asset = this.#rules.get(cause)?.asset.id ?? (cause.slice(0, cause.lastIndexOf(".")) as AssetId);
    if (!this.#causes.forget(this.#alarms.get(cause), cause, asset)) return;
    for (const alarm of this.open()) {
      if (!suppressionOf(alarm.state)?.causes.some((one) => one.alarm === cause)) continue;
      const plain = plainOf(alarm.state);
      const rule: RuleType | undefined = this.#rules.get(alarm.id)?.rule;
      const why: Why = { actor: "desk", reason: cause };
      const other =
        rule && isActive(alarm.state) && plain.is !== "normal"
          ? this.#causes.explain(
              { alarm: alarm.id, asset: alarm.asset, rule, raisedAt: plain.raisedAt },
              cause,
            )
          : undefined;
      if (other) this.#apply(alarm, { on: "suppress", at, cause: other }, { ...why, reason: other.alarm });
      this.#apply(alarm, { on: "release", at, cause }, why);
    }
  }

  #apply(
    of: Pick<Alarm, "asset" | "rule" | "id"> | RuleInstance,
    event: AlarmEvent,
    why: Why,
    written?: () => void,
  ): Alarm | undefined {
    const { id, asset, rule } = "alarm" in of ? { id: of.alarm, asset: of.asset.id, rule: of.rule.id } : of;
    const before = this.#alarms.get(id);
    const from = before?.state ?? NORMAL;
    const state = step(from, event);
    const isNote = event.on === "comment" || event.on === "assign";
    if (state === from && !isNote) return undefined;
    const occurrence = (this.#occurrences.get(id) ?? 0) + (event.on === "raise" ? 1 : 0);
    this.#occurrences.set(id, occurrence);
    const assignedTo = event.on === "assign" ? (event.to ?? undefined) : before?.assignedTo;
    const alarm: Alarm = {
      id,
      asset,
      rule,
      state,
      occurrence,
      sequence: ++this.#sequence,
      changedAt: event.at,
      evidence: why.evidence ?? before?.evidence ?? {},
      ...(assignedTo !== undefined && state.is !== "normal" ? { assignedTo } : {}),
    };
    if (state.is === "normal") this.#alarms.delete(id);
    else this.#alarms.set(id, alarm);
    if (event.on === "raise" && state.is === "unacknowledged") this.#flood.called(event.at);
    this.#arm(alarm, from);
    this.#journal.add({ alarm, event, actor: why.actor, reason: why.reason }, written);
    return alarm;
  }

  /** Sets or takes back the deadlines that hang on a state. */
  #arm({ id, state }: Alarm, from: AlarmState = NORMAL): void {
    const shelf = shelfOf(state);
    if (shelf) this.#timers.set("shelf", id, shelf.until);
    else if (shelfOf(from)) this.#timers.drop("shelf", id);
    const every = this.#rules.get(id)?.rule.realarmMinutes;
    if (every === undefined) return;
    if (state.is === "acknowledged") this.#timers.set("again", id, state.acknowledgedAt + minutes(every));
    else this.#timers.drop("again", id);
  }

  /** Resolves when everything told so far is in the journal. */
  async close(): Promise<void> {
    this.#timers.close();
    await this.#journal.close();
    this.transitions.complete();
  }
}
