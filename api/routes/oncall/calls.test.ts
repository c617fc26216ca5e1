import { beforeEach, describe, expect, it } from "vitest";
import { T0 } from "../../../rules/pager/fakes.ts";
import type { Role } from "../../contract/index.ts";
import { CALL, DRY, oncallHouse } from "./fakes.ts";

let house: Awaited<ReturnType<typeof oncallHouse>>;
beforeEach(async () => {
  house = await oncallHouse();
  house.tell(DRY, true);
  await house.pass(1);
});
const journal = async () =>
  (await house.state.journal.history({ alarm: DRY as never, limit: 20 }))
    .map(({ event, actor, reason }) => `${event.on} ${actor} ${reason}`.trim())
    .toReversed();

describe("a call", () => {
  it("is listed with who was told and when the next one is, and has its story", async () => {
    const { calls } = (await house.ask("technician", "GET", "/api/oncall/calls")).json() as {
      calls: object[];
    };
    expect(calls).toMatchObject([
      {
        state: "calling",
        told: ["technician"],
        mine: true,
        nextAt: T0 + 5 * 60_000,
        plan: { id: "flood" },
        begun: [],
      },
    ]);
    const story = (await house.ask("viewer", "GET", CALL)).json();
    expect(story).toMatchObject({ mine: false, lines: [{ what: "opened" }, { what: "told" }] });
    const none = await house.ask("viewer", "GET", "/api/oncall/calls/none", undefined, "zh");
    expect([none.status, none.said]).toEqual([404, expect.stringContaining("该呼叫不存在")]);
  });

  it("is answered into the alarm's journal; when it is over it cannot be", async () => {
    const answer = (word: string, language: "en" | "zh" = "en") =>
      house.ask("technician", "POST", `${CALL}/answer`, { do: word, comment: "五分钟到" }, language);
    expect((await answer("dance")).status).toBe(400);
    expect((await answer("on-my-way")).json()).toMatchObject({ state: "answered", answeredBy: "technician" });
    expect(await journal()).toEqual([
      "raise rule",
      "acknowledge technician on the way · 正在前往: 五分钟到",
      "assign technician on the way · 正在前往: 五分钟到",
    ]);
    house.tell(DRY, false);
    await house.pass(1);
    expect(await answer("comment", "zh")).toMatchObject({
      status: 409,
      said: expect.stringContaining("该呼叫已结束"),
    });
    const past = (await house.ask("viewer", "GET", "/api/oncall/calls?past=true")).json();
    expect(past).toMatchObject({ calls: [{ state: "closed", plan: null }] });
  });

  it("starts the plan and opens the order: in the journal, in the story, and no answer", async () => {
    const begin = (what: string, role: Role = "technician") =>
      house.ask(role, "POST", `${CALL}/${what}`, { words: "水漫到门口" });
    expect((await begin("plan", "viewer")).status).toBe(403);
    const plan = await begin("plan");
    expect(plan.status).toBe(201);
    expect(plan.json()).toMatchObject({
      id: "plan-1",
      call: { state: "calling", begun: [{ what: "plan" }] },
    });
    expect((await begin("order")).json()).toMatchObject({ id: "order-1" });
    expect(house.begun).toEqual([
      `plan alarm:${DRY}#1 technician 水漫到门口`,
      `order alarm:${DRY}#1 technician 水漫到门口`,
    ]);
    expect((await journal()).slice(1)).toEqual([
      "comment technician emergency plan started: Flooding · 启动预案：水浸 (plan-1)",
      "comment technician work order opened · 已开工单 order-1",
    ]);
    const story = (await house.ask("viewer", "GET", CALL)).json() as {
      lines: { what: string; detail: string }[];
    };
    expect(story.lines.slice(2)).toMatchObject([
      { what: "plan", detail: "plan-1", who: "technician" },
      { what: "order", detail: "order-1" },
    ]);
    // Nobody has said that he has it: the chain goes on.
    await house.pass(5);
    expect(house.log()).toEqual(["0 sms technician page", "5 sms manager page"]);
    expect((await house.ask("technician", "POST", "/api/oncall/calls/none/plan", {})).status).toBe(404);
  });
});

it("the delivery log is filtered and read page by page; addresses are for managers and the person", async () => {
  await house.pass(5);
  type Page = {
    deliveries: { channel: string; person: string; state: string; address: string }[];
    next: string | null;
  };
  const read = async (query: string, role: Role = "engineer") =>
    (await house.ask(role, "GET", `/api/oncall/deliveries?${query}`)).json() as unknown as Page;
  expect((await read("channel=sms")).deliveries.map(({ person, address }) => [person, address])).toEqual([
    ["manager", "+8…07"],
    ["technician", "+8…10"],
  ]);
  expect((await read("person=technician", "technician")).deliveries[0]?.address).toBe("+86 138000010");
  // No console was open; the other ways count, so nothing of it is called a failure.
  expect((await read("channel=desk")).deliveries.map(({ state }) => state)).toEqual(["unshown", "unshown"]);
  expect((await read("state=failed")).deliveries).toEqual([]);
  expect((await read(`from=${T0 + 60_000}`)).deliveries).toHaveLength(2);
  const first = await read("limit=3");
  expect(first.deliveries).toHaveLength(3);
  const rest = await read(`limit=3&after=${encodeURIComponent(first.next ?? "")}`);
  expect([rest.deliveries.length, rest.next]).toEqual([1, null]);
  expect((await house.ask("engineer", "GET", "/api/oncall/deliveries?after=here")).status).toBe(400);
});

