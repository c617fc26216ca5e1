import { beforeEach, expect, it } from "vitest";
import { AuditList, AuditVerdictView } from "../contract/index.ts";
import { fakeHouse, PASSWORD } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});
const deeds = async (query = "") =>
  AuditList.parse(await house.get(`/api/audit${query}`, "admin")).rows.map(
    ({ actor, act, subject }) => `${actor} ${act} ${subject}`,
  );

it("sign-ins, people, tokens, credentials and sites are written down; no password ever is", async () => {
  await house.call(undefined, "POST", "/api/session", { username: "viewer", password: "not the one" });
  await house.call(undefined, "POST", "/api/session", { username: PASSWORD, password: "in the wrong field" });
  await house.call(undefined, "POST", "/api/session", { username: "viewer", password: PASSWORD });
  await house.call("admin", "POST", "/api/people", {
    username: "li",
    name: "Li",
    role: "viewer",
    password: "another long one",
  });
  await house.call("admin", "POST", "/api/people/li/password", { password: "yet another long one" });
  await house.call("engineer", "POST", "/api/tokens", { label: "grafana" });
  await house.call("manager", "POST", "/api/gateways/riverside.gw-b1/credential");
  await house.call("engineer", "PUT", "/api/sites/riverside/places/roof?revision=1", {
    id: "roof",
    name: { en: "Roof", zh: "屋面" },
    kind: "zone",
  });
  expect(await deeds()).toEqual([
    "engineer site.changed riverside",
    "manager gateway.enrolled riverside.gw-b1",
    "engineer token.made engineer",
    "admin person.password li",
    "admin person.added li",
    "viewer session.opened viewer",
    "system session.refused unknown name",
    "system session.refused viewer",
  ]);
  expect(await deeds("?act=person.&limit=1")).toEqual(["admin person.password li"]);
  expect(await deeds("?actor=system&before=2")).toEqual(["system session.refused viewer"]);
  const kept = JSON.stringify(house.audit.rows);
  for (const secret of [PASSWORD, "not the one", "another long one", "a-secret"])
    expect(kept).not.toContain(secret);
});

it("says whether the chain is whole, and where not in both languages", async () => {
  for (const label of ["a", "b", "c"]) await house.call("engineer", "POST", "/api/tokens", { label });
  const verdict = async (query = "") =>
    AuditVerdictView.parse(await house.get(`/api/audit/verify${query}`, "admin"));
  const whole = await verdict();
  expect(whole).toMatchObject({ ok: true, rows: 3, head: { sequence: 3 } });
  expect((await house.call("admin", "GET", "/api/audit/verify?sequence=1")).status).toBe(400);
  house.audit.rows[1] = { ...house.audit.rows[1]!, actor: "nobody" };
  expect(await verdict()).toMatchObject({
    ok: false,
    sequence: 2,
    why: "changed",
    problem: { zh: expect.stringContaining("第 2 行被改动") },
  });
});
