import type { LatestValue, PointView } from "../../../../api/contract/index.ts";
import { type Lang, localeOf } from "./language.ts";
import { unitText } from "./unit.ts";
import { pick } from "./words.ts";

export type PointType = PointView["type"];
export type Value = LatestValue["value"];
export interface ValueText {
  /** "—" where there is none. */
  readonly text: string;
  /** Empty for words, counts and pure numbers. */
  readonly unit: string;
  /** "floor 7": the unit stands before the number. */
  readonly unitFirst?: boolean;
  /** The catalogue calls this state abnormal. */
  readonly abnormal: boolean;
}

export const NOTHING = "—";

const formats = new Map<string, Intl.NumberFormat>();
export function numberText(value: number, digits: number, lang: Lang): string {
  const id = `${lang} ${digits}`;
  let found = formats.get(id);
  if (!found) {
    found = new Intl.NumberFormat(localeOf(lang), {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(id, found);
  }
  // Intl writes "-0.0" for small negatives; a person reads that as a fault.
  const text = found.format(value);
  return /^-[0.,]*$/.test(text) ? text.slice(1) : text;
}

/** History carries booleans as 0 and 1, live values as true and false; both come here. */
const truth = (value: Value): boolean | undefined =>
  typeof value === "boolean" ? value : typeof value === "number" ? value !== 0 : undefined;

/** A value in words: numbers by locale and digits, switches and modes by the catalogue's words. */
export function valueText(value: Value, type: PointType, lang: Lang): ValueText {
  const nothing = { text: NOTHING, unit: "", abnormal: false };
  if (value === null) return nothing;
  switch (type.kind) {
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) return { ...nothing, text: String(value) };
      return {
        text: numberText(value, type.digits, lang),
        unit: unitText(type.unit, lang),
        ...(lang === "en" && (type.unit === "{floor}" || type.unit === "{zone}") ? { unitFirst: true } : {}),
        abnormal: false,
      };
    case "boolean": {
      const on = truth(value);
      if (on === undefined) return { ...nothing, text: String(value) };
      return {
        text: pick(on ? type.words.true : type.words.false, lang),
        unit: "",
        abnormal: on === type.abnormal,
      };
    }
    case "enum": {
      const state = type.states.find((candidate) => candidate.code === value);
      // A code that the catalogue does not know is shown as it came: hiding it would hide a fault.
      return state
        ? { text: pick(state.label, lang), unit: "", abnormal: state.abnormal }
        : { ...nothing, text: `# ${String(value)}`, abnormal: true };
    }
    case "text":
      return { ...nothing, text: String(value) };
    default:
      return type satisfies never;
  }
}

/** Value and unit in one string. */
export const joined = ({ text, unit, unitFirst }: Pick<ValueText, "text" | "unit" | "unitFirst">): string =>
  unit === "" ? text : unitFirst ? `${unit} ${text}` : `${text} ${unit}`;
