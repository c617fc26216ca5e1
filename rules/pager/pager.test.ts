import { describe, expect, it } from "vitest";
import { Chain, Notice, Route } from "../../facility/oncall/index.ts";
import { instant } from "../../facility/units/index.ts";
import { type PagedOptions, pagedHouse, person, T0 } from "./fakes.ts";

const DRY = "s.booster-pump.dry-run";
const TRAPPED = "s.lift.entrapment";
const name = { en: "x", zh: "x" };
const chain = Chain.parse({
  id: "usual",
  name,
  steps: [
    { do: "notify", who: [{ to: "role", role: "technician", site: "s" }] },
    { do: "wait", minutes: 5 },
    { do: "notify", who: [{ to: "role", role: "desk", site: "s" }] },
    { do: "wait", minutes: 5 },
    { do: "repeat", fromStep: 1, times: 1 },
  ],
});
const route = Route.parse({ id: "all", name, match: {}, chain: "usual", timing: { remindMinutes: 0 } });
const staff = [person("tech", "technician"), person("desk", "desk"), person("boss", "manager")];
const documents = { staff, chain: [chain], route: [route] };
const house = (more: PagedOptions = {}) => pagedHouse({ documents, ...more });

describe("the pager", () => {
  it("pages one after the other until somebody answers; the answer is in the alarm's journal", async () => {
    const { tell, pass, log, pager, state, desk } = await house();
    tell(DRY, true);
    await pass(6);
    expect(log()).toEqual(["0 sms tech page", "5 sms desk page"]);
    const [call] = pager.open();
    const answered = await pager.answer({ call: call!.id, by: "tech", do: "on-my-way", comment: "5 min" });
    expect(answered).toMatchObject({ ok: true });
    await pass(60);
    expect(log()).toHaveLength(2);
    expect(desk.get(DRY)).toMatchObject({ state: { is: "acknowledged", by: "tech" }, assignedTo: "tech" });
    const lines = await state.journal.history({ alarm: DRY, limit: 9 });
    expect(lines.map(({ event, actor, reason }) => [event.on, actor, reason]).reverse()).toEqual([
      ["raise", "rule", ""],
      ["acknowledge", "tech", "on the way · 正在前往: 5 min"],
      ["assign", "tech", "on the way · 正在前往: 5 min"],
    ]);
    // Over: who was told hears it.
    tell(DRY, false);
    await pass(1);
    expect(log().slice(2)).toEqual(["66 sms tech over", "66 sms desk over"]);
    expect(pager.open()).toEqual([]);
  });

  it("an acknowledgement at the desk ends the chain as well", async () => {
    const { tell, pass, log, desk } = await house();
    tell(DRY, true);
    await pass(1);
    await desk.acknowledge({ id: DRY, by: "wang", comment: "" });
    await pass(30);
    expect(log()).toEqual(["0 sms tech page"]);
  });

  it("repeats, then tells everybody for ever, and each message says so", async () => {
    const { tell, pass, posted, log } = await house();
    tell(DRY, true);
    await pass(41);
    expect(log()).toEqual([
      "0 sms tech page",
      "5 sms desk page",
      "10 sms tech unanswered",
      "15 sms desk unanswered",
      "20 sms desk unanswered",
      "20 sms boss unanswered",
      "35 sms desk unanswered",
      "35 sms boss unanswered",
    ]);
    expect(posted[2]!.message.title.zh).toContain("无人响应");
  });

  it("without route, rota or chain everybody of desk and management is told", async () => {
    const { tell, pass, log } = await house({ documents: { staff } });
    tell(DRY, true);
    await pass(1);
    expect(log()).toEqual(["0 sms desk page", "0 sms boss page"]);
  });

  it("one cause, one page: what the cause explains is never told", async () => {
    const { model, tell, pass, log } = await house();
    const feeder = [...model.assets.values()].find(({ rules }) =>
      rules.some(({ explains }) => explains === "supply"),
    )!;
    const rule = feeder.rules.find(({ explains }) => explains === "supply")!;
    tell(`${feeder.id}.${rule.id}`, true);
    await pass(1);
    expect(log()).toEqual(["0 sms tech page"]);
  });

  it("alarms of one system are one page; what comes later is told after the interval; danger stands alone", async () => {
    const { model, tell, pass, posted, pager } = await house();
    const water = [...model.assets.values()].filter(({ system }) => system === "water");
    const high = water.flatMap(({ id, rules }) =>
      rules
        .filter(
          (rule) =>
            rule.priority === "high" &&
            !rule.lifeSafety &&
            rule.followsFrom.length === 0 &&
            rule.condition.kind !== "no-data",
        )
        .map((rule) => `${id}.${rule.id}`),
    );
    expect(high.length).toBeGreaterThan(3);
    for (const alarm of high.slice(0, 2)) tell(alarm, true);
    tell(TRAPPED, true);
    await pass(1);
    for (const alarm of high.slice(2, 4)) tell(alarm, true);
    await pass(3);
    expect(posted.map(({ message }) => message.urgency)).toEqual(["life-safety", "urgent"]);
    expect(pager.open()).toHaveLength(2);
    await pass(2);
    const texts = posted.map(({ message }) => `${message.kind} ${message.title.en}`);
    expect(texts.some((text) => text.includes("and 3 more"))).toBe(true);
  });

  it("a notice goes out once however often it is sent; receipts carry its key", async () => {
    const { pager, pass, log } = await house();
    const receipts: string[] = [];
    pager.receipts.subscribe(({ key, state, person: who }) =>
      receipts.push(`${key} ${state} ${who ?? "desk"}`),
    );
    const notice = {
      ...Notice.parse({
        key: "order-17",
        site: "s",
        audience: { to: "person", id: "tech" },
        title: name,
        body: name,
        urgency: "urgent",
        about: { kind: "order", id: "17" },
        link: "/orders/17",
        answerable: true,
        at: T0,
      }),
      at: instant(T0),
    } as Parameters<typeof pager.send>[0];
    await pager.send(notice);
    await pager.send(notice);
    await pass(1);
    expect(log()).toEqual(["0 sms tech page"]);
    await pager.answer({ call: "notice:order-17", by: "tech", do: "acknowledge", comment: "" });
    await pass(60);
    expect(log()).toHaveLength(1);
    expect(receipts).toContain("order-17 sent tech");
    expect(receipts).toContain("order-17 answered tech");
    await pager.send(notice);
    await pass(1);
    expect(log()).toHaveLength(1);
  });

  it("a disk that fails does not make it silent, and what happened is written as soon as it can be", async () => {
    let broken = true;
    const { tell, pass, log, pager, state, warned } = await house({
      store: (store) => ({
        ...store,
        commit: async (change) => {
          if (broken) throw new Error("no space left on device");
          await store.commit(change);
        },
      }),
    });
    tell(DRY, true);
    await pass(0.1);
    expect(log()).toEqual(["0 sms tech page"]);
    expect(pager.trouble).toBe("no space left on device");
    broken = false;
    await pass(1);
    expect(pager.trouble).toBe(null);
    expect(warned).toHaveLength(1);
    expect(await state.oncall.calls.deliveries({ state: "sent", limit: 9 })).toHaveLength(1);
  });
});

