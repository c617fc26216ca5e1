import { expect, it } from "vitest";
import type { State } from "../../../adapters/sql/index.ts";
import type { Call, Delivery, Member, Notice, StaffMember } from "../../../facility/oncall/index.ts";
import { openForNotice, StaffMember as Staff, stepCall } from "../../../facility/oncall/index.ts";
import { type Instant, instant, text } from "../../../facility/units/index.ts";

const START = 1_760_000_000_000;
const at = (ms: number): Instant => instant(START + ms);
const words = text("A pump runs dry", "水泵干转");

const member = (alarm: string, ms = 0): Member => ({
  alarm,
  occurrence: 1,
  title: words,
  where: words,
  priority: "high",
  raisedAt: at(ms),
  is: "calling",
});
const notice = (key: string): Notice => ({
  key,
  site: "s",
  audience: { to: "person", id: "tech" },
  title: words,
  body: words,
  urgency: "urgent",
  about: { kind: "order", id: "17" },
  link: "/orders/17",
  answerable: true,
  at: at(0),
});
const callOf = (key: string, ms: number): Call => openForNotice(notice(key), at(ms));
const over = (call: Call, ms: number): Call => stepCall(call, { on: "settled", at: at(ms) }).call;
const delivery = (id: string, call: string, ms: number, more: Partial<Delivery> = {}): Delivery => ({
  id,
  call,
  kind: "page",
  urgency: "urgent",
  person: "tech",
  channel: "sms",
  address: "+86 138",
  order: 0,
  queuedAt: at(ms),
  dueAt: at(ms),
  state: "queued",
  tries: 0,
  message: {
    call,
    kind: "page",
    urgency: "urgent",
    drill: false,
    site: "s",
    title: words,
    body: words,
    merged: 1,
  },
  sentAt: null,
  seenAt: null,
  detail: "",
  instead: null,
  ...more,
});
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

