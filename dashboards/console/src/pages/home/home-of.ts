import type { SessionView } from "../../../../../api/contract/index.ts";
import type { Home } from "../../app/preferences.ts";

/** The home that fits what a role does all day. */
export function homeOf(role: SessionView["role"] | undefined): Home {
  switch (role) {
    case "technician":
      return "desk";
    case "manager":
      return "manager";
    case "engineer":
    case "admin":
    case "viewer":
    case undefined:
      return "engineer";
    default:
      return role satisfies never;
  }
}
