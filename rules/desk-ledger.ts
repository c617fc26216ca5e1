import {
  type Alarm,
  type AlarmEvent,
  type AlarmId,
  type AlarmState,
  type Evidence,
  type Flood,
  FloodWatch,
  type RuleType,
  shelfOf,
  step,
  type Transition,
} from "../facility/alarms/index.ts";
import { type Instant, minutes } from "../facility/units/index.ts";
import { DeskJournal, type DeskJournalOptions } from "./desk-journal.ts";
import type { DeskTimers } from "./desk-timers.ts";
import type { RuleInstance } from "./instances.ts";

/** Who does something to an alarm, in which words, because of which value. */
export interface Why {
  readonly actor: string;
  readonly reason: string;
  readonly evidence?: Evidence;
}

/** What the journal knew when the desk was opened. */
export interface Known {
  readonly open: readonly Alarm[];
  readonly sequence: number;
  readonly occurrences: ReadonlyMap<AlarmId, number>;
  /** Transitions of the last ten minutes, oldest first. */
  readonly recent: readonly Transition[];
}

const NORMAL: AlarmState = { is: "normal" };

/**
 * The alarms as they stand, and the only place where one changes: the law's step, its line in the journal, the
 * deadlines that hang on the new state, the count of what called.
 */
export class DeskLedger {
  readonly #alarms: Map<AlarmId, Alarm>;
  readonly #occurrences: Map<AlarmId, number>;
  #sequence: number;
  readonly #flood = new FloodWatch();
  readonly #timers: DeskTimers;
  readonly #journal: DeskJournal;
  readonly #ruleOf: (id: AlarmId) => RuleType | undefined;

  constructor(
    known: Known,
    timers: DeskTimers,
    ruleOf: (id: AlarmId) => RuleType | undefined,
    journal: DeskJournalOptions,
  ) {
    this.#alarms = new Map(known.open.map((alarm) => [alarm.id, alarm]));
    this.#occurrences = new Map(known.occurrences);
    this.#sequence = known.sequence;
    this.#timers = timers;
    this.#ruleOf = ruleOf;
    this.#journal = new DeskJournal(journal);
    for (const { event, alarm } of known.recent) this.#count(alarm, event);
  }

  get(id: AlarmId): Alarm | undefined {
    return this.#alarms.get(id);
  }

  /** Every alarm that is not normal. */
  open(): readonly Alarm[] {
    return [...this.#alarms.values()];
  }

  flood(now: Instant): Flood | undefined {
    return this.#flood.look(now);
  }

  /** Why the journal takes nothing at present; null while it does. */
  get trouble(): string | null {
    return this.#journal.trouble;
  }

  /**
   * Carries an event out. Undefined where it changes nothing.
   * @param written called when its line is in the journal
   */
  apply(
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
    this.#count(alarm, event);
    this.arm(alarm, from);
    this.#journal.add({ alarm, event, actor: why.actor, reason: why.reason }, written);
    return alarm;
  }

  #count({ state }: Alarm, event: AlarmEvent): void {
    if (event.on === "raise" && state.is === "unacknowledged") this.#flood.called(event.at);
  }

  /** Sets or takes back the deadlines that hang on a state. */
  arm({ id, state }: Alarm, from: AlarmState = NORMAL): void {
    const shelf = shelfOf(state);
    if (shelf) this.#timers.set("shelf", id, shelf.until);
    else if (shelfOf(from)) this.#timers.drop("shelf", id);
    const every = this.#ruleOf(id)?.realarmMinutes;
    if (every === undefined) return;
    if (state.is === "acknowledged") this.#timers.set("again", id, state.acknowledgedAt + minutes(every));
    else this.#timers.drop("again", id);
  }

  /** Resolves when everything carried out so far is in the journal. */
  close(): Promise<void> {
    return this.#journal.close();
  }
}
