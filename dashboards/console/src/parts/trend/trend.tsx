import { Button, Tooltip } from "antd";
import { lazy, type ReactNode, Suspense, useMemo, useRef } from "react";
import type { AlarmView, JournalEntry, PointView, RuleView } from "../../../../../api/contract/index.ts";
import { exportPath } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang, useTheme } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { palettes } from "../../app/tokens.ts";
import {
  csvOf,
  instantText,
  limitsOf,
  type Priority,
  pick,
  type ShadedSpan,
  sortableText,
  spansOf,
  unitText,
  withGaps,
} from "../../laws/index.ts";
import { Icon } from "../icons.tsx";
import { Quiet, TroubleNote } from "../trouble.tsx";
import type { CanvasHandle } from "./canvas.tsx";
import { trendHeight } from "./option.ts";
import { type TrendWindow, useTrend } from "./use-trend.ts";
import "./trend.css";

const Canvas = lazy(() => import("./canvas.tsx").then((module) => ({ default: module.Canvas })));

function save(href: string, name: string): void {
  const anchor = document.createElement("a");
  anchor.href = href;
  anchor.download = name;
  anchor.click();
}

/** Curves of chosen points with the limits of their rules and the asset's alarms; PNG and CSV of what is seen. */
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
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const palette = palettes[useTheme()];
  const canvas = useRef<CanvasHandle>(null);
  const { lines, from, to, now, pending, error } = useTrend(points, window);

  const plotted = useMemo(
    () =>
      lines.map(({ point, buckets, bucketMs }) => ({
        point,
        slices: withGaps(buckets, bucketMs, point.type.staleAfterSeconds),
      })),
    [lines],
  );
  const limits = useMemo(() => limitsOf(rules), [rules]);
  const spans = useMemo((): ShadedSpan[] => {
    const priorityOf = new Map<string, Priority>(rules.map((rule) => [rule.id, rule.priority]));
    const ruleOf = new Map(journal.map((entry) => [entry.alarm, entry.rule]));
    const found = spansOf(journal).map((span) => ({
      ...span,
      priority: priorityOf.get(ruleOf.get(span.alarm) ?? "") ?? ("low" as const),
    }));
    const known = new Set(found.filter(({ to: end }) => end === null).map(({ alarm }) => alarm));
    const missing = alarms.filter((alarm) => alarm.active && alarm.raisedAt !== null && !known.has(alarm.id));
    return [
      ...found,
      ...missing.map((alarm) => ({
        alarm: alarm.id,
        from: alarm.raisedAt ?? alarm.changedAt,
        to: null,
        priority: alarm.priority,
      })),
    ];
  }, [journal, rules, alarms]);
  const scene = useMemo(
    () => ({ plotted, limits, spans, from, to, now, lang, timeZone, palette }),
    [plotted, limits, spans, from, to, now, lang, timeZone, palette],
  );

  if (points.length === 0) return <Quiet>{t("trend.none")}</Quiet>;
  const height = trendHeight(plotted, roomy);
  const isEmpty = !pending && plotted.every(({ slices }) => slices.length === 0);
  const fileName = `${asset}-${sortableText(to, timeZone).replace(/[: ]/g, "-")}`;
  const label = t("trend.chart", {
    names: points.map((point) => pick(point.type.label, lang)).join(", "),
    from: instantText(from, lang, timeZone),
    to: instantText(to, lang, timeZone),
  });
  const saveCsv = () => {
    const table = csvOf(
      plotted.map(({ point, slices }) => {
        const unit = point.type.kind === "number" ? unitText(point.type.unit, lang) : "";
        return { name: pick(point.type.label, lang) + (unit ? ` (${unit})` : ""), slices };
      }),
      { time: t("trend.time"), mean: t("trend.mean"), min: t("trend.min"), max: t("trend.max") },
      timeZone,
    );
    const href = URL.createObjectURL(new Blob([table], { type: "text/csv;charset=utf-8" }));
    save(href, `${fileName}.csv`);
    URL.revokeObjectURL(href);
  };
  const savePng = () => {
    const picture = canvas.current?.png();
    if (picture) save(picture, `${fileName}.png`);
  };
  return (
    <div className="trend">
      {error !== undefined && <TroubleNote error={error} />}
      <div className="trend-picture" style={{ minHeight: height }}>
        {pending && <span className="trend-note">{t("trend.loading")}</span>}
        {isEmpty && <span className="trend-note">{t("trend.empty")}</span>}
        <Suspense fallback={<span className="trend-note">{t("trend.loading")}</span>}>
          <Canvas scene={scene} height={height} label={label} handle={canvas} />
        </Suspense>
      </div>
      <div className="trend-export">
        <Tooltip title={t("trend.savePng")}>
          <Button
            size="small"
            icon={<Icon name="download" size={14} />}
            aria-label={t("trend.savePng")}
            onClick={savePng}
          >
            {t("trend.png")}
          </Button>
        </Tooltip>
        <Tooltip title={t("trend.saveCsv")}>
          <Button
            size="small"
            icon={<Icon name="download" size={14} />}
            aria-label={t("trend.saveCsv")}
            onClick={saveCsv}
          >
            {t("trend.csv")}
          </Button>
        </Tooltip>
        {(["csv", "parquet"] as const).map((format) => {
          const help = t(format === "csv" ? "trend.saveRawCsv" : "trend.saveRawParquet");
          return (
            <Tooltip key={format} title={help}>
              <Button
                size="small"
                icon={<Icon name="download" size={14} />}
                aria-label={help}
                href={exportPath(
                  points.map(({ id }) => id),
                  from,
                  to,
                  format,
                )}
                download
              >
                {t(format === "csv" ? "trend.rawCsv" : "trend.rawParquet")}
              </Button>
            </Tooltip>
          );
        })}
      </div>
    </div>
  );
}
