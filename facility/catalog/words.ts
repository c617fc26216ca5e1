import type { z } from "zod";
import { type Text, text } from "../units/index.ts";
import type { EquipmentTypeInput, MaintenanceTask } from "./equipment.ts";

type PointInput = EquipmentTypeInput["points"][number];
type RuleInput = NonNullable<EquipmentTypeInput["rules"]>[number];
type NumberInput = Extract<PointInput, { kind: "number" }>;

/** A measured value; the unit is a UCUM code. */
export const measured = (
  name: string,
  unit: string,
  en: string,
  zh: string,
  more: Partial<Omit<NumberInput, "kind" | "name" | "label" | "unit">> = {},
): NumberInput => ({ name, label: text(en, zh), kind: "number", unit, ...more });

/** A value that only grows: hours, energy, volume, starts. */
export const counted = (name: string, unit: string, en: string, zh: string, digits = 0): NumberInput =>
  measured(name, unit, en, zh, { counter: true, digits });

/** A state with a word for each side; `abnormal` is the side that colours a tile, if either does. */
export const state = (
  name: string,
  label: Text,
  whenTrue: Text,
  whenFalse: Text,
  more: { abnormal?: boolean; headline?: boolean; brick?: string } = {},
): PointInput => ({ name, label, kind: "boolean", words: { true: whenTrue, false: whenFalse }, ...more });

/** A contact that is closed when something is wrong. */
export const contact = (name: string, en: string, zh: string, headline = false): PointInput =>
  state(name, text(en, zh), text("active", "动作"), text("normal", "正常"), { abnormal: true, headline });

export const running = (headline = true): PointInput =>
  state("running", text("Running", "运行"), text("running", "运行"), text("stopped", "停止"), { headline });

/** The selector switch: equipment that stands on manual does not come when it is needed. */
export const inAutomatic = (): PointInput =>
  state("auto_mode", text("Control mode", "控制方式"), text("automatic", "自动"), text("manual", "手动"), {
    abnormal: false,
    headline: true,
  });

/** Cause, consequence and what to do, in English and Chinese by turns. */
export interface Advice {
  readonly cause: readonly [string, string];
  readonly consequence: readonly [string, string];
  readonly response: readonly [string, string];
}

export const rule = (
  id: string,
  title: readonly [string, string],
  priority: RuleInput["priority"],
  respondWithinMinutes: number,
  condition: RuleInput["condition"],
  source: string,
  advice: Advice,
  more: Partial<
    Pick<
      RuleInput,
      "lifeSafety" | "explains" | "followsFrom" | "schedule" | "emergencyPlan" | "maintenanceTask"
    >
  > = {},
): RuleInput => ({
  id,
  title: text(...title),
  priority,
  respondWithinMinutes,
  condition,
  cause: text(...advice.cause),
  consequence: text(...advice.consequence),
  response: text(...advice.response),
  source,
  ...more,
});

/** Nothing heard for a time: every type has this rule, and says what can then not be seen. */
export const silent = (
  en: string,
  zh: string,
  forSeconds: number,
  consequence: readonly [string, string],
  priority: RuleInput["priority"] = "medium",
): RuleInput =>
  rule(
    "no-data",
    [`${en} silent`, `${zh}无数据`],
    priority,
    30,
    { kind: "no-data", forSeconds },
    "heuristic",
    {
      cause: ["The device has no supply or its line is down.", "设备失电或通信线路故障。"],
      consequence,
      response: ["Look at it on the spot, then check its line.", "先到现场查看，再检查通信线路。"],
    },
  );

/** A point that says true for a time. */
export const isTrue = (point: string, forSeconds = 0): RuleInput["condition"] => ({
  kind: "held",
  all: [{ point, is: true }],
  forSeconds,
});
export const isFalse = (point: string, forSeconds = 0): RuleInput["condition"] => ({
  kind: "held",
  all: [{ point, is: false }],
  forSeconds,
});
export const above = (
  point: string,
  limit: number,
  hysteresis: number,
  onDelaySeconds: number,
): RuleInput["condition"] => ({
  kind: "limit",
  point,
  side: "high",
  limit,
  hysteresis,
  onDelaySeconds,
  offDelaySeconds: onDelaySeconds,
});
export const below = (
  point: string,
  limit: number,
  hysteresis: number,
  onDelaySeconds: number,
): RuleInput["condition"] => ({
  kind: "limit",
  point,
  side: "low",
  limit,
  hysteresis,
  onDelaySeconds,
  offDelaySeconds: onDelaySeconds,
});

type TaskInput = z.input<typeof MaintenanceTask>;

/** Work that comes round, `count` units apart. */
export const task = (
  id: string,
  en: string,
  zh: string,
  count: number,
  unit: TaskInput["every"]["unit"],
  basis: TaskInput["basis"],
  region: string,
  source: string,
  includes: string[] = [],
): TaskInput => ({ id, title: text(en, zh), every: { count, unit }, basis, region, source, includes });

export const life = (lowYears: number, averageYears: number, highYears: number, source: Text) => ({
  lowYears,
  averageYears,
  highYears,
  source,
});

/** People, service, law, money, 1 (hardly) to 5 (very). */
export const grades = (people: number, service: number, law: number, money: number) => ({
  grades: { people, service, law, money },
  source: "heuristic; ISO 55000 prescribes no scale",
});

export const costs = (lowCny: number, highCny: number, source = "heuristic") => ({ lowCny, highCny, source });

/** Ranges of the life table that no public page confirmed; their mean stands for the average. */
export const FROM_MEMORY = text(
  "usual service life (from memory, unverified)",
  "常见使用年限（凭经验，未核实）",
);

/** The same with what the range is of. */
export const fromMemory = (en: string, zh: string): Text =>
  text(`${FROM_MEMORY.en}: ${en}`, `${FROM_MEMORY.zh}：${zh}`);

/** A starting value of ours. */
export const HEURISTIC = text("heuristic", "经验值");
