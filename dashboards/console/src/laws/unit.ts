import { printedUnit } from "../../../../facility/units/shown/index.ts";
import type { Lang } from "./language.ts";

/** The unit as a person writes it; empty for pure numbers and counts. */
export const unitText = (ucum: string, lang: Lang): string => printedUnit(ucum, lang);
