import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { T0 } from "../../../rules/pager/fakes.ts";
import { includes } from "../../auth/index.ts";
import { Role } from "../../contract/index.ts";
import { chain, oncallHouse, rota, route } from "./fakes.ts";

let house: Awaited<ReturnType<typeof oncallHouse>>;
beforeEach(async () => {
  house = await oncallHouse();
});
const HOUR = 3_600_000;

it("every route of on call lets in the role it names, and not the one below it nor a stranger", {
  timeout: 30_000,
}, async () => {
  const Document = z.looseObject({
    paths: z.record(z.string(), z.record(z.string(), z.looseObject({ "x-role": z.string().optional() }))),
  });
  const document = Document.parse((await house.ask("viewer", "GET", "/api/openapi.json")).json());
  const wrong: string[] = [];
  let tried = 0;
  for (const [path, item] of Object.entries(document.paths)) {
    if (!path.startsWith("/api/oncall/")) continue;
    for (const [method, { "x-role": needed }] of Object.entries(item)) {
      const role = Role.parse(needed);
      const rank = Role.options.indexOf(role);
      for (const asking of [undefined, ...Role.options.slice(Math.max(0, rank - 1), rank + 1)]) {
        const address = path.replaceAll(/\{\w+\}/g, "nothing");
        const { status } = await house.ask(
          asking,
          method.toUpperCase(),
          address,
          method === "get" ? undefined : {},
        );
        const expected = asking === undefined ? 401 : includes(asking, role) ? "let in" : 403;
        tried++;
        if ((status === 401 || status === 403 ? status : "let in") !== expected)
          wrong.push(`${method} ${path} answers ${asking ?? "nobody"} ${status}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(90);
});

describe("people", () => {
  it("see contact details of their own; managers see everybody's", async () => {
    const contacts = async (role: Role, of: string) => {
      const { staff } = (await house.ask(role, "GET", "/api/oncall/staff")).json() as {
        staff: { id: string; contacts: unknown; phone: unknown }[];
      };
      const found = staff.find(({ id }) => id === of);
      return [found?.contacts !== null, found?.phone !== null];
    };
    expect(await contacts("technician", "technician")).toEqual([true, true]);
    expect(await contacts("viewer", "technician")).toEqual([false, false]);
    expect(await contacts("manager", "technician")).toEqual([true, true]);
    // On duty one can be rung by those who work, and not by those who look.
    const phone = async (role: Role) => {
      const now = (await house.ask(role, "GET", "/api/oncall/now?site=s")).json() as {
        people: { id: string; phone: unknown }[];
      };
      return now.people.find(({ id }) => id === "technician")?.phone;
    };
    expect([await phone("technician"), await phone("viewer")]).toEqual(["010-5550-0103", null]);
  });

  it("are written by managers, refused in the caller's language, and each change is in the audit", async () => {
    const guard = {
      ...{ id: "guard", name: { en: "Guard", zh: "保安" }, roles: ["guard"], contacts: [] },
      phone: "010-5550-0107",
    };
    const put = (id: string, language: "en" | "zh" = "en") =>
      house.ask("manager", "PUT", `/api/oncall/staff/${id}`, guard, language);
    expect((await put("guard")).status).toBe(200);
    expect((await put("other", "zh")).said).toContain("地址与内容中的编号不一致");
    expect((await put("other")).status).toBe(422);
    expect((await house.ask("manager", "DELETE", "/api/oncall/staff/guard")).status).toBe(204);
    const used = await house.ask("manager", "DELETE", "/api/oncall/staff/technician", undefined, "zh");
    expect([used.status, used.said]).toEqual([422, expect.stringContaining("仍被 technicians 使用")]);
    expect(house.audited()).toEqual(["manager oncall.profile guard", "manager oncall.profile guard"]);
    // Telephone numbers are not for whoever reads the audit.
    expect(JSON.stringify(house.audit.rows)).not.toContain("010-5550");
  });

  it("say themselves how they are reached; whoever is not on call is told whom to ask", async () => {
    const body = { contacts: [{ channel: "voice", address: "+86 1" }], language: "en", phone: "" };
    expect((await house.ask("technician", "PUT", "/api/oncall/me", body)).status).toBe(200);
    expect(house.book.roster().staff.get("technician")?.contacts[0]?.channel).toBe("voice");
    const admin = await house.ask("admin", "PUT", "/api/oncall/me", body, "zh");
    expect([admin.status, admin.said]).toEqual([422, expect.stringContaining("请联系经理建立档案")]);
    expect(house.audited()).toEqual(["technician oncall.contacts technician"]);
  });

  it("take messages in at most ten browsers, and end those of their own alone", async () => {
    const browser = (n: number) => ({
      ...{ endpoint: `https://push.example/${n}`, keys: { p256dh: "p".repeat(40), auth: "a".repeat(20) } },
      label: "phone",
    });
    const take = (n: number) => house.ask("technician", "POST", "/api/oncall/push", browser(n));
    for (let n = 0; n < 10; n++) expect((await take(n)).status).toBe(204);
    expect((await take(10)).status).toBe(422);
    expect((await take(3)).status).toBe(204);
    const end = (role: Role) =>
      house.ask(role, "POST", "/api/oncall/push/end", { endpoint: browser(3).endpoint });
    await end("engineer");
    expect(await house.state.oncall.push.of("technician")).toHaveLength(10);
    await end("technician");
    expect(await house.state.oncall.push.of("technician")).toHaveLength(9);
    const mine = (await house.ask("technician", "GET", "/api/oncall/push")).json();
    expect(mine).toMatchObject({ key: "the public key" });
    expect(JSON.stringify(mine)).not.toContain("push.example");
  });

  it("stand in groups, under the id of the address", async () => {
    const group = { id: "fire", name: { en: "Fire", zh: "消防" }, people: ["technician"] };
    expect((await house.ask("manager", "PUT", "/api/oncall/groups/fire", group)).status).toBe(200);
    expect((await house.ask("manager", "PUT", "/api/oncall/groups/other", group)).status).toBe(422);
    expect((await house.ask("manager", "DELETE", "/api/oncall/groups/fire")).status).toBe(204);
    expect((await house.ask("manager", "DELETE", "/api/oncall/groups/fire")).status).toBe(422);
    expect(house.audited()).toEqual(["manager oncall.group fire", "manager oncall.group fire"]);
  });
});

