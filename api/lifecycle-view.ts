import type { AssetModel } from "../facility/assets/index.ts";
import {
  type Condition,
  conditionHistory,
  type Forecast,
  facilityConditionIndex,
  fciBand,
  gaugesOf,
  intervals,
  lifeOf,
  type Plan,
  riskBand,
  type TypeLessons,
  usualFailuresOf,
} from "../facility/lifecycle/index.ts";
import { type Text, text } from "../facility/units/index.ts";
import type {
  AssetStoryView,
  ConditionView,
  EvidenceDatum,
  FitView,
  FleetView,
  LifecycleScenarioView,
  PlanSummary,
  PlanView,
} from "./contract/index.ts";
import type { Lifecycle, LifecycleFleet, LifecycleKnown } from "./ports.ts";

type Asset = LifecycleKnown["asset"];

const buildingOf = ({ places }: Asset): Text | null =>
  (places.find(({ kind }) => kind === "building") ?? places[0])?.name ?? null;

/** Every reason with the data behind it: what it is made of, each with its day, and where to look at it. */
export const conditionView = (
  { limiting, evidence, missing, ...rest }: Condition,
  data: ReadonlyMap<string, EvidenceDatum>,
): ConditionView => ({
  ...rest,
  limiting: limiting?.id ?? null,
  missing: [...missing],
  evidence: evidence.map(({ trend, part, from, points, ...each }) => ({
    ...each,
    points: [...points],
    from: from.flatMap((id) => data.get(id) ?? []),
    part: part ?? null,
    trend: trend
      ? {
          perYear: trend.perYear,
          now: trend.now,
          early: trend.early ?? null,
          expected: trend.expected ?? null,
          late: trend.late ?? null,
          steady: trend.steady,
        }
      : null,
  })),
});

export function fitView(type: Asset["type"], { fit, growth }: TypeLessons): FitView {
  const bands = intervals(fit);
  return {
    type: type.id,
    label: type.label,
    eta: fit.eta,
    beta: fit.beta,
    etaBand: bands.eta,
    betaBand: bands.beta,
    ends: fit.ends,
    lives: fit.lives,
    from: fit.from,
    growth: growth.gamma,
  };
}

export function fleetView(site: string, thisYear: number, fleet: LifecycleFleet): FleetView {
  const { facts, subjects, withoutPrice } = fleet;
  const types = new Map(subjects.map(({ asset }) => [asset.type.id, asset]));
  const all = subjects.reduce((sum, { forecast }) => sum + forecast.replacement.value, 0);
  const due = subjects
    .filter(({ forecast: { bestYear, must } }) => bestYear === 0 || (must !== undefined && must.lastYear < 0))
    .reduce((sum, { forecast }) => sum + forecast.replacement.value, 0);
  const fci = facilityConditionIndex(due, all);
  return {
    site,
    at: facts.now,
    thisYear,
    assets: subjects.map(({ asset, forecast }) => ({
      asset: asset.id,
      name: asset.name,
      type: asset.type.id,
      typeLabel: asset.type.label,
      system: asset.system,
      building: buildingOf(asset),
      ageYears: forecast.ageYears ?? null,
      lifeYears: forecast.life.value,
      condition: forecast.condition.index,
      confidence: forecast.condition.confidence,
      criticality: forecast.criticalityGrade,
      riskBand: riskBand(forecast.criticalityGrade, forecast.condition.index),
      riskCny: Math.round(forecast.risk[0] ?? 0),
      replacementCny: Math.round(forecast.replacement.value),
      p10: forecast.remaining.p10,
      p50: forecast.remaining.p50,
      p90: forecast.remaining.p90,
      bestYear: forecast.bestYear === undefined ? null : thisYear + forecast.bestYear,
      lawYear: forecast.must === undefined ? null : thisYear + forecast.must.lastYear,
    })),
    withoutPrice: [...withoutPrice],
    replacementCny: Math.round(all),
    deferredCny: Math.round(due),
    fci,
    fciBand: fciBand(fci),
    fits: [...types.values()].map((asset) => fitView(asset.type, facts.lessons(asset))),
  };
}

export interface StoryExtras {
  readonly thisYear: number;
  readonly alarms: readonly { readonly at: number; readonly title: Text }[];
  readonly ledgerChanges: readonly { readonly at: number; readonly by: Text; readonly version: number }[];
  readonly plans: AssetStoryView["plans"];
}

