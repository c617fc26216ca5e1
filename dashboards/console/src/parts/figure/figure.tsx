import { lazy, type ReactNode, Suspense, useMemo, useRef } from "react";
import { useWords } from "../../app/i18n.ts";
import { useTheme } from "../../app/preferences.ts";
import { palettes } from "../../app/tokens.ts";
import { NOTHING } from "../../laws/index.ts";
import { Button } from "../button.tsx";
import { Icon } from "../icons.tsx";
import type { FigureHandle } from "./canvas.tsx";
import { type FigureData, figureCsv } from "./option.ts";
import { save, saveBlob } from "./save.ts";
import "./figure.css";

const FigureCanvas = lazy(() => import("./canvas.tsx").then((module) => ({ default: module.FigureCanvas })));

/** A chart of a few series over labels: drawn in the console's theme, as PNG, as CSV, and as a table for who cannot see it. */
export function Figure({
  title,
  across,
  height = 220,
  ...data
}: FigureData & {
  title: string;
  /** What the labels are: the first column's head. */
  across: string;
  height?: number;
}): ReactNode {
  const t = useWords();
  const palette = palettes[useTheme()];
  const canvas = useRef<FigureHandle>(null);
  const { kind, labels, series, limits, caps, over, top, write } = data;
  // Drawn again when a number changes, not when a parent does.
  const key = JSON.stringify([kind, labels, series, limits, caps, over, top, write(1_234_567)]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for all of it
  const drawn = useMemo(() => data, [key]);
  const columns = [...series, ...(caps ? [caps] : [])];
  const savePng = () => {
    const picture = canvas.current?.png();
    if (picture) save(picture, `${title}.png`);
  };
  const saveCsv = () =>
    saveBlob(new Blob([figureCsv(data, across)], { type: "text/csv;charset=utf-8" }), `${title}.csv`);
  return (
    <figure className="figure">
      <div style={{ minHeight: height }}>
        <Suspense fallback={<span className="faint">{t("trend.loading")}</span>}>
          <FigureCanvas data={drawn} palette={palette} height={height} label={title} handle={canvas} />
        </Suspense>
      </div>
      <div className="figure-foot">
        <details className="figure-table">
          <summary>{t("lifecycle.figure.table")}</summary>
          <div className="table-scroll">
            <table className="rows" aria-label={title}>
              <thead>
                <tr>
                  <th scope="col">{across}</th>
                  {columns.map(({ name }) => (
                    <th key={name} scope="col" className="right">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {labels.map((label, i) => (
                  <tr key={label}>
                    <th scope="row">{label}</th>
                    {columns.map(({ name, values }) => {
                      const value = values[i];
                      return (
                        <td key={name} className="num right">
                          {value === null || value === undefined ? NOTHING : write(value)}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
        <Button
          size="small"
          icon={<Icon name="download" size={14} />}
          aria-label={`${t("trend.png")}: ${title}`}
          onClick={savePng}
        >
          {t("trend.png")}
        </Button>
        <Button
          size="small"
          icon={<Icon name="download" size={14} />}
          aria-label={`${t("trend.csv")}: ${title}`}
          onClick={saveCsv}
        >
          {t("trend.csv")}
        </Button>
      </div>
    </figure>
  );
}
