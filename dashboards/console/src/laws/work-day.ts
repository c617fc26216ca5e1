import { momentOf } from "../../../../facility/units/shown/index.ts";

/** When work planned for a day begins, as long as nobody says otherwise: nine by the site's clock, ms since 1970. */
export const workBegins = (day: string, timeZone: string): number => momentOf(day, 9 * 60, timeZone);
