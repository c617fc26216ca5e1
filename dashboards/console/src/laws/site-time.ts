import { momentOf } from "../../../../facility/units/shown/index.ts";
import { sortableText } from "./age.ts";

/** "2026-11-26T02:13", as an `<input type="datetime-local">` holds it, on the site's clock. */
export const toTimeField = (at: number, timeZone: string): string =>
  sortableText(at, timeZone).slice(0, 16).replace(" ", "T");

/** The moment that such a field means on the site's clock, wherever the browser stands; NaN while it is not filled. */
export function fromTimeField(field: string, timeZone: string): number {
  const [, day, hour, minute] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(field) ?? [];
  return day ? momentOf(day, Number(hour) * 60 + Number(minute), timeZone) : Number.NaN;
}
