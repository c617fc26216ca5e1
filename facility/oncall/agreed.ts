import type { Instant, Text } from "../units/index.ts";
import type { ChainStep } from "./chain.ts";
import type { StaffId } from "./person.ts";
import type { Routed } from "./route.ts";

/** What a contract says of how soon its people must be there. */
export interface Agreed {
  /** From the call to the arrival. */
  readonly minutes: number;
  /** Id and title of the contract. */
  readonly contract: string;
  readonly title: Text;
}

/** Answers which clock a contractor has for an alarm; undefined where no contract in force names one. */
export type Agreements = (of: {
  readonly contractor: StaffId;
  readonly alarm: Pick<Routed, "asset" | "site" | "system" | "priority">;
  readonly at: Instant;
}) => Agreed | undefined;

/** Where the minutes of a contractor's clock come from. */
export type ClockBasis =
  /** Typed into the chain: counts before the contract. */
  | { readonly is: "step" }
  | { readonly is: "contract"; readonly contract: string; readonly title: Text }
  /** Neither says anything. */
  | { readonly is: "usual" };

/**
 * Minutes of a contractor that neither chain nor contract gives a time: those of TSG T5002-2017, within which a lift's
 * maintainer must be with trapped passengers in a city.
 */
export const USUAL_MINUTES = 30;

type ContractorStep = Extract<ChainStep, { do: "contractor" }>;

/** What contracts say of each contractor whom a chain calls without minutes of its own; by contractor. */
export function agreedFor(
  steps: readonly ChainStep[],
  alarm: Routed,
  at: Instant,
  agreements: Agreements,
): Readonly<Record<StaffId, Agreed>> {
  const found: Record<StaffId, Agreed> = {};
  for (const step of steps) {
    if (step.do !== "contractor" || step.withinMinutes !== undefined) continue;
    const agreed = agreements({ contractor: step.contractor, alarm, at });
    if (agreed) found[step.contractor] = agreed;
  }
  return found;
}

/** How long a contractor has from the call on, and who says so. */
export function withinOf(
  step: ContractorStep,
  agreed: Readonly<Record<StaffId, Agreed>> | undefined,
): { readonly minutes: number; readonly basis: ClockBasis } {
  if (step.withinMinutes !== undefined) return { minutes: step.withinMinutes, basis: { is: "step" } };
  const says = agreed?.[step.contractor];
  if (says)
    return {
      minutes: says.minutes,
      basis: { is: "contract", contract: says.contract, title: says.title },
    };
  return { minutes: USUAL_MINUTES, basis: { is: "usual" } };
}
