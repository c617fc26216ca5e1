import type { Block } from "../reports/index.ts";
import type { Text } from "../units/index.ts";
import type { Plan } from "./plan.ts";
import type { NamedLine, PlanReportInput } from "./report-input.ts";
import { planWords } from "./report-words.ts";
import { oneDigit, percent } from "./words.ts";

/** A device of less than this share of the plan's money stands with its like of the same year. */
const SMALL = 0.004;

export type Money = (cny: number) => string;

export function yearTable({ plan, language: lang }: PlanReportInput, money: Money): Block {
  const words = planWords[lang];
  const funds = plan.sources.filter(({ openingCny }) => openingCny !== null);
  return {
    is: "table",
    caption: words.yearTable,
    columns: [
      { title: words.year, width: "fit" },
      { title: words.count, align: "right", width: 34 },
      { title: words.cost, align: "right" },
      ...plan.sources.map((source) => ({ title: source.name[lang], align: "right" as const })),
      ...funds.map((fund) => ({ title: words.left(fund.name[lang]), align: "right" as const })),
      { title: "FCI", align: "right", width: "fit" },
      { title: words.risk, align: "right" },
    ],
    rows: plan.totals.map((year) => [
      String(year.year),
      String(year.count),
      money(year.costCny),
      ...plan.sources.map(
        ({ id }) => money(year.bySource[id] ?? 0) + (year.over[id] ? ` (${words.over})` : ""),
      ),
      ...funds.map(({ id }) => money(year.fund[id] ?? 0)),
      percent(year.fci),
      money(year.riskCny),
    ]),
  };
}

export function comparison(
  all: readonly { readonly name: Text; readonly plan: Plan }[],
  lang: "en" | "zh",
  money: Money,
): Block[] {
  const words = planWords[lang];
  return [
    { is: "heading", text: words.compare },
    {
      is: "table",
      columns: [
        { title: words.scenario },
        { title: words.cost, align: "right" },
        { title: words.count, align: "right", width: 34 },
        { title: words.unfunded, align: "right", width: 62 },
        { title: words.fciEnd, align: "right" },
        { title: words.riskDown, align: "right" },
        { title: words.saved, align: "right" },
      ],
      rows: all.map(({ name, plan }) => [
        name[lang],
        money(plan.totals.reduce((sum, { costCny }) => sum + costCny, 0)),
        String(plan.totals.reduce((sum, { count }) => sum + count, 0)),
        String(plan.lines.filter(({ reason }) => reason === "unfunded").length),
        percent(plan.totals.at(-1)?.fci ?? 0),
        money(plan.lines.reduce((sum, { boughtDownCny }) => sum + boughtDownCny, 0)),
        money(plan.solver.valueCny),
      ]),
    },
  ];
}

/** Small things of one type, building and year in one row; everything else in its own. */
export function bundles(placed: readonly NamedLine[], total: number): NamedLine[][] {
  const groups = new Map<string, NamedLine[]>();
  for (const line of placed) {
    const small = line.priceCny < total * SMALL && line.reason !== "moved";
    const key = small ? `${line.year} ${line.type} ${line.reason}` : line.asset;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()];
}

export function lineTable(
  placed: readonly NamedLine[],
  total: number,
  lang: "en" | "zh",
  money: Money,
): Block {
  const words = planWords[lang];
  return {
    is: "table",
    empty: words.nothing,
    columns: [
      { title: words.year, width: "fit" },
      { title: words.asset },
      { title: words.place, width: 86 },
      { title: words.condition, align: "right", width: "fit" },
      { title: words.age, align: "right", width: 36 },
      { title: words.cost, align: "right", width: "fit" },
      { title: words.reason, width: 74 },
    ],
    rows: bundles(placed, total).map((members) => {
      const line = members[0] as NamedLine;
      const many = members.length > 1;
      const ages = members.flatMap(({ ageYears }) => (ageYears === null ? [] : [ageYears]));
      const places = [...new Set(members.map(({ building }) => building?.[lang] ?? "—"))];
      const grades = [...new Set(members.map(({ condition }) => condition))].toSorted((a, b) => a - b);
      return [
        String(line.year),
        many ? words.many(line.typeLabel[lang], members.length) : line.name[lang],
        places.join(lang === "zh" ? "、" : ", "),
        grades.length > 1 ? `${grades[0]}–${grades.at(-1)}` : String(grades[0]),
        ages.length === 0 ? "—" : range(ages),
        money(members.reduce((sum, { costCny }) => sum + costCny, 0)),
        words.reasons[line.reason],
      ];
    }),
  };
}

const range = (values: readonly number[]): string => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high - low < 0.5 ? oneDigit(low) : `${Math.round(low)}–${Math.round(high)}`;
};

export function lawful(placed: readonly NamedLine[], lang: "en" | "zh"): Block[] {
  const words = planWords[lang];
  const forced = placed.filter(
    ({ lawYear, reason }) => reason === "law" || (lawYear !== null && reason === "moved"),
  );
  if (forced.length === 0) return [];
  const byType = Map.groupBy(forced, ({ type, year, lawYear }) => `${type} ${year} ${lawYear}`);
  return [
    { is: "heading", text: words.lawful },
    {
      is: "table",
      columns: [
        { title: words.asset },
        { title: words.lawYear, align: "right", width: "fit" },
        { title: words.planYear, align: "right", width: "fit" },
      ],
      rows: [...byType.values()].map((members) => {
        const line = members[0] as NamedLine;
        return [
          members.length > 1 ? words.many(line.typeLabel[lang], members.length) : line.name[lang],
          String(line.lawYear ?? ""),
          String(line.year ?? ""),
        ];
      }),
    },
  ];
}

export function grouped({ plan, lines, language: lang }: PlanReportInput, money: Money): Block[] {
  const words = planWords[lang];
  const rows = plan.groups.flatMap((group) => {
    const byYear = Map.groupBy(
      lines.filter((line) => line.group === group.id && line.year !== null),
      ({ year }) => year ?? 0,
    );
    return [...byYear].flatMap(([year, members]) =>
      members.length < 2
        ? []
        : [
            [
              group.name[lang],
              String(year),
              String(members.length),
              money(
                group.mobilisationCny * (plan.priceFactor[year - plan.firstYear] ?? 1) * (members.length - 1),
              ),
            ],
          ],
    );
  });
  if (rows.length === 0) return [];
  return [
    { is: "heading", text: words.grouped },
    {
      is: "table",
      columns: [
        { title: words.works },
        { title: words.year, width: "fit" },
        { title: words.count, align: "right", width: "fit" },
        { title: words.mobilisationSaved, align: "right" },
      ],
      rows: rows.toSorted((a, b) => ((a[1] ?? "") < (b[1] ?? "") ? -1 : 1)),
    },
  ];
}