describe("messages", () => {
  const two = { channel: "sms", address: "1" };
  const voiced = [
    person("tech", "technician", { contacts: [two, { channel: "voice", address: "2", afterMinutes: 4 }] }),
    person("boss", "manager"),
  ];

  it("that fail are tried again, and the next way does not wait", async () => {
    let down = true;
    const { tell, pass, log, state } = await house({
      documents: { ...documents, staff: voiced },
      provider: (channel) =>
        channel === "sms" && down
          ? { ok: false, permanent: false, detail: "HTTP 500" }
          : { ok: true, delivered: true, detail: "ok" },
    });
    tell(DRY, true);
    await pass(0.2);
    expect(log()).toEqual(["0 voice tech page"]);
    down = false;
    await pass(1);
    expect(log()[1]).toMatch(/sms tech page$/);
    const deliveries = await state.oncall.calls.deliveries({ person: "tech", limit: 9 });
    expect(deliveries.map(({ channel, state: is, tries }) => [channel, is, tries]).sort()).toEqual(
      [
        ["sms", "sent", 3],
        ["voice", "delivered", 1],
      ].map(([channel, , tries]) => [channel, "delivered", tries]),
    );
    const attempts = await state.oncall.calls.attempts(deliveries.map(({ id }) => id));
    expect(attempts.filter(({ ok }) => !ok).map(({ detail }) => detail)).toEqual(["HTTP 500", "HTTP 500"]);
  });

  it("wait as long as the provider asks, and are given up when it refuses for good", async () => {
    const tries: number[] = [];
    const { tell, pass, state } = await house({
      provider: (_, { at }) => {
        tries.push(at);
        return tries.length === 1
          ? { ok: false, permanent: false, retryAfterMs: 120_000, detail: "HTTP 429" }
          : { ok: false, permanent: true, detail: "HTTP 403 bad number" };
      },
    });
    tell(DRY, true);
    await pass(4);
    expect(tries).toEqual([0, 2]);
    expect(await state.oncall.calls.deliveries({ state: "failed", person: "tech", limit: 9 })).toMatchObject([
      { tries: 2, detail: "HTTP 403 bad number" },
    ]);
  });

  it("go by the stand-in when a channel fails", async () => {
    const h = await house({
      provider: (channel) =>
        channel === "sms"
          ? { ok: false, permanent: true, detail: "down" }
          : { ok: true, delivered: false, detail: "" },
    });
    await h.book.put("channel", { ...h.book.channel("sms")!, fallback: "voice" }, "test");
    h.tell(DRY, true);
    await h.pass(1);
    expect(h.log()).toEqual(["0 voice tech page"]);
  });

  it("beyond the limit wait and go out as one, life safety never waits", async () => {
    const h = await house();
    await h.book.put("channel", { ...h.book.channel("sms")!, limit: { messages: 3, minutes: 10 } }, "test");
    for (let i = 0; i < 30; i++)
      await h.pager.send({
        key: `n${i}`,
        site: "s",
        audience: { to: "person", id: "tech" },
        title: { en: `notice ${i}`, zh: `通知 ${i}` },
        body: name,
        urgency: "normal",
        about: { kind: "order", id: String(i) },
        link: "/orders",
        answerable: false,
        at: instant(T0),
      });
    h.tell(TRAPPED, true);
    await h.pass(1);
    expect(h.posted.filter(({ message }) => message.urgency === "life-safety")).toHaveLength(1);
    await h.pass(30);
    const toTech = h.posted.filter(
      ({ people, message }) => people.includes("tech") && message.urgency === "normal",
    );
    // None is dropped: what had to wait is named in the messages that did go out.
    const named = toTech.flatMap(({ message }) => message.body.en.split("\n").concat(message.title.en));
    for (let i = 0; i < 30; i++) expect(named.some((line) => line.includes(`notice ${i}`))).toBe(true);
    expect(toTech.length).toBeLessThanOrEqual(6);
  });
});
