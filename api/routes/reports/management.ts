import type { Context } from "hono";
import { costBars, facilityConditionIndex, fciBand, riskBand } from "../../../facility/lifecycle/index.ts";
import { complianceOf, dayOf, expiryOf, plusDays } from "../../../facility/maintenance/index.ts";
import type { ManagementMonth } from "../../../facility/reports/index.ts";
import { type AssetId, type Text, text } from "../../../facility/units/index.ts";
import { CostView } from "../../contract/index.ts";
import { runSummary } from "../../emergencies/index.ts";
import type { ApiApp, ApiEnv } from "../../env.ts";
import { placedName } from "../../present.ts";
import type { RouteDeps } from "../deps.ts";
import { systemNames } from "../maintenance/cost-sheet.ts";
import { alarmFigure, alarmFigures, alarmRowNames, kpisOf, maintenanceFigures } from "./figures.ts";
import type { MonthSpan } from "./month.ts";

const MOST = 10;
const PAPER_DAYS = 60;

export interface MonthAsked {
  readonly site: string;
  readonly zone: string;
  readonly span: MonthSpan;
  readonly language: "en" | "zh";
}

/** Gathers a site's month from every part of the house that is there. */
export async function managementMonth(
  app: ApiApp,
  c: Context<ApiEnv>,
  deps: RouteDeps,
  asked: MonthAsked,
): Promise<ManagementMonth> {
  const [risk, compliance, alarms, maintenance, budget, plan, emergencies] = await Promise.all([
    riskOf(deps, asked),
    complianceOfMonth(deps, asked),
    alarmsOf(deps, asked),
    maintenanceOf(deps, asked),
    budgetOf(app, c, asked),
    planOf(deps, asked),
    emergenciesOf(deps, asked),
  ]);
  return {
    month: asked.span.month,
    ...(risk ? { risk } : {}),
    ...(compliance ? { compliance } : {}),
    alarms,
    ...(maintenance ? { maintenance } : {}),
    ...(budget ? { budget } : {}),
    ...(plan ? { plan } : {}),
    ...(emergencies ? { emergencies } : {}),
  };
}

async function riskOf(
  { lifecycle, clock }: RouteDeps,
  { site }: MonthAsked,
): Promise<ManagementMonth["risk"]> {
  if (!lifecycle) return undefined;
  const { subjects } = await lifecycle.desk.fleet(site);
  const sum = (of: (subject: (typeof subjects)[number]) => number) =>
    subjects.reduce((total, subject) => total + of(subject), 0);
  const all = sum(({ forecast }) => forecast.replacement.value);
  const due = sum(({ forecast: { bestYear, must, replacement } }) =>
    bestYear === 0 || (must !== undefined && must.lastYear < 0) ? replacement.value : 0,
  );
  const fci = facilityConditionIndex(due, all);
  const year = new Date(clock()).getUTCFullYear();
  return {
    fci,
    fciBand: fciBand(fci),
    replacementCny: all,
    dueCny: due,
    lossCny: sum(({ forecast }) => forecast.risk[0] ?? 0),
    actNow: subjects.filter(
      ({ forecast }) => riskBand(forecast.criticalityGrade, forecast.condition.index) === "act",
    ).length,
    worst: subjects
      .toSorted((a, b) => (b.forecast.risk[0] ?? 0) - (a.forecast.risk[0] ?? 0))
      .slice(0, MOST)
      .map(({ asset, forecast }) => ({
        name: placedName(asset),
        condition: forecast.condition.index,
        lossCny: forecast.risk[0] ?? 0,
        yearsLeft: forecast.remaining.p50,
        bestYear: forecast.bestYear === undefined ? null : year + forecast.bestYear,
      })),
  };
}

async function complianceOfMonth(
  { maintenance, model, clock }: RouteDeps,
  { site, zone, span }: MonthAsked,
): Promise<ManagementMonth["compliance"]> {
  if (!maintenance?.shelves) return undefined;
  const { shelves } = maintenance;
  const today = dayOf(clock(), zone);
  const [visits, certificates] = await Promise.all([
    shelves.visits.list({ site, from: Date.parse(span.first) }),
    shelves.certificates.list({ site }),
  ]);
  const found = complianceOf(visits, { from: span.first, to: span.last }, today);
  const nameOf = (id: string): Text => {
    const asset = model().assets.get(id as AssetId);
    return asset ? placedName(asset) : text(id, id);
  };
  // The month is judged as it stood at its end, or stands today.
  const [end = span.last] = [today, span.last].toSorted();
  return {
    due: found.reduce((sum, { due }) => sum + due, 0),
    inTime: found.reduce((sum, { inTime }) => sum + inTime, 0),
    misses: found.flatMap(({ misses, asset, title, basis }) =>
      misses.map(({ visit, reason }) => ({
        title,
        asset: nameOf(asset),
        due: visit.latest,
        done: visit.done ?? null,
        law: basis === "law",
        reason: reason?.zh ?? null,
      })),
    ),
    papers: certificates
      .filter(({ until }) => until <= plusDays(end, PAPER_DAYS))
      .toSorted((a, b) => (a.until < b.until ? -1 : 1))
      .map((paper) => ({
        title: paper.title,
        until: paper.until,
        ended: expiryOf(paper, end).is === "expired",
      })),
  };
}

