import type { PointView } from "../../../../api/contract/index.ts";
import type { Lang } from "./language.ts";
import { joined, valueText } from "./value.ts";
import { fill, pick, texts } from "./words.ts";

/** A text, or a name that may be denied and may be held against a constant, or a conjunction; all else stands as it is. */
const TOKEN =
  /"[^"]*"|'[^']*'|(!\s*)?([A-Za-z_]\w*)(?![\w.([])(?:\s*(==|!=|>=|<=|>|<)\s*(-?\d+(?:\.\d+)?|true|false)(?![\w.]|\s*[-+*/]))?|\s*&&\s*|\s*\|\|\s*|[A-Za-z_][\w.]*|./gsu;

/**
 * An expression of a rule with names, states and units in the reader's language: `passenger && !running` is
 * "Passenger: in the car and Car moving: standing". What it does not know (functions, feeders) stays as written.
 */
export function celText(when: string, points: readonly PointView[], lang: Lang): string {
  const words = texts[lang].rule;
  const typeOf = (name: string) => points.find((point) => point.name === name)?.type;
  const said = when.replace(TOKEN, (whole, not, name, compares, constant) => {
    if (whole.trim() === "&&") return words.and;
    if (whole.trim() === "||") return words.or;
    const type = name === undefined ? undefined : typeOf(name);
    if (!type) return whole;
    const label = pick(type.label, lang);
    const is = (value: boolean | number) =>
      fill(words.is, { point: label, value: joined(valueText(value, type, lang)) });
    if (compares === undefined)
      return type.kind === "boolean" ? is(not === undefined) : `${not ?? ""}${label}`;
    const value = constant === "true" || constant === "false" ? constant === "true" : Number(constant);
    if (compares === "==" && not === undefined) return is(value);
    if (compares === "!=" && typeof value === "boolean") return is(!value);
    return `${not ?? ""}${label} ${compares} ${joined(valueText(value, type, lang))}`;
  });
  if (lang !== "zh") return said;
  // A word of Chinese and one of Latin letters stand apart; brackets that only group are written full width.
  const apart = said.replace(/([且或])(?=[A-Za-z0-9])/g, "$1 ");
  return /[A-Za-z_]\w*\(/.test(when) ? apart : apart.replaceAll("(", "（").replaceAll(")", "）");
}
