import { describe, expect, it } from "vitest";
import { type Instant, instant } from "../units/index.ts";
import { planFor, quietUntil, retryAt, slotAt } from "./deliver.ts";
import { resolve } from "./people.ts";
import { StaffMember } from "./person.ts";

const at = (iso: string): Instant => instant(Date.parse(iso));
const NIGHT = at("2026-03-02T02:13:00+08:00");
const name = { en: "x", zh: "x" };
const quiet = { from: "22:00", to: "07:00" };
const person = (id: string, more: object = {}): StaffMember =>
  StaffMember.parse({ id, name, roles: ["technician"], ...more });
const all = () => true;
const plan = (people: StaffMember[], urgency: "life-safety" | "urgent" | "normal") =>
  planFor(people, urgency, "page", NIGHT, all).map(
    ({ person: who, channel, dueAt }) => `${who} ${channel} +${(dueAt - NIGHT) / 60_000}`,
  );

describe("ways to a person", () => {
  const ann = person("ann", {
    contacts: [
      { channel: "push" },
      { channel: "sms", afterMinutes: 3 },
      { channel: "voice", afterMinutes: 6, quiet },
    ],
  });
  const bob = person("bob", { contacts: [{ channel: "push", quiet }] });

  it("are tried in their order; a quiet one waits for the end of its hours", () => {
    expect(plan([ann], "urgent")).toEqual(["ann push +0", "ann sms +3", "ann voice +287"]);
  });
  it("all go out at once for life safety, quiet or not", () => {
    expect(plan([ann], "life-safety")).toEqual(["ann push +0", "ann sms +0", "ann voice +0"]);
  });
  it("quiet hours give way when nobody else of the step would hear an urgent page", () => {
    expect(plan([bob], "urgent")).toEqual(["bob push +0"]);
    expect(plan([bob, ann], "urgent")).toContain("bob push +287");
    expect(plan([bob], "normal")).toEqual(["bob push +287"]);
  });
  it("know when quiet hours end, by the person's own clock", () => {
    expect(quietUntil({ quiet }, "Asia/Shanghai", NIGHT)).toBe(at("2026-03-02T07:00:00+08:00"));
    expect(quietUntil({ quiet }, "Europe/London", NIGHT)).toBe(undefined);
  });
});

describe("pace", () => {
  it("tries again later and later, as late as the provider asks, and gives up in the end", () => {
    expect([1, 2, 3].map((tries) => retryAt(tries, instant(0)))).toEqual([5_000, 15_000, 45_000]);
    expect(retryAt(1, instant(0), 90_000)).toBe(90_000);
    expect(retryAt(8, instant(0))).toBe(undefined);
  });
  it("leaves so many in a while, then says when the next may go", () => {
    const sent = [0, 10_000, 20_000].map(instant);
    expect(slotAt(sent, { messages: 4, minutes: 1 }, instant(30_000))).toBe(30_000);
    expect(slotAt(sent, { messages: 3, minutes: 1 }, instant(30_000))).toBe(60_000);
    expect(slotAt(sent, { messages: 2, minutes: 1 }, instant(30_000))).toBe(70_000);
  });
});

describe("whom an audience means", () => {
  const lift = person("lift", { certificates: [{ skill: "lifts", until: "2026-12-31" }] });
  const water = person("water");
  const desk = person("desk", { roles: ["desk"] });
  const boss = person("boss", { roles: ["manager"] });
  const roster = {
    staff: new Map([lift, water, desk, boss].map((member) => [member.id, member])),
    rotas: [],
    groups: [],
  };
  const ids = (who: Parameters<typeof resolve>[1], skills: string[] = []) =>
    resolve(roster, who, "s", skills, NIGHT).people.map(({ id }) => id);

  it("falls open to desk and managers where there is nobody", () => {
    expect(ids([{ to: "rota", id: "gone" }])).toEqual(["desk", "boss"]);
    expect(resolve(roster, [{ to: "person", id: "nobody" }], "s", [], NIGHT).fellOpen).toBe(true);
  });
  it("prefers the certified; if none on duty is, one who is not on duty comes first", () => {
    const technicians = { to: "role", role: "technician", site: "s" } as const;
    expect(ids([technicians], ["lifts"])).toEqual(["lift"]);
    expect(ids([{ to: "person", id: "water" }], ["lifts"])).toEqual(["lift", "water"]);
    expect(ids([{ to: "person", id: "desk" }], ["lifts"])).toEqual(["desk"]);
  });
  it("never tells who is away", () => {
    const away = { ...roster, staff: new Map(roster.staff).set("desk", { ...desk, away: true }) };
    expect(resolve(away, [{ to: "person", id: "desk" }], "s", [], NIGHT).people.map(({ id }) => id)).toEqual([
      "boss",
    ]);
  });
});
