import { z } from "zod";
import { RuleType } from "../alarms/index.ts";
import { PointName, Slug, Text } from "../units/index.ts";
import { EmergencyPlanId } from "./emergency-plans.ts";

/** The building systems that people think in; the estate page has one tile row for each. */
export const System = z.enum(["lift", "fire", "water", "power", "network"]);
export type System = z.infer<typeof System>;

const common = {
  name: PointName,
  label: Text,
  /** A value older than this is stale and is never shown as live. */
  staleAfterSeconds: z.number().positive().default(15),
  /** Shown on tiles and at the head of the asset page. */
  headline: z.boolean().default(false),
  /** Brick class and Haystack tags, where the vocabularies have one. */
  brick: z.string().optional(),
  haystack: z.string().optional(),
  /** May be written by a command; everything else is only observed. */
  writable: z.boolean().default(false),
  /**
   * Computed here, not sent by a gateway: a CEL expression over the asset's points that stand before this one, and
   * over the measured points of the assets that feed it (`feeders`) and that it feeds (`fed`).
   */
  derived: z
    .string()
    .min(1)
    .max(2_000)
    .optional()
    .describe("a CEL expression, for example (discharge_pressure_kPa - suction_pressure_kPa) / 9.81"),
  /** What a person must know before writing it: what the equipment does then. */
  consequence: Text.optional(),
};

export const NumberPoint = z.strictObject({
  ...common,
  kind: z.literal("number"),
  /** UCUM code, `1` for a pure number. */
  unit: z.string(),
  /** What the device can truthfully report; a value outside is stored as uncertain, never dropped. */
  range: z.tuple([z.number(), z.number()]).optional(),
  /** The least change worth reporting. */
  deadband: z.number().nonnegative().optional(),
  digits: z.int().min(0).max(6).default(1),
  /** Only ever grows, until it resets or rolls over: energy, run hours, trips. */
  counter: z.boolean().default(false),
});

export const BooleanPoint = z.strictObject({
  ...common,
  kind: z.literal("boolean"),
  /** What true and false mean here, in words: "running", "stopped". */
  words: z.strictObject({ true: Text, false: Text }),
  /** The state that colours a tile, if either does. */
  abnormal: z.boolean().optional(),
});

export const EnumPoint = z.strictObject({
  ...common,
  kind: z.literal("enum"),
  states: z
    .array(z.strictObject({ code: z.int(), label: Text, abnormal: z.boolean().default(false) }))
    .min(1),
});

export const TextPoint = z.strictObject({ ...common, kind: z.literal("text") });

export const PointType = z.discriminatedUnion("kind", [NumberPoint, BooleanPoint, EnumPoint, TextPoint]);
export type PointType = z.infer<typeof PointType>;

const grade = z.int().min(1).max(5);
/** Where a figure comes from; "heuristic" where nobody states one. */
const source = z.string().min(1);

/** Work that comes round: what, how often, and whether a law, a standard or only good practice asks for it. */
export const MaintenanceTask = z.strictObject({
  id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, "use lower-case letters, digits and hyphens"),
  title: Text,
  every: z.strictObject({ count: z.int().positive(), unit: z.enum(["day", "week", "month", "year"]) }),
  /** `law` may not be missed, `standard` is what an inspector compares with, `practice` is advice. */
  basis: z.enum(["law", "standard", "practice"]),
  /** Where it binds: a country (ISO 3166-1) or its part as country-name; `any` for good practice. */
  region: z.string().min(2),
  source,
  /** Tasks of the same type that this one does as well: a yearly visit includes the half-yearly. */
  includes: z.array(z.string()).default([]),
});
export type MaintenanceTask = z.infer<typeof MaintenanceTask>;

export const ServiceLife = z
  .strictObject({
    lowYears: z.number().positive(),
    averageYears: z.number().positive(),
    highYears: z.number().positive(),
    source: Text,
  })
  .refine(
    ({ lowYears, averageYears, highYears }) => lowYears <= averageYears && averageYears <= highYears,
    "low, average and high must not cross",
  );
export type ServiceLife = z.infer<typeof ServiceLife>;

/** How bad a failure is, 1 (hardly) to 5 (very), for people, service, law and money. */
export const Criticality = z.strictObject({ people: grade, service: grade, law: grade, money: grade });
export type Criticality = z.infer<typeof Criticality>;

/** No standard sets these grades (domain facts §6); a site may grade an asset otherwise. */
export const TypeCriticality = z.strictObject({ grades: Criticality, source });

/** To buy and fit one again, yuan of the source's year. */
export const ReplacementCost = z
  .strictObject({ lowCny: z.number().nonnegative(), highCny: z.number().positive(), source })
  .refine(({ lowCny, highCny }) => lowCny <= highCny, "low must not be above high");

/** What the catalogue knows about one kind of equipment; pure data, one file each. */
export const EquipmentType = z.strictObject({
  id: Slug,
  label: Text,
  system: System,
  brick: z.string().optional(),
  haystack: z.string().optional(),
  points: z.array(PointType).min(1),
  rules: z.array(RuleType).default([]),
  maintenance: z.array(MaintenanceTask).default([]),
  serviceLife: ServiceLife.optional(),
  criticality: TypeCriticality.optional(),
  replacementCost: ReplacementCost.optional(),
  emergencyPlans: z.array(EmergencyPlanId).default([]),
});
export type EquipmentType = z.infer<typeof EquipmentType>;
export type EquipmentTypeInput = z.input<typeof EquipmentType>;
