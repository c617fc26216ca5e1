import type { Asset } from "../assets/index.ts";
import type { Called } from "../oncall/index.ts";
import { type Text, text } from "../units/index.ts";
import { savings } from "./annual-cost.ts";
import { type Assumptions, sourceOf } from "./assumptions.ts";
import { explain } from "./explain.ts";
import type { Forecast } from "./forecast.ts";
import { type LineReason, type Plan, type PlanFrame, type PlanLine, planYears } from "./plan.ts";
import { type Candidate, evaluate, type Group, type Problem } from "./problem.ts";
import { groupKey, type Scenario } from "./scenario.ts";
import type { Solved } from "./solve.ts";
import { waitsFor } from "./waits-for.ts";

export interface PlanSubject {
  readonly asset: Asset;
  readonly forecast: Forecast;
}

/** A scenario over a fleet as a problem, with what is needed to write the answer back as a plan. */
export interface Draft {
  readonly problem: Problem;
  readonly frame: PlanFrame;
  readonly subjects: readonly PlanSubject[];
  readonly scenario: Scenario;
  readonly saves: readonly (readonly number[])[];
  readonly groupOf: readonly (number | undefined)[];
}

const buildingOf = ({ places }: Asset) => places.find(({ kind }) => kind === "building") ?? places[0];

/** Turns what is known and what is asked into a problem for the solver. */
export function draftPlan(
  subjects: readonly PlanSubject[],
  scenario: Scenario,
  assumptions: Assumptions,
): Draft {
  const { years, firstYear } = scenario;
  const rise = scenario.priceRise ?? assumptions.priceRise;
  const span = Array.from({ length: years }, (_, y) => y);
  const priceFactor = span.map((y) => (1 + rise) ** y);
  const discount = span.map((y) => (1 + assumptions.discountRate) ** -y);
  const saves = subjects.map(({ forecast }) => {
    const all = savings(
      forecast.keep,
      forecast.newPerYear,
      assumptions.discountRate,
      forecast.remaining.survivors,
    );
    // Not within the plan does not mean never: the best year after it is what the plan's years are held against.
    const after = Math.max(0, ...all.slice(years));
    return all.slice(0, years).map((saved) => saved - after);
  });

  const groups: (Group & { name: Text })[] = [];
  const groupIndex = new Map<string, number>();
  const groupOf = subjects.map(({ asset }) => {
    const mobilisation = assumptions.mobilisationCny[asset.type.id] ?? 0;
    if (mobilisation === 0) return undefined;
    const building = buildingOf(asset);
    const id = groupKey(building?.id, asset.type.id);
    const known = groupIndex.get(id);
    if (known !== undefined) return known;
    const name = text(
      `${asset.type.label.en.toLowerCase()}s of ${building?.name.en ?? "the site"}`,
      `${building?.name.zh ?? "本项目"}${asset.type.label.zh}`,
    );
    groups.push({ id, name, mobilisation, source: sourceOf(assumptions, asset.type.id) });
    groupIndex.set(id, groups.length - 1);
    return groups.length - 1;
  });

  const moveOf = new Map(scenario.moves.map((move) => [move.asset, move]));
  const togetherOf = new Map(
    scenario.together.flatMap(({ assets, id }) => assets.map((asset) => [asset, id])),
  );
  const bundles = new Map<string, number[]>();
  subjects.forEach(({ asset }, i) => {
    // One that a person moved by itself leaves its bundle.
    const key = moveOf.has(asset.id) ? asset.id : (togetherOf.get(asset.id) ?? asset.id);
    bundles.set(key, [...(bundles.get(key) ?? []), i]);
  });
  const candidates = [...bundles].map(([id, members]): Candidate => {
    const lead = members[0] ?? 0;
    const move = moveOf.get(subjects[lead]?.asset.id ?? "");
    const last = members
      .map((i) => subjects[i]?.forecast.must?.lastYear)
      .filter((each): each is number => each !== undefined && each < years);
    const pinned = move === undefined ? undefined : move.year === null ? -1 : move.year - firstYear;
    return {
      id,
      members: members.map((i) => subjects[i]?.asset.id ?? ""),
      source: sourceOf(assumptions, subjects[lead]?.asset.type.id ?? ""),
      price: members.reduce((sum, i) => sum + (subjects[i]?.forecast.replacement.value ?? 0), 0),
      benefit: span.map((y) => members.reduce((sum, i) => sum + (saves[i]?.[y] ?? 0), 0)),
      earliest: scenario.deferYears,
      ...(last.length > 0 ? { lastYear: Math.max(0, Math.min(...last)) } : {}),
      ...(pinned === undefined || pinned >= years ? {} : { pinned }),
      ...(groupOf[lead] === undefined ? {} : { group: groupOf[lead] }),
    };
  });
  const sources = assumptions.funding.map(({ id }) => {
    const budget = scenario.budgets[id];
    return {
      cap: span.map(
        (y) => budget?.capOfYear[String(firstYear + y)] ?? budget?.yearlyCapCny ?? Number.POSITIVE_INFINITY,
      ),
      ...(budget?.openingCny === null || budget?.openingCny === undefined
        ? {}
        : { opening: budget.openingCny }),
      income: span.map(() => budget?.incomeCny ?? 0),
    };
  });
  return {
    problem: { years, priceFactor, discount, candidates, groups, sources },
    frame: {
      firstYear,
      years,
      priceFactor,
      groups: groups.map(({ id, name, mobilisation }) => ({ id, name, mobilisationCny: mobilisation })),
      sources: assumptions.funding.map(({ id, name }, s) => ({
        id,
        name,
        capCny: (sources[s]?.cap ?? []).map((cap) => (Number.isFinite(cap) ? cap : null)),
        openingCny: sources[s]?.opening ?? null,
        incomeCny: sources[s]?.income ?? [],
      })),
    },
    subjects,
    scenario,
    saves,
    groupOf,
  };
}

