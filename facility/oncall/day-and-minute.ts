const DAY = 86_400_000;

/** Days since 1970-01-01 of a calendar day, and back. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;
export const dayOf = (number: number): string => new Date(number * DAY).toISOString().slice(0, 10);

export const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Is this minute between the two? A span whose end is before its start runs past midnight. */
export const within = (minute: number, from: number, to: number): boolean =>
  from === to || (from < to ? minute >= from && minute < to : minute >= from || minute < to);
