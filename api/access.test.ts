import { beforeAll, describe, expect, it } from "vitest";
import { IssuedToken, type Role, TokenList } from "./contract/index.ts";
import { fakeHouse, PASSWORD, pump, T } from "./fakes/index.ts";

type House = Awaited<ReturnType<typeof fakeHouse>>;
let house: House;
beforeAll(async () => {
  house = await fakeHouse();
  house.desk.raise(pump, "dry-run", T);
});

const who: (Role | undefined)[] = [undefined, "viewer", "technician", "engineer", "manager", "admin"];
const newPerson = { username: "x", name: "X", role: "viewer", password: "short" };

// What each role may on every route of a whole house, made from the OpenAPI document: test/acceptance/rights.test.ts.
describe("who may do what", () => {
  // Bodies and ids are chosen so that a request that is let in changes nothing: it ends in 200, 400, 404 or 409.
  it.each([
    //                                                     nobody viewer tech. eng.  man.  admin
    ["GET", "/healthz", undefined, [200, 200, 200, 200, 200, 200]],
    ["GET", "/readyz", undefined, [200, 200, 200, 200, 200, 200]],
    ["GET", "/metrics", undefined, [200, 200, 200, 200, 200, 200]],
    ["GET", "/api/openapi.json", undefined, [200, 200, 200, 200, 200, 200]],
    ["GET", "/api/docs", undefined, [200, 200, 200, 200, 200, 200]],
    ["POST", "/api/session", {}, [400, 400, 400, 400, 400, 400]],
    ["GET", "/api/session", undefined, [401, 200, 200, 200, 200, 200]],
    ["GET", "/api/assets", undefined, [401, 200, 200, 200, 200, 200]],
    ["GET", `/api/assets/${pump}`, undefined, [401, 200, 200, 200, 200, 200]],
    ["GET", `/api/points/${pump}.running/history`, undefined, [401, 200, 200, 200, 200, 200]],
    ["GET", `/api/points/${pump}.running/readings`, undefined, [401, 200, 200, 200, 200, 200]],
    ["GET", "/api/alarms", undefined, [401, 200, 200, 200, 200, 200]],
    ["GET", "/api/alarms/journal", undefined, [401, 200, 200, 200, 200, 200]],
    ["GET", `/api/alarms/${pump}.dry-run/journal`, undefined, [401, 200, 200, 200, 200, 200]],
    ["POST", `/api/alarms/${pump}.motor-hot/acknowledge`, {}, [401, 403, 409, 409, 409, 409]],
    ["GET", "/api/gateways", undefined, [401, 200, 200, 200, 200, 200]],
    ["POST", "/api/gateways/riverside.gw-b9/credential", undefined, [401, 403, 403, 403, 404, 404]],
    ["GET", "/api/ingest", undefined, [401, 403, 403, 200, 200, 200]],
    ["GET", "/api/people", undefined, [401, 403, 403, 403, 200, 200]],
    ["POST", "/api/people", newPerson, [401, 403, 403, 403, 403, 400]],
    ["POST", "/api/people/nobody/password", { password: PASSWORD }, [401, 403, 403, 403, 403, 422]],
    ["GET", "/api/tokens", undefined, [401, 403, 403, 200, 200, 200]],
    ["POST", "/api/tokens", {}, [401, 403, 403, 400, 400, 400]],
    ["DELETE", "/api/tokens/none", undefined, [401, 403, 403, 404, 404, 404]],
    ["GET", "/api/demo/scenarios", undefined, [401, 200, 200, 200, 200, 200]],
    ["POST", "/api/demo/scenarios/none/play", undefined, [401, 403, 403, 404, 404, 404]],
    ["POST", "/api/demo/scenarios/none/stop", undefined, [401, 403, 403, 404, 404, 404]],
    ["GET", "/api/catalog", undefined, [401, 200, 200, 200, 200, 200]],
    ["GET", "/api/sites", undefined, [401, 200, 200, 200, 200, 200]],
    ["GET", "/api/sites/riverside", undefined, [401, 403, 403, 200, 200, 200]],
    ["GET", "/api/sites/riverside/export?format=csv", undefined, [401, 403, 403, 200, 200, 200]],
    ["POST", "/api/sites/import/preview?format=yaml", undefined, [401, 403, 403, 200, 200, 200]],
    ["POST", "/api/sites/import/apply?format=yaml&revision=1", undefined, [401, 403, 403, 422, 422, 422]],
    ["PUT", "/api/sites/riverside/assets/x?revision=1", {}, [401, 403, 403, 400, 400, 400]],
    ["DELETE", "/api/sites/riverside/assets/x?revision=1", undefined, [401, 403, 403, 422, 422, 422]],
    ["GET", "/api/audit", undefined, [401, 403, 403, 403, 403, 200]],
    ["GET", "/api/audit/verify", undefined, [401, 403, 403, 403, 403, 200]],
    ["GET", "/api/nothing-here", undefined, [401, 404, 404, 404, 404, 404]],
  ] as const)("%s %s", async (method, path, body, expected) => {
    const answers: number[] = [];
    for (const role of who) answers.push((await house.call(role, method, path, body)).status);
    expect(answers).toEqual(expected);
  });

  it("takes a bearer token as well as the cookie, and lets no token make tokens", async () => {
    const made = await house.call("engineer", "POST", "/api/tokens", { label: "grafana" });
    expect(made.status).toBe(201);
    const { token } = IssuedToken.parse(await made.json());
    const bearer = { authorization: `Bearer ${token}` };
    const me = await house.call(undefined, "GET", "/api/session", undefined, bearer);
    expect(await me.json()).toMatchObject({ username: "engineer" });
    expect((await house.call(undefined, "POST", "/api/tokens", { label: "more" }, bearer)).status).toBe(403);
    // Nor does it pass for a person's session, which may.
    const disguised = { cookie: `wk_session=${token}` };
    expect((await house.call(undefined, "POST", "/api/tokens", { label: "more" }, disguised)).status).toBe(
      401,
    );

    const { tokens } = TokenList.parse(await (await house.call("engineer", "GET", "/api/tokens")).json());
    expect(tokens).toEqual([expect.objectContaining({ label: "grafana", username: "engineer" })]);
    expect(JSON.stringify(tokens)).not.toContain(token);
    expect((await house.call("manager", "DELETE", `/api/tokens/${tokens[0]?.id}`)).status).toBe(404);
    expect((await house.call("engineer", "DELETE", `/api/tokens/${tokens[0]?.id}`)).status).toBe(204);
    expect((await house.call(undefined, "GET", "/api/session", undefined, bearer)).status).toBe(401);
  });
});

