import type { Kpis, ManagementMonth } from "./management.ts";
import { managementWords } from "./management-words.ts";
import type { Block } from "./report.ts";

type Part<Name extends keyof ManagementMonth> = NonNullable<ManagementMonth[Name]>;
/** Yuan as they are written in this report. */
export type Money = (cny: number) => string;

/** A line shown where there is none of a figure. */
const NONE = "–";
const share = (value: number | undefined, digits = 0): string =>
  value === undefined ? NONE : `${(value * 100).toFixed(digits)} %`;
const hours = (value: number | undefined): string => (value === undefined ? NONE : value.toFixed(1));

export function riskBlocks(risk: Part<"risk">, lang: "en" | "zh", money: Money): Block[] {
  const words = managementWords[lang];
  return [
    { is: "heading", text: words.risk },
    {
      is: "facts",
      entries: [
        [words.fci, `${share(risk.fci, 1)} (${words.band[risk.fciBand]})`],
        [words.value, money(risk.replacementCny)],
        [words.due, money(risk.dueCny)],
        [words.loss, money(risk.lossCny)],
        [words.actNow, String(risk.actNow)],
      ],
    },
    {
      is: "table",
      caption: words.worst,
      columns: [
        { title: words.asset },
        { title: words.condition, align: "right", width: "fit" },
        { title: words.lossOne, align: "right", width: "fit" },
        { title: words.yearsLeft, align: "right", width: "fit" },
        { title: words.bestYear, align: "right", width: "fit" },
      ],
      rows: risk.worst.map(({ name, condition, lossCny, yearsLeft, bestYear }) => [
        name[lang],
        `${condition} / 5`,
        money(lossCny),
        yearsLeft.toFixed(1),
        bestYear === null ? NONE : String(bestYear),
      ]),
      empty: words.none,
    },
  ];
}

export function complianceBlocks(compliance: Part<"compliance">, lang: "en" | "zh"): Block[] {
  const words = managementWords[lang];
  return [
    { is: "heading", text: words.compliance },
    {
      is: "paragraph",
      text: words.inTime(
        compliance.inTime,
        compliance.due,
        compliance.due > 0 ? share(compliance.inTime / compliance.due) : NONE,
      ),
    },
    {
      is: "table",
      caption: words.misses,
      columns: [
        { title: words.task },
        { title: words.asset },
        { title: words.dueOn, width: "fit" },
        { title: words.doneOn, width: "fit" },
        { title: words.reason },
      ],
      rows: compliance.misses.map(({ title, asset, due, done, law, reason }) => [
        law ? `${title[lang]} (${words.byLaw})` : title[lang],
        asset[lang],
        due,
        done ?? NONE,
        reason ?? words.noReason,
      ]),
      empty: words.noMisses,
    },
    {
      is: "table",
      caption: words.papers,
      columns: [{ title: words.paper }, { title: words.until, width: "fit" }, { title: "", width: "fit" }],
      rows: compliance.papers.map(({ title, until, ended }) => [
        title[lang],
        until,
        ended ? words.ended : words.ends,
      ]),
      empty: words.noPapers,
    },
  ];
}

export function alarmBlocks(alarms: Part<"alarms">, lang: "en" | "zh"): Block[] {
  const words = managementWords[lang];
  return [
    { is: "heading", text: words.alarms },
    { is: "paragraph", text: words.alarmCount(alarms.count, alarms.before) },
    {
      is: "table",
      columns: [
        { title: words.figure },
        { title: words.value1, align: "right", width: "fit" },
        { title: words.target, align: "right", width: "fit" },
        { title: words.verdict, width: "fit" },
      ],
      rows: alarms.rows.map(({ name, value, target, verdict }) => [
        name[lang],
        value,
        `≤ ${target}`,
        words.judged[verdict],
      ]),
    },
    {
      is: "table",
      caption: words.worstAlarms,
      columns: [
        { title: words.alarm },
        { title: words.asset },
        { title: words.times, align: "right", width: "fit" },
      ],
      rows: alarms.worst.map(({ title, asset, count }) => [title[lang], asset[lang], String(count)]),
      empty: words.none,
    },
  ];
}

