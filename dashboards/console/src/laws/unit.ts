import { type Lang, texts } from "./words.ts";

/** UCUM codes whose printed form differs from the code; all others are printed as they stand. */
const printed: Record<string, string> = {
  "1": "",
  "{#}": "",
  Cel: "°C",
  "m3/h": "m³/h",
  "m3/min": "m³/min",
  m3: "m³",
  "m/s2": "m/s²",
  "cm/s2": "cm/s²",
  "[NTU'U]": "NTU",
  "kW.h": "kWh",
  "V.A": "VA",
  "V.A{reactive}": "var",
  "{starts}/h": "/h",
};

/** The unit as a person writes it; empty for pure numbers and counts. */
export function unitText(ucum: string, lang: Lang): string {
  if (ucum === "{floor}") return texts[lang].unit.floor;
  if (ucum === "{zone}") return texts[lang].unit.zone;
  return printed[ucum] ?? ucum.replace(/\{[^}]*\}/g, "");
}
