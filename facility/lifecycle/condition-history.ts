import type { Asset } from "../assets/index.ts";
import { conditionOf } from "./condition.ts";
import { lifeBegan } from "./forecast.ts";
import type { AssetRecord } from "./history.ts";
import { type LedgerEntry, lifeOf } from "./ledger.ts";

/** How it stood at a moment, from what was known of it then. */
export interface ConditionMoment {
  readonly at: number;
  readonly index: number;
  readonly confidence: number;
}

const QUARTER = (365.25 * 86_400_000) / 4;
/** Ten years. */
const MOST = 40;

/**
 * The condition quarter by quarter since it is watched, up to now: each from the evidence that was there at its
 * moment, with a renewed life where one had begun.
 */
export function conditionHistory(
  { asset, record, ledger }: { asset: Asset; record: AssetRecord; ledger: LedgerEntry },
  {
    now,
    usualFailures,
    useAgainstUsual,
  }: { now: number; usualFailures: number; useAgainstUsual: number | undefined },
): ConditionMoment[] {
  const began = lifeBegan(asset, ledger, { ...record, works: [] }, now) ?? record.watchedFrom;
  const from = Math.max(record.watchedFrom, began);
  const count = Math.min(MOST, Math.floor((now - from) / QUARTER));
  if (count < 1) return [];
  return Array.from({ length: count + 1 }, (_, k) => {
    const at = now - (count - k) * QUARTER;
    const { index, confidence } = conditionOf({
      type: asset.type.id,
      record,
      since: lifeBegan(asset, ledger, record, at),
      lifeYears: lifeOf(asset, ledger).value,
      useAgainstUsual,
      usualFailures,
      now: at,
      limits: ledger.gaugeLimits,
    });
    return { at, index, confidence };
  });
}