export function storyView(
  { facts, known, forecast }: NonNullable<Awaited<ReturnType<Lifecycle["one"]>>>,
  { thisYear, alarms, ledgerChanges, plans }: StoryExtras,
): AssetStoryView {
  const { asset, record, ledger, ledgerVersion, evidence, since } = known;
  const own = new Set(evidence.map(({ id }) => id));
  const { register } = asset;
  return {
    asset: asset.id,
    name: asset.name,
    type: asset.type.id,
    typeLabel: asset.type.label,
    building: buildingOf(asset),
    register: {
      make: asset.make ?? record.make ?? null,
      model: asset.model ?? record.model ?? null,
      serial: register.serial ?? record.serial ?? null,
      installed: register.installed ?? record.installed ?? null,
      warrantyUntil: register.warrantyUntil ?? record.warrantyUntil ?? null,
      purchaseCny: ledger.purchaseCny ?? record.purchaseCny ?? null,
    },
    criticality: asset.criticality ?? null,
    ledger,
    ledgerVersion,
    gauges: gaugesOf(asset.type.id).map(({ id, label, unit, limits, source }) => ({
      id,
      label,
      unit,
      limits: [...(ledger.gaugeLimits?.[id] ?? limits)],
      source,
    })),
    life: lifeOf(asset, ledger),
    serviceLife: asset.type.serviceLife ?? null,
    ageYears: since === undefined ? null : (facts.now - since) / (365.25 * 86_400_000),
    firstYear: thisYear,
    forecast: forecast
      ? forecastView(forecast, thisYear, fitView(asset.type, facts.lessons(asset)), dataOf(known))
      : null,
    measured: record.measured.map(({ gauge, at, value, points }) => ({
      gauge,
      at,
      value,
      points: [...(points ?? [])],
    })),
    conditionByQuarter: conditionHistory(known, {
      now: facts.now,
      usualFailures: usualFailuresOf(facts.assumptions, asset.type.id),
      useAgainstUsual: forecast?.useAgainstUsual,
    }),
    costByYear: costByYear(record),
    runningCnyPerYear: Math.round(record.runningCnyPerYear),
    timeline: [
      ...(since === undefined
        ? []
        : [
            {
              at: since,
              kind: "installed" as const,
              title: text("In service", "投入使用"),
              cny: null,
              evidence: null,
            },
          ]),
      ...record.failures.map(({ at, what, order }) => ({
        at,
        kind: "failure" as const,
        title: what,
        cny: null,
        evidence: null,
        order: order ?? null,
      })),
      ...record.works.map(({ id, at, title, cny, order }) => ({
        at,
        kind: "work" as const,
        title,
        cny,
        evidence: own.has(id) ? id : null,
        order: order ?? null,
      })),
      ...record.inspections.map(({ id, at, note, grade }) => ({
        at,
        kind: "inspection" as const,
        title: text(`Grade ${grade}: ${note.en}`, `${grade} 级：${note.zh}`),
        cny: null,
        evidence: own.has(id) ? id : null,
      })),
      ...record.measured
        .filter(({ id }) => own.has(id))
        .map(({ id, at, gauge, value }) => {
          const known = gaugesOf(asset.type.id).find((each) => each.id === gauge);
          return {
            at,
            kind: "measurement" as const,
            title: text(
              `${known?.label.en ?? gauge} ${value} ${known?.unit ?? ""}`,
              `${known?.label.zh ?? gauge} ${value} ${known?.unit ?? ""}`,
            ),
            cny: null,
            evidence: id,
          };
        }),
      ...alarms.map(({ at, title }) => ({ at, kind: "alarm" as const, title, cny: null, evidence: null })),
      ...ledgerChanges.map(({ at, by, version }) => ({
        at,
        kind: "ledger" as const,
        title: text(
          `Ledger changed by ${by.en} (version ${version})`,
          `${by.zh} 修改台账（第 ${version} 版）`,
        ),
        cny: null,
        evidence: null,
      })),
    ]
      .map((each) => ({ order: null, ...each }))
      .sort((a, b) => b.at - a.at)
      .slice(0, 400),
    plans,
  };
}

