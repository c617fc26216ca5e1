/**
 * Readings: a value, when it was true, when it came, and how far to trust it.
 * The batch (columns) is what the hot path carries; the store is the port that keeps them.
 */

export { ReadingBatch, type ReadingSlice } from "./batch.ts";
export { counted, type Increase, increaseOf, NO_INCREASE } from "./counter.ts";
export type { DeviceEvent, DeviceEventStore } from "./event.ts";
export { type EventMeaning, explainEvent } from "./event-codes.ts";
export { BAD, GOOD, isUsable, Quality, qualityCode, qualityOf, SUBSTITUTED, UNCERTAIN } from "./quality.ts";
export { expiredTiers, RETENTION_AT_FIRST, Retention, StorageTier } from "./retention.ts";
export { type Bucket, type RawValue, type Reading, type ReadingStore, StoreUnavailable } from "./store.ts";
