import { type Instant, wallOf } from "../units/index.ts";
import type { StaffId, StaffMember } from "./person.ts";
import { type Rota, type Shift, shiftsOf } from "./rota.ts";

/** A heuristic: what each weakness takes from 100 points. Peers score gaps and imbalance alike. */
const MOST_FOR_GAPS = 60;
const MOST_FOR_IMBALANCE = 20;
const FOR_ONE_PERSON = 25;
const FOR_LONG_DUTY = 10;

const DAY = 86_400_000;

export type Weakness =
  | { readonly is: "gap"; readonly points: number; readonly hours: number; readonly share: number }
  | { readonly is: "one-person"; readonly points: number; readonly person: StaffId }
  | {
      readonly is: "imbalance";
      readonly points: number;
      readonly most: StaffId;
      readonly mostHours: number;
      readonly least: StaffId;
      readonly leastHours: number;
    }
  | { readonly is: "long-duty"; readonly points: number; readonly person: StaffId; readonly hours: number }
  | { readonly is: "away"; readonly points: 0; readonly person: StaffId; readonly from: Instant };

export interface Quality {
  /** 0 to 100. */
  readonly score: number;
  readonly weaknesses: readonly Weakness[];
  readonly gaps: readonly Shift[];
  /** Hours on duty of each, in the time looked at. */
  readonly hours: ReadonlyMap<StaffId, number>;
}

/**
 * How well a rota holds over [from, to): stretches without anybody, everything on one person, unequal load, and more
 * than a week without a break.
 * @param staff who is away counts as nobody
 */
export function qualityOf(
  rota: Rota,
  staff: ReadonlyMap<StaffId, StaffMember>,
  from: Instant,
  to: Instant,
): Quality {
  const shifts = shiftsOf(rota, from, to);
  const there = (people: readonly StaffId[]) =>
    people.filter((id) => staff.get(id) !== undefined && !staff.get(id)?.away);
  const weaknesses: Weakness[] = [];
  const gaps = shifts.filter(({ people }) => there(people).length === 0);
  const open = gaps.reduce((sum, { start, end }) => sum + (end - start), 0);
  const share = open / (to - from);
  if (gaps.length > 0)
    weaknesses.push({
      is: "gap",
      points: Math.max(5, Math.round(MOST_FOR_GAPS * Math.min(1, share * 4))),
      hours: open / 3_600_000,
      share,
    });

  const hours = new Map<StaffId, number>();
  const longest = new Map<StaffId, number>();
  const run = new Map<StaffId, { since: number; until: number }>();
  for (const { people, start, end } of shifts)
    for (const id of there(people)) {
      hours.set(id, (hours.get(id) ?? 0) + (end - start) / 3_600_000);
      const before = run.get(id);
      const since = before && before.until === start ? before.since : start;
      run.set(id, { since, until: end });
      longest.set(id, Math.max(longest.get(id) ?? 0, end - since));
    }
  const load = [...hours].sort(([, a], [, b]) => b - a);
  const [first] = load;
  const last = load.at(-1);
  if (load.length === 1 && first)
    weaknesses.push({ is: "one-person", points: FOR_ONE_PERSON, person: first[0] });
  if (first && last && load.length > 1) {
    const mean = load.reduce((sum, [, each]) => sum + each, 0) / load.length;
    const spread = load.reduce((sum, [, each]) => sum + Math.abs(each - mean), 0) / load.length / mean;
    const points = Math.round(MOST_FOR_IMBALANCE * Math.min(1, spread));
    if (points >= 2)
      weaknesses.push({
        is: "imbalance",
        points,
        most: first[0],
        mostHours: first[1],
        least: last[0],
        leastHours: last[1],
      });
  }
  // Alone in a rota one is on without a break by itself; that is named above already.
  if (load.length > 1)
    for (const [person, length] of longest)
      if (length > 8 * DAY)
        weaknesses.push({ is: "long-duty", points: FOR_LONG_DUTY, person, hours: length / 3_600_000 });
  for (const id of new Set(shifts.flatMap(({ people }) => people)))
    if (staff.get(id)?.away) {
      const shift = shifts.find(({ people }) => people.includes(id));
      if (shift) weaknesses.push({ is: "away", points: 0, person: id, from: shift.start });
    }
  const lost = weaknesses.reduce((sum, { points }) => sum + points, 0);
  return { score: Math.max(0, 100 - lost), weaknesses, gaps, hours };
}

/** Something that a manager should mend before it hurts. */
export type RotaWarning =
  | { readonly is: "gap"; readonly rota: string; readonly from: Instant; readonly to: Instant }
  | { readonly is: "certificate"; readonly person: StaffId; readonly skill: string; readonly until: string }
  | { readonly is: "unreachable"; readonly person: StaffId; readonly rota: string };

/** What comes within `ahead` ms: gaps, certificates that end, people on duty without any way to reach them. */
export function warningsOf(
  rotas: readonly Rota[],
  staff: ReadonlyMap<StaffId, StaffMember>,
  at: Instant,
  ahead: number,
): RotaWarning[] {
  const warnings: RotaWarning[] = [];
  const until = (at + ahead) as Instant;
  const named = new Map<StaffId, string>();
  for (const rota of rotas) {
    for (const shift of shiftsOf(rota, at, until)) {
      const there = shift.people.filter((id) => staff.get(id) && !staff.get(id)?.away);
      if (there.length === 0) {
        const before = warnings.at(-1);
        if (before?.is === "gap" && before.rota === rota.id && before.to === shift.start)
          warnings[warnings.length - 1] = { ...before, to: shift.end };
        else warnings.push({ is: "gap", rota: rota.id, from: shift.start, to: shift.end });
      }
      for (const id of there) named.set(id, rota.id);
    }
  }
  for (const [id, rota] of named)
    if (staff.get(id)!.contacts.length === 0) warnings.push({ is: "unreachable", person: id, rota });
  for (const member of staff.values())
    for (const { skill, until: day } of member.certificates)
      if (!member.away && day !== undefined && day <= wallOf(until, member.timeZone).day)
        warnings.push({ is: "certificate", person: member.id, skill, until: day });
  return warnings;
}
