/**
 * Reports: a document as data. Each noun's room makes one of its own record; a printer or a page shows it.
 * Pure: texts are already in the one language the report is written in, times are already words.
 */

export { type Kpis, type ManagementMonth, managementReport } from "./management.ts";
export { type PlotMark, type PlotOptions, type PlotSeries, plot } from "./plot.ts";
export type { Block, Column, Photo, Report, Tone } from "./report.ts";
export { contentOf } from "./report.ts";
export { type TableFrame, type TableReport, tableCsv, tableReport, tableSheets } from "./table.ts";
export { type ReportWords, reportWords } from "./words.ts";
