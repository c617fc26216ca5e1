/** How a fleet stands: 0–5 % good, 5–10 % fair, 10–30 % poor, above critical (domain facts §6). */
export type FciBand = "good" | "fair" | "poor" | "critical";

/** Facility condition index: cost of renewal that is due and not done, over what everything costs to replace. */
export const facilityConditionIndex = (deferredCny: number, replacementCny: number): number =>
  replacementCny > 0 ? deferredCny / replacementCny : 0;

export const fciBand = (index: number): FciBand =>
  index <= 0.05 ? "good" : index <= 0.1 ? "fair" : index <= 0.3 ? "poor" : "critical";

/** Criticality (1–5) × condition (1–5): ≥ 20 act now, 12–19 budget, 6–11 watch. Heuristic (domain facts §6). */
export type RiskBand = "act" | "budget" | "watch" | "low";
export const riskBand = (criticality: number, condition: number): RiskBand => {
  const grade = criticality * condition;
  return grade >= 20 ? "act" : grade >= 12 ? "budget" : grade >= 6 ? "watch" : "low";
};