describe("the link in a message", () => {
  const linkOf = async (person: string) => {
    const [delivery] = await house.state.oncall.calls.deliveries({ person, limit: 1 });
    return `/answer/${encodeURIComponent(`signed-answer ${delivery!.id}`)}`;
  };
  const post = async (link: string, form: Record<string, string>) => {
    const answer = await house.api.app.request(link, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    });
    return { status: answer.status, said: await answer.text() };
  };
  const look = (link: string) => house.ask(undefined, "GET", link);

  it("shows what can be done, in the person's language, and does nothing by itself", async () => {
    const link = await linkOf("technician");
    const page = await look(link);
    expect(page.status).toBe(200);
    for (const word of ["确认收到", "正在前往", "立即升级", "启动预案：水浸", "开工单"])
      expect(page.said).toContain(word);
    // The style is not escaped as if it were text.
    expect(page.said).toContain('"PingFang SC"');
    expect(await journal()).toEqual(["raise rule"]);
    expect((await look("/answer/guessed")).status).toBe(404);
    expect((await look("/answer/signed-receipt%20x")).status).toBe(404);
  });

  it("starts a plan and opens an order after a second look, each once, beside the answer", async () => {
    const link = await linkOf("technician");
    const asked = await post(link, { do: "plan", comment: "水漫" });
    expect([asked.status, asked.said]).toEqual([200, expect.stringContaining("立即启动")]);
    expect(house.begun).toEqual([]);
    expect((await post(link, { do: "plan", confirm: "yes", comment: "水漫" })).said).toContain("预案已启动");
    expect((await post(link, { do: "plan", confirm: "yes" })).status).toBe(410);
    expect((await post(link, { do: "acknowledge" })).said).toContain("已确认收到");
    expect((await post(link, { do: "escalate" })).status).toBe(410);
    expect((await look(link)).said).toContain("您已通过此链接响应");
    expect((await post(link, { do: "order", confirm: "yes" })).status).toBe(200);
    expect(house.begun).toEqual([`plan alarm:${DRY}#1 technician 水漫`, `order alarm:${DRY}#1 technician `]);
    // Nothing is left to do by it.
    expect((await look(link)).status).toBe(410);
    expect((await post(link, { do: "dance" })).status).toBe(400);
  });

  it("lets a contractor answer, and start nothing", async () => {
    await house.book.put(
      "chain",
      {
        id: "usual",
        name: { en: "x", zh: "x" },
        steps: [{ do: "contractor", contractor: "kangda", withinMinutes: 30, evenAcknowledged: false }],
      },
      "test",
    );
    house.tell("s.lift.entrapment", true);
    await house.pass(1);
    const link = await linkOf("kangda");
    const page = await look(link);
    expect(page.said).toContain("正在前往");
    expect(page.said).not.toContain("启动预案");
    expect((await post(link, { do: "plan", confirm: "yes" })).status).toBe(409);
    expect((await post(link, { do: "on-my-way" })).status).toBe(200);
    expect(house.begun).toEqual([]);
  });

  it("ends: when the call is over, and when it is too old", async () => {
    const link = await linkOf("technician");
    house.tell(DRY, false);
    await house.pass(1);
    expect(await look(link)).toMatchObject({ status: 410, said: expect.stringContaining("已结束") });
    expect((await post(link, { do: "plan", confirm: "yes" })).status).toBe(410);
    await house.pass(120);
    expect(await look(link)).toMatchObject({ status: 410, said: expect.stringContaining("链接已过期") });
  });

  it("notes a receipt of the device, once it is known", async () => {
    const [delivery] = await house.state.oncall.calls.deliveries({ person: "technician", limit: 1 });
    const receipt = `/receipt/${encodeURIComponent(`signed-receipt ${delivery!.id}`)}`;
    expect((await house.ask(undefined, "POST", receipt)).status).toBe(204);
    expect((await house.state.oncall.calls.delivery(delivery!.id))?.state).toBe("delivered");
    expect((await house.ask(undefined, "POST", "/receipt/guessed")).status).toBe(404);
  });
});

it("a calendar's private address gives the person's own shifts as iCalendar, until a new one is made", async () => {
  const make = async () =>
    (await house.ask("technician", "POST", "/api/oncall/calendar", { rota: null })).json().path as string;
  const path = await make();
  const feed = await house.ask(undefined, "GET", path);
  expect(feed.said).toContain("BEGIN:VCALENDAR");
  // Turns of a week each: hers begin on Mondays at midnight in Shanghai, every other week.
  const starts = [...feed.said.matchAll(/DTSTART:(\d{8}T\d{6}Z)/g)].map(([, at]) => at);
  expect(starts).toContain("20260315T160000Z");
  expect(starts).not.toContain("20260308T160000Z");
  expect(feed.said).toContain("SUMMARY:维修班: technician");
  expect(feed.said).toMatch(/UID:technicians-\d+@watchkeeper/);
  await make();
  expect((await house.ask(undefined, "GET", path)).status).toBe(404);
  expect(house.audited()).toEqual(Array(2).fill("technician oncall.calendar technician"));
});
