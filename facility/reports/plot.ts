export interface PlotSeries {
  readonly name: string;
  /** As it stands beside the name; empty for states. */
  readonly unit: string;
  /** Oldest first; null is a gap and stays one. */
  readonly points: readonly { readonly at: number; readonly value: number | null }[];
  /** Holds its value until the next reading: switches and states. */
  readonly steps?: boolean;
}

/** A moment worth a line: detected, arrived, ended. */
export interface PlotMark {
  readonly at: number;
  readonly label: string;
}

export interface PlotOptions {
  readonly series: PlotSeries;
  readonly from: number;
  readonly to: number;
  readonly marks: readonly PlotMark[];
  /** Writes a moment on the axis: "14:32". */
  readonly time: (at: number) => string;
}

const WIDTH = 700;
const HEIGHT = 150;
const LEFT = 54;
const RIGHT = 12;
const TOP = 30;
const BOTTOM = 22;
const FONT = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif";
const INK = "#1f2933";
const LINE = "#0b6bb5";
const QUIET = "#7b8794";
const MARK = "#c62828";

const escapeXml = (words: string): string =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** One trend as an SVG, 700 × 150: the same words on paper and on a page. No script, no style sheet. */
export function plot({ series, from, to, marks, time }: PlotOptions): string {
  const values = series.points.flatMap(({ value }) => (value === null ? [] : [value]));
  const low = values.length > 0 ? Math.min(...values) : 0;
  const high = values.length > 0 ? Math.max(...values) : 1;
  const room = high === low ? Math.max(1, Math.abs(high) * 0.1) : (high - low) * 0.1;
  const bottom = low - room;
  const top = high + room;
  const span = Math.max(1, to - from);
  const x = (at: number): number => LEFT + ((at - from) / span) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number =>
    TOP + (1 - (value - bottom) / (top - bottom)) * (HEIGHT - TOP - BOTTOM);

  const label = (at: { x: number; y: number }, words: string, more = ""): string =>
    `<text x="${round(at.x)}" y="${round(at.y)}" font-family="${FONT}" font-size="10" ${more}>${escapeXml(words)}</text>`;
  const rule = (x1: number, y1: number, x2: number, y2: number, colour: string, more = ""): string =>
    `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${colour}" ${more}/>`;

  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => from + share * span);
  const heading = series.unit === "" ? series.name : `${series.name} (${series.unit})`;
  const parts = [
    `<rect x="0" y="0" width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    label({ x: LEFT, y: 12 }, heading, `fill="${INK}" font-weight="bold"`),
    rule(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, QUIET, 'stroke-width="0.5"'),
    ...[low, high].map((value) =>
      label({ x: LEFT - 6, y: y(value) + 3 }, figure(value), `fill="${QUIET}" text-anchor="end"`),
    ),
    ...ticks.map((at) =>
      label({ x: x(at), y: HEIGHT - 8 }, time(at), `fill="${QUIET}" text-anchor="${anchor(at, from, to)}"`),
    ),
    ...marks
      .filter(({ at }) => at >= from && at <= to)
      .flatMap((mark, i) => [
        rule(
          x(mark.at),
          TOP - 6,
          x(mark.at),
          HEIGHT - BOTTOM,
          MARK,
          'stroke-width="0.8" stroke-dasharray="3 2"',
        ),
        label(
          { x: x(mark.at) + 3, y: TOP - 2 + (i % 3) * 10 },
          mark.label,
          `fill="${MARK}" text-anchor="${x(mark.at) > WIDTH * 0.8 ? "end" : "start"}"`,
        ),
      ]),
    ...lines(series, x, y).map(
      (d) => `<path d="${d}" fill="none" stroke="${LINE}" stroke-width="1.4" stroke-linejoin="round"/>`,
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeXml(heading)}">${parts.join("")}</svg>`;
}

const anchor = (at: number, from: number, to: number): string =>
  at === from ? "start" : at === to ? "end" : "middle";

/** One path for each stretch without a gap. */
function lines(series: PlotSeries, x: (at: number) => number, y: (value: number) => number): string[] {
  const paths: string[] = [];
  let path = "";
  let last = 0;
  for (const { at, value } of series.points) {
    if (value === null) {
      if (path) paths.push(path);
      path = "";
      continue;
    }
    const there = `${round(x(at))} ${round(y(value))}`;
    if (path === "") path = `M${there}`;
    else path += series.steps ? `L${round(x(at))} ${round(y(last))}L${there}` : `L${there}`;
    last = value;
  }
  return path ? [...paths, path] : paths;
}

const round = (n: number): string => String(Math.round(n * 10) / 10);
const figure = (n: number): string => String(Math.abs(n) >= 100 ? Math.round(n) : Math.round(n * 100) / 100);
