import { Subject } from "rxjs";
import {
  type Alarm,
  type AlarmEvent,
  type AlarmId,
  type AlarmJournal,
  type Evidence,
  step,
  type Transition,
} from "../facility/alarms/index.ts";
import {
  type AssetId,
  type Clock,
  done,
  type Instant,
  problem,
  type Result,
} from "../facility/units/index.ts";
import type { RuleInstance } from "./instances.ts";
import type { Change } from "./operators/delayed.ts";

export interface DeskOptions {
  readonly instances: readonly RuleInstance[];
  readonly journal: AlarmJournal;
  readonly clock: Clock;
  readonly log: { warn(message: string): void; info(message: string): void };
  readonly retryMs?: number;
}

interface Waiting {
  readonly transition: Transition;
  readonly written?: () => void;
}

/**
 * The alarm desk: carries the alarm law out. Every transition is journalled, then told; those that come while a
 * write is under way share the next one, so a burst of thousands costs a few fsyncs.
 */
export class AlarmDesk {
  readonly transitions = new Subject<Transition>();
  readonly #options: DeskOptions;
  #instances: readonly RuleInstance[];
  readonly #alarms = new Map<AlarmId, Alarm>();
  #sequence = 0;
  readonly #occurrences: Map<AlarmId, number>;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  /** Why the journal takes nothing at present; null while it does. */
  trouble: string | null = null;

  private constructor(
    options: DeskOptions,
    open: readonly Alarm[],
    sequence: number,
    occurrences: Map<AlarmId, number>,
  ) {
    this.#options = options;
    this.#instances = options.instances;
    for (const alarm of open) this.#alarms.set(alarm.id, alarm);
    this.#sequence = sequence;
    this.#occurrences = occurrences;
  }

  /** Opens the desk where the journal left it. */
  static async open(options: DeskOptions): Promise<AlarmDesk> {
    const [open, { sequence, occurrences }] = await Promise.all([
      options.journal.open(),
      options.journal.counters(),
    ]);
    const desk = new AlarmDesk(options, open, sequence, new Map(occurrences));
    desk.#retire();
    return desk;
  }

  /** Takes changes by the keys of another model's rules from now on. Alarms keep their state by id. */
  follow(instances: readonly RuleInstance[]): void {
    this.#instances = instances;
    this.#retire();
  }

  /** Ends alarms whose rule or asset the site no longer has: no reading could ever end them. */
  #retire(): void {
    const known = new Set(this.#instances.map(({ alarm }) => alarm));
    const at = this.#options.clock();
    const why = { actor: "site", reason: "the rule or its asset is no longer in the site", evidence: {} };
    for (const { id, asset, rule } of this.open()) {
      if (known.has(id)) continue;
      this.#apply(id, asset, rule, { on: "clear", at }, why);
      this.#apply(id, asset, rule, { on: "acknowledge", at, by: "site" }, why);
    }
  }

  /** Every alarm that is not normal. */
  open(): readonly Alarm[] {
    return [...this.#alarms.values()];
  }

  get(id: AlarmId): Alarm | undefined {
    return this.#alarms.get(id);
  }

  history(query: {
    alarm?: AlarmId;
    asset?: AssetId;
    before?: number;
    limit: number;
  }): Promise<Transition[]> {
    return this.#options.journal.history(query);
  }

  /** A rule's condition changed. */
  tell(change: Change): void {
    const instance = this.#instances[change.key]!;
    this.#apply(
      instance.alarm,
      instance.asset.id,
      instance.rule.id,
      { on: change.on ? "raise" : "clear", at: change.at as Instant },
      { actor: "rule", reason: "", evidence: change.evidence },
    );
  }

  /** Resolves when the acknowledgement is in the journal; the problem says what the alarm is instead. */
  async acknowledge(request: {
    readonly id: AlarmId;
    readonly by: string;
    readonly comment: string;
    readonly occurrence?: number;
  }): Promise<Result<Alarm>> {
    const alarm = this.#alarms.get(request.id);
    if (!alarm) return problem(`Alarm ${request.id} is normal; there is nothing to acknowledge.`);
    if (request.occurrence !== undefined && request.occurrence !== alarm.occurrence)
      return problem(
        `Alarm ${request.id} has been raised again since (occurrence ${alarm.occurrence}, not ${request.occurrence}). Look at it, then acknowledge that one.`,
      );
    if (alarm.state.is === "acknowledged")
      return problem(`Alarm ${request.id} is already acknowledged by ${alarm.state.by}.`);
    const at = this.#options.clock();
    return new Promise((answer) => {
      const after = this.#apply(
        alarm.id,
        alarm.asset,
        alarm.rule,
        { on: "acknowledge", at, by: request.by },
        { actor: request.by, reason: request.comment, evidence: alarm.evidence },
        () => answer(done(after ?? alarm)),
      );
    });
  }

  #apply(
    id: AlarmId,
    asset: AssetId,
    rule: string,
    event: AlarmEvent,
    why: { actor: string; reason: string; evidence: Evidence },
    written?: () => void,
  ): Alarm | undefined {
    const before = this.#alarms.get(id);
    const state = step(before?.state ?? { is: "normal" }, event);
    if (state === (before?.state ?? state) && before) return undefined;
    if (!before && state.is === "normal") return undefined;
    const occurrence = (this.#occurrences.get(id) ?? 0) + (event.on === "raise" ? 1 : 0);
    this.#occurrences.set(id, occurrence);
    const alarm: Alarm = {
      id,
      asset,
      rule,
      state,
      occurrence,
      sequence: ++this.#sequence,
      changedAt: event.at,
      evidence: why.evidence,
    };
    if (state.is === "normal") this.#alarms.delete(id);
    else this.#alarms.set(id, alarm);
    const transition: Transition = { alarm, event, actor: why.actor, reason: why.reason };
    this.#waiting.push(written ? { transition, written } : { transition });
    this.#writing ??= this.#write();
    return alarm;
  }

  async #write(): Promise<void> {
    // One microtask later, so that what the same slice of readings raises shares the write.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      const told = await this.#journal(group);
      for (const { transition, written } of group) {
        if (!told) this.transitions.next(transition);
        written?.();
      }
    }
    this.#writing = undefined;
  }

  /**
   * Journals a group, again and again until it is written. When the first try fails the alarms are told all the same
   * (true): a broken disk must not make an alarm silent. They are still written before anything later is.
   */
  async #journal(group: readonly Waiting[]): Promise<boolean> {
    let told = false;
    for (;;) {
      try {
        await this.#options.journal.write(group.map(({ transition }) => transition));
        if (this.trouble !== null) this.#options.log.info("the alarm journal takes entries again");
        this.trouble = null;
        return told;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (this.trouble === null)
          this.#options.log.warn(
            `the alarm journal cannot be written; alarms are shown all the same: ${why}`,
          );
        this.trouble = why;
        if (!told) for (const { transition } of group) this.transitions.next(transition);
        told = true;
        await new Promise((again) => setTimeout(again, this.#options.retryMs ?? 1_000));
      }
    }
  }

  /** Resolves when everything told so far is in the journal. */
  async close(): Promise<void> {
    await this.#writing;
    this.transitions.complete();
  }
}
