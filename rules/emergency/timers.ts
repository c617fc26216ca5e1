import type { SchedulerLike } from "rxjs";
import type { RunId } from "../../facility/emergency/index.ts";
import { KeyTimers } from "../operators/key-timers.ts";

/** One deadline a run, by its name. */
export class RunTimers {
  readonly #timers: KeyTimers;
  readonly #numbers = new Map<RunId, number>();
  readonly #names: RunId[] = [];

  constructor(due: (run: RunId) => void, scheduler: SchedulerLike) {
    this.#timers = new KeyTimers(scheduler, (number) => due(this.#names[number]!));
  }

  /** Null takes it back. */
  set(run: RunId, at: number | null): void {
    let number = this.#numbers.get(run);
    if (number === undefined) {
      number = this.#names.length;
      this.#numbers.set(run, number);
      this.#names.push(run);
    }
    if (at === null) this.#timers.drop(number);
    else this.#timers.set(number, at);
  }

  close(): void {
    this.#timers.close();
  }
}
