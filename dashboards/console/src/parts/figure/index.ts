/** Figures: bars and lines over labels, drawn by ECharts, each with PNG, CSV and a table. */
export { Figure } from "./figure.tsx";
export type { FigureSeries } from "./option.ts";
export { save, saveBlob } from "./save.ts";
