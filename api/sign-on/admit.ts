import { includes } from "../auth/index.ts";
import type { Role } from "../contract/index.ts";
import type { Person } from "../ports.ts";
import type { Identity, SignOnRefusal } from "./ports.ts";

export interface SignOnRules {
  /** Which role a group of the directory gives. Without any the roles are kept here. */
  readonly roles: Readonly<Record<string, Role>>;
  /** Whether somebody who has no account here gets one. */
  readonly create: boolean;
}

export type Admission =
  | { readonly kind: "enter"; readonly person: Person; readonly join: boolean; readonly role: Role }
  | { readonly kind: "create"; readonly person: Person }
  | { readonly kind: "refuse"; readonly why: SignOnRefusal };

/** The greatest role that the groups give; undefined where none of them gives any. */
export const roleOf = (groups: readonly string[], roles: Readonly<Record<string, Role>>): Role | undefined =>
  groups
    .flatMap((group) => (Object.hasOwn(roles, group) ? [roles[group]!] : []))
    .reduce<Role | undefined>((most, role) => (most && includes(most, role) ? most : role), undefined);

/**
 * Who comes in. `known` is the person that the subject was joined to before, `named` the one who has the same user
 * name here. A name alone is weak (people can often change it in their directory), so it joins once, and never to an
 * account that may do more than the directory gives; without groups, never to an administrator's.
 */
export function admit(
  identity: Pick<Identity, "username" | "name" | "groups">,
  known: Person | undefined,
  named: { readonly person: Person; readonly joined: boolean } | undefined,
  rules: SignOnRules,
): Admission {
  const keepsRoles = Object.keys(rules.roles).length === 0;
  const given = roleOf(identity.groups, rules.roles);
  if (!keepsRoles && !given) return { kind: "refuse", why: "no-role" };
  if ((known ?? named?.person)?.closedAt !== undefined) return { kind: "refuse", why: "closed" };
  if (known) return { kind: "enter", person: known, join: false, role: given ?? known.role };
  if (named) {
    if (named.joined) return { kind: "refuse", why: "name-taken" };
    if (!includes(given ?? "manager", named.person.role)) return { kind: "refuse", why: "stronger-here" };
    return { kind: "enter", person: named.person, join: true, role: given ?? named.person.role };
  }
  if (!rules.create) return { kind: "refuse", why: "no-account" };
  const { username, name } = identity;
  return { kind: "create", person: { username, name: name || username, role: given ?? "viewer" } };
}
