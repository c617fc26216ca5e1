import { Role } from "../contract/index.ts";
import type { Person } from "../ports.ts";

/** Whichever of the two may do less. */
export const lesser = (a: Role, b: Role): Role => (includes(a, b) ? b : a);

/** Each role includes those before it in the list. */
export const includes = (role: Role, needed: Role): boolean =>
  Role.options.indexOf(role) >= Role.options.indexOf(needed);

/** A person as a token of theirs may act: never more than they may themselves, whatever it was made for. */
export function asToken(
  person: Person,
  most: { readonly role: Role | null; readonly sites?: readonly string[] | null | undefined },
): Person {
  const limits = most.sites ?? undefined;
  const sites = limits && person.sites ? limits.filter((id) => person.sites?.includes(id)) : limits;
  return {
    ...person,
    role: most.role ? lesser(person.role, most.role) : person.role,
    ...(sites ? { sites } : {}),
  };
}

/** The roles as the Chinese console calls them; in English their names are words already. */
export const roleZh: Readonly<Record<Role, string>> = {
  viewer: "只读",
  technician: "维修工",
  engineer: "工程师",
  manager: "经理",
  admin: "管理员",
};
