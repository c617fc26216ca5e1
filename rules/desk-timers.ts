import { asyncScheduler, type SchedulerLike } from "rxjs";
import type { AlarmId } from "../facility/alarms/index.ts";
import { KeyTimers } from "./operators/key-timers.ts";

/** What time alone does to an alarm: a shelf ends, it calls again, the grace of a cause is over. */
export type Deadline = "shelf" | "again" | "grace";

/**
 * The desk's clockwork: one deadline of each kind for each alarm, on one scheduled task. Nothing is kept here that the
 * journal does not give back after a restart.
 */
export class DeskTimers {
  readonly #timers: KeyTimers;
  readonly #numbers = new Map<string, number>();
  readonly #names: { readonly kind: Deadline; readonly alarm: AlarmId }[] = [];

  constructor(due: (kind: Deadline, alarm: AlarmId) => void, scheduler: SchedulerLike = asyncScheduler) {
    this.#timers = new KeyTimers(scheduler, (number) => {
      const { kind, alarm } = this.#names[number]!;
      due(kind, alarm);
    });
  }

  set(kind: Deadline, alarm: AlarmId, at: number): void {
    const name = `${kind} ${alarm}`;
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#names.length;
      this.#numbers.set(name, number);
      this.#names.push({ kind, alarm });
    }
    this.#timers.set(number, at);
  }

  drop(kind: Deadline, alarm: AlarmId): void {
    const number = this.#numbers.get(`${kind} ${alarm}`);
    if (number !== undefined) this.#timers.drop(number);
  }

  close(): void {
    this.#timers.close();
  }
}
