/**
 * Simulators: a virtual plant on real Modbus, with faults that can be played, and a replay of recorded data
 * through MQTT. What runs here is seen by the rest of the house only through the wire, like a real site.
 */
export type { Truth } from "./estate.ts";
export { type HistoryOptions, writeHistory } from "./history.ts";
export { type PastOptions, pastOf } from "./past/past.ts";
export {
  type Plant,
  type PlantAddress,
  type PlantOptions,
  riverside,
  type ScenarioState,
  startPlant,
  utcOffsetHours,
} from "./plant.ts";
export { type ReplayOptions, type ReplayProgress, type ReplayReport, replayCsv } from "./replay.ts";
export { Scenario } from "./scenario.ts";
