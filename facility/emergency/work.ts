import type { FileRef, Instant, Text } from "../units/index.ts";
import { minutes } from "../units/index.ts";
import { flowOf } from "./flow.ts";
import type { Plan, Step, StepId } from "./plan.ts";
import type { ClockState, ClosedStep, OpenStep, Run, RunState, StepState, Told } from "./run.ts";
import type { Effect, Entry, EntryKind } from "./run-events.ts";

/** What came of an event. */
export interface Advanced {
  readonly run: Run;
  readonly effects: readonly Effect[];
  readonly entries: readonly Entry[];
}

/** A run while one event works on it: the run it came from stays as it was. Lives within one call only. */
export class Work {
  readonly at: Instant;
  readonly timeZone: string;
  readonly effects: Effect[] = [];
  readonly entries: Entry[] = [];
  readonly #from: Run;
  #state: RunState;
  #steps: Record<StepId, StepState>;
  #clocks: Record<string, ClockState>;
  #told: Told[];
  #more: Partial<Run> = {};
  #touched = false;

  constructor(run: Run, at: Instant, timeZone: string) {
    this.#from = run;
    this.at = at;
    this.timeZone = timeZone;
    this.#state = run.state;
    this.#steps = { ...run.steps };
    this.#clocks = { ...run.clocks };
    this.#told = [...run.told];
  }

  get run(): Run {
    return {
      ...this.#from,
      ...this.#more,
      state: this.#state,
      steps: this.#steps,
      clocks: this.#clocks,
      told: this.#told,
      sequence: this.#from.sequence + this.entries.length,
    };
  }
  get plan(): Plan {
    return this.#from.plan;
  }
  get told(): readonly Told[] {
    return this.#told;
  }
  get state(): RunState {
    return this.#state;
  }

  change(more: Partial<Run>): void {
    this.#touched = true;
    this.#more = { ...this.#more, ...more };
  }
  become(state: RunState): void {
    this.#touched = true;
    this.#state = state;
  }

  stepOf(id: StepId): Step | undefined {
    return flowOf(this.plan).byId.get(id);
  }
  step(id: StepId): StepState | undefined {
    return this.#steps[id];
  }
  open(id: StepId): OpenStep | undefined {
    const state = this.#steps[id];
    return state?.is === "open" ? state : undefined;
  }
  get opens(): readonly (readonly [StepId, OpenStep])[] {
    return Object.entries(this.#steps).flatMap(([id, state]) =>
      state.is === "open" ? [[id, state] as const] : [],
    );
  }
  get joining(): readonly StepId[] {
    const { order } = flowOf(this.plan);
    return Object.entries(this.#steps)
      .flatMap(([id, state]) => (state.is === "joining" ? [id] : []))
      .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  }
  put(id: StepId, state: StepState): void {
    this.#touched = true;
    this.#steps = { ...this.#steps, [id]: state };
  }
  patch(id: StepId, change: Partial<OpenStep>): void {
    const open = this.open(id);
    if (open) this.put(id, { ...open, ...change });
  }
  closed(id: StepId, how: Omit<ClosedStep, "is" | "visit" | "since" | "at" | "due" | "late">): void {
    const open = this.open(id);
    if (!open) return;
    const { visit, since, due } = open;
    const late = open.late || (due !== null && this.at > due);
    this.put(id, { is: "closed", visit, since, due, late, at: this.at, ...how });
  }

  clock(id: string): ClockState | undefined {
    return this.#clocks[id];
  }
  get clocks(): readonly (readonly [string, ClockState])[] {
    return Object.entries(this.#clocks);
  }
  setClock(id: string, state: ClockState): void {
    this.#touched = true;
    this.#clocks = { ...this.#clocks, [id]: state };
  }

  tell(told: Omit<Told, "at" | "receipts">): void {
    this.#touched = true;
    this.#told = [...this.#told, { ...told, at: this.at, receipts: [] }];
  }
  setTold(told: readonly Told[]): void {
    this.#touched = true;
    this.#told = [...told];
  }

  log(
    actor: string,
    what: EntryKind,
    step: StepId | null,
    words: Text,
    files: readonly FileRef[] = [],
  ): void {
    const sequence = this.#from.sequence + this.entries.length + 1;
    this.entries.push({ sequence, at: this.at, actor, what, step, words, files });
  }
  effect(effect: Effect): void {
    this.effects.push(effect);
  }
  /** The run itself, untouched, where nothing came of the event. */
  done(): Advanced {
    const quiet = !this.#touched && this.entries.length === 0 && this.effects.length === 0;
    if (quiet) return { run: this.#from, effects: [], entries: [] };
    return { run: this.run, effects: this.effects, entries: this.entries };
  }
}

/** `length` minutes after a moment. */
export const inMinutes = (from: Instant, length: number): Instant => (from + minutes(length)) as Instant;
