import type { DuckDbReadings } from "../adapters/duckdb/index.ts";
import type { Clock } from "../facility/units/index.ts";
import type { Log } from "./log.ts";

const TEN_MINUTES_MS = 600_000;
/** Not in the first seconds: a start has better to do. */
const FIRST_AFTER_MS = 20_000;

/** Has the store close days and forget what was kept long enough, now and then; one pass at a time. */
export function startUpkeep(options: {
  readonly store: Pick<DuckDbReadings, "upkeep">;
  readonly clock: Clock;
  readonly log: Log;
  readonly everyMs?: number | undefined;
}): { close(): Promise<void> } {
  const { store, clock, log, everyMs = TEN_MINUTES_MS } = options;
  let running: Promise<void> = Promise.resolve();
  let closed = false;
  let timer = setTimeout(pass, Math.min(FIRST_AFTER_MS, everyMs));

  function pass(): void {
    running = store
      .upkeep(clock())
      .then(({ closed: days, forgotten }) => {
        if (days > 0) log.info(`readings: closed ${days} day(s) into files`);
        if (forgotten > 0) log.info(`readings: ${forgotten} day(s) lost what was kept for as long as asked`);
      })
      .catch((error: unknown) =>
        log.warn(
          `readings: a day could not be closed; its readings stay where they are, and it is tried again: ${String(error)}`,
        ),
      )
      .finally(() => {
        if (!closed) timer = setTimeout(pass, everyMs);
      });
  }

  return {
    close() {
      closed = true;
      clearTimeout(timer);
      return running;
    },
  };
}
