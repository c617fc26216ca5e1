import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { DeviceEventView, JournalEntry } from "../../../../../api/contract/index.ts";
import { assetQuery, fetchJournal } from "../../app/api.ts";
import { fetchEvents } from "../../app/field-api.ts";
import { useLang } from "../../app/preferences.ts";
import { limitsOf, pick, type ShadedSpan, shadedSpans, type View } from "../../laws/index.ts";
import { useAlarmBoard } from "../../live/index.ts";
import type { Moment, PlottedLimit } from "../../parts/trend/index.ts";

const DAY = 86_400_000;
const LINES = 500;
/** Journal pages and event pages followed back for one asset; older ones are not drawn. */
const PAGES = 6;

/** The asset's journal back to `from`, newest first. */
async function journalBack(asset: string, from: number): Promise<JournalEntry[]> {
  const all: JournalEntry[] = [];
  for (let page = 0; page < PAGES; page++) {
    const before = all.at(-1)?.sequence;
    const { entries } = await fetchJournal({
      asset,
      limit: LINES,
      ...(before === undefined ? {} : { before }),
    });
    all.push(...entries.filter((entry) => entry.asset === asset));
    const last = entries.at(-1);
    if (entries.length < LINES || !last || last.at < from) break;
  }
  return all;
}

async function eventsBack(asset: string, { from, to }: View): Promise<DeviceEventView[]> {
  const all: DeviceEventView[] = [];
  let before: number | undefined = to;
  for (let page = 0; page < PAGES && before !== undefined && before > from; page++) {
    const { events } = await fetchEvents(asset, before);
    all.push(...events);
    before = events.at(-1)?.at;
  }
  return all.filter(({ at }) => at >= from);
}

export interface Around {
  readonly limits: readonly PlottedLimit[];
  readonly spans: readonly ShadedSpan[];
  readonly moments: readonly Moment[];
  /** What an alarm is called, by its id. */
  readonly titles: ReadonlyMap<string, string>;
}

/** What lies around the curves: limits of rules, alarms and device events of every plotted asset. */
export function useAround(assets: readonly string[], { from, to }: View): Around {
  const lang = useLang();
  const { open } = useAlarmBoard();
  // Whole days, so that a moving window does not ask anew each second.
  const start = Math.floor(from / DAY) * DAY;
  const end = Math.ceil(to / DAY) * DAY;
  const details = useQueries({ queries: assets.map((asset) => assetQuery(asset)) });
  const journals = useQueries({
    queries: assets.map((asset) => ({
      queryKey: ["journal", "back", asset, start],
      queryFn: () => journalBack(asset, start),
      staleTime: 30_000,
    })),
  });
  const events = useQueries({
    queries: assets.map((asset) => ({
      queryKey: ["asset", asset, "events", start, end],
      queryFn: () => eventsBack(asset, { from: start, to: end }),
      staleTime: 30_000,
    })),
  });
  const key = [...details, ...journals, ...events].map(({ dataUpdatedAt }) => dataUpdatedAt).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for what was fetched
  return useMemo(() => {
    const titles = new Map(open.map((alarm) => [alarm.id, pick(alarm.title, lang)]));
    const found = assets.map((asset, i) => {
      const rules = details[i]?.data?.rules ?? [];
      const journal = journals[i]?.data ?? [];
      for (const entry of journal) titles.set(entry.alarm, pick(entry.title, lang));
      return {
        limits: limitsOf(rules).map((limit) => ({ ...limit, asset })),
        spans: shadedSpans(
          journal,
          rules,
          open.filter((alarm) => alarm.asset === asset),
        ),
        moments: (events[i]?.data ?? []).map(({ at, meaning, code, scheme, text }) => ({
          asset,
          at,
          name: [text, meaning ? pick(meaning, lang) : `${scheme} ${code}`].filter(Boolean).join(" · "),
        })),
      };
    });
    return {
      limits: found.flatMap(({ limits }) => limits),
      spans: found.flatMap(({ spans }) => spans),
      moments: found.flatMap(({ moments }) => moments),
      titles,
    };
  }, [assets, open, key, lang]);
}