export interface PlanMade {
  readonly id: string;
  readonly scenarioVersion: number;
  readonly madeAt: number;
  readonly seconds: number;
  readonly withoutPrice: readonly string[];
  readonly called: Called;
}

/** The solver's answer as a plan: a line an asset, each with its sentence, and the years summed. */
export function writePlan(draft: Draft, solved: Solved, made: PlanMade): Plan {
  const { problem, frame, subjects, scenario, saves, groupOf } = draft;
  const { firstYear, years } = frame;
  const yearOf = new Map<string, number>();
  const payerOf = new Map<string, number>();
  problem.candidates.forEach(({ members, source }, c) => {
    for (const member of members) {
      yearOf.set(member, solved.choice[c] ?? -1);
      payerOf.set(member, source);
    }
  });
  const togetherName = new Map(
    scenario.together.flatMap(({ assets, name }) => assets.map((asset) => [asset, name] as const)),
  );
  const moveOf = new Map(scenario.moves.map((move) => [move.asset, move]));
  const sharing = new Map<string, number>();
  subjects.forEach(({ asset }, i) => {
    const at = yearOf.get(asset.id) ?? -1;
    if (at < 0 || groupOf[i] === undefined) return;
    const key = `${groupOf[i]} ${at}`;
    sharing.set(key, (sharing.get(key) ?? 0) + 1);
  });

  const { spent } = evaluate(problem, solved.choice);
  const lines = subjects.map(({ asset, forecast }, i): PlanLine => {
    const at = yearOf.get(asset.id) ?? -1;
    const group = groupOf[i] === undefined ? undefined : problem.groups[groupOf[i]];
    const count = sharing.get(`${groupOf[i]} ${at}`) ?? 0;
    const factor = problem.priceFactor[at] ?? 1;
    const mobilisation = at >= 0 && group && count > 0 ? (group.mobilisation / count) * factor : 0;
    const move = moveOf.get(asset.id);
    const own = saves[i] ?? [];
    const most = Math.max(0, ...own);
    // Alone it bears the mobilisation: what does not save that much is not due, however cheap a new one is by itself.
    const alone = (group?.mobilisation ?? 0) * (problem.discount[own.indexOf(most)] ?? 1);
    const pays = at >= 0 || most > alone;
    const due = forecast.bestYear !== undefined && forecast.bestYear < years && most > 0 && pays;
    const law = forecast.must && forecast.must.lastYear < years ? forecast.must : undefined;
    const reason = reasonOf(at, move !== undefined, law !== undefined, due, togetherName.has(asset.id));
    const costCny = at < 0 ? 0 : forecast.replacement.value * factor + mobilisation;
    const waitingCny = Math.max(0, most - (at < 0 ? 0 : (own[at] ?? 0)));
    const riskCny = forecast.risk.slice(0, years).map(Math.round);
    const freshRiskCny = forecast.freshRisk.slice(0, years).map(Math.round);
    const source = frame.sources[payerOf.get(asset.id) ?? 0];
    return {
      asset: asset.id,
      type: asset.type.id,
      year: at < 0 ? null : firstYear + at,
      reason,
      source: source?.id ?? "",
      priceCny: Math.round(forecast.replacement.value),
      costCny: Math.round(costCny),
      mobilisationCny: Math.round(mobilisation),
      group: group?.id ?? null,
      bestYear:
        forecast.bestYear === undefined || (forecast.bestYear < years && !pays)
          ? null
          : firstYear + forecast.bestYear,
      lawYear: forecast.must === undefined ? null : firstYear + forecast.must.lastYear,
      condition: forecast.condition.index,
      confidence: forecast.condition.confidence,
      ageYears: forecast.ageYears ?? null,
      criticality: forecast.criticalityGrade,
      chance: 1 - (forecast.remaining.survivors[at < 0 ? years : at + 1] ?? 0),
      riskCny,
      freshRiskCny,
      boughtDownCny:
        at < 0
          ? 0
          : riskCny.slice(at).reduce((sum, risk, k) => sum + Math.max(0, risk - (freshRiskCny[k] ?? 0)), 0),
      savesCny: own.map(Math.round),
      waitingCny: Math.round(waitingCny),
      says: explain({
        forecast,
        firstYear,
        years,
        at,
        reason,
        costCny,
        mobilisationCny: mobilisation,
        waitingCny,
        waitsFor: waitsFor(problem, spent, {
          best: forecast.bestYear ?? at,
          at,
          earliest: scenario.deferYears,
          source: payerOf.get(asset.id) ?? 0,
          alone: forecast.replacement.value + (group?.mobilisation ?? 0),
          company: togetherName.has(asset.id) || count > 1,
        }),
        ...(pays || group === undefined || forecast.bestYear === undefined || forecast.bestYear >= years
          ? {}
          : { setUpCny: group.mobilisation }),
        sourceName: source?.name ?? text("the budget", "预算"),
        ...(group && at >= 0
          ? {
              group: {
                name: frame.groups[groupOf[i] ?? 0]?.name ?? text("them", "同组"),
                count,
                savedCny: group.mobilisation * factor * (count - 1),
              },
            }
          : {}),
        ...(move ? { move: { by: made.called(move.by), why: move.why } } : {}),
      }),
    };
  });
  return {
    ...frame,
    scenario: made.id,
    scenarioVersion: made.scenarioVersion,
    madeAt: made.madeAt,
    lines,
    totals: planYears(frame, lines),
    solver: {
      status: solved.status,
      seconds: made.seconds,
      valueCny: Math.round(solved.value),
      boundCny: Math.round(solved.bound),
      gap: solved.gap,
      greedyCny: Math.round(solved.greedy.value),
      greedyCount: solved.greedy.choice.filter((year) => year >= 0).length,
    },
    withoutPrice: made.withoutPrice,
  };
}

function reasonOf(at: number, moved: boolean, law: boolean, due: boolean, together: boolean): LineReason {
  if (moved) return "moved";
  if (at < 0) return law || due ? "unfunded" : "kept";
  if (law) return "law";
  return together ? "together" : "pays";
}
