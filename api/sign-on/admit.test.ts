import { describe, expect, it } from "vitest";
import { admit, roleOf } from "./admit.ts";

const lin = { username: "lin.wei", name: "林伟", groups: ["staff", "duty"] };
const roles = { duty: "technician", "facility-admins": "admin", chiefs: "manager" } as const;
const mapped = { roles, create: false };
const kept = { roles: {}, create: false };
const person = { username: "lin.wei", name: "Lin Wei", role: "technician" } as const;

describe("the role that groups give", () => {
  it.each([
    [[], undefined],
    [["staff"], undefined],
    [["duty", "chiefs"], "manager"],
    [["facility-admins", "duty"], "admin"],
    [["constructor", "__proto__"], undefined],
  ])("%j give %s", (groups, role) => {
    expect(roleOf(groups, roles)).toBe(role);
  });
});

describe("who comes in", () => {
  it("takes a subject it knows, with the role of the day", () => {
    const known = { ...person, role: "manager" } as const;
    expect(admit(lin, known, undefined, mapped)).toEqual({
      kind: "enter",
      person: known,
      join: false,
      role: "technician",
    });
    expect(admit(lin, known, undefined, kept)).toMatchObject({ kind: "enter", role: "manager" });
  });

  it("joins by name once, and never to somebody who may do more here", () => {
    const named = (role: "technician" | "manager" | "admin", joined = false) => ({
      person: { ...person, role },
      joined,
    });
    expect(admit(lin, undefined, named("technician"), mapped)).toMatchObject({ kind: "enter", join: true });
    expect(admit(lin, undefined, named("technician", true), mapped)).toEqual({
      kind: "refuse",
      why: "name-taken",
    });
    expect(admit(lin, undefined, named("manager"), mapped)).toEqual({ kind: "refuse", why: "stronger-here" });
    expect(admit(lin, undefined, named("manager"), kept)).toMatchObject({ kind: "enter", role: "manager" });
    expect(admit(lin, undefined, named("admin"), kept)).toEqual({ kind: "refuse", why: "stronger-here" });
  });

  it("makes no account unless told so, and none without a role", () => {
    expect(admit(lin, undefined, undefined, mapped)).toEqual({ kind: "refuse", why: "no-account" });
    const create = { ...mapped, create: true };
    expect(admit(lin, undefined, undefined, create)).toEqual({
      kind: "create",
      person: { username: "lin.wei", name: "林伟", role: "technician" },
    });
    expect(admit({ ...lin, groups: ["staff"] }, person, undefined, create)).toEqual({
      kind: "refuse",
      why: "no-role",
    });
    expect(admit({ ...lin, name: "" }, undefined, undefined, { roles: {}, create: true })).toMatchObject({
      person: { name: "lin.wei", role: "viewer" },
    });
  });
});
