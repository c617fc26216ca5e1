/** Fakes that hold what they are told: the same ports and contract suites as the real adapters, no disk. */
export { MemoryReadings } from "./readings.ts";