/** What every store of on call keeps. */
export function oncallContract(open: () => Promise<State["oncall"]>): void {
  it("calls: one step is written whole, and a restart finds the open calls and the messages not sent", async () => {
    const { calls } = await open();
    const first = callOf("a", 0);
    await calls.commit({
      calls: [first],
      members: [
        { call: first.id, member: member("s.b", 5) },
        { call: first.id, member: member("s.a", 1) },
      ],
      deliveries: [delivery("d1", first.id, 0), delivery("d2", first.id, 0, { state: "sent" })],
      attempts: [{ delivery: "d2", at: at(1), ms: 12, ok: true, detail: "ok" }],
      lines: [{ call: first.id, at: at(0), what: "opened", who: null, detail: "" }],
    });
    const again = await calls.load();
    // Members by when they were raised.
    expect(again.calls.map((call) => call.members.map(({ alarm }) => alarm))).toEqual([["s.a", "s.b"]]);
    expect(again.calls[0]).toEqual({ ...first, members: [member("s.a", 1), member("s.b", 5)] });
    expect(ids(again.deliveries)).toEqual(["d1"]);
    expect(await calls.attempts(["d1", "d2"])).toEqual([
      { delivery: "d2", at: at(1), ms: 12, ok: true, detail: "ok" },
    ]);
    expect(await calls.attempts([])).toEqual([]);
    expect(await calls.lines(first.id)).toEqual([
      { call: first.id, at: at(0), what: "opened", who: null, detail: "" },
    ]);

    // The same again is a change; a call that is over is not loaded, and can be looked at.
    const closed = over(first, 60);
    await calls.commit({
      calls: [closed],
      members: [{ call: first.id, member: { ...member("s.a", 1), is: "over" } }],
      deliveries: [delivery("d1", first.id, 0, { state: "hushed" })],
    });
    expect(await calls.load()).toEqual({ calls: [], deliveries: [] });
    expect(await calls.call(first.id)).toMatchObject({ state: { is: "closed" } });
    expect((await calls.call(first.id))?.members[0]?.is).toBe("over");
    expect(await calls.delivery("d1")).toMatchObject({ state: "hushed" });
    expect(await calls.delivery("nothing")).toBeUndefined();
    expect(await calls.call("nothing")).toBeUndefined();
  });

  it("calls: a step with something that cannot be written leaves nothing of itself", async () => {
    const { calls } = await open();
    const call = callOf("a", 0);
    const bad = { call: call.id, at: at(0), what: "opened", who: null, detail: null } as never;
    await expect(calls.commit({ calls: [call], lines: [bad] })).rejects.toThrow();
    expect(await calls.load()).toEqual({ calls: [], deliveries: [] });
  });

  it("calls: the log is read newest first, by site and before a moment", async () => {
    const { calls } = await open();
    await calls.commit({ calls: [callOf("a", 0), callOf("b", 10), { ...callOf("c", 20), site: "t" }] });
    expect(ids(await calls.calls({ limit: 9 }))).toEqual(["notice:c", "notice:b", "notice:a"]);
    expect(ids(await calls.calls({ site: "s", limit: 9 }))).toEqual(["notice:b", "notice:a"]);
    expect(ids(await calls.calls({ before: START + 20, limit: 1 }))).toEqual(["notice:b"]);
  });

  it("messages: filtered by call, person, channel, state and time, and paged without loss within one moment", async () => {
    const { calls } = await open();
    await calls.commit({
      deliveries: [
        delivery("d1", "x", 0, { state: "failed" }),
        delivery("d2", "x", 5, { person: null, channel: "desk", state: "unshown" }),
        delivery("d3", "y", 5, { person: "boss", state: "sent" }),
        delivery("d4", "y", 5, { channel: "voice", state: "sent" }),
        delivery("d5", "y", 9, { state: "sent" }),
      ],
    });
    const found = async (query: object) => ids(await calls.deliveries({ limit: 9, ...query }));
    expect(await found({})).toEqual(["d5", "d2", "d3", "d4", "d1"]);
    expect(await found({ call: "x" })).toEqual(["d2", "d1"]);
    expect(await found({ person: "boss" })).toEqual(["d3"]);
    expect(await found({ channel: "desk" })).toEqual(["d2"]);
    expect(await found({ state: "failed" })).toEqual(["d1"]);
    expect(await found({ from: START + 5 })).toEqual(["d5", "d2", "d3", "d4"]);
    expect(await found({ before: START + 5 })).toEqual(["d1"]);
    const pages: string[][] = [];
    let last: Delivery | undefined;
    do {
      const page: Delivery[] = await calls.deliveries({
        limit: 2,
        ...(last ? { after: { at: last.queuedAt, id: last.id } } : {}),
      });
      pages.push(ids(page));
      last = page.length === 2 ? page[1] : undefined;
    } while (last);
    expect(pages).toEqual([["d5", "d2"], ["d3", "d4"], ["d1"]]);
  });

  it("a used link stays used, and says what was done first", async () => {
    const { calls } = await open();
    await calls.commit({ spent: [{ delivery: "d1", at: at(3), what: "acknowledge" }] });
    await calls.commit({ spent: [{ delivery: "d1", at: at(9), what: "escalate" }] });
    expect(await calls.spent("d1")).toEqual({ at: at(3), what: "acknowledge" });
    expect(await calls.spent("d1/plan")).toBeUndefined();
  });

  it("what is over and old enough is forgotten with all that belongs to it; what is open never", async () => {
    const { calls } = await open();
    const [old, open_, young] = [callOf("old", 0), callOf("open", 0), callOf("young", 500)];
    const line = (call: string, ms: number) => ({ call, at: at(ms), what: "opened", who: null, detail: "" });
    await calls.commit({
      calls: [over(old, 10), open_, over(young, 510)],
      members: [{ call: old.id, member: member("s.a") }],
      deliveries: [
        delivery("of-old", old.id, 0, { state: "sent" }),
        delivery("of-open", open_.id, 0, { state: "sent" }),
        delivery("of-young", young.id, 500, { state: "sent" }),
        delivery("test", "test:1", 0, { kind: "test", state: "failed" }),
      ],
      attempts: ["of-old", "of-open", "test"].map((id) => ({
        ...{ delivery: id, at: at(0), ms: 1, ok: true, detail: "" },
      })),
      lines: [line(old.id, 0), line(open_.id, 0)] as never,
    });
    expect(await calls.prune(at(100))).toBe(1);
    expect(ids(await calls.calls({ limit: 9 }))).toEqual(["notice:young", "notice:open"]);
    expect(ids(await calls.deliveries({ limit: 9 }))).toEqual(["of-young", "of-open"]);
    expect((await calls.attempts(["of-old", "of-open", "test"])).map((one) => one.delivery)).toEqual([
      "of-open",
    ]);
    expect([await calls.lines(old.id), (await calls.lines(open_.id)).length]).toEqual([[], 1]);
    expect(await calls.prune(at(100))).toBe(0);
  });

  it("what people set up keeps its order, is replaced by its id, and can be taken away", async () => {
    const { duty } = await open();
    const by = { by: "boss", at: at(0) };
    const person = (id: string, en = id): StaffMember =>
      Staff.parse({ id, name: { en, zh: "某人" }, roles: ["desk"] });
    await duty.put("staff", person("b"), { ...by, position: 0 });
    await duty.put("staff", person("a"), { ...by, position: 1 });
    await duty.put("staff", person("b", "Another name"), { ...by, position: 0 });
    expect((await duty.list("staff")).map(({ id, name }) => [id, name.en])).toEqual([
      ["b", "Another name"],
      ["a", "a"],
    ]);
    expect(await duty.list("rota")).toEqual([]);
    expect(await duty.remove("staff", "b")).toBe(true);
    expect(await duty.remove("staff", "b")).toBe(false);
    expect(ids(await duty.list("staff"))).toEqual(["a"]);
  });

  it("a browser takes messages for one person at a time", async () => {
    const { push } = await open();
    const browser = {
      endpoint: "https://push.example/1",
      p256dh: "p",
      auth: "a",
      label: "phone",
      since: at(0),
    };
    await push.put({ ...browser, person: "tech" });
    await push.put({ ...browser, person: "boss" });
    expect(await push.all()).toEqual([{ ...browser, person: "boss" }]);
    expect(await push.of("tech")).toEqual([]);
    await push.remove(browser.endpoint);
    expect(await push.all()).toEqual([]);
  });

  it("the log book: by site, newest first; a hand-over is read once, by whoever was first", async () => {
    const { log } = await open();
    const entry = (id: string, site: string, ms: number) => ({
      ...{ id, site, at: at(ms), by: "desk", kind: "handover" as const, words: "泵 2 手动运行" },
      ...{ readBy: null, readAt: null },
    });
    for (const one of [entry("1", "s", 0), entry("2", "s", 5), entry("3", "t", 9)]) await log.add(one);
    expect(ids(await log.list({ site: "s", limit: 9 }))).toEqual(["2", "1"]);
    expect(ids(await log.list({ site: "s", before: START + 5, limit: 9 }))).toEqual(["1"]);
    expect(await log.read("1", "li", at(7))).toBe(true);
    expect(await log.read("1", "wang", at(8))).toBe(false);
    expect(await log.read("nothing", "li", at(8))).toBe(false);
    expect((await log.list({ site: "s", limit: 9 }))[1]).toMatchObject({ readBy: "li", readAt: at(7) });
  });

  it("swaps: kept by id, newest first, of one rota or of all", async () => {
    const { swaps } = await open();
    const swap = (id: string, rota: string, ms: number) =>
      ({
        ...{ id, rota, askedAt: at(ms), asks: "li", asked: "wu", shift: { from: at(0), to: at(9) } },
        ...{ against: null, note: "", state: "asked" as const },
      }) as const;
    await swaps.put(swap("1", "r", 0));
    await swaps.put(swap("2", "q", 5));
    await swaps.put({ ...swap("1", "r", 0), state: "agreed" });
    expect(ids(await swaps.list())).toEqual(["2", "1"]);
    expect(ids(await swaps.list("r"))).toEqual(["1"]);
    expect(await swaps.get("1")).toMatchObject({ state: "agreed" });
    expect(await swaps.get("9")).toBeUndefined();
  });

  it("a calendar's address is known by its token alone, and a new one ends the one before", async () => {
    const { feeds } = await open();
    const mine = await feeds.make("li", null, at(0));
    const ofRota = await feeds.make("li", "r", at(0));
    expect(await feeds.find(mine)).toEqual({ person: "li", rota: null });
    const next = await feeds.make("li", null, at(1));
    expect(await feeds.find(mine)).toBeUndefined();
    expect([await feeds.find(next), await feeds.find(ofRota)]).toEqual([
      { person: "li", rota: null },
      { person: "li", rota: "r" },
    ]);
    expect(await feeds.find("guessed")).toBeUndefined();
  });
}
