import type { AssetModel } from "../facility/assets/index.ts";
import {
  facilityConditionIndex,
  fciBand,
  intervals,
  type Plan,
  riskBand,
  type TypeLessons,
} from "../facility/lifecycle/index.ts";
import { type Text, text } from "../facility/units/index.ts";
import type { FitView, FleetView, LifecycleScenarioView, PlanSummary, PlanView } from "./contract/index.ts";
import type { Lifecycle, LifecycleFleet, LifecycleKnown } from "./ports.ts";

type Asset = LifecycleKnown["asset"];

export const buildingOf = ({ places }: Asset): Text | null =>
  (places.find(({ kind }) => kind === "building") ?? places[0])?.name ?? null;

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
