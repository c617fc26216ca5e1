/** A durable spool on disk in front of a readings store that may be gone for a while. Fills `ReadingStore`. */
export type { RefusedReading } from "./refused-file.ts";
export {
  openSpool,
  type RemoteStore,
  type SpooledReadings,
  type SpoolOptions,
  type SpoolReport,
} from "./spool.ts";
