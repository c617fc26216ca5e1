/** Ports filled without disk or network: for tests, backtests and drills. They pass the suites of the real ones. */

export { memoryJournal } from "./journal.ts";
export { MemoryLifecycle } from "./lifecycle.ts";
export { memoryMaintenance } from "./maintenance.ts";
export { MemoryReadings } from "./readings.ts";
