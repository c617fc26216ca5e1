import type { ECBasicOption } from "echarts/types/dist/shared";
import { fontStack, type Palette } from "../../app/tokens.ts";

export interface FigureSeries {
  readonly name: string;
  /** One for each label; null is a gap and stays one. */
  readonly values: readonly (number | null)[];
  readonly dashed?: boolean;
}

export interface FigureLimit {
  readonly at: number;
  readonly name: string;
}

/** What a figure shows; the same for the drawing, the table and the CSV. */
export interface FigureData {
  /** Bars are stacked; lines are not. */
  readonly kind: "bars" | "lines";
  readonly labels: readonly (string | number)[];
  readonly series: readonly FigureSeries[];
  /** Dashed lines across everything. */
  readonly limits?: readonly FigureLimit[];
  /** A limit of each label's own; null where there is none. */
  readonly caps?: FigureSeries;
  /** Indices of labels whose bar is over a limit. */
  readonly over?: readonly number[];
  /** Where the axis ends; by itself a little above the highest value. */
  readonly top?: number;
  /** Writes a value on the axis and in the tooltip. */
  readonly write: (value: number) => string;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const dashes = ["solid", "dashed", "dotted"] as const;

/** A cap far above everything would flatten the bars: such a one is left to the table. */
const inSight = (cap: number | null, highest: number): number | null =>
  cap !== null && cap < highest * 3 ? cap : null;

/** The figure as ECharts wants it, in the console's theme: quiet greys, no animation, one cursor. */
export function figureOption(data: FigureData, palette: Palette): ECBasicOption {
  const { kind, labels, series, limits = [], caps, over = [], top, write } = data;
  const bars = kind === "bars";
  const sums = labels.map((_, i) => series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0));
  const highest = Math.max(
    1e-9,
    ...(bars ? sums : series.flatMap(({ values }) => values.map((v) => v ?? 0))),
  );
  const colorOf = (i: number) => palette.series[i % palette.series.length] ?? palette.ink;
  const shownCaps = caps?.values.map((cap) => inSight(cap, highest));
  const drawnCaps = shownCaps?.some((cap) => cap !== null) ? shownCaps : undefined;
  return {
    animation: false,
    textStyle: { fontFamily: fontStack, color: palette.inkSoft },
    grid: { left: 8, right: 12, top: 34, bottom: 4, containLabel: true },
    legend: {
      type: "scroll",
      left: 0,
      top: 0,
      icon: "roundRect",
      itemWidth: 16,
      itemHeight: 9,
      textStyle: { color: palette.inkSoft, fontSize: 12 },
      pageIconColor: palette.inkSoft,
      pageTextStyle: { color: palette.inkSoft },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: 12 },
      axisPointer: { type: bars ? "shadow" : "line", lineStyle: { color: palette.lineStrong } },
      formatter: (rows: readonly { dataIndex: number }[]) => {
        const i = rows[0]?.dataIndex ?? 0;
        const line = ({ name, values }: FigureSeries) => {
          const value = values[i];
          return value === null || value === undefined
            ? []
            : `${escapeHtml(name)}: ${escapeHtml(write(value))}`;
        };
        return [
          `<b>${escapeHtml(String(labels[i] ?? ""))}</b>`,
          ...series.flatMap(line),
          ...(caps ? [caps].flatMap(line) : []),
        ].join("<br>");
      },
    },
    xAxis: {
      type: "category",
      data: labels.map(String),
      boundaryGap: bars,
      axisLine: { lineStyle: { color: palette.lineStrong } },
      axisTick: { show: false },
      axisLabel: { color: palette.inkFaint, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      min: 0,
      ...(top === undefined ? {} : { max: top }),
      axisLabel: { color: palette.inkFaint, formatter: write },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      ...series.map(({ name, values, dashed }, i) =>
        bars
          ? {
              name,
              type: "bar" as const,
              stack: "all",
              barMaxWidth: 44,
              data: values.map((value, at) => ({
                value,
                // Over a limit: edge and hatching beside the word in the table's head.
                itemStyle: over.includes(at)
                  ? { color: colorOf(i), borderColor: palette.priority.high, borderWidth: 2 }
                  : { color: colorOf(i) },
              })),
              itemStyle: { color: colorOf(i) },
              ...(i === 0 ? { markLine: limitLines(limits, palette) } : {}),
            }
          : {
              name,
              type: "line" as const,
              showSymbol: values.length === 1,
              connectNulls: false,
              data: [...values],
              lineStyle: {
                color: colorOf(i),
                width: 2,
                // Told apart without colour too.
                type: dashed ? ("dashed" as const) : (dashes[i % dashes.length] ?? "solid"),
              },
              itemStyle: { color: colorOf(i) },
              ...(i === 0
                ? {
                    markLine: limitLines(
                      limits.filter(({ at }) => at <= highest * 1.3),
                      palette,
                    ),
                  }
                : {}),
            },
      ),
      ...(caps && drawnCaps
        ? [
            {
              name: caps.name,
              type: "line" as const,
              step: "middle" as const,
              showSymbol: false,
              data: drawnCaps,
              lineStyle: { color: palette.ink, width: 1.5, type: "dashed" as const },
              itemStyle: { color: palette.ink },
              z: 4,
            },
          ]
        : []),
    ],
  };
}

const limitLines = (limits: readonly FigureLimit[], palette: Palette) => ({
  silent: true,
  symbol: "none",
  animation: false,
  label: { position: "insideEndTop" as const, formatter: "{b}", color: palette.inkSoft, fontSize: 11 },
  lineStyle: { type: "dashed" as const, color: palette.lineStrong, width: 1.2 },
  data: limits.map(({ at, name }) => ({ name, yAxis: at })),
});

const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** The figure's numbers as CSV with a BOM, for spreadsheets in either language. */
export function figureCsv({ labels, series, caps }: FigureData, first: string): string {
  const columns = [...series, ...(caps ? [caps] : [])];
  const rows = labels.map((label, i) => [
    String(label),
    ...columns.map(({ values }) => (values[i] === null || values[i] === undefined ? "" : String(values[i]))),
  ]);
  return `\uFEFF${[[first, ...columns.map(({ name }) => name)], ...rows]
    .map((row) => row.map(cell).join(","))
    .join("\r\n")}\r\n`;
}
