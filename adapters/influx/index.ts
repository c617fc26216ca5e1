/** Readings in InfluxDB 1.x, 2.x and 3.x: line protocol in, InfluxQL out. Fills `ReadingStore` of facility/readings. */
export { type Note, type Notes, noteLine, openNotes } from "./notes.ts";
export { type Appended, type InfluxStore, openInflux } from "./store.ts";
export type { Refused } from "./write.ts";
