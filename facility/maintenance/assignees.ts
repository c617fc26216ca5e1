import { type StaffMember, worksAt } from "../oncall/index.ts";
import type { Day } from "./days.ts";
import { type Equipment, isFit, isReserved } from "./reserved-work.ts";

/** Somebody an order may be given to, and what speaks for or against it. */
export interface Assignee {
  readonly member: StaffMember;
  readonly onDuty: boolean;
  /** Undefined where the work asks for no certificate. */
  readonly certified: boolean | undefined;
  /** Orders that are his already. */
  readonly load: number;
}

/**
 * Whom an order can be given to: everybody who works with his hands on that site and is not away; certified people
 * first where the equipment asks for them, then those on duty, then those with the least to do.
 */
export function assigneesFor(asked: {
  readonly staff: readonly StaffMember[];
  readonly onDuty: readonly StaffMember[];
  readonly site: string;
  /** Of the asset; nothing where the order has none. */
  readonly equipment: Equipment | undefined;
  readonly day: Day;
  readonly loadOf: (person: string) => number;
}): Assignee[] {
  const { staff, onDuty, site, equipment, day, loadOf } = asked;
  const on = new Set(onDuty.map(({ id }) => id));
  const works = staff.filter(
    (member) =>
      !member.away &&
      worksAt(member, site) &&
      member.roles.some((role) => role === "technician" || role === "engineer" || role === "contractor"),
  );
  const rank = ({ certified, onDuty: now }: Assignee) => (certified === false ? 2 : 0) + (now ? 0 : 1);
  return works
    .map((member) => ({
      member,
      onDuty: on.has(member.id),
      certified: equipment && isReserved(equipment) ? isFit(member, equipment, day) : undefined,
      load: loadOf(member.id),
    }))
    .toSorted((a, b) => rank(a) - rank(b) || a.load - b.load || (a.member.id < b.member.id ? -1 : 1));
}
