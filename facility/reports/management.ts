import type { Text } from "../units/index.ts";
import {
  alarmBlocks,
  budgetBlocks,
  complianceBlocks,
  emergencyBlocks,
  type Money,
  maintenanceBlocks,
  planBlocks,
  riskBlocks,
} from "./management-chapters.ts";
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

/** The month on paper: what needs a decision first, then each part with its figures beside the month before. */
export function managementReport(month: ManagementMonth, frame: TableFrame): Report {
  const { language: lang } = frame;
  const words = managementWords[lang];
  const money: Money = (cny) =>
    `${cny < -0.5 ? "−" : ""}¥${Math.abs(Math.round(cny)).toLocaleString("en-US")}`;
  const decisions = decisionsOf(month, lang, money);
  const { risk, compliance, alarms, maintenance, budget, plan, emergencies } = month;
  const blocks: Block[] = [
    { is: "heading", text: words.decisions },
    decisions.length > 0
      ? { is: "list", items: decisions }
      : { is: "paragraph", text: words.nothingToDecide },
    ...(risk ? riskBlocks(risk, lang, money) : []),
    ...(compliance ? complianceBlocks(compliance, lang) : []),
    ...(alarms ? alarmBlocks(alarms, lang) : []),
    ...(maintenance ? maintenanceBlocks(maintenance, lang, money) : []),
    ...(budget ? budgetBlocks(budget, lang, money) : []),
    ...(plan ? planBlocks(plan, lang, money) : []),
    ...(emergencies ? emergencyBlocks(emergencies, lang) : []),
  ];
  return { ...frame, title: words.title, subtitle: words.of(month.month), blocks };
}

/** What a manager has to decide or chase, hardest first; nothing that is in order. */
function decisionsOf(
  { risk, compliance, budget, plan, emergencies }: ManagementMonth,
  lang: "en" | "zh",
  money: Money,
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
