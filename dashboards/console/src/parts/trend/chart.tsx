import { lazy, type ReactNode, Suspense, useMemo, useRef } from "react";
import { exportPath } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang, useTheme } from "../../app/preferences.ts";
import { useTimeZone } from "../../app/site.ts";
import { palettes } from "../../app/tokens.ts";
import { csvOf, instantText, type ShadedSpan, sortableText, unitText, type View } from "../../laws/index.ts";
import { Button, ButtonLink } from "../button.tsx";
import { save, saveBlob } from "../figure/save.ts";
import { Icon } from "../icons.tsx";
import { Quiet, TroubleNote } from "../trouble.tsx";
import type { CanvasHandle } from "./canvas.tsx";
import { type Moment, type Plotted, type PlottedLimit, trendHeight } from "./option.ts";
import "./trend.css";

const Canvas = lazy(() => import("./canvas.tsx").then((module) => ({ default: module.Canvas })));

/** Curves as they were fetched, drawn; PNG and CSV of what is seen, and the raw readings behind it. */
export function TrendChart({
  name,
  plotted,
  limits,
  spans,
  moments,
  stretch: { from, to, now, pending, error },
  roomy,
  onView,
}: {
  /** Names the files. */
  name: string;
  plotted: readonly Plotted[];
  limits: readonly PlottedLimit[];
  spans: readonly ShadedSpan[];
  moments: readonly Moment[];
  stretch: View & { readonly now: number; readonly pending: boolean; readonly error: unknown };
  roomy: boolean;
  /** Lets a person drag and zoom. */
  onView?: (view: View) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const palette = palettes[useTheme()];
  const canvas = useRef<CanvasHandle>(null);
  const scene = useMemo(
    () => ({ plotted, limits, spans, moments, from, to, now, lang, timeZone, palette, roomy }),
    [plotted, limits, spans, moments, from, to, now, lang, timeZone, palette, roomy],
  );

  if (plotted.length === 0) return <Quiet>{t("trend.none")}</Quiet>;
  const height = trendHeight(plotted, roomy);
  const isEmpty = !pending && plotted.every(({ slices }) => slices.length === 0);
  const fileName = `${name}-${sortableText(to, timeZone).replace(/[: ]/g, "-")}`;
  const label = t("trend.chart", {
    names: plotted.map((one) => one.name).join(", "),
    from: instantText(from, lang, timeZone),
    to: instantText(to, lang, timeZone),
  });
  const saveCsv = () => {
    const table = csvOf(
      plotted.map(({ point, slices, name: curve }) => {
        const unit = point.type.kind === "number" ? unitText(point.type.unit, lang) : "";
        return { name: curve + (unit ? ` (${unit})` : ""), slices };
      }),
      { time: t("trend.time"), mean: t("trend.mean"), min: t("trend.min"), max: t("trend.max") },
      timeZone,
    );
    saveBlob(new Blob([table], { type: "text/csv;charset=utf-8" }), `${fileName}.csv`);
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
          <Canvas scene={scene} height={height} label={label} handle={canvas} onView={onView} />
        </Suspense>
      </div>
      <div className="trend-export">
        <Button
          title={t("trend.savePng")}
          size="small"
          icon={<Icon name="download" size={14} />}
          aria-label={`${t("trend.png")}: ${t("trend.savePng")}`}
          onClick={savePng}
        >
          {t("trend.png")}
        </Button>
        <Button
          title={t("trend.saveCsv")}
          size="small"
          icon={<Icon name="download" size={14} />}
          aria-label={`${t("trend.csv")}: ${t("trend.saveCsv")}`}
          onClick={saveCsv}
        >
          {t("trend.csv")}
        </Button>
        {(["csv", "parquet"] as const).map((format) => {
          const help = t(format === "csv" ? "trend.saveRawCsv" : "trend.saveRawParquet");
          const word = t(format === "csv" ? "trend.rawCsv" : "trend.rawParquet");
          return (
            <ButtonLink
              key={format}
              title={help}
              size="small"
              icon={<Icon name="download" size={14} />}
              aria-label={`${word}: ${help}`}
              href={exportPath(
                plotted.map(({ point }) => point.id),
                from,
                to,
                format,
              )}
              download
            >
              {word}
            </ButtonLink>
          );
        })}
      </div>
    </div>
  );
}
