import type { Text } from "../units/index.ts";
import { managementWords } from "./management-words.ts";
import type { Block, Report } from "./report.ts";
import type { TableFrame } from "./table.ts";

/** A month of a site as its management reads it. A part that the house does not have is left out and named. */
export interface ManagementMonth {
  /** YYYY-MM */
  readonly month: string;
  readonly risk?: {
    readonly fci: number;
    readonly fciBand: "good" | "fair" | "poor" | "critical";
    readonly replacementCny: number;
    readonly dueCny: number;
    /** Expected loss of all this year, yuan. */
    readonly lossCny: number;
    readonly actNow: number;
    /** Dearest expected loss first. */
    readonly worst: readonly {
      readonly name: Text;
      readonly condition: number;
      readonly lossCny: number;
      readonly yearsLeft: number;
      readonly bestYear: number | null;
    }[];
  };
  readonly compliance?: {
    readonly due: number;
    readonly inTime: number;
    readonly misses: readonly {
      readonly title: Text;
      readonly asset: Text;
      readonly due: string;
      readonly done: string | null;
      readonly law: boolean;
      readonly reason: string | null;
    }[];
    /** Papers that ended or end within two months of the month's end. */
    readonly papers: readonly { readonly title: Text; readonly until: string; readonly ended: boolean }[];
  };
  readonly alarms?: {
    readonly count: number;
    readonly before: number;
    readonly rows: readonly {
      readonly name: Text;
      readonly value: string;
      readonly target: string;
      readonly verdict: "good" | "fair" | "poor";
    }[];
    readonly worst: readonly { readonly title: Text; readonly asset: Text; readonly count: number }[];
  };
  readonly maintenance?: {
    readonly now: Kpis;
    readonly before: Kpis;
    readonly backlog: number;
    readonly overdue: number;
  };
  readonly budget?: {
    readonly year: number;
    readonly lines: readonly {
      readonly system: Text;
      readonly budget: number;
      readonly spent: number;
      readonly accrued: number;
      readonly committed: number;
    }[];
    /** Drawn months of the year; none where nothing was spent. */
    readonly chart: string | undefined;
  };
  readonly plan?: {
    readonly name: Text;
    readonly years: readonly {
      readonly year: number;
      readonly costCny: number;
      readonly count: number;
      readonly fci: number;
    }[];
    /** What comes in the first three years, dearest first. */
    readonly next: readonly {
      readonly name: Text;
      readonly year: number;
      readonly costCny: number;
      readonly says: Text;
    }[];
    readonly unfunded: number;
  };
  readonly emergencies?: {
    readonly runs: readonly {
      readonly title: Text;
      readonly where: Text;
      readonly startedAt: string;
      readonly minutes: number | null;
      readonly drill: boolean;
      readonly steps: string;
    }[];
    readonly drillsDue: readonly {
      readonly title: Text;
      readonly dueOn: string;
      readonly overdue: boolean;
      readonly law: boolean;
    }[];
  };
}

export interface Kpis {
  readonly failures: number;
  readonly mtbfHours: number | undefined;
  readonly mttrHours: number | undefined;
  readonly availability: number;
  readonly plannedShare: number | undefined;
  readonly firstTimeFix: number | undefined;
  readonly costCny: number;
}

/** A line shown where there is none of a figure. */
const NONE = "–";
const share = (value: number | undefined, digits = 0): string =>
  value === undefined ? NONE : `${(value * 100).toFixed(digits)} %`;
const hours = (value: number | undefined): string => (value === undefined ? NONE : value.toFixed(1));

/** The month on paper: what needs a decision first, then each part with its figures beside the month before. */
export function managementReport(month: ManagementMonth, frame: TableFrame): Report {
  const { language: lang } = frame;
  const words = managementWords[lang];
  const money = (cny: number): string =>
    `${cny < -0.5 ? "−" : ""}¥${Math.abs(Math.round(cny)).toLocaleString("en-US")}`;
  const decisions = decisionsOf(month, lang, money);
  const blocks: Block[] = [
    { is: "heading", text: words.decisions },
    decisions.length > 0
      ? { is: "list", items: decisions }
      : { is: "paragraph", text: words.nothingToDecide },
  ];
  const { risk, compliance, alarms, maintenance, budget, plan, emergencies } = month;
  if (risk)
    blocks.push(
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
    );
  if (compliance)
    blocks.push(
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
    );
  if (alarms)
    blocks.push(
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
    );
  if (maintenance) blocks.push(...maintenanceBlocks(maintenance, lang, money));
  if (budget)
    blocks.push(
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
    );
  if (plan)
    blocks.push(
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
    );
  if (emergencies)
    blocks.push(
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
    );
  return { ...frame, title: words.title, subtitle: words.of(month.month), blocks };
}

function maintenanceBlocks(
  { now, before, backlog, overdue }: NonNullable<ManagementMonth["maintenance"]>,
  lang: "en" | "zh",
  money: (cny: number) => string,
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

/** What a manager has to decide or chase, hardest first; nothing that is in order. */
function decisionsOf(
  { risk, compliance, budget, plan, emergencies }: ManagementMonth,
  lang: "en" | "zh",
  money: (cny: number) => string,
): string[] {
  const words = managementWords[lang];
  const said: string[] = [];
  const lawful = compliance?.misses.filter(({ law, done }) => law && done === null).length ?? 0;
  if (lawful > 0) said.push(words.say.lawMissed(lawful));
  const ended = compliance?.papers.filter((paper) => paper.ended).length ?? 0;
  if (ended > 0) said.push(words.say.papersEnded(ended));
  const late = emergencies?.drillsDue.filter(({ overdue }) => overdue).length ?? 0;
  if (late > 0) said.push(words.say.drillsLate(late));
  if (risk && risk.actNow > 0) said.push(words.say.actNow(risk.actNow));
  if (plan && plan.unfunded > 0) said.push(words.say.unfunded(plan.unfunded));
  for (const { system, budget: planned, spent, accrued, committed } of budget?.lines ?? []) {
    const over = spent + accrued + committed - planned;
    if (planned > 0 && over > 0) said.push(words.say.overBudget(system[lang], money(over)));
  }
  const soon = compliance?.papers.filter((paper) => !paper.ended).length ?? 0;
  if (soon > 0) said.push(words.say.papersEnding(soon));
  return said;
}