export function budgetBlocks(budget: Part<"budget">, lang: "en" | "zh", money: Money): Block[] {
  const words = managementWords[lang];
  return [
    { is: "heading", text: words.budget(budget.year) },
    ...(budget.chart ? [{ is: "chart", svg: budget.chart, caption: words.byMonth } as const] : []),
    {
      is: "table",
      columns: [
        { title: words.system },
        ...[words.budgeted, words.spent, words.accrued, words.committed, words.left].map((title) => ({
          title,
          align: "right" as const,
          width: "fit" as const,
        })),
      ],
      rows: budget.lines.map(({ system, budget: planned, spent, accrued, committed }) => [
        system[lang],
        planned > 0 ? money(planned) : NONE,
        money(spent),
        money(accrued),
        money(committed),
        planned > 0 ? money(planned - spent - accrued - committed) : NONE,
      ]),
      empty: words.noMoney,
    },
  ];
}

export function planBlocks(plan: Part<"plan">, lang: "en" | "zh", money: Money): Block[] {
  const words = managementWords[lang];
  return [
    { is: "heading", text: words.plan },
    { is: "paragraph", text: words.planOf(plan.name[lang], plan.unfunded) },
    {
      is: "table",
      columns: [
        { title: words.year, width: "fit" },
        { title: words.pieces, align: "right" },
        { title: words.cost, align: "right" },
        { title: words.fci, align: "right" },
      ],
      rows: plan.years.map(({ year, costCny, count, fci }) => [
        String(year),
        String(count),
        money(costCny),
        share(fci, 1),
      ]),
    },
    {
      is: "table",
      caption: words.next,
      columns: [
        { title: words.year, width: "fit" },
        { title: words.asset, width: 110 },
        { title: words.cost, align: "right", width: "fit" },
        { title: words.why },
      ],
      rows: plan.next.map(({ name, year, costCny, says }) => [
        String(year),
        name[lang],
        money(costCny),
        says[lang],
      ]),
      empty: words.none,
    },
  ];
}

export function emergencyBlocks(emergencies: Part<"emergencies">, lang: "en" | "zh"): Block[] {
  const words = managementWords[lang];
  return [
    { is: "heading", text: words.emergencies },
    {
      is: "table",
      columns: [
        { title: words.begun, width: "fit" },
        { title: words.what },
        { title: words.where },
        { title: words.minutes, align: "right", width: "fit" },
        { title: words.steps, width: "fit" },
      ],
      rows: emergencies.runs.map(({ title, where, startedAt, minutes, drill, steps }) => [
        startedAt,
        drill ? `${title[lang]} (${words.drill})` : title[lang],
        where[lang],
        minutes === null ? words.underWay : String(minutes),
        steps,
      ]),
      empty: words.noRuns,
    },
    {
      is: "table",
      caption: words.drillsDue,
      columns: [{ title: words.drill }, { title: words.dueOn, width: "fit" }, { title: "", width: "fit" }],
      rows: emergencies.drillsDue.map(({ title, dueOn, overdue, law }) => [
        law ? `${title[lang]} (${words.byLaw})` : title[lang],
        dueOn,
        overdue ? words.overdue : "",
      ]),
      empty: words.noDrills,
    },
  ];
}

export function maintenanceBlocks(
  { now, before, backlog, overdue }: Part<"maintenance">,
  lang: "en" | "zh",
  money: Money,
): Block[] {
  const words = managementWords[lang];
  const row = (name: string, of: (kpis: Kpis) => string): string[] => [name, of(now), of(before)];
  return [
    { is: "heading", text: words.maintenance },
    {
      is: "table",
      columns: [
        { title: words.figure },
        { title: words.thisMonth, align: "right", width: "fit" },
        { title: words.monthBefore, align: "right", width: "fit" },
      ],
      rows: [
        row(words.failures, ({ failures }) => String(failures)),
        row(words.mtbf, ({ mtbfHours }) => hours(mtbfHours)),
        row(words.mttr, ({ mttrHours }) => hours(mttrHours)),
        row(words.availability, ({ availability }) => share(availability, 2)),
        row(words.planned, ({ plannedShare }) => share(plannedShare)),
        row(words.firstTime, ({ firstTimeFix }) => share(firstTimeFix)),
        row(words.orderCost, ({ costCny }) => money(costCny)),
      ],
    },
    { is: "paragraph", text: words.backlog(backlog, overdue) },
  ];
}
