import type { AssetLife, PastFailure, PastWork } from "../../facility/maintenance/index.ts";
import { HOUR_MS, startOf, workingTime, YEAR_MS } from "./calendar.ts";
import { between, diceFor, weibull } from "./dice.ts";
import { type FailureKind, failureKinds } from "./failure-kinds.ts";
import { vendors } from "./vendors.ts";

export interface Span {
  readonly seed: number;
  readonly from: number;
  readonly until: number;
  readonly utcOffsetHours: number;
}

interface Trouble {
  readonly failure: PastFailure;
  readonly work: PastWork;
}

/** What failed and was mended within the span: each kind renews itself from the day of installation on. */
export function failuresOf(life: AssetLife, span: Span): Trouble[] {
  const installed = startOf(life.installed, span.utcOffsetHours);
  return (failureKinds[life.type] ?? []).flatMap((kind) => {
    const dice = diceFor(span.seed, life.asset, kind.id);
    const troubles: Trouble[] = [];
    let at = installed;
    for (let n = 1; ; n++) {
      at += Math.max(0.02, weibull(dice, kind.etaYears, kind.beta)) * YEAR_MS;
      if (at >= span.until) return troubles;
      const trouble = troubleOf(life.asset, kind, n, at, span);
      at = trouble.failure.restored;
      if (trouble.failure.began >= span.from && at < span.until) troubles.push(trouble);
    }
  });
}

/** One failure from its beginning until the equipment is back, and the order that mended it. */
export function troubleOf(asset: string, kind: FailureKind, n: number, at: number, span: Span): Trouble {
  const dice = diceFor(span.seed, asset, kind.id, String(n));
  const began = Math.round(at / 60_000) * 60_000;
  const detected = began + minutesOf(kind.unseenHours * between(dice, 0.5, 1.5));
  const down = between(dice, ...kind.downHours);
  const urgent = kind.severity === "critical";
  // What stands is mended at once, the rest when people are at work within days.
  const started = urgent
    ? detected + minutesOf(between(dice, 0.3, 1.2))
    : workingTime(detected + minutesOf(between(dice, 2, 72)), span.utcOffsetHours);
  const labourHours = round(between(dice, ...kind.labourHours), 1);
  const onSite = Math.max(down, labourHours / 2);
  const finished = started + minutesOf(urgent ? Math.max(onSite, 0.5) : onSite);
  const vendor = vendors[kind.vendor];
  const labourCost = round(labourHours * vendor.hourCny, 2);
  const partsCost = round(
    kind.parts.reduce((sum, { quantity, unitCost }) => sum + quantity * unitCost, 0),
    2,
  );
  const ids = { failure: `${asset}/${kind.id}/${n}`, work: `${asset}/${kind.id}/${n}/work` };
  return {
    failure: {
      id: ids.failure,
      asset,
      began,
      detected,
      restored: finished,
      // Down from the failure on where the function was lost, else while the fitters have it open.
      downtimeHours: round(down === 0 ? 0 : urgent ? (finished - began) / HOUR_MS : down, 2),
      mode: kind.mode,
      mechanism: kind.mechanism,
      cause: kind.cause,
      method: kind.method,
      severity: kind.severity,
      what: kind.what,
      ...(kind.rule ? { rule: kind.rule } : {}),
      work: ids.work,
    },
    work: {
      id: ids.work,
      asset,
      kind: "corrective",
      title: kind.fix,
      opened: detected,
      started,
      finished,
      labourHours,
      vendor: vendor.name,
      labourCost,
      parts: [...kind.parts],
      partsCost,
      cost: round(labourCost + partsCost, 2),
      failure: ids.failure,
    },
  };
}

const minutesOf = (hours: number): number => Math.round(hours * 60) * 60_000;
export const round = (value: number, digits: number): number => Number(value.toFixed(digits));