function forecastView(
  forecast: Forecast,
  thisYear: number,
  fit: FitView,
  data: ReadonlyMap<string, EvidenceDatum>,
): NonNullable<AssetStoryView["forecast"]> {
  const whole = (list: readonly number[]) => list.slice(0, 20).map(Math.round);
  return {
    condition: conditionView(forecast.condition, data),
    survivors: forecast.remaining.survivors.slice(0, 31),
    p10: forecast.remaining.p10,
    p50: forecast.remaining.p50,
    p90: forecast.remaining.p90,
    meanYears: forecast.remaining.meanYears,
    hazard: forecast.shift.hazard,
    pace: forecast.shift.pace,
    useAgainstUsual: forecast.useAgainstUsual ?? null,
    replacement: forecast.replacement,
    consequenceCny: Math.round(forecast.consequenceCny),
    keep: whole(forecast.keep),
    repair: whole(forecast.repair),
    risk: whole(forecast.risk),
    obsolescence: whole(forecast.obsolescence),
    renewal: whole(forecast.renewal),
    newPerYear: whole(forecast.newPerYear),
    newLifeYears: forecast.newLifeYears,
    bestYear: forecast.bestYear === undefined ? null : thisYear + forecast.bestYear,
    must: forecast.must
      ? { year: thisYear + forecast.must.lastYear, day: forecast.must.day, basis: forecast.must.basis }
      : null,
    riskBand: riskBand(forecast.criticalityGrade, forecast.condition.index),
    fit,
  };
}

/** What evidence is made of, by id: inspections, measurements, failures. */
function dataOf({ asset, record }: LifecycleKnown): ReadonlyMap<string, EvidenceDatum> {
  const unit = new Map(gaugesOf(asset.type.id).map((gauge) => [gauge.id, gauge.unit]));
  return new Map<string, EvidenceDatum>([
    ...record.inspections.map(({ id, at, grade, note }): [string, EvidenceDatum] => [
      id,
      { id, at, says: text(`Grade ${grade}: ${note.en}`, `${grade} 级：${note.zh}`), order: null },
    ]),
    ...record.failures.map(({ id, at, what, order }): [string, EvidenceDatum] => [
      id,
      { id, at, says: what, order: order ?? null },
    ]),
    ...record.measured.map(({ id, at, gauge, value }): [string, EvidenceDatum] => {
      const figure = `${Math.round(value * 10) / 10} ${unit.get(gauge) ?? ""}`;
      return [id, { id, at, says: text(figure, figure), order: null }];
    }),
  ]);
}

function costByYear({ works, failures }: LifecycleKnown["record"]): AssetStoryView["costByYear"] {
  const years = new Map<number, { cny: number; failures: number }>();
  const of = (at: number) => {
    const year = new Date(at).getUTCFullYear();
    const found = years.get(year) ?? { cny: 0, failures: 0 };
    years.set(year, found);
    return found;
  };
  for (const { at, cny } of works) of(at).cny += cny;
  for (const { at } of failures) of(at).failures++;
  return [...years]
    .map(([year, { cny, failures: n }]) => ({ year, cny: Math.round(cny), failures: n }))
    .sort((a, b) => a.year - b.year);
}

export function planView(model: AssetModel, { plan, version }: { plan: Plan; version: number }): PlanView {
  const byId = new Map([...model.assets.values()].map((asset) => [asset.id as string, asset]));
  return {
    ...plan,
    version,
    priceFactor: [...plan.priceFactor],
    groups: [...plan.groups],
    sources: plan.sources.map((source) => ({
      ...source,
      capCny: [...source.capCny],
      incomeCny: [...source.incomeCny],
    })),
    totals: plan.totals.map((year) => ({ ...year })),
    withoutPrice: [...plan.withoutPrice],
    lines: plan.lines.map((line) => {
      const asset = byId.get(line.asset);
      return {
        ...line,
        name: asset?.name ?? text(line.asset, line.asset),
        building: asset ? buildingOf(asset) : null,
        typeLabel: asset?.type.label ?? text(line.type, line.type),
        riskCny: [...line.riskCny],
        freshRiskCny: [...line.freshRiskCny],
        savesCny: [...line.savesCny],
      };
    }),
  };
}

export const planSummary = ({ plan, version }: { plan: Plan; version: number }): PlanSummary => ({
  version,
  madeAt: plan.madeAt,
  scenarioVersion: plan.scenarioVersion,
  costCny: Math.round(plan.totals.reduce((sum, { costCny }) => sum + costCny, 0)),
  count: plan.totals.reduce((sum, { count }) => sum + count, 0),
  totals: plan.totals.map((year) => ({ ...year })),
  boughtDownCny: plan.lines.reduce((sum, line) => sum + line.boughtDownCny, 0),
  unfunded: plan.lines.filter(({ reason }) => reason === "unfunded").length,
  solver: plan.solver,
});

export const scenarioView = (
  kept: Awaited<ReturnType<Lifecycle["scenarios"]>>[number],
  plan: { plan: Plan; version: number } | undefined,
): LifecycleScenarioView => ({ ...kept, plan: plan ? planSummary(plan) : null });