describe("a token for some sites", () => {
  it("is made for sites that its owner sees, and not for an administrator's work", async () => {
    const make = (role: Role, more: object) =>
      house.call(role, "POST", "/api/tokens", { label: "meters", ...more });
    expect((await make("manager", { sites: ["riverside"] })).status).toBe(201);
    expect((await make("manager", { sites: ["riverside", "elsewhere"] })).status).toBe(422);
    expect((await make("manager", { sites: [] })).status).toBe(400);
    expect((await make("admin", { sites: ["riverside"] })).status).toBe(422);
    expect((await make("admin", { sites: ["riverside"], role: "engineer" })).status).toBe(201);
    const { tokens } = TokenList.parse(await (await house.call("manager", "GET", "/api/tokens")).json());
    expect(tokens).toMatchObject([{ label: "meters", sites: ["riverside"] }]);
    for (const { id } of tokens) await house.call("manager", "DELETE", `/api/tokens/${id}`);
  });
});

describe("signing in and out", () => {
  it("sets a cookie that scripts and other sites cannot use, and ends with it", async () => {
    const answer = await house.call(undefined, "POST", "/api/session", {
      username: "technician",
      password: PASSWORD,
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ username: "technician", name: "technician", role: "technician" });
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^wk_session=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
    const session = { cookie: cookie.split(";")[0] };
    expect((await house.call(undefined, "GET", "/api/session", undefined, session)).status).toBe(200);
    const out = await house.call(undefined, "DELETE", "/api/session", undefined, session);
    expect(out.status).toBe(204);
    expect(out.headers.get("set-cookie")).toMatch(/^wk_session=; Max-Age=0/);
    expect((await house.call(undefined, "GET", "/api/session", undefined, session)).status).toBe(401);
  });

  it("marks the cookie secure behind https", async () => {
    const body = { username: "viewer", password: PASSWORD };
    const https = { "x-forwarded-proto": "https" };
    const answer = await house.call(undefined, "POST", "/api/session", body, https);
    expect(answer.headers.get("set-cookie")).toContain("; Secure");
  });

  it("refuses a wrong password and an unknown name alike, then slows down", async () => {
    const slow = await fakeHouse();
    const attempt = (username: string, password: string) =>
      slow.call(undefined, "POST", "/api/session", { username, password });
    const wrong = await attempt("viewer", "wrong");
    const unknown = await attempt("nobody", "wrong");
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await unknown.json());
    expect(slow.logged).toContainEqual({
      level: "warn",
      fields: { username: "viewer", address: "local" },
      message: "sign-in refused",
    });
    expect(JSON.stringify(slow.logged)).not.toContain("wrong");

    await attempt("viewer", "wrong");
    await attempt("viewer", "wrong");
    const early = await attempt("viewer", PASSWORD);
    expect(early.status).toBe(429);
    expect(early.headers.get("retry-after")).toBe("1");
    slow.pass(1_000);
    expect((await attempt("viewer", PASSWORD)).status).toBe(200);
  });
});

