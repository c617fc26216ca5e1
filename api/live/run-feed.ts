import type { RunSummary } from "../contract/index.ts";
import { runSummary } from "../emergencies/index.ts";
import type { ApiDeps } from "../routes/index.ts";
import { timeZoneOf } from "../time-zone.ts";

/** Changes of a run come in handfuls; a tenth of a second gathers them. */
const GATHER_MS = 100;

/** Hands on the runs under way whenever one changes. */
export function feedRuns(
  { emergencies, model, clock }: Pick<ApiDeps, "emergencies" | "model" | "clock">,
  send: (runs: RunSummary[]) => void,
): { now(): RunSummary[]; close(): void } {
  const now = () =>
    (emergencies?.runs() ?? [])
      .filter(({ state }) => state.is !== "stood-down")
      .map((run) => runSummary(run, timeZoneOf(model(), run.site), clock()));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listening = emergencies?.changed.subscribe(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      send(now());
    }, GATHER_MS);
  });
  return {
    now,
    close() {
      clearTimeout(timer);
      listening?.unsubscribe();
    },
  };
}
