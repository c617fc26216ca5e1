import type { ReactNode } from "react";
import { ticksTo } from "../../../../../facility/lifecycle/shown/index.ts";

const WIDTH = 640;
const LEFT = 60;
const RIGHT = 10;
const TOP = 12;

interface Frame {
  readonly height: number;
  readonly x: (i: number) => number;
  readonly y: (value: number) => number;
  readonly slot: number;
}
const frameOf = (height: number, count: number, most: number): Frame => {
  const bottom = height - 22;
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(1, count);
  return {
    height,
    slot,
    x: (i) => LEFT + (i + 0.5) * slot,
    y: (value) => bottom - (value / most) * (bottom - TOP),
  };
};

function Axis({
  frame,
  ticks,
  labels,
  write,
  every = 1,
}: {
  frame: Frame;
  ticks: readonly number[];
  labels: readonly (string | number)[];
  write: (value: number) => string;
  every?: number;
}): ReactNode {
  return (
    <g className="lc-axis">
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={frame.y(tick)} y2={frame.y(tick)} />
          <text x={LEFT - 6} y={frame.y(tick) + 4} textAnchor="end">
            {write(tick)}
          </text>
        </g>
      ))}
      {labels.map((word, i) =>
        i % every === 0 ? (
          <text key={word} x={frame.x(i)} y={frame.height - 6} textAnchor="middle">
            {word}
          </text>
        ) : null,
      )}
    </g>
  );
}

export interface Series {
  readonly name: string;
  readonly values: readonly number[];
  readonly dashed?: boolean;
}

function Legend({
  names,
  cap,
}: {
  names: readonly { name: string; dashed?: boolean }[];
  cap?: string;
}): ReactNode {
  return (
    <ul className="lc-legend">
      {names.map(({ name, dashed }, i) => (
        <li key={name}>
          <span className={`lc-key lc-s${i % 4}${dashed ? " is-dashed" : ""}`} aria-hidden="true" />
          {name}
        </li>
      ))}
      {cap !== undefined && (
        <li>
          <span className="lc-key lc-capkey" aria-hidden="true" />
          {cap}
        </li>
      )}
    </ul>
  );
}

/** Stacked bars with a limit above each, where there is one. What is over is marked by colour, edge and word. */
export function Bars({
  labels,
  series,
  caps,
  capName,
  over = [],
  write,
  title,
}: {
  labels: readonly (string | number)[];
  series: readonly Series[];
  caps?: readonly (number | null)[];
  capName?: string;
  /** Indices whose bar is over a limit. */
  over?: readonly number[];
  write: (value: number) => string;
  title: string;
}): ReactNode {
  const sums = labels.map((_, i) => series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0));
  const shownCaps = (caps ?? []).filter((cap): cap is number => cap !== null);
  // A cap far above everything would flatten the bars: the axis follows the bars, and the cap is named beside.
  const highest = Math.max(1, ...sums);
  const capsInSight = shownCaps.filter((cap) => cap < highest * 3);
  const ticks = ticksTo(Math.max(highest, ...capsInSight));
  const frame = frameOf(190, labels.length, ticks.at(-1) ?? 1);
  return (
    <figure className="lc-chart">
      <Legend names={series} {...(capName && capsInSight.length > 0 ? { cap: capName } : {})} />
      <svg viewBox={`0 0 ${WIDTH} ${frame.height}`} role="img" aria-label={title}>
        <Axis frame={frame} ticks={ticks} labels={labels} write={write} every={labels.length > 12 ? 2 : 1} />
        {labels.map((word, i) => {
          let below = 0;
          const x = frame.x(i) - frame.slot * 0.3;
          const cap = caps?.[i] ?? null;
          return (
            <g key={word}>
              <title>{`${word}: ${write(sums[i] ?? 0)}`}</title>
              {series.map(({ name, values }, s) => {
                const value = values[i] ?? 0;
                const top = frame.y(below + value);
                const height = frame.y(below) - top;
                below += value;
                return height > 0 ? (
                  <rect
                    key={name}
                    className={`lc-bar lc-s${s % 4}${over.includes(i) ? " is-over" : ""}`}
                    x={x}
                    y={top}
                    width={frame.slot * 0.6}
                    height={height}
                  />
                ) : null;
              })}
              {cap !== null && cap < highest * 3 && (
                <line
                  className="lc-cap"
                  x1={frame.x(i) - frame.slot / 2 + 2}
                  x2={frame.x(i) + frame.slot / 2 - 2}
                  y1={frame.y(cap)}
                  y2={frame.y(cap)}
                />
              )}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** Lines over years, with dashed limits. */
export function Lines({
  labels,
  series,
  write,
  title,
  limits = [],
  top,
}: {
  labels: readonly (string | number)[];
  series: readonly Series[];
  write: (value: number) => string;
  title: string;
  limits?: readonly { readonly at: number; readonly name: string }[];
  /** Where the axis ends; by itself a little above the highest value. */
  top?: number;
}): ReactNode {
  const highest = Math.max(1e-9, ...series.flatMap(({ values }) => values));
  const ticks = ticksTo(top ?? highest * 1.04);
  const most = ticks.at(-1) ?? 1;
  const frame = frameOf(180, labels.length, most);
  return (
    <figure className="lc-chart">
      <Legend names={series} />
      <svg viewBox={`0 0 ${WIDTH} ${frame.height}`} role="img" aria-label={title}>
        <Axis
          frame={frame}
          ticks={ticks}
          labels={labels}
          write={write}
          every={labels.length > 24 ? 5 : labels.length > 12 ? 2 : 1}
        />
        {limits
          .filter(({ at }) => at <= most)
          .map(({ at, name }) => (
            <g key={name} className="lc-limit">
              <line x1={LEFT} x2={WIDTH - RIGHT} y1={frame.y(at)} y2={frame.y(at)} />
              <text x={WIDTH - RIGHT} y={frame.y(at) - 4} textAnchor="end">
                {name}
              </text>
            </g>
          ))}
        {series.map(({ name, values, dashed }, s) => (
          <polyline
            key={name}
            className={`lc-line lc-s${s % 4}${dashed ? " is-dashed" : ""}`}
            points={values.map((value, i) => `${frame.x(i)},${frame.y(value)}`).join(" ")}
          />
        ))}
      </svg>
    </figure>
  );
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
}: {
  marks: readonly MapMark[];
  title: string;
  across: string;
  up: string;
  open: (id: string) => void;
}): ReactNode {
  const height = 300;
  const bottom = height - 40;
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
  return (
    <svg className="lc-map" viewBox={`0 0 ${WIDTH} ${height}`}>
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
        {[0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]
          .filter((share) => share <= widest)
          .map((share) => (
            <text key={share} x={x(share)} y={bottom + 16} textAnchor="middle">
              {`${share * 100} %`}
            </text>
          ))}
        <text x={WIDTH - 12} y={height - 6} textAnchor="end">
          {across}
        </text>
        <text x={10} y={12}>
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
  );
}
