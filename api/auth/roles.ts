import { Role } from "../contract/index.ts";

/** Whichever of the two may do less. */
export const lesser = (a: Role, b: Role): Role => (includes(a, b) ? b : a);

/** Each role includes those before it in the list. */
export const includes = (role: Role, needed: Role): boolean =>
  Role.options.indexOf(role) >= Role.options.indexOf(needed);