describe("a person's password", () => {
  it("is changed by its owner, who says the present one and stays signed in", async () => {
    const own = await fakeHouse();
    const change = (body: object) => own.call("viewer", "POST", "/api/people/viewer/password", body);
    expect((await change({ password: "another long one" })).status).toBe(403);
    expect((await change({ password: "another long one", current: "wrong" })).status).toBe(403);
    const changed = await change({ password: "another long one", current: PASSWORD });
    expect(changed.status).toBe(204);
    expect(changed.headers.get("set-cookie")).toMatch(/^wk_session=/);
    expect(await own.people.verify("viewer", "another long one")).toMatchObject({ username: "viewer" });
  });

  it("is set by an administrator for others, and by nobody else", async () => {
    const own = await fakeHouse();
    const change = (role: Role) =>
      own.call(role, "POST", "/api/people/viewer/password", { password: "another long one" });
    expect((await change("manager")).status).toBe(403);
    expect((await change("admin")).status).toBe(204);
    expect(await own.people.verify("viewer", "another long one")).toMatchObject({ username: "viewer" });
  });
});

describe("a page of another site", () => {
  it.each([
    ["POST", "/api/session", { username: "viewer", password: PASSWORD }],
    ["DELETE", "/api/session", undefined],
    ["POST", `/api/alarms/${pump}.dry-run/acknowledge`, {}],
  ])("cannot %s %s in a person's name", async (method, path, body) => {
    const evil = { origin: "https://evil.example", host: "localhost" };
    const answer = await house.call("admin", method, path, body, evil);
    expect(answer.status).toBe(403);
    const modern = await house.call("admin", method, path, body, { "sec-fetch-site": "cross-site" });
    expect(modern.status).toBe(403);
    expect((await house.call("admin", "GET", "/api/session")).status).toBe(200);
  });

  it("may link to us: reading is safe", async () => {
    const link = { "sec-fetch-site": "cross-site" };
    expect((await house.call("viewer", "GET", "/api/assets", undefined, link)).status).toBe(200);
  });
});

it("sends every answer with headers that keep foreign scripts and frames out", async () => {
  for (const path of ["/healthz", "/api/docs", "/api/nothing"]) {
    const { headers } = await house.call("viewer", "GET", path);
    const policy = headers.get("content-security-policy");
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("script-src");
    expect(policy).not.toContain("unsafe");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
  }
  expect((await house.call("viewer", "GET", "/api/assets")).headers.get("cache-control")).toBe("no-store");
});
