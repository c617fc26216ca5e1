import { type Text, text } from "../units/index.ts";
import { curveEfficiency, pumpEfficiency, thermalLifeUsed } from "./ageing.ts";
import type { GaugeId, Measured } from "./history.ts";

/** A mean over a slice of time that begins at `at`, ms since 1970. */
export interface Mean {
  readonly at: number;
  readonly value: number;
}

/** What a pump did in a slice in which it ran throughout. */
export interface PumpMoment {
  readonly at: number;
  readonly flowM3h: number;
  readonly headM: number;
  readonly powerKW: number;
  /** Undefined without a frequency converter. */
  readonly speedHz: number | undefined;
}

/** Stored readings of one asset that tell of wear, with the points they come from. Absent where it has no such point. */
export interface WearReadings {
  readonly vibration?: { readonly points: readonly string[]; readonly weekly: readonly Mean[] };
  readonly insulation?: { readonly points: readonly string[]; readonly weekly: readonly Mean[] };
  readonly door?: { readonly points: readonly string[]; readonly weekly: readonly Mean[] };
  readonly pump?: { readonly points: readonly string[]; readonly moments: readonly PumpMoment[] };
  readonly battery?: {
    readonly points: readonly string[];
    /** Minutes that a full battery would last × load in %, at rest. */
    readonly weekly: readonly Mean[];
    /** True where the device states the capacity itself, %. */
    readonly stated: boolean;
  };
  readonly winding?: {
    readonly points: readonly string[];
    /** The hottest winding, °C, in slices of `sliceHours`. */
    readonly slices: readonly Mean[];
    readonly sliceHours: number;
  };
}

export interface WearContext {
  readonly now: number;
  /** Where its life began, ms; undefined where nobody knows. */
  readonly since: number | undefined;
  /** When the part that a gauge watches was last renewed, ms; 0 for never. */
  readonly renewed: (gauge: GaugeId) => number;
  /** The maker's efficiency at flows for the rated speed, in order of flow. */
  readonly pumpCurve?: readonly { readonly flowM3h: number; readonly efficiency: number }[] | undefined;
}

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const YEAR = 365.25 * DAY;
const RATED_HZ = 50;
/** Weeks that make a baseline, and how many of them must be there. */
const BASELINE_WEEKS = 4;

/** Everything the readings say of wear, as dated measurements that name their points. Empty where they say nothing. */
export function measuredFrom(readings: WearReadings, context: WearContext): Measured[] {
  const { vibration, insulation, door, pump, battery, winding } = readings;
  const out: Measured[] = [];
  const add = (gauge: GaugeId, points: readonly string[], values: readonly Mean[], basis?: Text) => {
    for (const { at, value } of values)
      out.push({
        id: `${points[0]}@${at}`,
        at,
        gauge,
        value,
        points: [...points],
        ...(basis ? { basis } : {}),
      });
  };
  if (vibration) add("vibration", vibration.points, vibration.weekly);
  if (insulation) add("insulation", insulation.points, insulation.weekly);
  if (door) {
    const drift = againstFirst(
      door.weekly,
      context.renewed("door-timing"),
      (value, base) => value / base - 1,
    );
    if (drift) add("door-timing", door.points, drift.values, drift.basis);
  }
  if (pump) {
    const loss = efficiencyLosses(pump.moments, context.pumpCurve, context.renewed("pump-efficiency"));
    if (loss) add("pump-efficiency", pump.points, loss.values, loss.basis);
  }
  if (battery?.stated) add("battery-capacity", battery.points, battery.weekly);
  else if (battery) {
    const left = againstFirst(
      battery.weekly,
      context.renewed("battery-capacity"),
      (value, base) => value / base,
    );
    if (left) add("battery-capacity", battery.points, left.values, left.basis);
  }
  if (winding) {
    const used = lifeUsed(winding.slices, winding.sliceHours, context);
    if (used) add("thermal-life", winding.points, used.values, used.basis);
  }
  return out.sort((a, b) => a.at - b.at);
}

