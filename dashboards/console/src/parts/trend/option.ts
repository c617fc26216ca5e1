import type { ECBasicOption } from "echarts/types/dist/shared";
import type { PointView } from "../../../../../api/contract/index.ts";
import type { Palette } from "../../app/tokens.ts";
import { fontStack } from "../../app/tokens.ts";
import {
  assetOf,
  clockText,
  colon,
  dayText,
  fill,
  instantText,
  joined,
  type Lang,
  type Limit,
  monthText,
  pick,
  type ShadedSpan,
  type Slice,
  sketchOf,
  texts,
  unitText,
  valueText,
} from "../../laws/index.ts";

export interface Plotted {
  readonly point: PointView;
  readonly slices: readonly Slice[];
  /** What the curve is called; the point's label where all are of one asset. */
  readonly name: string;
}

/** A limit of one asset's rule. */
export interface PlottedLimit extends Limit {
  readonly asset: string;
}

/** Something that happened at a moment, drawn as a thin upright line with a foot. */
export interface Moment {
  readonly asset: string;
  readonly at: number;
  readonly name: string;
}

export interface TrendScene {
  readonly plotted: readonly Plotted[];
  readonly limits: readonly PlottedLimit[];
  readonly spans: readonly ShadedSpan[];
  readonly moments: readonly Moment[];
  readonly from: number;
  readonly to: number;
  /** An alarm that is still true is shaded up to here, never into the future. */
  readonly now: number;
  readonly lang: Lang;
  readonly timeZone: string;
  readonly palette: Palette;
  /** Where it is not, names of curves stand one below the other: on a phone two of them are wider than the screen. */
  readonly roomy: boolean;
}

const HEAD = 28;
const NAME_LINE = 16;
const GAP = 34;
const FOOT = 28;
export const LEFT = 64;
export const RIGHT = 16;
const WORD_ROW = 64;
/** As many strokes a curve may have while it is dragged. */
const STROKES = 300;

/** Curves of one unit share a chart; a switch or mode has a low one of its own. */
function rowsOf<T extends Pick<Plotted, "point">>(plotted: readonly T[]): T[][] {
  const rows = new Map<string, T[]>();
  for (const one of plotted) {
    const key = one.point.type.kind === "number" ? one.point.type.unit : one.point.id;
    rows.set(key, [...(rows.get(key) ?? []), one]);
  }
  return [...rows.values()];
}

const isNumber = (row: readonly Pick<Plotted, "point">[]): boolean => row[0]?.point.type.kind === "number";

const isOf = (limit: PlottedLimit, { point }: Plotted): boolean =>
  limit.point === point.name && limit.asset === assetOf(point);

const dashes = ["solid", "dashed", "dotted"] as const;

/** What the names above a chart need beyond their first line, px. */
const namesBeyond = (row: readonly unknown[], roomy: boolean): number =>
  roomy ? 0 : (row.length - 1) * NAME_LINE;

