import type { Text } from "../units/index.ts";
import type { Assumptions } from "./assumptions.ts";
import type { Forecast } from "./forecast.ts";
import type { Plan } from "./plan.ts";
import type { NamedLine } from "./report.ts";
import { planWords } from "./report-words.ts";

export type SheetCell = string | number | null;
export interface PlanSheet {
  readonly name: string;
  readonly rows: readonly (readonly SheetCell[])[];
}

export interface SheetInput {
  readonly language: "en" | "zh";
  readonly plan: Plan;
  readonly lines: readonly NamedLine[];
  readonly forecasts: ReadonlyMap<string, Forecast>;
  readonly assumptions: Assumptions;
  readonly fits: readonly {
    readonly label: Text;
    readonly eta: number;
    readonly beta: number;
    readonly etaBand: readonly [number, number];
    readonly betaBand: readonly [number, number];
    readonly ends: number;
    readonly lives: number;
    readonly growth: number;
  }[];
  readonly others: readonly { readonly name: Text; readonly plan: Plan }[];
  readonly name: Text;
}

const heads = {
  en: {
    plan: "Plan",
    years: "Years",
    inputs: "Inputs",
    lives: "Lives",
    assumptions: "Assumptions",
    scenarios: "Scenarios",
    line: [
      "ID",
      "Equipment",
      "Place",
      "Type",
      "Year",
      "Reason",
      "Source",
      "Price today (CNY)",
      "Cost in that year (CNY)",
      "of it mobilisation (CNY)",
      "Cheapest year",
      "Required by",
      "Condition",
      "Confidence",
      "Age (years)",
      "Criticality",
      "Chance of failure until then",
      "Expected loss taken away (CNY)",
      "Cost of waiting (CNY)",
      "Why",
    ],
    input: ["ID", "Equipment", "Item", "Unit"],
    items: {
      price: "Replacement, today",
      life: "Expected life",
      age: "Age",
      mean: "Condition, mean",
      hazard: "Hazard against its type",
      pace: "Pace of years by use",
      consequence: "Consequence of a failure",
      newLife: "Best life of a new one",
      chance: "Chance of failure in the year",
      repair: "Repairs",
      risk: "Risk",
      obsolescence: "Obsolescence",
      renewal: "Renewal after a failure",
      keep: "Keeping",
      fresh: "New one a year",
      saves: "Saved by replacing",
    },
    fit: [
      "Type",
      "η (years)",
      "η low",
      "η high",
      "β",
      "β low",
      "β high",
      "Ended lives",
      "Lives",
      "Failure growth a year",
    ],
    assumption: ["Assumption", "Value"],
  },
  zh: {
    plan: "计划",
    years: "分年汇总",
    inputs: "测算输入",
    lives: "寿命拟合",
    assumptions: "假设",
    scenarios: "方案比较",
    line: [
      "编号",
      "设备",
      "位置",
      "类型",
      "更换年份",
      "理由",
      "资金来源",
      "当前重置价（元）",
      "当年费用（元）",
      "其中进场费（元）",
      "最经济年份",
      "法定期限（年）",
      "状态等级",
      "可信度",
      "已用年限",
      "重要度",
      "届时故障概率",
      "降低的预期损失（元）",
      "延后代价（元）",
      "依据",
    ],
    input: ["编号", "设备", "项目", "单位"],
    items: {
      price: "当前重置价",
      life: "预期寿命",
      age: "已用年限",
      mean: "状态均值",
      hazard: "相对同类风险率",
      pace: "使用强度折算",
      consequence: "故障后果",
      newLife: "新设备经济寿命",
      chance: "当年故障概率",
      repair: "维修费",
      risk: "风险成本",
      obsolescence: "停产或法规成本",
      renewal: "故障后更新成本",
      keep: "继续使用年成本",
      fresh: "新购年均成本",
      saves: "更换节省",
    },
    fit: [
      "类型",
      "η（年）",
      "η 下限",
      "η 上限",
      "β",
      "β 下限",
      "β 上限",
      "已结束寿命数",
      "寿命数",
      "故障年增长率",
    ],
    assumption: ["假设", "取值"],
  },
} as const;

