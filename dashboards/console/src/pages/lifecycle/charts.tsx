import { type ReactNode, useRef } from "react";
import { useWords } from "../../app/i18n.ts";
import { Button } from "../../parts/button.tsx";
import { Figure, type FigureSeries, save, saveBlob } from "../../parts/figure/index.ts";
import { Icon } from "../../parts/index.ts";
import { svgPng } from "./svg-png.ts";

const WIDTH = 640;

export type Series = FigureSeries;

/** Stacked bars with a limit above each, where there is one. What is over is marked by its edge. */
export function Bars({
  caps,
  capName,
  across,
  ...rest
}: {
  labels: readonly (string | number)[];
  series: readonly Series[];
  caps?: readonly (number | null)[];
  capName?: string;
  /** Indices whose bar is over a limit. */
  over?: readonly number[];
  write: (value: number) => string;
  title: string;
  /** What the labels are; years as a rule. */
  across?: string;
}): ReactNode {
  const t = useWords();
  return (
    <Figure
      kind="bars"
      across={across ?? t("lifecycle.year")}
      {...(caps ? { caps: { name: capName ?? t("lifecycle.cap"), values: caps } } : {})}
      {...rest}
    />
  );
}

/** Lines over years, with dashed limits. */
export function Lines({
  across,
  ...rest
}: {
  labels: readonly (string | number)[];
  series: readonly Series[];
  write: (value: number) => string;
  title: string;
  limits?: readonly { readonly at: number; readonly name: string }[];
  /** Where the axis ends; by itself a little above the highest value. */
  top?: number;
  across?: string;
}): ReactNode {
  const t = useWords();
  return <Figure kind="lines" across={across ?? t("lifecycle.year")} {...rest} />;
}

export interface MapMark {
  readonly id: string;
  readonly label: string;
  readonly lifeShare: number;
  readonly condition: number;
  readonly cny: number;
}

/** Age across, condition upwards worse; each mark opens its asset, by click or by key. */
export function FleetMap({
  marks,
  title,
  across,
  up,
  open,
  csv,
}: {
  marks: readonly MapMark[];
  title: string;
  across: string;
  up: string;
  open: (id: string) => void;
  /** The same assets as a table. */
  csv: () => string;
}): ReactNode {
  const t = useWords();
  const drawing = useRef<SVGSVGElement>(null);
  const saveCsv = () => saveBlob(new Blob([csv()], { type: "text/csv;charset=utf-8" }), `${title}.csv`);
  const height = 300;
  const bottom = height - 48;
  const widest = Math.max(1.25, ...marks.map(({ lifeShare }) => Math.min(2, lifeShare)));
  const x = (share: number) => 36 + (Math.min(2, share) / widest) * (WIDTH - 56);
  const y = (grade: number) => bottom - ((grade - 0.5) / 5) * (bottom - 20);
  const dearest = Math.max(1, ...marks.map(({ cny }) => cny));
  const seen = new Map<string, number>();
  const placed = marks
    .toSorted((a, b) => b.condition - a.condition || b.lifeShare - a.lifeShare)
    .map((mark) => {
      const key = `${Math.round(mark.lifeShare * 22)} ${mark.condition}`;
      const k = seen.get(key) ?? 0;
      seen.set(key, k + 1);
      return {
        ...mark,
        cx: x(mark.lifeShare) + Math.floor(k / 7) * 2,
        cy: y(mark.condition) + ((k % 7) - 3) * 5,
        r: 3 + 7 * Math.sqrt(mark.cny / dearest),
      };
    });
  const savePng = async () => {
    if (drawing.current) save(await svgPng(drawing.current, 2), `${title}.png`);
  };
  return (
    <>
      <svg ref={drawing} className="lc-map" viewBox={`0 0 ${WIDTH} ${height}`}>
        <title>{title}</title>
        <g className="lc-axis">
          {[1, 2, 3, 4, 5].map((grade) => (
            <g key={grade}>
              <line x1={36} x2={WIDTH - 12} y1={y(grade)} y2={y(grade)} />
              <text x={26} y={y(grade) + 4} textAnchor="end">
                {grade}
              </text>
            </g>
          ))}
          {/* On a phone the words are as wide as a quarter of a life. */}
          {(widest > 1.5 ? [0, 0.5, 1, 1.5, 2] : [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5])
            .filter((share) => share <= widest)
            .map((share) => (
              <text key={share} x={x(share)} y={bottom + 16} textAnchor={share === widest ? "end" : "middle"}>
                {`${share * 100} %`}
              </text>
            ))}
          <text x={WIDTH - 12} y={height - 6} textAnchor="end">
            {across}
          </text>
          <text x={10} y={18}>
            {up}
          </text>
        </g>
        <line className="lc-cap" x1={x(1)} x2={x(1)} y1={20} y2={bottom} />
        {placed.map(({ id, label, cx, cy, r, condition }) => (
          // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside an SVG
          <circle
            key={id}
            className={`lc-mark lc-c${condition}`}
            cx={cx}
            cy={cy}
            r={r}
            role="button"
            tabIndex={0}
            aria-label={label}
            onClick={() => open(id)}
            onKeyDown={(event) => {
              if (event.key === "Enter" || event.key === " ") {
                event.preventDefault();
                open(id);
              }
              const to =
                event.key === "ArrowRight"
                  ? "nextElementSibling"
                  : event.key === "ArrowLeft"
                    ? "previousElementSibling"
                    : undefined;
              if (to) {
                event.preventDefault();
                const next = event.currentTarget[to];
                if (next instanceof SVGCircleElement) next.focus();
              }
            }}
          >
            <title>{label}</title>
          </circle>
        ))}
      </svg>
      <div className="figure-foot lc-mapfoot">
        <Button
          size="small"
          icon={<Icon name="download" size={14} />}
          aria-label={`${t("trend.png")}: ${title}`}
          onClick={() => void savePng()}
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
    </>
  );
}
