import type { Text } from "../units/index.ts";
import type { Assumptions } from "./assumptions.ts";
import type { Forecast } from "./forecast.ts";
import type { Plan } from "./plan.ts";
import type { NamedLine } from "./report-input.ts";
import { planWords } from "./report-words.ts";
import { sheetWords } from "./sheet-words.ts";

/** A formula is Excel's own, without the equals sign: worked out when the workbook is opened. */
export type SheetCell = string | number | null | { readonly formula: string };
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
  /** What people call a type of equipment. */
  readonly typeLabel: (type: string) => Text;
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

/** The plan as a workbook: every number, and what each was worked out from. Years run across. */
export function planSheets(input: SheetInput): PlanSheet[] {
  const { language: lang, plan, assumptions, fits } = input;
  const head = sheetWords[lang];
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
          head.check,
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
          // D is the year of a line, H its cost in it.
          { formula: `SUMIF('${head.plan}'!$D:$D,$A${y + 2},'${head.plan}'!$H:$H)` },
        ]),
      ],
    },
    {
      name: head.inputs,
      rows: inputSheet(input, [...head.input, ...years.map(String)]),
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
    { name: head.assumptions, rows: assumptionRows(assumptions, lang, input.typeLabel) },
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
    [...sheetWords[lang].line],
    ...lines
      .toSorted((a, b) => (a.year ?? 9999) - (b.year ?? 9999) || b.costCny - a.costCny)
      .map((line) => [
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

function inputSheet(input: SheetInput, head: readonly string[]): SheetCell[][] {
  const rows: SheetCell[][] = [[...head]];
  for (const line of input.lines) rows.push(...inputRows(line, rows.length + 1, input));
  return rows;
}

/** Rows that one asset takes in the sheet of inputs, in this order. */
const ITEMS = [
  "price",
  "life",
  "age",
  "mean",
  "hazard",
  "pace",
  "consequence",
  "newLife",
  "chance",
  "repair",
  "risk",
  "obsolescence",
  "renewal",
  "keep",
  "fresh",
  "saves",
] as const satisfies readonly (keyof (typeof sheetWords)["en"]["items"])[];

const letters = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : letters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));

/**
 * What one line stands on. Risk, renewal and the cost of keeping are formulas over the rows beside them, so that whoever
 * doubts a chance or a consequence writes another and sees what follows.
 * @param first the sheet's row of its first item, 1-based
 */
function inputRows(
  line: NamedLine,
  first: number,
  { forecasts, language: lang, plan }: SheetInput,
): SheetCell[][] {
  const forecast = forecasts.get(line.asset);
  if (!forecast) return [];
  const { items, input, units } = sheetWords[lang];
  const at = (item: (typeof ITEMS)[number], column: string) => `${column}${first + ITEMS.indexOf(item)}`;
  const span = (list: readonly number[], digits = 2) =>
    list.slice(0, plan.years).map((value) => round(value, digits));
  const each = (formula: (column: string) => string): SheetCell[] =>
    Array.from({ length: plan.years }, (_, y) => ({ formula: formula(letters(input.length + y)) }));
  const once = letters(input.length);
  const rows: Readonly<Record<(typeof ITEMS)[number], readonly [unit: string, cells: readonly SheetCell[]]>> =
    {
      price: [units.cny, [round(forecast.replacement.value, 2)]],
      life: [units.year, [round(forecast.life.value, 2)]],
      age: [units.year, [forecast.ageYears === undefined ? null : round(forecast.ageYears, 2)]],
      mean: ["1–5", [round(forecast.condition.mean, 2)]],
      hazard: ["1", [round(forecast.shift.hazard, 4)]],
      pace: ["1", [round(forecast.shift.pace, 4)]],
      consequence: [units.cny, [round(forecast.consequenceCny, 2)]],
      newLife: [units.year, [forecast.newLifeYears]],
      chance: ["1", span(forecast.chance, 6)],
      repair: [units.perYear, span(forecast.repair)],
      risk: [
        units.perYear,
        each((column) => `${at("chance", column)}*$${once}$${first + ITEMS.indexOf("consequence")}`),
      ],
      obsolescence: [units.perYear, span(forecast.obsolescence)],
      renewal: [units.perYear, each((column) => `${at("chance", column)}*${at("fresh", column)}`)],
      keep: [
        units.perYear,
        each((column) =>
          (["repair", "risk", "obsolescence", "renewal"] as const).map((item) => at(item, column)).join("+"),
        ),
      ],
      fresh: [units.perYear, span(forecast.newPerYear)],
      saves: [units.cny, [...line.savesCny]],
    };
  const place = line.building?.[lang] ?? "";
  return ITEMS.map((item) => [line.name[lang], place, items[item], rows[item][0], ...rows[item][1]]);
}

/** Every figure that the plan assumes, what it is for, and where it is written. */
function assumptionRows(
  { consequence, conditionHazard, usualFailures, mobilisationCny, statute, funding, ...plain }: Assumptions,
  lang: "en" | "zh",
  typeLabel: SheetInput["typeLabel"],
): SheetCell[][] {
  const { assumption, assumed, grade, sides, rest } = sheetWords[lang];
  const typed = (type: string) => (type === "*" ? rest : typeLabel(type)[lang]);
  const byType = (name: string, figures: Readonly<Record<string, number>>): SheetCell[][] =>
    Object.entries(figures).map(([type, value]) => [name, typed(type), value]);
  const { discountRate, inflation, priceRise, mostOfPrice, unplannedPremium } = plain;
  return [
    [...assumption],
    [assumed.discountRate, "", discountRate],
    [assumed.inflation, "", inflation],
    [assumed.priceRise, "", priceRise],
    ...(["people", "service", "law", "money"] as const).flatMap((side) =>
      consequence[side].map((cny, i): SheetCell[] => [
        assumed.consequence,
        `${sides[side]} ${grade(i + 1)}`,
        cny,
      ]),
    ),
    [assumed.mostOfPrice, "", mostOfPrice],
    [assumed.unplannedPremium, "", unplannedPremium],
    ...conditionHazard.map((times, i): SheetCell[] => [assumed.conditionHazard, grade(i + 1), times]),
    ...byType(assumed.usualFailures, usualFailures),
    ...byType(assumed.mobilisationCny, mobilisationCny),
    ...statute.map(({ type, years, basis }): SheetCell[] => [
      `${assumed.statute} · ${basis[lang]}`,
      typed(type),
      years,
    ]),
    ...funding.flatMap(({ name, types }) =>
      types.map((type): SheetCell[] => [assumed.funding, typed(type), name[lang]]),
    ),
  ];
}

/** The plan's lines as RFC 4180 text; a text that a spreadsheet would take for a formula gets a quote in front. */
export function planCsv(input: SheetInput): string {
  const cell = (value: SheetCell): string => {
    // The plan's own rows hold no formula.
    if (value === null || typeof value === "object") return "";
    if (typeof value === "number") return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  // The mark tells Excel that the Chinese is UTF-8.
  return `\uFEFF${planRows(input)
    .map((row) => row.map(cell).join(","))
    .join("\r\n")}\r\n`;
}
