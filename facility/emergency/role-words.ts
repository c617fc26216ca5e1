import type { DutyRole } from "../oncall/index.ts";
import { type Text, text } from "../units/index.ts";

/** Duty roles as reports and logs say them. */
export const roleWords: Readonly<Record<DutyRole, Text>> = {
  desk: text("duty desk", "值班室"),
  technician: text("technician", "维修工"),
  engineer: text("engineer", "工程师"),
  manager: text("manager", "经理"),
  guard: text("guard", "保安"),
  contractor: text("contractor", "维保单位"),
};

/** Several of them, one after the other. */
export const rolesSaid = (roles: readonly DutyRole[]): Text =>
  text(
    roles.map((role) => roleWords[role].en).join(", "),
    roles.map((role) => roleWords[role].zh).join("、"),
  );
