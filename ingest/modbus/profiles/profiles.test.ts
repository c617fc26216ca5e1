import { describe, expect, it } from "vitest";
import { catalog } from "../../../facility/catalog/index.ts";
import { Profile } from "../profile.ts";
import { profiles } from "./index.ts";

describe.each(profiles.map((profile) => [profile.id, profile] as const))("profile %s", (_, profile) => {
  const type = catalog.find(({ id }) => id === profile.equipment);

  it("fills points that its equipment type has, with fitting kinds", () => {
    expect(type, `equipment type ${profile.equipment}`).toBeDefined();
    for (const register of profile.registers) {
      const point = type!.points.find(({ name }) => name === register.point);
      expect(point, register.point).toBeDefined();
      expect(point!.kind === "boolean", `${register.point} is a ${point!.kind}`).toBe(
        register.type === "bit",
      );
    }
  });

  it("fills every point that a default rule looks at, or says that it lacks it", () => {
    const filled = new Set(profile.registers.map(({ point }) => point));
    const watched = new Set(
      type!.rules.flatMap(({ condition }) =>
        condition.kind === "held"
          ? condition.all.map(({ point }) => point)
          : condition.kind === "limit"
            ? [condition.point]
            : [],
      ),
    );
    // What a maker's map has not is said in the profile, so that a site knows.
    expect([...watched].filter((point) => !filled.has(point)).toSorted()).toEqual(
      [...new Set(profile.lacks)].toSorted(),
    );
  });
});

it("no two profiles share an id", () => {
  expect(new Set(profiles.map(({ id }) => id)).size).toBe(profiles.length);
});

it("a profile may not read a number from a single bit, nor fill a point twice", () => {
  const base = { id: "x", equipment: "lift", label: { en: "x", zh: "x" }, source: "test" };
  const contact = { point: "floor", fc: 2, address: 0 };
  expect(Profile.safeParse({ ...base, registers: [{ ...contact, type: "u16" }] }).success).toBe(false);
  const floor = { point: "floor", fc: 3, address: 0, type: "u16" };
  expect(Profile.safeParse({ ...base, registers: [floor, floor] }).success).toBe(false);
  expect(Profile.safeParse({ ...base, registers: [floor] }).success).toBe(true);
});