interface Derived {
  readonly values: readonly Mean[];
  /** What the figure is held against. */
  readonly basis: Text;
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const middle = (list: readonly number[]): number => {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/**
 * In per cent against the mean of the first four weeks after the last renewal. Undefined until those and one more are
 * there: a part is not held against itself.
 */
function againstFirst(
  weekly: readonly Mean[],
  renewed: number,
  ratio: (value: number, base: number) => number,
): Derived | undefined {
  const own = weekly.filter(({ at }) => at >= renewed);
  const first = own.slice(0, BASELINE_WEEKS);
  const [begin] = first;
  if (!begin || first.length < BASELINE_WEEKS || own.length === first.length) return undefined;
  const base = first.reduce((sum, { value }) => sum + value, 0) / first.length;
  if (base <= 0) return undefined;
  return {
    values: own.slice(BASELINE_WEEKS).map(({ at, value }) => ({ at, value: ratio(value, base) * 100 })),
    basis: text(
      `against its first four weeks from ${dayOf(begin.at)}`,
      `以 ${dayOf(begin.at)} 起前四周为基线`,
    ),
  };
}

/**
 * How far a pump works below its curve, %, the middle of each week. Flow is carried to the rated speed by the affinity
 * law (Q ∝ n), where efficiency stays what it is. Without a maker's curve the first four weeks after the last renewal
 * stand for it, flow by flow, and the basis says so.
 */
export function efficiencyLosses(
  moments: readonly PumpMoment[],
  curve: WearContext["pumpCurve"],
  renewed: number,
): Derived | undefined {
  const own = moments
    .filter(({ at, flowM3h, headM, powerKW }) => at >= renewed && flowM3h > 0 && headM > 0 && powerKW > 0)
    .map(({ at, flowM3h, headM, powerKW, speedHz }) => ({
      at,
      flow: speedHz && speedHz > 10 ? (flowM3h * RATED_HZ) / speedHz : flowM3h,
      efficiency: pumpEfficiency(flowM3h, headM, powerKW),
    }))
    // More out than in is a wrong instrument, not a good pump.
    .filter(({ efficiency }) => efficiency < 1);
  const [begin] = own;
  if (!begin) return undefined;
  const learned = curve ? undefined : begin.at + BASELINE_WEEKS * WEEK;
  const expected = curve ?? learnedCurve(own.filter(({ at }) => at < (learned ?? 0)));
  if (expected.length < 2) return undefined;
  const weeks = new Map<number, number[]>();
  for (const { at, flow, efficiency } of own) {
    if (learned !== undefined && at < learned) continue;
    const best = curveEfficiency(expected, flow);
    if (best === undefined || best <= 0) continue;
    const week = Math.floor(at / WEEK) * WEEK;
    weeks.set(week, [...(weeks.get(week) ?? []), (1 - efficiency / best) * 100]);
  }
  // Fewer than six slices are no week.
  const values = [...weeks].flatMap(([at, losses]) =>
    losses.length >= 6 ? [{ at: at + WEEK - 1, value: Math.max(0, middle(losses)) }] : [],
  );
  if (values.length === 0) return undefined;
  return {
    values,
    basis: curve
      ? text("against the curve in its ledger", "以台账中的特性曲线为准")
      : text(
          `against its own first four weeks from ${dayOf(begin.at)}; no curve is in the ledger`,
          `台账无特性曲线，以 ${dayOf(begin.at)} 起前四周为基线`,
        ),
  };
}

/** The middle efficiency in eight bands of flow; bands with fewer than four slices are left out. */
function learnedCurve(
  moments: readonly { readonly flow: number; readonly efficiency: number }[],
): { flowM3h: number; efficiency: number }[] {
  const most = Math.max(0, ...moments.map(({ flow }) => flow));
  const band = most / 8;
  if (band <= 0) return [];
  return [...Map.groupBy(moments, ({ flow }) => Math.min(7, Math.floor(flow / band)))]
    .filter(([, own]) => own.length >= 4)
    .map(([, own]) => ({
      flowM3h: middle(own.map(({ flow }) => flow)),
      efficiency: middle(own.map(({ efficiency }) => efficiency)),
    }))
    .toSorted((a, b) => a.flowM3h - b.flowM3h);
}

/**
 * Thermal life used up to each of a dozen moments, %. What lies before the readings is taken to have been like them,
 * which the basis says.
 */
function lifeUsed(
  slices: readonly Mean[],
  sliceHours: number,
  { since, now }: WearContext,
): Derived | undefined {
  const [first] = slices;
  if (!first || slices.length < 20) return undefined;
  const spent = slices.map(({ value }) => ({ hours: sliceHours, hotSpotC: value }));
  const perHour = thermalLifeUsed(spent) / (slices.length * sliceHours);
  const began = Math.min(since ?? first.at, first.at);
  const before = ((first.at - began) / 3_600_000) * perHour;
  const every = Math.max(1, Math.floor(slices.length / 12));
  let used = before;
  const values: Mean[] = [];
  slices.forEach(({ at, value }, i) => {
    used += thermalLifeUsed([{ hours: sliceHours, hotSpotC: value }]);
    if ((i + 1) % every === 0 || i === slices.length - 1)
      values.push({ at: Math.min(now, at + sliceHours * 3_600_000), value: used * 100 });
  });
  const years = (first.at - began) / YEAR;
  return {
    values,
    basis:
      years < 0.05
        ? text("from the windings' temperatures", "由绕组温度推算")
        : text(
            `from the windings' temperatures since ${dayOf(first.at)}; the ${years.toFixed(1)} years before are taken to have been like them`,
            `由 ${dayOf(first.at)} 以来的绕组温度推算，此前 ${years.toFixed(1)} 年按相同负荷估计`,
          ),
  };
}
