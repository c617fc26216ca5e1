/** Readings in DuckDB: the embedded store. Fills `ReadingStore` of facility/readings. */
export { openDuckDb } from "./store.ts";
