import type { Day } from "./days.ts";
import type { CrewCalendar } from "./standing.ts";

/** When a site's people work, and which region's law holds there. */
export interface SiteCalendar {
  readonly site: string;
  /** Country or its part, as in the catalogue's tasks. */
  readonly region: string;
  /** 1 is Monday. */
  readonly workdays: readonly number[];
  readonly holidays: readonly Day[];
  readonly hoursADay: number;
}

/**
 * China's public holidays as announced for 2026 (from memory, unverified: the State Council names them each autumn);
 * further years are entered by the site.
 */
const HOLIDAYS_CN_2026 = [
  "2026-01-01",
  "2026-01-02",
  ...["16", "17", "18", "19", "20", "23"].map((day) => `2026-02-${day}`),
  "2026-04-06",
  "2026-05-01",
  "2026-05-04",
  "2026-05-05",
  "2026-06-19",
  "2026-09-25",
  ...["01", "02", "05", "06", "07"].map((day) => `2026-10-${day}`),
];

export const defaultCalendar = (site: string): SiteCalendar => ({
  site,
  region: "CN",
  workdays: [1, 2, 3, 4, 5],
  holidays: HOLIDAYS_CN_2026,
  hoursADay: 16,
});

export const crewOf = ({ workdays, holidays, hoursADay }: SiteCalendar): CrewCalendar => ({
  workdays,
  holidays: new Set(holidays),
  hoursADay,
});
