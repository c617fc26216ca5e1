import { type Instant, wallOf } from "../units/index.ts";
import type { StaffGroup } from "./chain.ts";
import type { Audience } from "./notice.ts";
import { type DutyRole, isCertified, type StaffId, type StaffMember, worksAt } from "./person.ts";
import { onDuty, type Rota } from "./rota.ts";

/** Who there is, and who takes turns. */
export interface Roster {
  readonly staff: ReadonlyMap<StaffId, StaffMember>;
  readonly rotas: readonly Rota[];
  readonly groups: readonly StaffGroup[];
}

/** Whom a step reaches, and why it is they. */
export interface Resolved {
  readonly people: readonly StaffMember[];
  /** Nobody was there, so everybody of desk and management is told. */
  readonly fellOpen: boolean;
  /** Certified people were asked for and none is there. */
  readonly uncertified: boolean;
}

const present = (roster: Roster, ids: readonly StaffId[]): StaffMember[] =>
  ids.flatMap((id) => {
    const member = roster.staff.get(id);
    return member && !member.away ? [member] : [];
  });

const ofRole = (roster: Roster, role: DutyRole, site: string): StaffMember[] =>
  [...roster.staff.values()].filter(
    (member) => !member.away && member.roles.includes(role) && worksAt(member, site),
  );

/** Desk and managers of the site; where there are none, everybody who can be told at all. */
export function everybody(roster: Roster, site: string): StaffMember[] {
  const found = unique([...ofRole(roster, "desk", site), ...ofRole(roster, "manager", site)]);
  return found.length > 0
    ? found
    : [...roster.staff.values()].filter(({ away, roles }) => !away && !roles.includes("contractor"));
}

const unique = (people: readonly StaffMember[]): StaffMember[] => [
  ...new Map(people.map((member) => [member.id, member])).values(),
];

function audience(roster: Roster, who: Audience, at: Instant): StaffMember[] {
  switch (who.to) {
    case "person":
      return present(roster, [who.id]);
    case "role":
      return onDutyAs(roster, who.role, who.site, at);
    case "rota": {
      const rota = roster.rotas.find(({ id }) => id === who.id);
      return rota ? present(roster, onDuty(rota, at).people) : [];
    }
    case "group":
      return present(roster, roster.groups.find(({ id }) => id === who.id)?.people ?? []);
    case "contractor": {
      const contact = roster.staff.get(who.id);
      const company = contact?.company?.en;
      const colleagues = [...roster.staff.values()].filter(
        (member) => company !== undefined && member.company?.en === company,
      );
      return contact ? present(roster, [contact.id, ...colleagues.map(({ id }) => id)]) : [];
    }
    default:
      return who satisfies never;
  }
}

/** Of a role: those whom a rota of that role names now; where none does, all of them. */
export function onDutyAs(roster: Roster, role: DutyRole, site: string, at: Instant): StaffMember[] {
  const named = roster.rotas
    .filter((rota) => rota.site === site && rota.role === role)
    .flatMap((rota) => present(roster, onDuty(rota, at).people));
  return named.length > 0 ? unique(named) : ofRole(roster, role, site);
}

/**
 * Whom an audience means at a moment. Certified people are preferred; where none of those meant is certified,
 * whoever on the site is; and where there is nobody at all, everybody of desk and management.
 */
export function resolve(
  roster: Roster,
  who: readonly Audience[],
  site: string,
  skills: readonly string[],
  at: Instant,
): Resolved {
  const meant = unique(who.flatMap((one) => audience(roster, one, at)));
  if (meant.length === 0) return { people: everybody(roster, site), fellOpen: true, uncertified: false };
  if (skills.length === 0) return { people: meant, fellOpen: false, uncertified: false };
  const isFit = (member: StaffMember) => isCertified(member, skills, wallOf(at, member.timeZone).day);
  // Desk, guards and managers need no certificate to pass a word on.
  const hands = meant.filter(({ roles }) => roles.includes("technician") || roles.includes("engineer"));
  if (hands.length === 0 || hands.some(isFit))
    return {
      people: meant.filter((member) => !hands.includes(member) || isFit(member)),
      fellOpen: false,
      uncertified: false,
    };
  const instead = [...roster.staff.values()].filter(
    (member) => !member.away && member.roles.includes("technician") && worksAt(member, site) && isFit(member),
  );
  // Whoever is on duty is told all the same: somebody must know.
  return { people: unique([...instead, ...meant]), fellOpen: false, uncertified: instead.length === 0 };
}
