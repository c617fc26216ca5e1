import type { Block, Report } from "../reports/index.ts";
import type { Instant, Text } from "../units/index.ts";
import { approvalSteps } from "./approval.ts";
import type { Assumptions } from "./assumptions.ts";
import { costBars, fleetMap, yearLines } from "./charts.ts";
import { fciBand } from "./fci.ts";
import type { Plan, PlanLine } from "./plan.ts";
import { planWords } from "./report-words.ts";
import { oneDigit, percent, yuan } from "./words.ts";

export interface NamedLine extends PlanLine {
  readonly name: Text;
  readonly building: Text | undefined;
  readonly typeLabel: Text;
  readonly lifeYears: number;
}

export interface PlanReportInput {
  readonly language: "en" | "zh";
  readonly site: Text;
  readonly timeZone: string;
  readonly madeAt: Instant;
  readonly name: Text;
  readonly plan: Plan;
  readonly lines: readonly NamedLine[];
  readonly assumptions: Assumptions;
  /** Others to lay beside it. */
  readonly others: readonly { readonly name: Text; readonly plan: Plan }[];
}

/** A device of less than this share of the plan's money stands with its like of the same year. */
const SMALL = 0.004;

/** The plan for those who decide on the money: what, when, for how much and why, with charts, and what stands behind it. */
export function planReport(input: PlanReportInput): Report {
  const { language: lang, plan, lines, others, name } = input;
  const words = planWords[lang];
  const last = plan.firstYear + plan.years - 1;
  const money = (cny: number) => yuan(cny, lang);
  const total = plan.totals.reduce((sum, { costCny }) => sum + costCny, 0);
  const count = plan.totals.reduce((sum, each) => sum + each.count, 0);
  const bought = plan.lines.reduce((sum, { boughtDownCny }) => sum + boughtDownCny, 0);
  const placed = lines
    .filter(({ year }) => year !== null)
    .toSorted((a, b) => (a.year ?? 0) - (b.year ?? 0) || b.costCny - a.costCny);
  const [first, end] = [plan.totals[0], plan.totals.at(-1)];
  const years = plan.totals.map(({ year }) => year);
  const all = [{ name, plan }, ...others];

  const blocks: Block[] = [
    { is: "heading", text: words.summary },
    { is: "paragraph", text: words.opening(count, money(total), plan.firstYear, last) },
    {
      is: "facts",
      entries: [
        [
          words.fci,
          first && end
            ? `${percent(first.fci)} → ${percent(end.fci)} (${words.band[fciBand(end.fci)]})`
            : "—",
        ],
        [words.riskDown, money(bought)],
        [words.lawful, String(placed.filter(({ reason }) => reason === "law").length)],
        [words.unfunded, String(lines.filter(({ reason }) => reason === "unfunded").length)],
        [
          words.quality,
          words.solver(
            plan.solver.gap,
            money(plan.solver.valueCny),
            money(plan.solver.greedyCny),
            plan.lines.filter(({ reason }) => reason === "moved").length,
          ),
        ],
      ],
    },
    {
      is: "chart",
      caption: words.costChart,
      svg: costBars(
        plan.totals.map((year, y) => ({
          year: year.year,
          parts: plan.sources.map(({ id }) => year.bySource[id] ?? 0),
          cap: capOf(plan, y),
        })),
        plan.sources.map((source) => source.name[lang]),
        words.cap,
        (value) => (lang === "zh" ? `${oneDigit(value / 10_000)} 万` : `¥${Math.round(value / 1000)}k`),
      ),
    },
    {
      is: "chart",
      caption: words.fciChart,
      svg: yearLines(
        years,
        all.map((each) => ({ name: each.name[lang], values: each.plan.totals.map(({ fci }) => fci) })),
        (value) => percent(value),
        [
          { at: 0.05, name: words.band.fair },
          { at: 0.1, name: words.band.poor },
          { at: 0.3, name: words.band.critical },
        ],
      ),
    },
    {
      is: "chart",
      caption: words.riskChart,
      svg: yearLines(
        years,
        [
          ...all.map((each) => ({
            name: each.name[lang],
            values: each.plan.totals.map(({ riskCny }) => riskCny),
          })),
          {
            name: words.without,
            values: plan.totals.map(({ riskWithoutCny }) => riskWithoutCny),
            dashed: true,
          },
        ],
        (value) => (lang === "zh" ? `${oneDigit(value / 10_000)} 万` : `¥${Math.round(value / 1000)}k`),
      ),
    },
    yearTable(input, money),
    ...(others.length > 0 ? comparison(all, lang, money) : []),
    {
      is: "chart",
      caption: words.mapChart,
      svg: fleetMap(
        lines.map(({ ageYears, lifeYears, condition, priceCny }) => ({
          lifeShare: (ageYears ?? 0) / lifeYears,
          condition,
          cny: priceCny,
        })),
        { across: words.mapAcross, up: words.mapUp },
      ),
    },
    { is: "heading", text: words.whatWhen },
    lineTable(placed, total, lang, money),
    ...lawful(placed, lang),
    ...grouped(input, money),
    { is: "heading", text: words.why },
    { is: "paragraph", text: words.whyNote, tone: "quiet" },
    ...reasons(placed, total, lang),
    ...leftOut(lines, lang),
    ...approval(lang),
    ...basis(input),
    { is: "signature", role: words.manager },
    { is: "signature", role: words.committee },
  ];
  return {
    title: words.title(plan.firstYear, last),
    subtitle: `${input.site[lang]} · ${name[lang]}`,
    language: lang,
    site: input.site[lang],
    madeAt: input.madeAt,
    timeZone: input.timeZone,
    blocks,
  };
}

