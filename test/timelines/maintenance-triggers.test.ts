import { expect, it } from "vitest";
import { memoryJournal, memoryMaintenance } from "../../adapters/memory/index.ts";
import { dayOf, Plan } from "../../facility/maintenance/index.ts";
import { StaffMember } from "../../facility/oncall/index.ts";
import { type AssetId, instant } from "../../facility/units/index.ts";
import { virtualEstate } from "../support/virtual-estate.ts";

const PUMP = "s.pump-2" as AssetId;
const name = (en: string) => ({ en, zh: en });
const START = Date.parse("2026-11-02T01:00:00Z");
const site = {
  site: { id: "s", name: name("S"), timeZone: "Asia/Shanghai" },
  assets: [{ id: "pump-2", type: "booster-pump", name: name("Booster pump 2") }],
};
const staff = [StaffMember.parse({ id: "tech.water", name: name("Water"), roles: ["technician"] })];

/** A plan of one's own on the pump; how often its orders are opened is looked at after each act. */
async function withOwnPlan(trigger: object) {
  const kept = { journal: memoryJournal(), store: memoryMaintenance() };
  const estate = await virtualEstate(site, START, {}, staff, kept);
  const plan = Plan.parse({
    id: "own-check",
    site: "s",
    asset: PUMP,
    title: name("Check"),
    basis: "practice",
    openDaysBefore: 14,
    trigger,
  });
  expect((await estate.house.call("engineer", "PUT", "/api/maintenance/plans", plan)).status).toBe(200);
  const looked = async (more = estate) => {
    for (let look = 0; look < 2; look++) await more.planner.look();
    return more.orders.open().filter(({ source, state }) => source.id === plan.id && state.is !== "done");
  };
  const end = async (id: string, acts: readonly object[]) => {
    for (const act of acts) {
      const done = await estate.orders.act({ id, by: "tech.water", act: act as never });
      if (!done.ok) throw new Error(String(done.problem));
    }
    await estate.planner.look();
  };
  return { kept, estate, looked, end };
}
const doIt = [
  { do: "assign", to: "tech.water", why: "" },
  { do: "start" },
  { do: "finish", words: "looked at" },
];
const callOff = [{ do: "cancel", reason: "known" }];
const DAY = 86_400;

it("an event opens one order; done or called off it is answered, and only a later event asks again", async () => {
  const { kept, estate, looked, end } = await withOwnPlan({ by: "event", scheme: "gb26875", code: "fault" });
  const { events, clock, skip } = estate;
  const told = (code: string) => {
    const at = instant(clock());
    events.unshift({ asset: PUMP, at, receivedAt: at, scheme: "gb26875", code });
  };
  told("test");
  expect(await looked()).toEqual([]);
  told("fault");
  const [first, ...more] = await looked();
  expect(more).toEqual([]);
  expect(first?.description).toMatchObject({
    en: "Event fault of 2026-11-02.",
    zh: "2026-11-02 发生事件 fault。",
  });
  // While its order is open, another event of the kind adds none.
  told("fault");
  expect((await looked()).map(({ id }) => id)).toEqual([first?.id]);

  skip(60);
  await end(first?.id ?? "", doIt);
  expect(await looked()).toEqual([]);
  // The same day, after the work: it did not help.
  skip(60);
  told("fault");
  const [second, ...others] = await looked();
  expect(others).toEqual([]);
  expect(second).toBeDefined();
  expect(second?.id).not.toBe(first?.id);
  const turns = async () =>
    (await estate.shelves.visits.list({ site: "s" }))
      .filter(({ plan }) => plan === "own-check")
      .map(({ due, outcome }) => [due, outcome])
      .toSorted();
  expect(await turns()).toEqual([
    ["2026-11-02", "passed"],
    ["2026-11-03", "open"],
  ]);

  // The first still waits to be verified; the next day the second is still the one order that is open.
  skip(DAY);
  expect((await looked()).map(({ id }) => id)).toEqual([second?.id]);
  // Called off: answered too, also the day after and after a restart.
  await end(second?.id ?? "", callOff);
  expect(await looked()).toEqual([]);
  expect(await turns()).toContainEqual(["2026-11-03", "missed"]);
  await estate.close();
  const again = await virtualEstate(site, START + 2 * DAY * 1_000, {}, staff, kept);
  again.events.push(...events);
  expect(await looked(again)).toEqual([]);
  const at = again.clock();
  again.events.unshift({ asset: PUMP, at, receivedAt: at, scheme: "gb26875", code: "fault" });
  expect(await looked(again)).toHaveLength(1);
  await again.close();
});

it("back after a time out of service: one order, not for a short time, and not again for what was answered", async () => {
  const { kept, estate, looked, end } = await withOwnPlan({ by: "idle", days: 30 });
  const { desk, clock } = estate;
  const act = (what: "take-out" | "put-back") =>
    desk.actOnAsset({
      asset: PUMP,
      by: "eng.chen",
      act: what === "take-out" ? { do: what, reason: "tank is empty" } : { do: what, comment: "filled" },
    });
  const idle = async (days: number) => {
    await act("take-out");
    estate.skip(days * DAY);
    expect(await looked()).toEqual([]);
    await act("put-back");
  };
  await idle(29);
  expect(await looked()).toEqual([]);
  await idle(31);
  const [first, ...more] = await looked();
  expect(more).toEqual([]);
  const day = dayOf(clock(), "Asia/Shanghai");
  expect(first?.description).toMatchObject({
    zh: expect.stringContaining(`停用 31 天后于 ${day} 恢复。`),
    en: expect.stringContaining(`Back on ${day} after 31 days out of service.`),
  });
  await end(first?.id ?? "", doIt);
  await estate.keeper.settled();
  expect(await looked()).toEqual([]);
  estate.skip(2 * DAY);
  expect(await looked()).toEqual([]);

  await idle(45);
  const [second] = await looked();
  expect(second).toBeDefined();
  expect(second?.id).not.toBe(first?.id);
  await end(second?.id ?? "", callOff);
  for (let days = 0; days < 3; days++) {
    expect(await looked()).toEqual([]);
    estate.skip(DAY);
  }
  const later = clock();
  await estate.close();
  const again = await virtualEstate(site, later, {}, staff, kept);
  expect(await looked(again)).toEqual([]);
  await again.close();
});
