import { Role } from "../contract/index.ts";

/** Each role includes those before it in the list. */
export const includes = (role: Role, needed: Role): boolean =>
  Role.options.indexOf(role) >= Role.options.indexOf(needed);
