import { wallClock } from "../alarms/index.ts";
import type { Instant } from "../units/index.ts";

/** Minute of the day on a zone's wall clock. */
export const wallMinute = (at: number, timeZone: string): number => wallClock(at as Instant, timeZone).minute;
