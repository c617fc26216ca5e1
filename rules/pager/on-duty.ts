import {
  type Notifier,
  onDuty,
  onDutyAs,
  type Roster,
  type StaffId,
  type StaffMember,
} from "../../facility/oncall/index.ts";

/** Who is on duty, as other parts ask for it; see `Notifier.whoIsOn`. */
export function whoIsOn(
  roster: Roster,
  { site, role, rota, at }: Parameters<Notifier["whoIsOn"]>[0],
): readonly StaffMember[] {
  const members = (ids: readonly StaffId[]) =>
    [...new Set(ids)].flatMap((id) => {
      const member = roster.staff.get(id);
      return member && !member.away && (role === undefined || member.roles.includes(role)) ? [member] : [];
    });
  if (rota !== undefined) {
    const named = roster.rotas.find(({ id }) => id === rota);
    return named ? members(onDuty(named, at).people) : [];
  }
  if (role !== undefined) return onDutyAs(roster, role, site, at);
  return members(roster.rotas.filter((one) => one.site === site).flatMap((one) => onDuty(one, at).people));
}
