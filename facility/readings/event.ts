import type { AssetId, Instant } from "../units/index.ts";

/** Something a device told that has a code rather than a value: a detector in alarm, a reset at the panel. */
export interface DeviceEvent {
  readonly asset: AssetId;
  /** When the gateway learnt of it. */
  readonly at: Instant;
  readonly receivedAt: Instant;
  /** Whose code it is; a code alone means nothing. */
  readonly scheme: string;
  readonly code: string;
  readonly text?: string;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** Keeps what devices told. The same event sent again (a lost PUBACK) is kept once. */
export interface DeviceEventStore {
  /** Resolves when it is on disk. */
  add(event: DeviceEvent): Promise<void>;
  /** Newest first; `before` is a moment, left out of the answer. */
  list(query: {
    readonly asset: AssetId;
    readonly before?: Instant;
    readonly limit: number;
  }): Promise<DeviceEvent[]>;
}
