/**
 * Readings in DuckDB: the embedded store. Hot days in tables, closed days in sorted Parquet with minutes and hours
 * beside them. Fills `ReadingStore` of facility/readings and `ReadingArchive` of api/ports.ts.
 */
export type { Patience } from "./archive.ts";
export { openDuckDb } from "./open.ts";
export type { DuckDbReadings } from "./store.ts";