describe("rotas", () => {
  it("are shown with gaps and score, over a span that makes sense", async () => {
    const shifts = (query: string, id = "technicians") =>
      house.ask("viewer", "GET", `/api/oncall/rotas/${id}/shifts?${query}`);
    const found = (await shifts(`from=${T0}&to=${T0 + 14 * 24 * HOUR}`)).json();
    expect(found).toMatchObject({ rota: "technicians", score: expect.any(Number) });
    expect((await shifts(`from=${T0}&to=${T0}`)).status).toBe(400);
    expect((await shifts(`from=${T0}&to=${T0 + 400 * 24 * HOUR}`)).status).toBe(400);
    expect((await shifts(`from=${T0}&to=${T0 + HOUR}`, "none")).status).toBe(404);
    expect((await shifts("from=yesterday&to=today")).status).toBe(400);
  });

  it("are changed, overridden and taken away; what is refused changes nothing", async () => {
    const put = (body: object, id = "technicians") =>
      house.ask("manager", "PUT", `/api/oncall/rotas/${id}`, body, "zh");
    expect((await put(rota)).status).toBe(200);
    expect((await put(rota, "other")).status).toBe(422);
    const nobody = { ...rota, layers: [{ ...rota.layers[0], people: ["nobody"] }] };
    expect(await put(nobody)).toMatchObject({ status: 422, said: expect.stringContaining("nobody") });
    const over = (body: object, id = "technicians") =>
      house.ask("manager", "POST", `/api/oncall/rotas/${id}/overrides`, body);
    const span = { from: T0, to: T0 + HOUR, people: ["engineer"], note: "" };
    expect((await over({ ...span, to: T0 - 1 })).status).toBe(422);
    expect((await over(span, "none")).status).toBe(404);
    const after = (await over(span)).json() as { overrides: { id: string; by: string }[] };
    expect(after.overrides).toMatchObject([{ by: "manager" }]);
    const end = (id: string) =>
      house.ask("manager", "DELETE", `/api/oncall/rotas/technicians/overrides/${id}`);
    expect((await end("o-none")).status).toBe(404);
    expect((await end(after.overrides[0]!.id)).status).toBe(200);
    expect((await house.ask("manager", "DELETE", "/api/oncall/rotas/technicians")).status).toBe(204);
    expect((await house.ask("manager", "DELETE", "/api/oncall/rotas/technicians")).status).toBe(422);
    expect(house.audited()).toEqual([
      "manager oncall.rota technicians",
      "manager oncall.override technicians",
      "manager oncall.override technicians",
      "manager oncall.rota technicians",
    ]);
  });

  it("a shift changes hands when whoever is asked agrees, and both hear of it", async () => {
    const ask = (more: object = {}) =>
      house.ask("technician", "POST", "/api/oncall/swaps", {
        ...{ rota: "technicians", asked: "engineer", shift: { from: T0 + HOUR, to: T0 + 5 * HOUR } },
        ...{ against: null, note: "dentist" },
        ...more,
      });
    expect((await ask({ rota: "none" })).status).toBe(422);
    expect((await ask({ asked: "nobody" })).status).toBe(422);
    expect((await ask({ shift: { from: T0 + 8 * 24 * HOUR, to: T0 + 9 * 24 * HOUR } })).said).toContain(
      "not on duty then",
    );
    const asked = await ask();
    expect(asked.status).toBe(201);
    const { id } = asked.json() as { id: string };
    const answer = (role: Role, word: string) =>
      house.ask(role, "POST", `/api/oncall/swaps/${id}`, { answer: word });
    // Whoever asks cannot agree for the other, nor the other withdraw.
    expect((await answer("technician", "agree")).status).toBe(403);
    expect((await answer("engineer", "withdraw")).status).toBe(403);
    expect((await house.ask("engineer", "POST", "/api/oncall/swaps/none", { answer: "agree" })).status).toBe(
      404,
    );
    expect((await answer("engineer", "agree")).json()).toMatchObject({ state: "agreed" });
    expect((await answer("engineer", "decline")).status).toBe(409);
    expect(house.book.rotas()[0]?.overrides).toMatchObject([
      { people: ["engineer"], replaces: "technician" },
    ]);
    await house.settle();
    expect(house.posted.map(({ people, message }) => `${people} ${message.title.zh}`)).toEqual([
      expect.stringMatching(/^engineer .*申请与您换班/),
      expect.stringMatching(/^technician .*换班申请已同意/),
    ]);
    expect(house.audited()).toEqual([
      "technician oncall.swap technicians",
      "engineer oncall.swap technicians",
    ]);
    const { swaps } = (await house.ask("technician", "GET", "/api/oncall/swaps")).json() as {
      swaps: unknown[];
    };
    expect(swaps).toHaveLength(1);
  });
});