/** How high the drawing should be, px, for these points. */
export function trendHeight(plotted: readonly Pick<Plotted, "point">[], roomy: boolean): number {
  const rows = rowsOf(plotted);
  const numbers = rows.filter(isNumber).length;
  const each = numbers > 1 ? (roomy ? 168 : 136) : roomy ? 280 : 220;
  const words = rows.length - numbers;
  const names = rows.reduce((sum, row) => sum + namesBeyond(row, roomy), 0);
  return HEAD + FOOT + names + numbers * each + words * WORD_ROW + Math.max(0, rows.length - 1) * GAP;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const withAlpha = (hex: string, alpha: number): string =>
  `${hex}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, "0")}`;

/**
 * The whole chart as ECharts wants it: one grid per unit under one shared cursor; the min–max band behind the
 * mean; limits dashed; alarm spans at 12 % of their priority's colour; gaps as gaps.
 */
export function trendOption(
  scene: TrendScene,
  height: number,
  /** While a person drags: means alone, in few strokes, on axes that stand still. */
  moving = false,
): ECBasicOption {
  const { plotted, limits, spans, moments, from, to, now, lang, timeZone, palette, roomy } = scene;
  const rows = rowsOf(plotted);
  const numbers = rows.filter(isNumber).length;
  const names = rows.reduce((sum, row) => sum + namesBeyond(row, roomy), 0);
  const free = height - HEAD - FOOT - names - (rows.length - 1) * GAP - (rows.length - numbers) * WORD_ROW;
  const each = numbers > 0 ? free / numbers : WORD_ROW;
  const colorOf = (one: Plotted) =>
    palette.series[plotted.indexOf(one) % palette.series.length] ?? palette.ink;

  let top = HEAD;
  const boxes = rows.map((row) => {
    top += namesBeyond(row, roomy);
    const box = { left: LEFT, right: RIGHT, top, height: isNumber(row) ? each : WORD_ROW };
    top += box.height + GAP;
    return box;
  });
  const timeLabel = (at: number) =>
    to - from > 300 * 86_400_000
      ? monthText(at, lang, timeZone)
      : to - from > 36 * 3_600_000
        ? dayText(at, lang, timeZone)
        : clockText(at, lang, timeZone, to - from <= 300_000);

  const series = rows.flatMap((row, grid) => {
    const axes = { xAxisIndex: grid, yAxisIndex: grid };
    const ownLimits = limits.filter((limit) => row.some((one) => isOf(limit, one)));
    const assets = new Set(row.map(({ point }) => assetOf(point)));
    const ownSpans = spans.filter(
      ({ alarm, from: start, to: end }) =>
        (end ?? now) > from && start < to && [...assets].some((asset) => alarm.startsWith(`${asset}.`)),
    );
    const ownMoments = moments.filter(({ asset, at }) => assets.has(asset) && at >= from && at <= to);
    return row.flatMap((one, nth) => {
      const { point } = one;
      const slices = moving ? sketchOf(one.slices, STROKES) : one.slices;
      const color = colorOf(one);
      const isStep = point.type.kind !== "number" || point.type.digits === 0;
      const shared = {
        ...axes,
        type: "line" as const,
        showSymbol: false,
        animation: false,
        connectNulls: false,
        ...(isStep ? { step: "end" as const } : {}),
      };
      const band =
        // A curve without spread has no band to draw.
        !moving && point.type.kind === "number" && slices.some(({ min, max }) => min !== max)
          ? [
              {
                ...shared,
                name: `${point.id} low`,
                stack: point.id,
                stackStrategy: "all" as const,
                data: slices.map(({ at, min }) => [at, min]),
                lineStyle: { opacity: 0 },
                silent: true,
                tooltip: { show: false },
              },
              {
                ...shared,
                name: `${point.id} spread`,
                stack: point.id,
                stackStrategy: "all" as const,
                data: slices.map(({ at, min, max }) => [at, min === null || max === null ? null : max - min]),
                lineStyle: { opacity: 0 },
                areaStyle: { color, opacity: 0.16 },
                silent: true,
                tooltip: { show: false },
              },
            ]
          : [];
      return [
        ...band,
        {
          ...shared,
          name: point.id,
          data: slices.map(({ at, mean }) => [at, mean]),
          lineStyle: { color, width: 1.8, type: dashes[nth % dashes.length] ?? "solid" },
          itemStyle: { color },
          z: 3,
          ...(nth === 0
            ? {
                markLine: {
                  silent: true,
                  symbol: "none",
                  animation: false,
                  label: {
                    position: "insideStartTop" as const,
                    color: palette.inkSoft,
                    fontSize: 11,
                    formatter: "{b}",
                    backgroundColor: withAlpha(palette.panel, 0.85),
                    padding: [1, 4],
                  },
                  data: [
                    ...ownLimits.map((limit) => ({
                      name: `${pick(limit.title, lang)} ${limit.side === "high" ? ">" : "<"} ${joined(valueText(limit.limit, row.find((other) => isOf(limit, other))?.point.type ?? point.type, lang))}`,
                      yAxis: limit.limit,
                      lineStyle: {
                        color: palette.priority[limit.priority],
                        type: "dashed" as const,
                        width: 1.2,
                      },
                    })),
                    ...ownMoments.map(({ at }) => ({
                      xAxis: at,
                      label: { show: false },
                      symbol: ["triangle", "none"],
                      symbolSize: 8,
                      lineStyle: { color: palette.lineStrong, type: "solid" as const, width: 1 },
                    })),
                  ],
                },
                markArea: {
                  silent: true,
                  animation: false,
                  data: ownSpans.map((span) => [
                    {
                      xAxis: Math.max(span.from, from),
                      itemStyle: { color: withAlpha(palette.priority[span.priority], 0.12) },
                    },
                    { xAxis: Math.min(span.to ?? now, to) },
                  ]),
                },
              }
            : {}),
        },
        // Where not every reading was good, dots lie over the curve.
        ...(!moving && slices.some(({ good }) => good !== undefined)
          ? [
              {
                ...shared,
                name: `${point.id} doubtful`,
                showSymbol: true,
                symbol: "circle",
                symbolSize: 5,
                data: slices.map(({ at, mean, good }) => [at, good === undefined ? null : mean]),
                lineStyle: { opacity: 0 },
                itemStyle: { color: palette.panel, borderColor: palette.inkSoft, borderWidth: 1 },
                silent: true,
                tooltip: { show: false },
                z: 4,
              },
            ]
          : []),
      ];
    });
  });

  return {
    animation: false,
    textStyle: { fontFamily: fontStack, color: palette.inkSoft },
    grid: boxes,
    title: rows.map((row, i) => ({
      text: row
        .map((one) => `{s${plotted.indexOf(one)}|━} ${one.name}`)
        .join(roomy ? "   " : "\n")
        .concat(
          row[0]?.point.type.kind === "number" && unitText(row[0].point.type.unit, lang)
            ? `  (${unitText(row[0].point.type.unit, lang)})`
            : "",
        ),
      left: LEFT - 4,
      top: (boxes[i]?.top ?? 0) - 26 - namesBeyond(row, roomy),
      textStyle: {
        fontSize: 12,
        fontWeight: 600,
        lineHeight: NAME_LINE,
        color: palette.inkSoft,
        fontFamily: fontStack,
        rich: Object.fromEntries(
          plotted.map((one, n) => [`s${n}`, { color: colorOf(one), fontWeight: 900, fontSize: 12 }]),
        ),
      },
    })),
    xAxis: rows.map((_, i) => ({
      type: "time" as const,
      gridIndex: i,
      min: from,
      max: to,
      axisLine: { lineStyle: { color: palette.lineStrong } },
      axisTick: { show: i === rows.length - 1 },
      axisLabel: {
        show: i === rows.length - 1,
        color: palette.inkFaint,
        hideOverlap: true,
        formatter: timeLabel,
      },
      splitLine: { show: true, lineStyle: { color: palette.line } },
    })),
    yAxis: rows.map((row, i) => {
      const type = row[0]?.point.type;
      const words = type && type.kind !== "number";
      const whole = row.every(({ point }) => point.type.kind === "number" && point.type.digits === 0);
      const own = limits.filter((limit) => row.some((one) => isOf(limit, one))).map((l) => l.limit);
      return {
        type: "value" as const,
        gridIndex: i,
        scale: true,
        // A limit out of sight tells nothing: the axis always reaches it, with a little air.
        ...(words
          ? {
              // Whole codes only, and always two of them, so that a constant line is not on an edge.
              min: ({ min }: { min: number }) => (Number.isFinite(min) ? Math.floor(Math.min(min, 0)) : 0),
              max: ({ max }: { max: number }) => (Number.isFinite(max) ? Math.ceil(Math.max(max, 1)) : 1),
              interval: 1,
            }
          : {
              ...(moving
                ? extentOf(row, own)
                : {
                    min: (range: { min: number; max: number }) => airy(range, own)[0],
                    max: (range: { min: number; max: number }) => airy(range, own)[1],
                  }),
              splitNumber: 4,
              ...(whole ? { minInterval: 1 } : {}),
            }),
        axisLine: { show: false },
        splitLine: { lineStyle: { color: palette.line } },
        axisLabel: {
          color: palette.inkFaint,
          // Of a count that stays at nought the ends are all there is.
          showMinLabel: words || whole ? null : false,
          showMaxLabel: words || whole ? null : false,
          width: LEFT - 10,
          overflow: "truncate" as const,
          ...(words && type
            ? {
                formatter: (value: number) =>
                  Number.isInteger(value) ? valueText(value, type, lang).text.replace(/^#.*/, "") : "",
              }
            : {}),
        },
      };
    }),
    axisPointer: { link: [{ xAxisIndex: "all" as const }], lineStyle: { color: palette.inkFaint } },
    tooltip: {
      show: !moving,
      trigger: "axis" as const,
      confine: true,
      transitionDuration: 0,
      backgroundColor: palette.panel,
      borderColor: palette.lineStrong,
      textStyle: { color: palette.ink, fontFamily: fontStack, fontSize: 13 },
      axisPointer: { type: "line" as const },
      formatter: (items: unknown) => tooltip(items, scene),
    },
    series,
  };
}

/** Where the axis of these curves ends when the bands, which are not drawn now, are counted in. */
function extentOf(row: readonly Plotted[], limits: readonly number[]): { min: number; max: number } {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { slices } of row)
    for (const { min, max } of slices) {
      if (min !== null && min < lowest) lowest = min;
      if (max !== null && max > highest) highest = max;
    }
  const [min, max] = airy({ min: lowest, max: highest }, limits);
  return { min, max };
}

function airy({ min, max }: { min: number; max: number }, limits: readonly number[]): [number, number] {
  const low = Math.min(min, ...limits);
  const high = Math.max(max, ...limits);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const air = high - low > 0 ? (high - low) * 0.08 : Math.max(1, Math.abs(high) * 0.05);
  // Air must not push a scale of amounts below zero, where nothing can be.
  return [low >= 0 && low - air < 0 ? 0 : low - air, high + air];
}

/** All curves at the cursor's moment, mean with its extremes, in each point's own unit. */
function tooltip(items: unknown, { plotted, moments, from, to, lang, timeZone }: TrendScene): string {
  const first = Array.isArray(items) ? items[0] : items;
  const at =
    typeof first === "object" && first !== null && "axisValue" in first
      ? Number(first.axisValue)
      : Number.NaN;
  if (!Number.isFinite(at)) return "";
  const lines = plotted.map(({ point, slices, name }) => {
    const slice = slices.findLast((candidate) => candidate.at <= at);
    const text = slice && slice.mean !== null ? joined(valueText(slice.mean, point.type, lang)) : "—";
    const { digits } = point.type.kind === "number" ? point.type : { digits: 0 };
    const spread =
      slice && slice.min !== null && slice.max !== null && slice.max - slice.min >= 10 ** -digits
        ? ` <span class="trend-tip-faint">${valueText(slice.min, point.type, lang).text} – ${valueText(slice.max, point.type, lang).text}</span>`
        : "";
    const doubt =
      slice?.good === undefined
        ? ""
        : ` <span class="trend-tip-faint">${escapeHtml(fill(texts[lang].trend.good, { n: Math.floor(slice.good * 100) }))}</span>`;
    return `${escapeHtml(name)}${colon(lang)}<b>${escapeHtml(text)}</b>${spread}${doubt}`;
  });
  // A moment is met when the cursor is nearer than a hundredth of the picture.
  const met = moments
    .filter((moment) => Math.abs(moment.at - at) < (to - from) / 100)
    .slice(0, 5)
    .map((moment) => `▲ ${escapeHtml(moment.name)}`);
  return [
    `<span class="trend-tip-faint">${escapeHtml(instantText(at, lang, timeZone))}</span>`,
    ...lines,
    ...met,
  ].join("<br>");
}
