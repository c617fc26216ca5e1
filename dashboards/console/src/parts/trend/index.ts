/** Trends: curves with limits and alarms. The drawing library loads with the first of them. */
export { Trend } from "./trend.tsx";
export type { TrendWindow } from "./use-trend.ts";
