import { expect, it } from "vitest";
import { StaffMember } from "../oncall/index.ts";
import { assigneesFor } from "./assignees.ts";

const person = (id: string, more: object = {}) =>
  StaffMember.parse({ id, name: { en: id, zh: id }, roles: ["technician"], ...more });
const lift = (until?: string) => ({ certificates: [{ skill: "lift", ...(until ? { until } : {}) }] });
const staff = [
  person("water"),
  person("lift.a", lift()),
  person("lift.b", lift("2026-12-31")),
  person("expired", lift("2025-01-01")),
  person("away", { ...lift(), away: true }),
  person("other.site", { ...lift(), sites: ["t"] }),
  person("guard", { roles: ["guard"] }),
];
const ask = (equipment: { system: string; type: string } | undefined, onDuty: readonly string[] = []) =>
  assigneesFor({
    staff,
    onDuty: staff.filter(({ id }) => onDuty.includes(id)),
    site: "s",
    equipment,
    day: "2026-06-01",
    loadOf: (id) => (id === "lift.a" ? 3 : 0),
  });

it("a lift's order goes to certified people first, those on duty before them all, the least burdened next", () => {
  const found = ask({ system: "lift", type: "lift" }, ["water"]);
  expect(found.map(({ member, certified }) => [member.id, certified])).toEqual([
    ["lift.b", true],
    ["lift.a", true],
    ["water", false],
    ["expired", false],
  ]);
  expect(ask({ system: "lift", type: "lift" }, ["lift.a"])[0]?.member.id).toBe("lift.a");
});

it("where no certificate is asked for, nobody lacks one", () => {
  const found = ask({ system: "water", type: "booster-pump" }, ["water"]);
  expect(found[0]?.member.id).toBe("water");
  expect(found.every(({ certified }) => certified === undefined)).toBe(true);
  expect(ask(undefined).map(({ member }) => member.id)).not.toContain("away");
});
