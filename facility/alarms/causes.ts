import { type AssetId, type Instant, minutes } from "../units/index.ts";
import type { RuleType } from "./rule.ts";
import type { AlarmId, Cause, CauseReason } from "./state.ts";

/** A consequence may be seen this long before its cause: each is heard of at its own pace. */
export const LOOK_BACK = minutes(1);

/** An alarm that was just raised, or is about to be uncovered. */
export interface Candidate {
  readonly alarm: AlarmId;
  readonly asset: AssetId;
  readonly rule: Pick<RuleType, "lifeSafety" | "followsFrom" | "explains" | "condition">;
  readonly raisedAt: Instant;
}

/** An alarm that explains others and is true, or was a moment ago. */
export interface Suspect {
  readonly alarm: AlarmId;
  readonly explains: NonNullable<RuleType["explains"]>;
  readonly raisedAt: Instant;
  /** What explains the suspect itself: the root speaks for all. */
  readonly root?: Cause;
}

/** How equipment hangs together, and who is suspected. */
export interface Ties {
  readonly gatewayOf: (asset: AssetId) => AssetId | undefined;
  /** The panel an asset reports through, as a detector does. */
  readonly panelOf: (asset: AssetId) => AssetId | undefined;
  /** Everything upstream, nearest first, the asset itself left out. */
  readonly feedersOf: (asset: AssetId) => readonly AssetId[];
  readonly suspectsOn: (asset: AssetId) => readonly Suspect[];
}

/** Why an alarm is suppressed, or why it stands alone. */
export type Decided =
  | { readonly suppress: true; readonly cause: Cause }
  | { readonly suppress: false; readonly because: "life-safety" | "nothing-explains-it" };

type Reason = (candidate: Candidate, ties: Ties) => Decided | undefined;

const isSilence = ({ condition }: Candidate["rule"]): boolean => condition.kind === "no-data";

/** Could this alarm be a mere consequence of such a loss? */
export function isConsequence(rule: Candidate["rule"], of: Suspect["explains"]): boolean {
  switch (of) {
    case "gateway":
    case "panel":
      return isSilence(rule) || rule.followsFrom.includes("communication");
    case "supply":
      return isSilence(rule) || rule.followsFrom.includes("supply");
    case "meter":
      // A gateway that fails is news of its own; a silent meter alone does not say that the supply is gone.
      return isSilence(rule) && rule.explains === undefined;
    default:
      return of satisfies never;
  }
}

function blamed(
  candidate: Candidate,
  ties: Ties,
  places: readonly AssetId[],
  explains: Suspect["explains"],
  because: CauseReason,
): Decided | undefined {
  if (!isConsequence(candidate.rule, explains)) return undefined;
  for (const place of places)
    for (const suspect of ties.suspectsOn(place)) {
      if (suspect.explains !== explains || suspect.alarm === candidate.alarm) continue;
      if (candidate.raisedAt < suspect.raisedAt - LOOK_BACK) continue;
      const cause = suspect.root ?? { alarm: suspect.alarm, because };
      // Two that would explain each other: the one seen first stays.
      if (cause.alarm !== candidate.alarm) return { suppress: true, cause };
    }
  return undefined;
}

const present = (asset: AssetId | undefined): AssetId[] => (asset === undefined ? [] : [asset]);

/** People may be in danger: never hidden in a group, whatever else has failed. */
const lifeSafety: Reason = ({ rule }) =>
  rule.lifeSafety ? { suppress: false, because: "life-safety" } : undefined;

const gatewayLost: Reason = (candidate, ties) =>
  blamed(candidate, ties, present(ties.gatewayOf(candidate.asset)), "gateway", "gateway-lost");

const panelLost: Reason = (candidate, ties) =>
  blamed(candidate, ties, present(ties.panelOf(candidate.asset)), "panel", "panel-lost");

/** What the asset, or the gateway that reads it, is fed by; the supply's own meter complains of low voltage too. */
const supplyLost: Reason = (candidate, ties) => {
  const gateway = ties.gatewayOf(candidate.asset);
  const upstream = [
    ...(isSilence(candidate.rule) ? [] : [candidate.asset]),
    ...ties.feedersOf(candidate.asset),
    ...(gateway === undefined || !isSilence(candidate.rule) ? [] : ties.feedersOf(gateway)),
  ];
  return blamed(candidate, ties, upstream, "supply", "supply-lost");
};

const meterSilent: Reason = (candidate, ties) =>
  blamed(candidate, ties, ties.feedersOf(candidate.asset), "meter", "meter-silent");

/** Read from top to bottom; the first that has something to say decides. */
const reasons: readonly Reason[] = [lifeSafety, gatewayLost, panelLost, supplyLost, meterSilent];

export function explain(candidate: Candidate, ties: Ties): Decided {
  for (const reason of reasons) {
    const decided = reason(candidate, ties);
    if (decided) return decided;
  }
  return { suppress: false, because: "nothing-explains-it" };
}