/** The plan as a workbook: every number, and what each was worked out from. Years run across. */
export function planSheets(input: SheetInput): PlanSheet[] {
  const { language: lang, plan, lines, assumptions, fits } = input;
  const head = heads[lang];
  const words = planWords[lang];
  const years = plan.totals.map(({ year }) => year);
  return [
    { name: head.plan, rows: planRows(input) },
    {
      name: head.years,
      rows: [
        [
          words.year,
          words.count,
          words.cost,
          ...plan.sources.flatMap(({ name, openingCny }) => [
            name[lang],
            `${name[lang]} ${words.cap}`,
            ...(openingCny === null ? [] : [words.left(name[lang])]),
          ]),
          "FCI",
          words.risk,
          `${words.risk} (${words.without})`,
        ],
        ...plan.totals.map((year, y) => [
          year.year,
          year.count,
          cents(year.costCny),
          ...plan.sources.flatMap(({ id, capCny, openingCny }) => [
            cents(year.bySource[id] ?? 0),
            capCny[y] ?? null,
            ...(openingCny === null ? [] : [cents(year.fund[id] ?? 0)]),
          ]),
          round(year.fci, 4),
          cents(year.riskCny),
          cents(year.riskWithoutCny),
        ]),
      ],
    },
    {
      name: head.inputs,
      rows: [[...head.input, ...years.map(String)], ...lines.flatMap((line) => inputRows(line, input))],
    },
    {
      name: head.lives,
      rows: [
        [...head.fit],
        ...fits.map(({ label, eta, beta, etaBand, betaBand, ends, lives, growth }) => [
          label[lang],
          ...[eta, ...etaBand, beta, ...betaBand].map((each) => round(each, 3)),
          ends,
          lives,
          round(growth, 4),
        ]),
      ],
    },
    { name: head.assumptions, rows: [[...head.assumption], ...flat(assumptions)] },
    {
      name: head.scenarios,
      rows: [
        [words.scenario, words.year, words.cost, words.count, "FCI", words.risk],
        ...[{ name: input.name, plan }, ...input.others].flatMap(({ name, plan: each }) =>
          each.totals.map((year) => [
            name[lang],
            year.year,
            cents(year.costCny),
            year.count,
            round(year.fci, 4),
            cents(year.riskCny),
          ]),
        ),
      ],
    },
  ];
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
const cents = (cny: number): number => round(cny, 2);

function planRows({ language: lang, plan, lines }: SheetInput): SheetCell[][] {
  const words = planWords[lang];
  const sourceName = new Map(plan.sources.map(({ id, name }) => [id, name[lang]]));
  return [
    [...heads[lang].line],
    ...lines
      .toSorted((a, b) => (a.year ?? 9999) - (b.year ?? 9999) || b.costCny - a.costCny)
      .map((line) => [
        line.asset,
        line.name[lang],
        line.building?.[lang] ?? "",
        line.typeLabel[lang],
        line.year,
        words.reasons[line.reason],
        sourceName.get(line.source) ?? line.source,
        line.priceCny,
        line.costCny,
        line.mobilisationCny,
        line.bestYear,
        line.lawYear,
        line.condition,
        round(line.confidence, 3),
        line.ageYears === null ? null : round(line.ageYears, 2),
        line.criticality,
        round(line.chance, 4),
        line.boughtDownCny,
        line.waitingCny,
        line.says[lang],
      ]),
  ];
}

function inputRows(line: NamedLine, { forecasts, language: lang, plan }: SheetInput): SheetCell[][] {
  const forecast = forecasts.get(line.asset);
  if (!forecast) return [];
  const { items } = heads[lang];
  const row = (
    item: string,
    unit: string,
    values: readonly (number | undefined)[],
    digits = 2,
  ): SheetCell[] => [
    line.asset,
    line.name[lang],
    item,
    unit,
    ...values.map((value) => (value === undefined ? null : round(value, digits))),
  ];
  const span = (list: readonly number[]) => list.slice(0, plan.years);
  return [
    row(items.price, "CNY", [forecast.replacement.value]),
    row(items.life, "a", [forecast.life.value]),
    row(items.age, "a", [forecast.ageYears]),
    row(items.mean, "1–5", [forecast.condition.mean]),
    row(items.hazard, "1", [forecast.shift.hazard], 4),
    row(items.pace, "1", [forecast.shift.pace], 4),
    row(items.consequence, "CNY", [forecast.consequenceCny]),
    row(items.newLife, "a", [forecast.newLifeYears]),
    row(items.chance, "1", span(forecast.chance), 5),
    row(items.repair, "CNY/a", span(forecast.repair)),
    row(items.risk, "CNY/a", span(forecast.risk)),
    row(items.obsolescence, "CNY/a", span(forecast.obsolescence)),
    row(items.renewal, "CNY/a", span(forecast.renewal)),
    row(items.keep, "CNY/a", span(forecast.keep)),
    row(items.fresh, "CNY/a", span(forecast.newPerYear)),
    row(items.saves, "CNY", line.savesCny),
  ];
}

/** Every figure of the assumptions under its path. */
function flat(value: unknown, path = ""): SheetCell[][] {
  if (typeof value === "number" || typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => flat(each, path === "" ? key : `${path}.${key}`));
}

/** The plan's lines as RFC 4180 text; a text that a spreadsheet would take for a formula gets a quote in front. */
export function planCsv(input: SheetInput): string {
  const cell = (value: SheetCell): string => {
    if (value === null) return "";
    if (typeof value === "number") return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  // The mark tells Excel that the Chinese is UTF-8.
  return `\uFEFF${planRows(input)
    .map((row) => row.map(cell).join(","))
    .join("\r\n")}\r\n`;
}
