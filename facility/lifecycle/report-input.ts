import type { Instant, Text } from "../units/index.ts";
import type { Assumptions } from "./assumptions.ts";
import type { Plan, PlanLine } from "./plan.ts";

export interface NamedLine extends PlanLine {
  readonly name: Text;
  readonly building: Text | undefined;
  readonly typeLabel: Text;
  readonly lifeYears: number;
}

export interface PlanReportInput {
  readonly language: "en" | "zh";
  readonly site: Text;
  readonly timeZone: string;
  readonly madeAt: Instant;
  readonly name: Text;
  readonly plan: Plan;
  readonly lines: readonly NamedLine[];
  readonly assumptions: Assumptions;
  /** Others to lay beside it. */
  readonly others: readonly { readonly name: Text; readonly plan: Plan }[];
}
