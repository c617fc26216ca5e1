import type { Asset } from "../assets/index.ts";
import { type Text, text } from "../units/index.ts";
import { minimumAnnualCosts, replacementYear } from "./annual-cost.ts";
import { type Assumptions, usualFailuresOf } from "./assumptions.ts";
import { type Condition, conditionOf } from "./condition.ts";
import type { TypeLessons } from "./fleet.ts";
import type { AssetRecord, WorkFact } from "./history.ts";
import { type LedgerEntry, lifeOf, replacementCostOf, type Sourced } from "./ledger.ts";
import { hazardOfCondition, paceOfUse, type RemainingLife, remainingLife } from "./remaining-life.ts";
import { repairCost } from "./repair-cost.ts";
import { withoutParts } from "./set-parts.ts";
import { hazard } from "./weibull.ts";

/** Years looked at beyond the plan, so that its last years are judged like its first. */
export const LOOK_BEYOND = 10;
const YEAR = 365.25 * 86_400_000;

export interface Must {
  /** The last year of the plan in which the law is still kept; below 0 where it is broken already. */
  readonly lastYear: number;
  readonly day: string;
  readonly basis: Text;
}

/** All that the plan and its reader need of one asset; costs in yuan of today. */
export interface Forecast {
  readonly asset: string;
  readonly type: string;
  readonly ageYears: number | undefined;
  readonly life: Sourced;
  readonly condition: Condition;
  readonly remaining: RemainingLife;
  readonly shift: { readonly hazard: number; readonly pace: number };
  readonly useAgainstUsual: number | undefined;
  readonly replacement: Sourced;
  /** So many of its parts are assets of their own and not in its price. */
  readonly partsApart: number;
  readonly criticality: {
    readonly people: number;
    readonly service: number;
    readonly law: number;
    readonly money: number;
  };
  /** The highest of the four. */
  readonly criticalityGrade: number;
  readonly consequenceCny: number;
  /** Chance that it ends in year k, if it is still in service at its beginning. */
  readonly chance: readonly number[];
  /** What keeping it costs in year k, and of what. */
  readonly keep: readonly number[];
  readonly repair: readonly number[];
  readonly risk: readonly number[];
  readonly obsolescence: readonly number[];
  /** The share of a year's cost of a new one that comes all the same, because the old one ends in that year. */
  readonly renewal: readonly number[];
  /** What a new one costs a year over its cheapest life, at the prices of year k over inflation. */
  readonly newPerYear: readonly number[];
  readonly newLifeYears: number;
  /** Risk of a new one in its k-th year. */
  readonly freshRisk: readonly number[];
  /** The year (0 = the first of the plan) from which a new one is cheaper; undefined beyond the years looked at. */
  readonly bestYear: number | undefined;
  readonly must: Must | undefined;
}

export interface ForecastInput {
  readonly asset: Asset;
  readonly record: AssetRecord;
  readonly ledger: LedgerEntry;
  readonly lessons: TypeLessons;
  readonly assumptions: Assumptions;
  readonly now: number;
  /** The calendar year of the plan's first budget. */
  readonly firstYear: number;
  readonly years: number;
  /** Of a set: those of its parts that are assets of their own, with what renewing them costs; yuan of today. */
  readonly parts?: { readonly count: number; readonly cny: number } | undefined;
  /** What-if: instead of what the evidence says. */
  readonly instead?: {
    readonly condition?: number;
    readonly replacementCny?: number;
    readonly since?: number;
  };
}

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Where the present life began, ms: the last major renewal, else the installation. */
export function lifeBegan(
  asset: Asset,
  ledger: LedgerEntry,
  record: AssetRecord,
  now: number,
): number | undefined {
  const installed = asset.register.installed ?? record.installed;
  const renewals = record.works
    .filter(({ kind, at }: WorkFact) => kind === "renewal" && at <= now)
    .map(({ at }) => at);
  const began = [
    ...(installed ? [utc(installed)] : []),
    ...(ledger.renewedOn ? [utc(ledger.renewedOn)] : []),
    ...renewals,
  ].filter((at) => at <= now);
  return began.length > 0 ? Math.max(...began) : undefined;
}

