import type { Instant } from "../../facility/units/index.ts";

/** Hour of the day, 0 to 24, at a place whose clock is ahead of UTC by `offsetHours`. */
export const hourOfDay = (at: Instant, offsetHours: number): number =>
  (((at / 3_600_000 + offsetHours) % 24) + 24) % 24;

const bump = (hour: number, centre: number, width: number): number =>
  Math.exp(-(((((hour - centre + 36) % 24) - 12) / width) ** 2));

/** How busy an estate is, 0 to 1: quiet at night, peaks when people leave and come home. */
export const activity = (hour: number): number =>
  Math.min(1, 0.12 + 0.25 * bump(hour, 13, 4) + 0.7 * bump(hour, 7.6, 1.4) + 0.8 * bump(hour, 19, 2.2));
