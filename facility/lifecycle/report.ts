import type { Block, Report } from "../reports/index.ts";
import { costBars, fleetMap, yearLines } from "./charts.ts";
import { fciBand } from "./fci.ts";
import type { Plan } from "./plan.ts";
import type { PlanReportInput } from "./report-input.ts";
import { comparison, grouped, lawful, lineTable, yearTable } from "./report-tables.ts";
import { approval, basis, leftOut, reasons } from "./report-why.ts";
import { planWords } from "./report-words.ts";
import { oneDigit, percent, yuan } from "./words.ts";

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
        // Of unknown age is not of age nought.
        lines.flatMap(({ ageYears, lifeYears, condition, priceCny }) =>
          ageYears === null ? [] : [{ lifeShare: ageYears / lifeYears, condition, cny: priceCny }],
        ),
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
