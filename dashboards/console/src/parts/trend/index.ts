/** Trends: curves with limits and alarms. The drawing library loads with the first of them. */
export { TrendChart } from "./chart.tsx";
export type { Moment, Plotted, PlottedLimit } from "./option.ts";
export { Trend } from "./trend.tsx";
export { type TrendWindow, useTrend } from "./use-trend.ts";
