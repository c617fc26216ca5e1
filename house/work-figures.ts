import type { Subscription } from "rxjs";
import type { Metric } from "../api/index.ts";
import type { Core } from "./core.ts";

type Watched = Pick<Core, "desk" | "pager" | "intake" | "book">;

/** For /metrics: what store, rules and notifications have done since the start, with their failures and durations. */
export class WorkFigures {
  readonly #core: Watched;
  readonly #events = new Map<string, number>();
  readonly #notices = new Map<string, number>();
  readonly #heard: readonly Subscription[];

  constructor(core: Watched) {
    this.#core = core;
    this.#heard = [
      core.desk.transitions.subscribe(({ event }) => count(this.#events, event.on)),
      core.pager.receipts.subscribe(({ state }) => count(this.#notices, state)),
    ];
  }

  metrics(): Metric[] {
    const { intake, desk, book, pager } = this.#core;
    const { commits, failedCommits, commitSeconds } = intake.commits();
    return [
      counter("watchkeeper_store_commits_total", "Groups of readings that the store took.", commits),
      counter("watchkeeper_store_commit_failures_total", "Tries to store that failed.", failedCommits),
      counter(
        "watchkeeper_store_commit_seconds_total",
        "Time spent in commits that succeeded.",
        commitSeconds,
      ),
      gauge("watchkeeper_rules", "Rules that run, one for each asset and rule.", book.instances.length),
      {
        name: "watchkeeper_alarm_events_total",
        help: "Changes of alarms, by what happened: raise, clear, acknowledge, shelve …",
        type: "counter",
        samples: [...this.#events].map(([event, value]) => ({ labels: { event }, value })),
      },
      gauge("watchkeeper_journal_failing", "1 while alarms cannot be written down.", desk.trouble ? 1 : 0),
      {
        name: "watchkeeper_notifications_total",
        help: "Messages to people, by what became of them; a repeated try is counted again.",
        type: "counter",
        samples: STATES.map((state) => ({ labels: { state }, value: this.#notices.get(state) ?? 0 })),
      },
      gauge("watchkeeper_pager_failing", "1 while calls cannot be kept.", pager.trouble ? 1 : 0),
    ];
  }

  close(): void {
    for (const each of this.#heard) each.unsubscribe();
  }
}

const STATES = ["queued", "sent", "delivered", "failed", "seen", "answered"] as const;

const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
const counter = (name: string, help: string, value: number): Metric => ({
  name,
  help,
  type: "counter",
  samples: [{ value }],
});
const gauge = (name: string, help: string, value: number): Metric => ({
  name,
  help,
  type: "gauge",
  samples: [{ value }],
});