/** All sources' caps together, where each has one. */
export function capOf(plan: Pick<Plan, "sources">, year: number): number | null {
  const caps = plan.sources.map(({ capCny }) => capCny[year] ?? null);
  return caps.some((cap) => cap === null) ? null : caps.reduce<number>((sum, cap) => sum + (cap ?? 0), 0);
}

type Money = (cny: number) => string;

function yearTable({ plan, language: lang }: PlanReportInput, money: Money): Block {
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

function comparison(
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
function bundles(placed: readonly NamedLine[], total: number): NamedLine[][] {
  const groups = new Map<string, NamedLine[]>();
  for (const line of placed) {
    const small = line.priceCny < total * SMALL && line.reason !== "moved";
    const key = small ? `${line.year} ${line.type} ${line.reason}` : line.asset;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()];
}

function lineTable(placed: readonly NamedLine[], total: number, lang: "en" | "zh", money: Money): Block {
  const words = planWords[lang];
  return {
    is: "table",
    empty: words.nothing,
    columns: [
      { title: words.year, width: "fit" },
      { title: words.asset },
      { title: words.place, width: 86 },
      { title: words.condition, align: "right", width: "fit" },
      { title: words.age, align: "right", width: "fit" },
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

function lawful(placed: readonly NamedLine[], lang: "en" | "zh"): Block[] {
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

function grouped({ plan, lines, language: lang }: PlanReportInput, money: Money): Block[] {
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

function reasons(placed: readonly NamedLine[], total: number, lang: "en" | "zh"): Block[] {
  const words = planWords[lang];
  const byYear = Map.groupBy(bundles(placed, total), (members) => members[0]?.year ?? 0);
  return [...byYear].flatMap(([year, groups]): Block[] => [
    { is: "heading", level: 2, text: String(year) },
    {
      is: "list",
      items: groups.map((members) => {
        const line = members[0] as NamedLine;
        return members.length > 1
          ? words.alike(words.many(line.typeLabel[lang], members.length), line.name[lang], line.says[lang])
          : `${line.name[lang]}${lang === "zh" ? "：" : ": "}${line.says[lang]}`;
      }),
    },
  ]);
}

function leftOut(lines: readonly NamedLine[], lang: "en" | "zh"): Block[] {
  const words = planWords[lang];
  const due = lines.filter(({ reason }) => reason === "unfunded");
  return [
    { is: "heading", text: words.unfunded },
    due.length === 0
      ? { is: "paragraph", text: words.allFunded, tone: "quiet" }
      : {
          is: "list",
          items: due.map((line) => `${line.name[lang]}${lang === "zh" ? "：" : ": "}${line.says[lang]}`),
        },
  ];
}

const approval = (lang: "en" | "zh"): Block[] => [
  { is: "heading", text: planWords[lang].approval },
  {
    is: "list",
    ordered: true,
    items: approvalSteps.vote.map(
      ({ title, papers, days, basis }) =>
        `${title[lang]} (${planWords[lang].days(days)}; ${papers.map((paper) => paper[lang]).join(lang === "zh" ? "、" : ", ")}; ${basis[lang]})`,
    ),
  },
];

function basis({ assumptions, language: lang }: PlanReportInput): Block[] {
  const words = planWords[lang];
  return [
    { is: "heading", text: words.basis },
    {
      is: "facts",
      entries: [
        [words.discount, percent(assumptions.discountRate)],
        [words.inflation, percent(assumptions.inflation)],
        [words.priceRise, percent(assumptions.priceRise)],
        [words.premium, percent(assumptions.unplannedPremium)],
      ],
    },
    { is: "list", items: words.formulas },
    ...(assumptions.statute.length > 0
      ? [
          {
            is: "list" as const,
            items: assumptions.statute.map(
              ({ basis: law, source, region }) => `${law[lang]} (${region}; ${source})`,
            ),
          },
        ]
      : []),
  ];
}
