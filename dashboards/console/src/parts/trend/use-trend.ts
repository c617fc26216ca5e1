import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { HistoryView, PointView } from "../../../../../api/contract/index.ts";
import { fetchHistory } from "../../app/api.ts";
import { appendLive } from "../../laws/index.ts";
import { serverNow, useTicking, values } from "../../live/index.ts";

const BUCKETS = 480;

export type TrendWindow =
  /** The last so many milliseconds, moving along with the clock. */
  | { readonly is: "last"; readonly ms: number }
  /** A fixed stretch, such as a quarter of an hour around an alarm; its end may still lie ahead. */
  | { readonly is: "fixed"; readonly from: number; readonly to: number };

/** Live readings by point since the trend was opened; kept short because history is asked for anew. */
type LiveTail = Map<string, { at: number; value: number | boolean | null }[]>;
const TAIL = 600;

/** Stored slices plus what came in since, sliding along. Redraws at most once a second. */
export function useTrend(points: readonly PointView[], window: TrendWindow, slices = BUCKETS) {
  const span = window.is === "last" ? window.ms : window.to - window.from;
  const step = Math.max(1_000, Math.round(span / slices));
  // The right edge moves in whole steps: the picture is redrawn only when it would look different.
  const now = useTicking((at) => Math.floor(at / step) * step);
  const from = window.is === "last" ? now - window.ms : window.from;
  const to = window.is === "last" ? now : window.to;
  const moving = window.is === "last" || window.to > now - 60_000;

  const results = useQueries({
    queries: points.map((point) => ({
      queryKey: [
        "history",
        point.id,
        slices,
        window.is === "last" ? window.ms : `${window.from}-${window.to}`,
      ],
      queryFn: () => {
        const end = window.is === "last" ? serverNow() : Math.min(window.to, serverNow());
        const start = window.is === "last" ? end - window.ms : window.from;
        return fetchHistory(point.id, start, Math.max(end, start + 1_000), slices);
      },
      refetchInterval: moving ? Math.max(15_000, step * 5) : (false as const),
      staleTime: 10_000,
      placeholderData: (before: HistoryView | undefined) => before,
    })),
  });

  const tail = useRef<LiveTail>(new Map());
  const ids = points.map((point) => point.id).join(" ");
  useEffect(() => {
    const stops = ids
      .split(" ")
      .filter(Boolean)
      .map((id) =>
        values.watch(id, () => {
          const latest = values.get(id);
          if (!latest || typeof latest.value === "string") return;
          const list = tail.current.get(id) ?? [];
          list.push({ at: latest.at, value: latest.quality === "bad" ? null : latest.value });
          if (list.length > TAIL) list.splice(0, list.length - TAIL);
          tail.current.set(id, list);
        }),
      );
    return () => {
      for (const stop of stops) stop();
    };
  }, [ids]);

  const histories = results.map(({ data }) => data);
  const key = results.map(({ dataUpdatedAt }) => dataUpdatedAt).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the histories, `now` for the live tail
  const lines = useMemo(
    () =>
      points.map((point, i) => ({
        point,
        bucketMs: histories[i]?.bucketMs ?? step,
        // Short ranges take every live reading; on long ones the next fetch brings them, sliced.
        buckets: appendLive(
          histories[i]?.buckets ?? [],
          moving && span <= 6 * 3_600_000 ? (tail.current.get(point.id) ?? []) : [],
        ),
      })),
    [ids, key, now, step, moving, span],
  );
  return {
    lines,
    from,
    to,
    now,
    pending: results.some(({ isPending }) => isPending),
    error: results.find(({ error }) => error)?.error,
  };
}