/** Everything about one asset's future, from everything about its past. Undefined where no price is known. */
export function forecast(input: ForecastInput): Forecast | undefined {
  const { asset, record, ledger, lessons, assumptions, now, firstYear, years, instead, parts } = input;
  const price = replacementCostOf(
    asset,
    ledger,
    record,
    new Date(now).getUTCFullYear(),
    assumptions.priceRise,
  );
  const replacement =
    instead?.replacementCny === undefined
      ? price && withoutParts(price, parts ?? { count: 0, cny: 0 })
      : { value: instead.replacementCny, source: text("what-if", "假设值") };
  if (!replacement || replacement.value <= 0) return undefined;
  const life = lifeOf(asset, ledger);
  const since = instead?.since ?? lifeBegan(asset, ledger, record, now);
  const ageYears = since === undefined ? undefined : (now - since) / YEAR;
  // Nobody knows when it came: the middle of its life is the least wrong, and confidence says so.
  // A plan that begins later finds everything older.
  const wait = Math.max(0, (Date.UTC(firstYear, 0, 1) - now) / YEAR);
  const age = (ageYears ?? life.value / 2) + wait;
  const usual = record.use ? lessons.usualUse[record.use.counter] : undefined;
  const useAgainstUsual = record.use && usual ? record.use.perYear / usual : undefined;
  const seen = conditionOf({
    type: asset.type.id,
    record,
    since,
    lifeYears: life.value,
    useAgainstUsual,
    usualFailures: usualFailuresOf(assumptions, asset.type.id),
    now,
    limits: ledger.gaugeLimits,
  });
  const condition: Condition =
    instead?.condition === undefined
      ? seen
      : {
          index: Math.round(instead.condition),
          mean: instead.condition,
          confidence: 1,
          evidence: seen.evidence,
          missing: [],
        };
  // A worn part that can be renewed alone ages the whole less than its own grade says: the mean counts.
  const grade = condition.limiting && !condition.limiting.part ? condition.limiting.grade : condition.mean;
  const shift = {
    hazard: hazardOfCondition(grade, condition.confidence, assumptions.conditionHazard),
    pace: paceOfUse(useAgainstUsual),
  };
  const span = years + LOOK_BEYOND;
  const remaining = remainingLife(lessons.fit, age, shift, span);
  const chance = Array.from({ length: span }, (_, k) => {
    const [from = 1, to = 0] = [remaining.survivors[k], remaining.survivors[k + 1]];
    return from > 1e-9 ? Math.min(1, 1 - to / from) : 1;
  });

  const criticality = asset.criticality ?? { people: 2, service: 2, law: 2, money: 2 };
  const graded = (["people", "service", "law", "money"] as const).reduce(
    (sum, side) => sum + (assumptions.consequence[side][criticality[side] - 1] ?? 0),
    0,
  );
  const consequenceCny =
    (ledger.consequenceCny ?? Math.min(graded, assumptions.mostOfPrice * replacement.value)) +
    assumptions.unplannedPremium * replacement.value;

  const repairs = record.works.filter(({ kind, at }) => kind === "corrective" && at >= (since ?? 0));
  const watched = Math.max(0.5, (now - Math.max(record.watchedFrom, since ?? 0, now - 3 * YEAR)) / YEAR);
  const recent = repairs.filter(({ at }) => at >= now - watched * YEAR);
  const cost = (ageNow: number, own: boolean) =>
    repairCost({
      replacementCny: replacement.value,
      lifeYears: life.value,
      ageNow,
      repairs: own ? recent.length : 0,
      spentPerYear: own ? recent.reduce((sum, { cny }) => sum + cny, 0) / watched : 0,
      gamma: lessons.growth.gamma,
    });
  const old = cost(age, true);
  const fresh = cost(life.value / 2, false);
  const obsoleteFrom = ledger.obsolete ? Number(ledger.obsolete.from.slice(0, 4)) - firstYear : undefined;
  const repair = chance.map((_, k) => old(age + k));
  const risk = chance.map((p) => p * consequenceCny);
  const obsolescence = chance.map((_, k) =>
    ledger.obsolete && obsoleteFrom !== undefined && k >= obsoleteFrom ? ledger.obsolete.cnyPerYear : 0,
  );
  const fleetLife = { eta: lessons.fit.eta, beta: lessons.fit.beta };
  const newCosts = Array.from(
    { length: 40 },
    (_, k) => fresh(k + 0.5) + Math.min(1, hazard(fleetLife, k + 0.5)) * consequenceCny,
  );
  const dearer = (1 + assumptions.priceRise) / (1 + assumptions.inflation);
  const newOnes = minimumAnnualCosts(
    chance.map((_, k) => replacement.value * dearer ** k),
    newCosts,
    assumptions.discountRate,
  );
  const newPerYear = newOnes.map(({ perYear }) => perYear);
  // Keeping is no way round a purchase: where the old one ends, a new one is paid for from then on.
  const renewal = chance.map((p, k) => p * (newPerYear[k] ?? 0));
  const keep = chance.map(
    (_, k) => (repair[k] ?? 0) + (risk[k] ?? 0) + (obsolescence[k] ?? 0) + (renewal[k] ?? 0),
  );
  return {
    asset: asset.id,
    type: asset.type.id,
    ageYears,
    life,
    condition,
    remaining,
    shift,
    useAgainstUsual,
    replacement,
    partsApart: parts?.count ?? 0,
    criticality,
    criticalityGrade: Math.max(criticality.people, criticality.service, criticality.law, criticality.money),
    consequenceCny,
    chance,
    keep,
    repair,
    risk,
    obsolescence,
    renewal,
    newPerYear,
    newLifeYears: newOnes[0]?.years ?? 1,
    freshRisk: chance.map((_, k) => Math.min(1, hazard(fleetLife, k + 0.5)) * consequenceCny),
    bestYear: replacementYear(keep, newPerYear),
    must: mustOf(input, since),
  };
}

/** The earliest of what an authority ordered and what the law says of the type's age. */
function mustOf(
  { asset, ledger, assumptions, firstYear }: ForecastInput,
  since: number | undefined,
): Must | undefined {
  const found: Must[] = [];
  if (ledger.mustReplaceBy) {
    const { day, basis } = ledger.mustReplaceBy;
    found.push({ lastYear: Number(day.slice(0, 4)) - firstYear, day, basis: text(basis, basis) });
  }
  const limit = assumptions.statute.find(({ type }) => type === asset.type.id);
  if (limit && since !== undefined) {
    const day = new Date(since + limit.years * YEAR).toISOString().slice(0, 10);
    found.push({ lastYear: Number(day.slice(0, 4)) - firstYear, day, basis: limit.basis });
  }
  return found.toSorted((a, b) => (a.day < b.day ? -1 : 1))[0];
}
