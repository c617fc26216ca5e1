import type { SchedulerLike, Subscription } from "rxjs";
import type { Clock, Instant } from "../../facility/units/index.ts";

/** Nothing is lost when it is asked too often; a moment that a clock change moved is found again this way. */
const LONGEST_SLEEP = 30_000;

export interface WakeTimerOptions {
  readonly scheduler: SchedulerLike;
  readonly clock: Clock;
  readonly wake: () => Promise<void>;
  readonly log: { warn(message: string): void };
}

/** Wakes once, at the earliest of the moments it has been told since it last woke. */
export class WakeTimer {
  readonly #options: WakeTimerOptions;
  #timer: Subscription | undefined;
  #at = Number.POSITIVE_INFINITY;
  #closed = false;

  constructor(options: WakeTimerOptions) {
    this.#options = options;
  }

  wakeAt(at: Instant): void {
    if (at >= this.#at || this.#closed) return;
    const { scheduler, clock, wake, log } = this.#options;
    this.#timer?.unsubscribe();
    this.#at = at;
    const wait = Math.min(LONGEST_SLEEP, Math.max(0, at - clock()));
    this.#timer = scheduler.schedule(() => {
      wake().catch((error: unknown) => log.warn(`the pager stumbled: ${String(error)}`));
    }, wait);
  }

  /** Forgets what it has been told. */
  clear(): void {
    this.#timer?.unsubscribe();
    this.#at = Number.POSITIVE_INFINITY;
  }

  close(): void {
    this.#closed = true;
    this.#timer?.unsubscribe();
  }
}
