import type { SchedulerLike, Subscription } from "rxjs";
import type { Run, RunId } from "../../facility/emergency/index.ts";
import type { Clock } from "../../facility/units/index.ts";
import { observations, type Seen } from "./observe.ts";
import type { Plant } from "./ports.ts";

/** How often the plant is looked at while a step waits for it, ms. */
const LOOK_MS = 1_000;

export interface WatchOptions {
  readonly runs: () => readonly Run[];
  readonly plant: Plant;
  readonly clock: Clock;
  readonly scheduler: SchedulerLike;
  readonly seen: (run: RunId, seen: Seen) => void;
  readonly log: { warn(message: string): void };
}

/** Looks at the plant once a second while a step of any run waits for it, and tells what is new. */
export class PlantWatch {
  readonly #options: WatchOptions;
  #looking: Subscription | undefined;
  #closed = false;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** A run has changed: begins to look where that is called for. */
  look(): void {
    const { runs, scheduler } = this.#options;
    if (this.#closed || (this.#looking && !this.#looking.closed) || !runs().some(waits)) return;
    this.#looking = scheduler.schedule(() => {
      this.#looking = undefined;
      void this.#observe().finally(() => this.look());
    }, LOOK_MS);
  }

  async #observe(): Promise<void> {
    const { runs, plant, clock, seen, log } = this.#options;
    for (const run of runs()) {
      if (run.state.is !== "running") continue;
      try {
        for (const one of await observations(run, plant, clock())) seen(run.id, one);
      } catch (error) {
        log.warn(`run ${run.id}: what the plant says cannot be read (${String(error)})`);
      }
    }
  }

  close(): void {
    this.#closed = true;
    this.#looking?.unsubscribe();
  }
}

const waits = (run: Run): boolean =>
  run.state.is === "running" &&
  Object.values(run.steps).some(
    (state) => state.is === "open" && (state.waiting.for === "plant" || state.waiting.for === "effect"),
  );
