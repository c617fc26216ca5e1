import type { AssetId, Instant } from "../units/index.ts";
import type { Evidence, Transition } from "./journal.ts";
import type { AlarmId } from "./state.ts";

/** One time that a condition was true. */
export interface Occurrence {
  readonly raisedAt: Instant;
  /** Null while it is still true. */
  readonly clearedAt: Instant | null;
  /** It asked for a person's eye: neither shelved, suppressed nor out of service when it began. */
  readonly called: boolean;
  readonly raisedBy: Evidence;
  readonly clearedBy: Evidence | null;
}

/** Everything one alarm did in a span, oldest first. */
export interface AlarmStory {
  readonly alarm: AlarmId;
  readonly asset: AssetId;
  readonly rule: string;
  readonly occurrences: readonly Occurrence[];
}

/** Folds journal lines, oldest first, into each alarm's occurrences. A clear whose raise lies before them tells nothing. */
export function storiesOf(lines: Iterable<Transition>): AlarmStory[] {
  type Growing = { -readonly [K in keyof Occurrence]: Occurrence[K] };
  const stories = new Map<AlarmId, { asset: AssetId; rule: string; occurrences: Growing[] }>();
  for (const { alarm, event } of lines) {
    if (event.on !== "raise" && event.on !== "clear") continue;
    let story = stories.get(alarm.id);
    if (!story) {
      story = { asset: alarm.asset, rule: alarm.rule, occurrences: [] };
      stories.set(alarm.id, story);
    }
    const last = story.occurrences.at(-1);
    if (event.on === "raise")
      story.occurrences.push({
        raisedAt: event.at,
        clearedAt: null,
        called: alarm.state.is === "unacknowledged",
        raisedBy: alarm.evidence,
        clearedBy: null,
      });
    else if (last && last.clearedAt === null) {
      last.clearedAt = event.at;
      last.clearedBy = alarm.evidence;
    }
  }
  return [...stories].map(([alarm, story]) => ({ alarm, ...story }));
}