describe("routing", () => {
  it("refuses a route without its chain, and a chain that a route needs", async () => {
    const routes = (list: object[]) =>
      house.ask("manager", "PUT", "/api/oncall/routes", { routes: list }, "zh");
    expect(await routes([{ ...route, chain: "none" }])).toMatchObject({
      status: 422,
      said: expect.stringContaining("升级链 none 不存在"),
    });
    expect((await routes([route])).status).toBe(200);
    const chainOf = (id: string, body: object = chain) =>
      house.ask("manager", "PUT", `/api/oncall/chains/${id}`, body);
    expect((await chainOf("other")).status).toBe(422);
    expect((await chainOf("usual", { ...chain, steps: [{ do: "wait", minutes: 5 }] })).status).toBe(400);
    expect((await chainOf("other", { ...chain, id: "other" })).status).toBe(200);
    expect((await house.ask("manager", "DELETE", "/api/oncall/chains/usual")).said).toContain("used by all");
    expect((await house.ask("manager", "DELETE", "/api/oncall/chains/other")).status).toBe(204);
    expect(house.audited()).toEqual([
      "manager oncall.routes routes",
      "manager oncall.chain other",
      "manager oncall.chain other",
    ]);
    expect((await house.ask("viewer", "GET", "/api/oncall/routing")).json()).toMatchObject({
      chains: [{ id: "usual" }],
    });
  });

  it("says who would be told, and when, without telling anybody", async () => {
    const run = await house.ask("viewer", "POST", "/api/oncall/dry-run", { alarm: "s.booster-pump.dry-run" });
    const { route: by, told } = run.json() as { route: object; told: object[] };
    expect(by).toMatchObject({ id: "all" });
    expect(told.slice(0, 2)).toMatchObject([
      { people: [{ id: "technician" }], at: T0 },
      { people: [{ id: "manager" }], at: T0 + 5 * 60_000 },
    ]);
    const kangda = { do: "contractor", contractor: "kangda" };
    for (const [step, clock] of [
      [kangda, { dueAt: T0 + 45 * 60_000, basis: { is: "contract", contract: "c-1" } }],
      [
        { ...kangda, withinMinutes: 10 },
        { dueAt: T0 + 10 * 60_000, basis: { is: "step" } },
      ],
    ] as const) {
      await house.ask("manager", "PUT", "/api/oncall/chains/usual", { ...chain, steps: [step] });
      const asked = { alarm: "s.booster-pump.dry-run" };
      const again = await house.ask("viewer", "POST", "/api/oncall/dry-run", asked);
      expect(again.json()).toMatchObject({
        told: expect.arrayContaining([
          expect.objectContaining({
            kind: "contractor",
            clock: expect.objectContaining({
              dueAt: clock.dueAt,
              basis: expect.objectContaining(clock.basis),
            }),
          }),
        ]),
      });
    }
    const none = await house.ask("viewer", "POST", "/api/oncall/dry-run", { alarm: "s.pump.none" }, "zh");
    expect([none.status, none.said]).toEqual([404, expect.stringContaining("没有对应的规则")]);
    expect(house.posted).toEqual([]);
  });
});

