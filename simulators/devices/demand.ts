import type { Instant } from "../../facility/units/index.ts";

/** Hour of the day, 0 to 24, at a place whose clock is ahead of UTC by `offsetHours`. */
export const hourOfDay = (at: Instant, offsetHours: number): number =>
  (((at / 3_600_000 + offsetHours) % 24) + 24) % 24;

const bump = (hour: number, centre: number, width: number): number =>
  Math.exp(-(((((hour - centre + 36) % 24) - 12) / width) ** 2));

/** How busy an estate is, 0 to 1: quiet at night, peaks when people leave and come home. */
export const activity = (hour: number): number =>
  Math.min(1, 0.12 + 0.25 * bump(hour, 13, 4) + 0.7 * bump(hour, 7.6, 1.4) + 0.8 * bump(hour, 19, 2.2));

/** 0 Sunday to 6 Saturday at that place. */
const dayOfWeek = (at: Instant, offsetHours: number): number =>
  (((Math.floor((at / 3_600_000 + offsetHours) / 24) + 4) % 7) + 7) % 7;

/** How busy at a moment: at weekends people rise later, leave less and are at home at noon. */
export function activityAt(at: Instant, offsetHours: number): number {
  const hour = hourOfDay(at, offsetHours);
  const weekend = [0, 6].includes(dayOfWeek(at, offsetHours));
  if (!weekend) return activity(hour);
  return Math.min(
    1,
    0.12 + 0.5 * bump(hour, 12.5, 4) + 0.25 * bump(hour, 9.5, 1.8) + 0.65 * bump(hour, 19, 2.6),
  );
}

/** The share of lift journeys from the ground floor upwards: few in the morning, most in the evening. */
export const homeward = (hour: number): number =>
  Math.min(0.9, Math.max(0.1, 0.5 - 0.4 * bump(hour, 7.6, 1.6) + 0.35 * bump(hour, 18.5, 2.5)));
