/** UCUM codes whose printed form differs from the code; all others are printed as they stand. */
const printed: Readonly<Record<string, string>> = {
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
const named: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  "{floor}": { en: "floor", zh: "层" },
  "{zone}": { en: "zone", zh: "区" },
};

/** A UCUM unit as people write it; empty for pure numbers and counts. */
export const printedUnit = (ucum: string, language: "en" | "zh"): string =>
  named[ucum]?.[language] ?? printed[ucum] ?? ucum.replace(/\{[^}]*\}/g, "");