describe("channels", () => {
  const sms = {
    ...{
      id: "sms-2",
      name: { en: "SMS", zh: "短信" },
      enabled: true,
      kind: "webhook",
      secret: "s3cret-of-it",
    },
    ...{ url: "https://sms.example/send?key=k3y", headers: { authorization: "Bearer t0ken" } },
  };
  it("never show a secret again; sent back as shown it stays", async () => {
    const put = (body: object, id = "sms-2") => house.ask("admin", "PUT", `/api/oncall/channels/${id}`, body);
    const made = await put(sms);
    expect(made.status).toBe(200);
    const { channel } = made.json() as { channel: object };
    expect((await put({ ...channel, enabled: false })).status).toBe(200);
    expect(house.book.channel("sms-2")).toMatchObject({ ...sms, enabled: false });
    const seen =
      (await house.ask("manager", "GET", "/api/oncall/channels")).said + JSON.stringify(house.audit.rows);
    for (const secret of ["s3cret", "k3y", "t0ken"]) expect(seen).not.toContain(secret);
    expect((await put(sms, "other")).status).toBe(422);
    expect((await put({ ...sms, fallback: "sms-2" })).said).toContain("cannot stand in for itself");
    const { channels } = (await house.ask("technician", "GET", "/api/oncall/channel-names")).json() as {
      channels: { id: string }[];
    };
    expect(channels.map(({ id }) => id)).toEqual(["sms", "voice"]);
    expect((await house.ask("admin", "DELETE", "/api/oncall/channels/sms-2")).status).toBe(204);
    expect(house.audited()).toEqual(Array(3).fill("admin oncall.channel sms-2"));
  });

  it("are tried out, with what came of it", async () => {
    const test = (id: string) =>
      house.ask("manager", "POST", `/api/oncall/channels/${id}/test`, { address: "+86 1" });
    expect((await test("sms")).json()).toMatchObject({
      state: "sent",
      kind: "test",
      attempts: [{ ok: true }],
    });
    expect((await test("none")).status).toBe(404);
  });

  it("have settings beside them: address, links, heartbeat, how long the log is kept", async () => {
    const put = (body: object) => house.ask("admin", "PUT", "/api/oncall/settings", body);
    const good = { publicUrl: "https://w.example", heartbeat: null, linkHours: 6, keepDays: 200 };
    expect((await put({ ...good, keepDays: 10 })).status).toBe(400);
    expect((await put({ ...good, publicUrl: "w" })).status).toBe(400);
    expect((await put(good)).json()).toMatchObject({ linkHours: 6, keepDays: 200 });
    expect((await house.ask("manager", "GET", "/api/oncall/settings")).json()).toMatchObject({
      publicUrl: "https://w.example",
      beat: { ok: true },
    });
    expect(house.audited()).toEqual(["admin oncall.settings oncall"]);
  });
});

it("the log book is written by those who work, and a hand-over is read once", async () => {
  const add = (kind: string, words: string) =>
    house.ask("technician", "POST", "/api/oncall/log", { site: "s", kind, words });
  expect((await add("note", "  ")).status).toBe(400);
  const { id } = (await add("handover", "泵 2 手动运行")).json() as { id: string };
  const read = (role: Role) => house.ask(role, "POST", `/api/oncall/log/${id}/read`, undefined, "zh");
  expect((await read("engineer")).status).toBe(204);
  expect(await read("manager")).toMatchObject({ status: 409, said: expect.stringContaining("已有人确认") });
  expect((await house.ask("technician", "GET", "/api/oncall/log?site=s")).json()).toMatchObject({
    entries: [{ words: "泵 2 手动运行", by: "technician", readBy: "engineer" }],
  });
  expect((await house.ask("technician", "GET", "/api/oncall/log")).status).toBe(400);
});
