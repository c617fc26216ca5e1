/** Days and months of the estate's own calendar, from moments in ms UTC and back. */
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const YEAR_MS = 365.25 * DAY_MS;

export const dayOf = (at: number, offsetHours: number): string =>
  new Date(at + offsetHours * HOUR_MS).toISOString().slice(0, 10);

/** Where the day begins. */
export const startOf = (day: string, offsetHours: number): number =>
  Date.parse(`${day}T00:00:00Z`) - offsetHours * HOUR_MS;

export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The same day of a later month, or that month's last. */
export function plusMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

export const plus = (day: string, count: number, unit: "day" | "week" | "month" | "year"): string =>
  unit === "day"
    ? plusDays(day, count)
    : unit === "week"
      ? plusDays(day, 7 * count)
      : plusMonths(day, unit === "month" ? count : 12 * count);

/** The next moment at which people are at work: 08:30 to 16:30. */
export function workingTime(at: number, offsetHours: number): number {
  const midnight = startOf(dayOf(at, offsetHours), offsetHours);
  const [open, shut] = [midnight + 8.5 * HOUR_MS, midnight + 16.5 * HOUR_MS];
  return at < open ? open : at > shut ? open + DAY_MS : at;
}
