import { type ReactNode, useMemo } from "react";
import type { AlarmView, JournalEntry, PointView, RuleView } from "../../../../../api/contract/index.ts";
import { useLang } from "../../app/preferences.ts";
import { assetOf, limitsOf, pick, shadedSpans, withGaps } from "../../laws/index.ts";
import { TrendChart } from "./chart.tsx";
import { type TrendWindow, useTrend } from "./use-trend.ts";

/** Curves of one asset's chosen points with the limits of its rules and its alarms; PNG and CSV of what is seen. */
export function Trend({
  asset,
  points,
  rules,
  journal,
  alarms,
  window,
  roomy = true,
}: {
  /** Names the files. */
  asset: string;
  points: readonly PointView[];
  rules: readonly RuleView[];
  journal: readonly JournalEntry[];
  /** Open alarms, whose beginning may be older than the journal at hand. */
  alarms: readonly AlarmView[];
  window: TrendWindow;
  roomy?: boolean;
}): ReactNode {
  const lang = useLang();
  const { lines, ...stretch } = useTrend(points, window);
  const plotted = useMemo(
    () =>
      lines.map(({ point, buckets, bucketMs }) => ({
        point,
        name: pick(point.type.label, lang),
        slices: withGaps(buckets, bucketMs, point.type.staleAfterSeconds),
      })),
    [lines, lang],
  );
  const limits = useMemo(() => {
    const own = points[0] ? assetOf(points[0]) : "";
    return limitsOf(rules).map((limit) => ({ ...limit, asset: own }));
  }, [rules, points]);
  const spans = useMemo(() => shadedSpans(journal, rules, alarms), [journal, rules, alarms]);
  return (
    <TrendChart
      name={asset}
      plotted={plotted}
      limits={limits}
      spans={spans}
      moments={none}
      stretch={stretch}
      roomy={roomy}
    />
  );
}

const none: readonly never[] = [];
