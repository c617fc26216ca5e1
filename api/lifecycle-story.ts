import {
  type Condition,
  conditionHistory,
  type Forecast,
  gaugesOf,
  lifeOf,
  riskBand,
  usualFailuresOf,
} from "../facility/lifecycle/index.ts";
import { type Text, text } from "../facility/units/index.ts";
import type { AssetStoryView, ConditionView, EvidenceDatum, FitView } from "./contract/index.ts";
import { buildingOf, fitView } from "./lifecycle-view.ts";
import type { Lifecycle, LifecycleKnown } from "./ports.ts";

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
