/** Shifts as an iCalendar feed (RFC 5545), for the calendar on a phone. */
import ical, { ICalCalendarMethod } from "ical-generator";

/** @param feed times in ms since 1970; a shift's id stays the same from day to day, so that a client moves it */
export function calendarOf(feed: {
  readonly name: string;
  readonly shifts: readonly {
    readonly id: string;
    readonly start: number;
    readonly end: number;
    readonly title: string;
  }[];
}): string {
  const calendar = ical({
    name: feed.name,
    prodId: { company: "Watchkeeper", product: "On call" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3_600,
  });
  for (const { id, start, end, title } of feed.shifts)
    calendar.createEvent({
      id: `${id}@watchkeeper`,
      start: new Date(start),
      end: new Date(end),
      stamp: new Date(start),
      summary: title,
    });
  return calendar.toString();
}
