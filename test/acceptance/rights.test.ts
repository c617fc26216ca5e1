import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { includes, isOpen } from "../../api/auth/index.ts";
import {
  AlarmList,
  AssetList,
  LifecycleScenarioView,
  OrderView,
  Role,
  RunView,
  type ServerToClient,
} from "../../api/contract/index.ts";
import { connectionMetrics } from "../../api/routes/connections.ts";
import { FileRef, instant } from "../../facility/units/index.ts";
import { securityFigures } from "../../house/security-figures.ts";
import { curlsOf, pages, pathsOf, textOf } from "../support/documented.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";

/**
 * Every route of a whole house, with all its parts, tried by everybody: what each role may do, and what somebody sees who
 * is given one site of two.
 */
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ "x-role": z.string().optional() }))),
});
const PASSWORD = "a-long-password";
const roles = Role.options;
const hillside = `
site: { id: hillside, name: { en: Hillside, zh: 山语苑 }, timeZone: Asia/Shanghai }
places: [{ id: b1, name: { en: Building 1, zh: 1 号楼 }, kind: building }]
gateways: [{ id: gw-h1, name: { en: Gateway, zh: 网关 }, in: b1, devices: [] }]
assets:
  - { id: h-pump-1, type: booster-pump, in: b1, name: { en: Pump, zh: 水泵 } }
`;
const pump = "riverside.b1-booster-1";

type Caller = (method: string, path: string, body?: unknown) => Promise<Response>;
let house: TestHouse;
let routes: { method: string; path: string; role: string | undefined }[];
const as: Partial<Record<Role | "near", Caller>> = {};
const nobody: Caller = (method, path, body) => call(method, path, body);

function call(method: string, path: string, body?: unknown, cookie?: string): Promise<Response> {
  return fetch(house.url + path, {
    method,
    headers: { ...(cookie ? { cookie } : {}), "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: "manual",
  });
}
async function signIn(username: string): Promise<string> {
  const answer = await call("POST", "/api/session", { username, password: PASSWORD });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}
/** Ended without reading it: a backup would be long. */
async function statusOf(caller: Caller, method: string, path: string): Promise<number> {
  const answer = await caller(method, path, method === "GET" ? undefined : {});
  await answer.body?.cancel();
  return answer.status;
}
async function made<T extends z.ZodType>(answer: Promise<Response>, schema: T): Promise<z.infer<T>> {
  const got = await answer;
  if (!got.ok) throw new Error(`${got.url} answered ${got.status}: ${await got.text()}`);
  return schema.parse(await got.json());
}

beforeAll(async () => {
  house = await openTestHouse();
  const joined = await house.send("POST", "/api/sites/import/apply?format=yaml&revision=0", hillside, {
    "content-type": "application/yaml",
  });
  if (!joined.ok) throw new Error(await joined.text());
  const people = [
    ...roles.map((role) => ({ username: `a-${role}`, role })),
    { username: "near", role: "manager", sites: ["hillside"] },
  ];
  for (const person of people) {
    await made(
      house.post("/api/people", { name: person.username, password: PASSWORD, ...person }),
      z.unknown(),
    );
    const cookie = await signIn(person.username);
    as[person.username.replace("a-", "") as Role | "near"] = (method, path, body) =>
      call(method, path, body, cookie);
  }
  const document = Document.parse(await (await nobody("GET", "/api/openapi.json")).json());
  routes = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { "x-role": role }]) => ({
      method: method.toUpperCase(),
      path,
      role,
    })),
  );
}, 120_000);
afterAll(() => house.close());

