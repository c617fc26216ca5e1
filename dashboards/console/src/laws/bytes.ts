import type { Lang } from "./language.ts";
import { numberText } from "./value.ts";

const UNITS = ["B", "KB", "MB", "GB", "TB", "PB"] as const;

/** "1.6 GB": powers of 1000, as disks are sold; a digit behind the point below ten. */
export function bytesText(bytes: number, lang: Lang): string {
  let [value, unit] = [bytes, 0];
  // 999.5 would be shown as 1000 of the smaller unit.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${numberText(value, unit > 0 && value < 9.95 ? 1 : 0, lang)} ${UNITS[unit]}`;
}
