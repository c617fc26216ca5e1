import type { EquipmentType, PointType } from "../catalog/index.ts";
import { text } from "../units/index.ts";

/** What was heard of a point that nobody has described yet. */
export interface Heard {
  readonly name: string;
  readonly value: number | boolean | string | null;
  /** How long a value of it may stand before it is stale, from how often it came; the usual where unknown. */
  readonly staleAfterSeconds?: number;
}

/** Units as they end a point's name, longest first, and their UCUM codes. */
const suffixes: readonly (readonly [suffix: string, ucum: string])[] = [
  ["per_min", "/min"],
  ["m3_min", "m3/min"],
  ["percent", "%"],
  ["L_min", "L/min"],
  ["mg_L", "mg/L"],
  ["m3_h", "m3/h"],
  ["mm_s", "mm/s"],
  ["m_s2", "m/s2"],
  ["per_h", "/h"],
  ["per_s", "/s"],
  ["kvarh", "kV.A.h{reactive}"],
  ["kVAh", "kV.A.h"],
  ["kvar", "kV.A{reactive}"],
  ["L_s", "L/s"],
  ["m_s", "m/s"],
  ["pct", "%"],
  ["kWh", "kW.h"],
  ["MWh", "MW.h"],
  ["kVA", "kV.A"],
  ["MPa", "MPa"],
  ["kPa", "kPa"],
  ["bar", "bar"],
  ["ppm", "[ppm]"],
  ["rpm", "/min"],
  ["min", "min"],
  ["NTU", "[NTU'U]"],
  ["lux", "lx"],
  ["Pa", "Pa"],
  ["Hz", "Hz"],
  ["kW", "kW"],
  ["MW", "MW"],
  ["VA", "V.A"],
  ["Wh", "W.h"],
  ["mA", "mA"],
  ["kV", "kV"],
  ["mV", "mV"],
  ["mm", "mm"],
  ["cm", "cm"],
  ["km", "km"],
  ["m3", "m3"],
  ["kg", "kg"],
  ["dB", "dB"],
  ["ms", "ms"],
  ["C", "Cel"],
  ["V", "V"],
  ["A", "A"],
  ["W", "W"],
  ["L", "L"],
  ["N", "N"],
  ["g", "[g]"],
  ["m", "m"],
  ["h", "h"],
  ["s", "s"],
];

const suffixOf = (name: string) => suffixes.find(([suffix]) => name.endsWith(`_${suffix}`));

/** The UCUM unit that a point's name ends with; undefined where it ends with none. */
export const unitOf = (name: string): string | undefined => suffixOf(name)?.[1];

/** `discharge_pressure_kPa` read aloud: "Discharge pressure". */
function spoken(name: string): string {
  const suffix = suffixOf(name)?.[0];
  const words = (suffix ? name.slice(0, -suffix.length - 1) : name)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .trim();
  return words === "" ? name : words[0]!.toUpperCase() + words.slice(1);
}

const kinds: Readonly<Record<string, PointType["kind"]>> = {
  number: "number",
  boolean: "boolean",
  string: "text",
};

/** Whether a value like the one heard could be of that point. */
function fits(point: PointType, value: Heard["value"]): boolean {
  if (value === null) return true;
  if (point.kind === "enum") return Number.isInteger(value);
  return point.kind === kinds[typeof value];
}

/**
 * What a point that was heard may well be, for a person to mend: as the asset's own type has it; or else as any type
 * of the catalogue names it; or else from its name's unit and its value's kind.
 */
export function proposePoint(
  { name, value, staleAfterSeconds = 15 }: Heard,
  types: readonly EquipmentType[],
  own?: EquipmentType,
): PointType {
  const named = (type: EquipmentType) => type.points.find((point) => point.name === name);
  const ofType = own && named(own);
  if (ofType) return ofType;
  // A motor of the water supply is called so by a pump rather than by a lift.
  const kin = types.filter(({ system }) => system === own?.system);
  const known = [...kin, ...types].flatMap((type) => named(type) ?? []).find((point) => fits(point, value));
  const common = {
    name,
    label: text(spoken(name), spoken(name)),
    staleAfterSeconds,
    headline: false,
    writable: false,
  };
  // Only what its name says: how often it comes, whether it leads, may be written is another asset's.
  if (known) return { ...known, ...common, label: known.label };
  switch (typeof value) {
    case "boolean":
      return { ...common, kind: "boolean", words: { true: text("on", "开"), false: text("off", "关") } };
    case "string":
      return { ...common, kind: "text" };
    default: {
      const unit = unitOf(name) ?? "1";
      const counter = ["kW.h", "MW.h", "W.h", "m3"].includes(unit);
      const digits = value !== null && Number.isInteger(value) ? 0 : 2;
      return { ...common, kind: "number", unit, digits, counter };
    }
  }
}

/** Types a new asset may be of, likeliest first: those that have most of its points, those its id names before. */
export function proposeType(
  asset: string,
  points: readonly Pick<Heard, "name" | "value">[],
  types: readonly EquipmentType[],
): EquipmentType | undefined {
  const score = (type: EquipmentType): number => {
    const shared = points.filter(({ name, value }) =>
      type.points.some((point) => point.name === name && fits(point, value)),
    ).length;
    const parts = type.id.split("-");
    const named = parts.filter((part) => asset.split("-").includes(part)).length;
    return shared / Math.max(1, points.length) + named / parts.length;
  };
  const [best] = types
    .filter(({ id }) => id !== "gateway")
    .map((type) => ({ type, score: score(type) }))
    .sort((a, b) => b.score - a.score);
  return best && best.score > 0 ? best.type : undefined;
}