describe("roles", () => {
  /** Routes whose right hangs on whose thing it is, beside the role. */
  const narrower = new Set(["POST /api/people/{username}/password"]);
  /** Would end the sessions that ask. */
  const ending = new Set(["DELETE /api/session", "DELETE /api/sessions"]);

  it("every route of the whole house lets in the role it names and those above, and nobody else", {
    timeout: 180_000,
  }, async () => {
    const wrong: string[] = [];
    let cells = 0;
    for (const { method, path, role: needed } of routes) {
      const route = `${method} ${path}`;
      if (!path.startsWith("/api") || isOpen(method, path) || ending.has(route)) continue;
      const role = Role.safeParse(needed);
      if (!role.success) {
        wrong.push(`${route} names no role`);
        continue;
      }
      // Ids of nothing: what is let in ends in 400, 404, 409 or 422 and changes nothing.
      const address = path.replaceAll(/\{\w+\}/g, "nothing");
      const asking = [undefined, ...roles];
      const answers = await Promise.all(
        asking.map((who) => statusOf(who ? as[who]! : nobody, method, address)),
      );
      for (const [i, status] of answers.entries()) {
        const who = asking[i];
        const expected = who === undefined ? 401 : includes(who, role.data) ? "let in" : 403;
        const got = status === 401 || status === 403 ? status : "let in";
        cells++;
        if (status >= 500) wrong.push(`${route} answers ${who} ${status}`);
        else if (got !== expected && !(expected === "let in" && got === 403 && narrower.has(route)))
          wrong.push(`${route} answers ${who ?? "nobody"} ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(1_200);
  });
});

describe("somebody who is given one site of two", () => {
  const near: Caller = (...asked) => as.near!(...asked);
  /** One book for all sites, which everybody may read; and colleagues with the sites they have. */
  const oneForAll = new Set([
    "/api/oncall/staff",
    "/api/oncall/routing",
    "/api/oncall/channels",
    "/api/people",
    "/api/demo/scenarios",
  ]);
  let ids: string[];
  beforeAll(async () => {
    const patch = { condition: { limit: -100, onDelaySeconds: 0 } };
    await house.put("/api/rules/overrides", {
      is: "patch",
      scope: { of: "asset", asset: pump },
      rule: "motor-hot",
      patch,
    });
    await vi.waitFor(
      async () => {
        const { alarms } = await house.get("/api/alarms", AlarmList);
        if (!alarms.some(({ id }) => id === `${pump}.motor-hot`)) throw new Error("not yet");
      },
      { timeout: 60_000, interval: 200 },
    );
    const order = await made(house.post("/api/orders", { asset: pump, title: "Look at it" }), OrderView);
    const run = await made(
      house.post("/api/emergencies/runs", { site: "riverside", plan: "power-cut", words: "dark" }),
      RunView,
    );
    const scenario = await made(
      house.post("/api/lifecycle/scenarios", {
        site: "riverside",
        scenario: {
          name: { en: "Base", zh: "基准" },
          firstYear: new Date().getFullYear(),
          years: 5,
          budgets: {},
        },
      }),
      LifecycleScenarioView,
    );
    const Ids = z.record(z.string(), z.array(z.looseObject({ id: z.string() })).or(z.unknown()));
    const firstOf = async (path: string, list: string) => {
      const found = (await house.get(path, Ids))[list];
      return Array.isArray(found) && found[0] ? [String((found[0] as { id: unknown }).id)] : [];
    };
    ids = [
      ...["riverside", pump, `${pump}.motor-hot`, `${pump}.running`, "riverside.gw-b1"],
      ...[order.id, run.id, scenario.id],
      ...(await firstOf("/api/oncall/rotas", "rotas")),
      ...(await firstOf("/api/oncall/calls", "calls")),
      ...(await firstOf("/api/rounds?site=riverside", "rounds")),
    ];
  }, 90_000);

  it("reads nothing of the other, by whatever address", { timeout: 180_000 }, async () => {
    const told: string[] = [];
    let read = 0;
    for (const { method, path, role } of routes) {
      if (method !== "GET" || !path.startsWith("/api") || isOpen(method, path)) continue;
      if (role === "admin" || oneForAll.has(path)) continue;
      const addresses = path.includes("{") ? ids.map((id) => path.replaceAll(/\{\w+\}/g, id)) : [path];
      const asked = addresses.flatMap((address) => [
        address,
        `${address}?site=riverside&asset=${pump}&point=${pump}.running&points=${pump}.running&from=0&to=1`,
      ]);
      for (const address of asked) {
        const answer = await near("GET", address);
        const text = await answer.text();
        if (answer.status >= 500) told.push(`${address} answers ${answer.status}`);
        // A refusal may say the name that was asked for.
        if (answer.ok && text.includes("riverside")) told.push(`${address}: ${text.slice(0, 120)}`);
        read++;
      }
    }
    expect(told).toEqual([]);
    expect(read).toBeGreaterThan(400);
    const mine = await made(near("GET", "/api/assets"), AssetList);
    expect(mine.assets.map(({ id }) => id).sort()).toEqual(["hillside.gw-h1", "hillside.h-pump-1"]);
  });

  it("changes nothing of the other", async () => {
    const [, , , , , order, run, scenario, ...rest] = ids;
    const acts: [string, string, unknown][] = [
      ["POST", `/api/alarms/${pump}.motor-hot/acknowledge`, { comment: "" }],
      ["POST", `/api/alarms/${pump}.motor-hot/shelve`, { reason: "quiet", minutes: 10 }],
      ["POST", `/api/assets/${pump}/out-of-service`, { reason: "quiet" }],
      ["POST", `/api/points/${pump}.running/command`, { value: 0 }],
      ["POST", "/api/orders", { asset: pump, title: "x" }],
      ["POST", `/api/orders/${order}/acts`, { act: { do: "cancel", reason: "x" } }],
      ["POST", `/api/emergencies/runs/${run}/notes`, { words: "x" }],
      ["POST", `/api/emergencies/runs/${run}/stand-down`, { words: "x" }],
      ["POST", "/api/emergencies/runs", { site: "riverside", plan: "fire", words: "x" }],
      ["PUT", `/api/lifecycle/assets/${pump}/ledger`, { entry: {}, expected: 0 }],
      ["DELETE", `/api/lifecycle/scenarios/${scenario}?expected=1`, {}],
      ["POST", `/api/lifecycle/scenarios/${scenario}/plan`, {}],
      ["DELETE", "/api/sites/riverside/assets/b1-booster-1?revision=1", {}],
      ["POST", "/api/gateways/riverside.gw-b1/credential", {}],
      [
        "PUT",
        "/api/rules/overrides",
        { is: "patch", scope: { of: "site", site: "riverside" }, rule: "dry-run", patch: { enabled: false } },
      ],
      ["DELETE", `/api/oncall/rotas/${rest[0]}`, {}],
      ["PUT", "/api/oncall/routes", { routes: [] }],
      ["POST", "/api/demo/scenarios/dry-run/play", {}],
      ["PUT", "/api/storage/retention", { raw: 30, "1m": 60, "1h": null }],
    ];
    const answers: Record<string, number> = {};
    for (const [method, path, body] of acts)
      answers[`${method} ${path}`] = (await near(method, path, body)).status;
    const through = Object.entries(answers).filter(([, status]) => ![403, 404, 422].includes(status));
    expect(through).toEqual([]);
    const many = { orders: [{ id: order }], act: { do: "cancel", reason: "x" } };
    expect(await (await near("POST", "/api/orders/acts", many)).json()).toMatchObject({
      orders: [],
      refused: [{ id: order }],
    });
    expect((await house.get(`/api/orders/${order}`, OrderView)).state).toBe("requested");
    expect((await house.get(`/api/emergencies/runs/${run}`, RunView)).state).toBe("running");
  });

  it("finds a file by the own sites' orders alone, and cannot make another's file one of theirs", async () => {
    const keep = async (words: string) =>
      await made(
        house.send("POST", "/api/files?name=note.txt", words, { "content-type": "application/octet-stream" }),
        FileRef,
      );
    const attach = (caller: Caller, order: string, file: FileRef) =>
      caller("POST", `/api/orders/${order}/acts`, { act: { do: "attach", file } });
    const read = async (file: FileRef) => (await near("GET", `/api/files/${file.id}`)).status;
    const [there, here] = [await keep("of riverside"), await keep("of hillside")];
    const own = await made(
      as.manager!("POST", "/api/orders", { asset: "hillside.h-pump-1", title: "Look" }),
      OrderView,
    );
    expect((await attach(as.manager!, ids[5]!, there)).status).toBe(200);
    expect((await attach(as.manager!, own.id, here)).status).toBe(200);
    expect([await read(there), await read(here)]).toEqual([404, 200]);
    expect((await attach(near, own.id, there)).status).toBe(422);
    // The same, its key written with an escape: it is stored without one.
    const escaped = JSON.stringify({ act: { do: "attach", file: there } }).replace('"id"', '"\\u0069d"');
    const sly = await fetch(`${house.url}/api/orders/${own.id}/acts`, {
      ...{ method: "POST", body: escaped },
      headers: { cookie: await signIn("near"), "content-type": "application/json" },
    });
    expect(sly.status).toBe(422);
    expect(await read(there)).toBe(404);
    // What somebody brings, he sees before anything refers to it.
    const bytes = await fetch(`${house.url}/api/files?name=mine.txt`, {
      ...{ method: "POST", body: "mine" },
      headers: { cookie: await signIn("near"), "content-type": "application/octet-stream" },
    });
    const mine = await made(Promise.resolve(bytes), FileRef);
    expect(await read(mine)).toBe(200);
    expect((await attach(near, own.id, mine)).status).toBe(200);
  });

  it("may do on the own site what the role may", async () => {
    await made(near("POST", "/api/orders", { asset: "hillside.h-pump-1", title: "Look at it" }), OrderView);
    const patch = {
      is: "patch",
      scope: { of: "site", site: "hillside" },
      rule: "dry-run",
      patch: { priority: "low" },
    };
    expect((await near("PUT", "/api/rules/overrides", patch)).status).toBe(200);
  });

  it("nor does a program's token for one site, made by somebody who sees both", async () => {
    const { token } = await made(
      as.manager!("POST", "/api/tokens", { label: "meters", sites: ["hillside"] }),
      z.object({ token: z.string() }),
    );
    const asProgram = (path: string, method = "GET") =>
      fetch(house.url + path, { method, headers: { authorization: `Bearer ${token}` } });
    const seen = await made(asProgram("/api/assets"), AssetList);
    expect(new Set(seen.assets.map(({ site }) => site))).toEqual(new Set(["hillside"]));
    expect((await asProgram(`/api/orders/${ids[5]}`)).status).toBe(404);
    expect((await asProgram("/api/gateways/riverside.gw-b1/credential", "POST")).status).toBe(404);
    const socket = await house.liveAs(`Bearer ${token}`);
    expect(await socket.emitWithAck("watch", "site:riverside")).toMatchObject({ ok: false });
    expect(await socket.emitWithAck("watch", "site:hillside")).toEqual({ ok: true });
  });

  it("hears nothing live of the other, and all of it once an administrator gives it", {
    timeout: 60_000,
  }, async () => {
    const socket = await house.liveAs(await signIn("near"));
    const heard: Parameters<ServerToClient["snapshot"]>[0][] = [];
    socket.on("snapshot", (part) => heard.push(part));
    let runs: unknown[] | undefined;
    socket.on("runs", (list) => (runs = list));
    expect(await socket.emitWithAck("watch", "site:riverside")).toMatchObject({ ok: false });
    expect(await socket.emitWithAck("watch", `asset:${pump}`)).toMatchObject({ ok: false });
    expect(await socket.emitWithAck("watch", "site:hillside")).toEqual({ ok: true });
    expect(await socket.emitWithAck("watch", "alarms")).toEqual({ ok: true });
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    expect(JSON.stringify(heard)).not.toContain("riverside");
    await house.post(`/api/emergencies/runs/${ids[6]}/notes`, { words: "dark" });
    await expect.poll(() => runs).toEqual([]);
    const changed = await house.send("PATCH", "/api/people/near", JSON.stringify({ sites: null }), {
      "content-type": "application/json",
    });
    expect(changed.status).toBe(200);
    // Cut off at the next pulse; whoever comes back sees what he is given now.
    await expect.poll(() => socket.connected, { timeout: 20_000 }).toBe(false);
    const again = await made(near("GET", "/api/assets"), AssetList);
    expect(again.assets.some(({ id }) => id === pump)).toBe(true);
  });
});

describe("the pages", () => {
  it("name no route that the whole house does not have", () => {
    const known = routes.map(({ method, path }) => ({ method, path: path.replaceAll(/\{\w+\}/g, "{}") }));
    const isThere = ({ method, path }: ReturnType<typeof pathsOf>[number]) =>
      // Some are there with a directory to sign in with alone, and known all the same.
      isOpen(method ?? "GET", path) ||
      known.some((route) => {
        if (method !== undefined && route.method !== method) return false;
        const parts = route.path.split("/");
        const named = path.split("/");
        if (method !== undefined && named.length !== parts.length) return false;
        // An id may stand where the route has a place for one; without a method all below an address may be meant.
        return named.every((part, i) => parts[i] === "{}" || parts[i] === part.replaceAll(/\{\w+\}/g, "{}"));
      });
    const wrong = pages.flatMap((page) =>
      pathsOf(page)
        .filter((named) => !isThere(named))
        .map(({ method = "", path }) => `${page}: ${method} ${path}`),
    );
    expect(wrong).toEqual([]);
    expect(pathsOf("docs/guides/api.md").length).toBeGreaterThan(15);
  });

  it("name every figure of /metrics, and none that there is not", async () => {
    const shown = await (await nobody("GET", "/metrics")).text();
    // What servers and certificates add, which this house has not.
    const spool = { waiting: 0, waitingBytes: 0, budgetBytes: 1, oldestAt: null, trouble: null };
    const since = { troubleSince: null, drained: 0, duplicates: 0, refused: 0 };
    const more = [
      ...connectionMetrics(
        {
          readings: { kind: "influxdb", address: null, spool: { ...spool, ...since } },
          broker: { kind: "external", address: null, connected: true, since: null, trouble: null },
        },
        0,
      ),
      ...securityFigures(undefined, [{ which: "server", subject: "", endsAt: instant(0) }]),
    ];
    const there = new Set([
      ...[...shown.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name),
      ...more.map(({ name }) => name),
    ]);
    const named = (page: string) =>
      new Set(
        [...textOf(page).matchAll(/`(?:rate\()?((?:watchkeeper|process|nodejs)_\w+)/g)].map(
          ([, name]) => name,
        ),
      );
    expect([...named("docs/guides/metrics.md")].sort()).toEqual([...there].sort());
    for (const page of ["docs/guides/operations.md", "docs/security.md"])
      expect([...named(page)].filter((name) => !there.has(name))).toEqual([]);
  });

  it("of the API: its curl lines are answered, with a token that the first of them make", async () => {
    const [first, second, ...calls] = curlsOf("docs/guides/api.md");
    const ask = (curl: (typeof calls)[number], headers: Record<string, string>, body = curl.body) => {
      const own = (text: string) => text.replaceAll("maple.b1-meter", "riverside.b1-meter-main");
      const address = own(curl.url)
        .replace(/^(\$URL|https:\/\/watch\.example\.org)/, house.url)
        .replace("site=maple", "site=riverside");
      return fetch(address, {
        method: curl.method,
        headers: { ...curl.headers, ...headers },
        ...(body === undefined ? {} : { body: own(body) }),
      });
    };
    const signIn = await ask(first!, {}, JSON.stringify({ username: "a-engineer", password: PASSWORD }));
    const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    // The page asks for a viewer's; its later lines name the roles they need.
    const wanted = { ...JSON.parse(second?.body ?? ""), role: "engineer" };
    const { token } = await made(
      ask(second!, { cookie }, JSON.stringify(wanted)),
      z.object({ token: z.string() }),
    );
    const wrong: string[] = [];
    for (const curl of calls) {
      const answer = await ask(curl, { authorization: `Bearer ${token}` });
      // An alarm that does not stand cannot be acknowledged.
      const isRight = answer.ok || (answer.status === 409 && curl.url.endsWith("/acknowledge"));
      if (!isRight) wrong.push(`${curl.method} ${curl.url}: ${answer.status} ${await answer.text()}`);
      else await answer.body?.cancel();
    }
    expect(wrong).toEqual([]);
    expect(calls).toHaveLength(10);
  });
});

describe("somebody who leaves", () => {
  it("comes in no more: session and token end, the name stays", async () => {
    const cookie = await signIn("a-engineer");
    const { token } = await made(
      call("POST", "/api/tokens", { label: "own" }, cookie),
      z.object({ token: z.string() }),
    );
    const close = (username: string) =>
      house.send("PATCH", `/api/people/${username}`, JSON.stringify({ closed: true }), {
        "content-type": "application/json",
      });
    expect((await close("a-engineer")).status).toBe(200);
    expect((await call("GET", "/api/session", undefined, cookie)).status).toBe(401);
    const bearer = await fetch(`${house.url}/api/session`, { headers: { authorization: `Bearer ${token}` } });
    expect(bearer.status).toBe(401);
    expect((await call("POST", "/api/session", { username: "a-engineer", password: PASSWORD })).status).toBe(
      401,
    );
    const List = z.object({
      people: z.array(z.object({ username: z.string(), closedAt: z.number().optional() })),
    });
    const { people } = await house.get("/api/people", List);
    expect(people.find(({ username }) => username === "a-engineer")?.closedAt).toBeGreaterThan(0);
    // Somebody must be left who can let others in.
    expect((await close("a-admin")).status).toBe(200);
    expect((await close("admin")).status).toBe(422);
  });
});
