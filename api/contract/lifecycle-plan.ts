import { z } from "zod";
import { Ballot, Route, Scenario } from "../../facility/lifecycle/index.ts";
import { Text } from "../../facility/units/index.ts";

const share = z.number().describe("0 to 1");
const cny = z.number().describe("yuan");
const yearly = z.array(z.number());

const years = z.record(z.string(), z.number());
export const PlanYearView = z.object({
  year: z.int(),
  costCny: cny,
  bySource: years,
  count: z.int(),
  fci: share,
  deferredCny: cny,
  riskCny: cny,
  riskWithoutCny: cny,
  fund: years,
  over: years,
});
export type PlanYearView = z.infer<typeof PlanYearView>;

export const PlanLineView = z.object({
  asset: z.string(),
  name: Text,
  building: Text.nullable(),
  type: z.string(),
  typeLabel: Text,
  year: z.int().nullable(),
  reason: z.enum(["law", "pays", "moved", "together", "unfunded", "kept"]),
  source: z.string(),
  priceCny: cny,
  costCny: cny,
  mobilisationCny: cny,
  group: z.string().nullable(),
  bestYear: z.int().nullable(),
  lawYear: z.int().nullable(),
  condition: z.int(),
  confidence: share,
  ageYears: z.number().nullable(),
  criticality: z.int(),
  chance: share,
  riskCny: yearly,
  freshRiskCny: yearly,
  boughtDownCny: cny,
  savesCny: yearly,
  waitingCny: cny,
  says: Text,
});
export type PlanLineView = z.infer<typeof PlanLineView>;

export const PlanView = z.object({
  scenario: z.string(),
  scenarioVersion: z.int(),
  version: z.int(),
  madeAt: z.number(),
  firstYear: z.int(),
  years: z.int(),
  priceFactor: yearly,
  groups: z.array(z.object({ id: z.string(), name: Text, mobilisationCny: cny })),
  sources: z.array(
    z.object({
      id: z.string(),
      name: Text,
      capCny: z.array(z.number().nullable()),
      openingCny: cny.nullable(),
      incomeCny: yearly,
    }),
  ),
  lines: z.array(PlanLineView),
  totals: z.array(PlanYearView),
  solver: z.object({
    status: z.enum(["optimal", "good", "greedy"]),
    seconds: z.number(),
    valueCny: cny,
    boundCny: cny.describe("no plan under these caps saves more"),
    gap: share,
    greedyCny: cny.describe("what the pencil's plan saves"),
    greedyCount: z.int(),
  }),
  withoutPrice: z.array(z.string()),
});
export type PlanView = z.infer<typeof PlanView>;

export const PlanSummary = z.object({
  version: z.int(),
  madeAt: z.number(),
  scenarioVersion: z.int(),
  costCny: cny,
  count: z.int(),
  totals: z.array(PlanYearView),
  boughtDownCny: cny,
  unfunded: z.int(),
  solver: PlanView.shape.solver,
});
export type PlanSummary = z.infer<typeof PlanSummary>;

export const LifecycleScenarioView = z.object({
  id: z.string(),
  site: z.string(),
  version: z.int(),
  at: z.number(),
  by: z.string(),
  scenario: Scenario,
  plan: PlanSummary.nullable(),
});
export type LifecycleScenarioView = z.infer<typeof LifecycleScenarioView>;
export const LifecycleScenarioList = z.object({ scenarios: z.array(LifecycleScenarioView) });
export type LifecycleScenarioList = z.infer<typeof LifecycleScenarioList>;

/** POST /api/lifecycle/scenarios, PUT …/{id}. Moves are kept; they are made one by one. */
const questions = z.object({ ...Scenario.shape }).omit({ moves: true });
export const ScenarioNew = z.object({ site: z.string(), scenario: questions });
export const ScenarioChange = z.object({
  expected: z.int(),
  scenario: questions,
  clearMoves: z.boolean().default(false).describe("forget what persons moved"),
});

/** POST /api/lifecycle/scenarios/{id}/moves */
export const MoveAsked = z.object({
  expected: z.int().describe("the scenario's version"),
  asset: z.string().min(1),
  year: z.int().nullable(),
  why: z.string().max(500).default(""),
});
export const PlanChanged = z.object({ scenario: LifecycleScenarioView, plan: PlanView });
export type PlanChanged = z.infer<typeof PlanChanged>;

export const ApprovalStepView = z.object({
  id: z.string(),
  title: Text,
  papers: z.array(Text),
  basis: Text,
  dueOn: z.string(),
  done: z.object({ on: z.string(), by: z.string(), note: z.string() }).nullable(),
});
export const ApprovalView = z.object({
  version: z.int(),
  route: Route,
  startOn: z.string(),
  ballot: Ballot.nullable(),
  result: z
    .object({
      passed: z.boolean(),
      headsShare: share,
      areaShare: share,
      headsForShare: share,
      areaForShare: share,
      says: Text,
    })
    .nullable(),
  steps: z.array(ApprovalStepView),
});
export type ApprovalView = z.infer<typeof ApprovalView>;
export const ApprovalChange = z.object({
  expected: z.int(),
  route: Route,
  startOn: z.iso.date(),
  ballot: Ballot.nullable(),
  done: z.record(z.string(), z.object({ on: z.iso.date(), note: z.string().max(500).default("") })),
});