async function alarmsOf(
  deps: RouteDeps,
  { site, span }: MonthAsked,
): Promise<NonNullable<ManagementMonth["alarms"]>> {
  const [now, before] = await Promise.all([
    alarmFigures(deps, site, span.from, span.to),
    alarmFigures(deps, site, span.before.from, span.before.to),
  ]);
  return {
    count: now.count,
    before: before.count,
    rows: now.rows.map(({ id, value, target, verdict }) => ({
      name: alarmRowNames[id],
      value: alarmFigure(id, value),
      target: alarmFigure(id, target),
      verdict,
    })),
    worst: now.worst,
  };
}

async function maintenanceOf(
  deps: RouteDeps,
  { site, span }: MonthAsked,
): Promise<ManagementMonth["maintenance"]> {
  const { orders, shelves } = deps.maintenance ?? {};
  if (!orders || !shelves) return undefined;
  const [now, before] = await Promise.all([
    maintenanceFigures(deps, { orders, shelves }, site, span.from, span.to),
    maintenanceFigures(deps, { orders, shelves }, site, span.before.from, span.before.to),
  ]);
  return {
    now: kpisOf(now),
    before: kpisOf(before),
    backlog: now.backlog.orders,
    overdue: now.backlog.overdue,
  };
}

/** Asked of the costs' own route in the caller's name: one way to count money. */
async function budgetOf(
  app: ApiApp,
  c: Context<ApiEnv>,
  { site, span, language }: MonthAsked,
): Promise<ManagementMonth["budget"]> {
  const year = Number(span.month.slice(0, 4));
  const headers = new Headers();
  for (const name of ["cookie", "authorization"]) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  const answer = await app.request(
    `/api/maintenance/costs?${new URLSearchParams({ site, year: String(year) })}`,
    { headers },
  );
  if (!answer.ok) return undefined;
  const view = CostView.parse(await answer.json());
  const systems = [...Map.groupBy(view.lines, ({ system }) => system)];
  const months = Array.from({ length: 12 }, (_, month) =>
    view.lines.reduce((sum, line) => sum + (line.months[month] ?? 0), 0),
  );
  return {
    year,
    lines: systems.map(([system, lines]) => {
      const sum = (key: "budget" | "spent" | "accrued" | "committed") =>
        lines.reduce((total, line) => total + line[key], 0);
      return {
        system: systemNames[system],
        budget: sum("budget"),
        spent: sum("spent"),
        accrued: sum("accrued"),
        committed: sum("committed"),
      };
    }),
    chart: months.some((cny) => cny > 0)
      ? costBars(
          months.map((cny, month) => ({ year: month + 1, parts: [cny], cap: null })),
          [language === "zh" ? `${year} 年各月` : `${year} by month`],
          "",
          (value) =>
            language === "zh" ? `${Math.round(value / 1_000) / 10} 万` : `¥${Math.round(value / 1_000)}k`,
        )
      : undefined,
  };
}

async function planOf(
  { lifecycle, model }: RouteDeps,
  { site }: MonthAsked,
): Promise<ManagementMonth["plan"]> {
  if (!lifecycle) return undefined;
  const { desk } = lifecycle;
  for (const { id, scenario } of await desk.scenarios(site)) {
    const kept = await desk.plan(id);
    if (!kept) continue;
    const { plan } = kept;
    const named = new Map(
      [...model().assets.values()].map((asset) => [asset.id as string, placedName(asset)]),
    );
    return {
      name: scenario.name,
      years: plan.totals.map(({ year, costCny, count, fci }) => ({ year, costCny, count, fci })),
      next: plan.lines
        .flatMap(({ asset, year, costCny, says }) =>
          year !== null && year < plan.firstYear + 3
            ? [{ name: named.get(asset) ?? text(asset, asset), year, costCny, says }]
            : [],
        )
        .toSorted((a, b) => b.costCny - a.costCny)
        .slice(0, MOST)
        .toSorted((a, b) => a.year - b.year),
      unfunded: plan.lines.filter(({ reason }) => reason === "unfunded").length,
    };
  }
  return undefined;
}

async function emergenciesOf(
  { emergencies, clock }: RouteDeps,
  { site, zone, span, language }: MonthAsked,
): Promise<ManagementMonth["emergencies"]> {
  if (!emergencies) return undefined;
  const [runs, calendar] = await Promise.all([
    emergencies.past({ site, before: span.to, limit: 200 }),
    emergencies.drills.calendar(site),
  ]);
  const stamp = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    timeZone: zone,
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const now = clock();
  return {
    runs: runs
      .filter(({ startedAt }) => startedAt >= span.from)
      .map((run) => {
        const { title, where, startedAt, endedAt, drill, score } = runSummary(run, zone, now);
        return {
          title,
          where,
          startedAt: stamp.format(startedAt),
          minutes: endedAt === null ? null : Math.round((endedAt - startedAt) / 60_000),
          drill,
          steps: `${score.met} / ${score.met + score.missed}`,
        };
      }),
    drillsDue: calendar
      .filter(({ is }) => is !== "fine")
      .map(({ rule, dueBy, is }) => ({
        title: rule.title,
        dueOn: dueBy === null ? "–" : new Date(dueBy).toISOString().slice(0, 10),
        overdue: is === "overdue" || is === "never",
        law: rule.basis === "law",
      })),
  };
}
