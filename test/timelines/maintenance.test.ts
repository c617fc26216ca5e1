import { expect, it } from "vitest";
import { ActedOnOrders, OrderList, OrderView, PartList } from "../../api/contract/index.ts";
import { Certificate, type ChecklistItem, Contract, Plan } from "../../facility/maintenance/index.ts";
import { StaffMember } from "../../facility/oncall/index.ts";
import type { Report } from "../../facility/reports/index.ts";
import type { AssetId } from "../../facility/units/index.ts";
import { virtualEstate } from "../support/virtual-estate.ts";

const PUMP = "s.pump-2" as AssetId;
const name = (en: string) => ({ en, zh: en });
const START = Date.parse("2026-11-02T01:00:00Z");
const site = {
  site: { id: "s", name: name("S"), timeZone: "Asia/Shanghai" },
  assets: [{ id: "pump-2", type: "booster-pump", name: { en: "Booster pump 2", zh: "2 号增压泵" } }],
};
const staff = [
  StaffMember.parse({ id: "tech.water", name: name("Water"), roles: ["technician"] }),
  StaffMember.parse({ id: "eng.chen", name: name("Chen"), roles: ["engineer"] }),
];

it("people are told once: the order that is theirs, that it is overdue, papers that end, a resident, a part to buy", async () => {
  const estate = await virtualEstate(site, START, {}, staff);
  const { house, orders, notifier, teller, shelves, requests, clock } = estate;
  const keys = () => [...notifier.sent.keys()];

  const asked = await orders.request(
    {
      key: "k-1",
      site: "s",
      asset: PUMP,
      title: name("Seal leaks"),
      priority: "high",
      source: { kind: "person", id: "eng.chen" },
      dueBy: (clock() + 60_000) as never,
    },
    "eng.chen",
  );
  if (!asked.ok) throw new Error(String(asked.problem));
  const { id } = asked.value;
  await orders.act({ id, by: "eng.chen", act: { do: "assign", to: "tech.water", why: "" } });
  await teller.look();
  expect(keys()).toEqual([`order-assigned:${id}:tech.water:1`]);
  expect([...notifier.sent.values()][0]).toMatchObject({
    audience: { to: "person", id: "tech.water" },
    urgency: "urgent",
    link: `/orders/${id}`,
  });

  await estate.until(120);
  await teller.look();
  expect(keys().filter((key) => key.startsWith("order-overdue"))).toEqual([
    `order-overdue:${id}:${START + 60_000}:person`,
    `order-overdue:${id}:${START + 60_000}:role`,
  ]);

  // Papers: one that ends soon, one that is over, one that still holds.
  const contract = Contract.parse({
    id: "c-1",
    site: "s",
    vendor: "Pumps Ltd",
    title: name("Pumps"),
    systems: ["water"],
    from: "2026-01-01",
    until: "2026-11-30",
    arriveMinutes: { high: 60 },
    repairHours: { high: 24 },
  });
  await shelves.contracts.put({ id: "c-1", site: "s", at: 0, value: contract });
  const paper = (key: string, until: string) =>
    Certificate.parse({
      id: key,
      site: "s",
      kind: "person",
      title: name(key),
      holder: "tech.water",
      issued: "2025-01-01",
      until,
    });
  for (const value of [paper("over", "2026-11-01"), paper("holds", "2027-11-01")])
    await shelves.certificates.put({ id: value.id, site: "s", at: 0, value });
  const asset = estate.model.assets.get(PUMP);
  if (!asset) throw new Error("no pump");
  const { request } = await requests.take({
    asset,
    words: { what: "leak", words: "water on the floor", language: "en" },
    photos: [],
    condition: [],
  });
  // Papers are looked at once an hour.
  await estate.until(3_800);
  await teller.look();
  // Nobody came within the contract's hour; for the repair there is time until tomorrow.
  expect(OrderView.parse(await house.get(`/api/orders/${id}`)).clocks).toMatchObject({
    arriveBy: START + 3_600_000,
    arriveLate: true,
    repairBy: START + 24 * 3_600_000,
    repairLate: false,
  });
  const told = keys();
  expect(told).toContain(`contract:c-1:2026-11-30:soon`);
  expect(told).toContain("certificate:over:2026-11-01:expired:person");
  expect(told).toContain("certificate:over:2026-11-01:expired:role");
  expect(told.some((key) => key.startsWith("certificate:holds"))).toBe(false);
  expect(told).toContain(`request:${request.id}`);

  // A part: two are there, one is the minimum; the order uses two of them.
  const part = { id: "seal-32", site: "s", name: name("Seal"), minimum: 1, counted: 2, unitCost: 480 };
  expect((await house.call("engineer", "PUT", "/api/maintenance/parts", part)).status).toBe(200);
  await estate.until(3_801);
  await orders.act({ id, by: "tech.water", act: { do: "start" } });
  const use = { do: "use-part", name: "Seal", quantity: 2, unitCost: 480, stock: "seal-32" } as const;
  await orders.act({ id, by: "tech.water", act: use, key: "tap-1" });
  await orders.act({ id, by: "tech.water", act: use, key: "tap-1" });
  await estate.stock.settled();
  const { parts } = PartList.parse(await house.get("/api/maintenance/parts?site=s"));
  expect(parts[0]).toMatchObject({ onHand: 0, low: true });
  await teller.look();
  expect(keys().filter((key) => key.startsWith("stock:"))).toHaveLength(1);

  // However often it is looked for, nothing is told twice: keys name the occasion.
  const before = keys().length;
  await teller.look();
  expect(keys()).toHaveLength(before);

  const delivery = { key: "delivery-1", site: "s", part: "seal-32", quantity: 5, words: "bought" };
  for (let again = 0; again < 2; again++)
    expect((await house.call("technician", "POST", "/api/maintenance/parts/moves", delivery)).status).toBe(
      200,
    );
  expect(PartList.parse(await house.get("/api/maintenance/parts?site=s")).parts[0]).toMatchObject({
    onHand: 5,
    low: false,
  });
  await estate.close();
});

it("a rule that names the plan's task brings its order forward: one while it rings, the same one after", async () => {
  const estate = await virtualEstate(site, START, {}, staff);
  const { planner, shelves, house, tell, until, orders } = estate;
  const service = (await planner.plans("s")).find(({ task }) => task === "service");
  if (service?.trigger.by !== "calendar") throw new Error("the pump has no yearly service");
  // Done three months ago: by the calendar nine months are left.
  const done = {
    id: `${service.id}@2026-08-01`,
    site: "s",
    asset: PUMP,
    plan: service.id,
    title: service.title,
    basis: service.basis,
    source: service.source,
    due: "2026-08-01",
    latest: "2026-08-01",
    done: "2026-08-01",
    outcome: "passed" as const,
  };
  await shelves.visits.put({ id: done.id, site: "s", asset: PUMP, at: Date.parse(done.due), value: done });
  const ofService = async () =>
    OrderList.parse(await house.get("/api/orders?source=plan")).orders.filter(
      ({ source }) => source.id === service.id,
    );
  await planner.look();
  expect(await ofService()).toHaveLength(0);

  // The fouled pump: it runs, and its efficiency or vibration has a rule that asks for the service.
  const linked = estate.model.assets
    .get(PUMP)
    ?.rules.find(
      ({ maintenanceTask, condition }) => maintenanceTask === "service" && condition.kind === "limit",
    );
  if (linked?.condition.kind !== "limit") throw new Error("no limit rule of the pump names its service");
  const { point, side, limit, onDelaySeconds } = linked.condition;
  const bad = side === "high" ? limit * 1.5 : limit * 0.5;
  await until((onDelaySeconds ?? 0) + 60, () => tell(PUMP, { running: true, [point]: bad }));
  expect(estate.desk.open().some(({ rule }) => rule === linked.id)).toBe(true);
  await planner.look();
  await planner.look();
  const [order, ...more] = await ofService();
  expect(more).toHaveLength(0);
  expect(order?.plannedFor).toBeLessThan(START + 9 * 86_400_000);
  expect((await orders.get(order?.id ?? ""))?.description).toMatchObject({
    zh: expect.stringContaining("需要安排此项工作"),
  });

  // Done while the alarm still stands: it opens no second one.
  const act = (what: object) => orders.act({ id: order?.id ?? "", by: "tech.water", act: what as never });
  await act({ do: "assign", to: "tech.water", why: "" });
  const lines = (await orders.get(order?.id ?? ""))?.checklist ?? [];
  const answer = (item: ChecklistItem) =>
    act({
      do: "answer",
      item: item.id,
      answer: {
        value:
          item.kind === "number"
            ? (item.low ?? item.high ?? 1)
            : item.kind === "text"
              ? "ok"
              : item.kind === "choice"
                ? 0
                : true,
        remark: "",
        photos: item.photo ? [{ id: "f".repeat(64), name: "p.jpg", type: "image/jpeg", bytes: 3 }] : [],
      },
    });
  for (const { item } of lines) await answer(item);
  await act({ do: "start" });
  const finished = await act({ do: "finish", words: "greased and aligned" });
  expect(finished.ok).toBe(true);
  await planner.look();
  await planner.look();
  expect(await ofService()).toHaveLength(1);
  await estate.close();
});

it("a turn whose order was called off is not asked for again: the next is counted from it, and the miss keeps its reason", async () => {
  const estate = await virtualEstate(site, START, {}, staff);
  const { planner, orders, house } = estate;
  const plan = Plan.parse({
    id: "own-greasing",
    site: "s",
    asset: PUMP,
    title: name("Greasing"),
    basis: "practice",
    trigger: { by: "calendar", rrule: "FREQ=WEEKLY;INTERVAL=2", start: "2026-11-04", from: "completed" },
  });
  expect((await house.call("engineer", "PUT", "/api/maintenance/plans", plan)).status).toBe(200);
  const own = () => orders.open().filter(({ source }) => source.id === plan.id);
  const [order] = own();
  if (!order) throw new Error("no order was opened");
  const opened = OrderView.parse(await house.get(`/api/orders/${order.id}`)).journal[0];
  expect(opened?.words).toEqual({ en: 'by the plan "Greasing"', zh: "按计划“Greasing”" });
  await orders.act({ id: order.id, by: "eng.chen", act: { do: "cancel", reason: "pump is away" } });
  for (let look = 0; look < 3; look++) await planner.look();
  expect(own()).toEqual([]);
  const [next] = (await planner.ahead("s", "2026-12-31")).filter((visit) => visit.plan === plan.id);
  expect(next?.due).toBe("2026-11-18");
  expect(next?.why[0]?.en).toContain("The turn of 2026-11-04 was called off");
  const [missed] = (await estate.shelves.visits.list({ site: "s" })).filter((one) => one.plan === plan.id);
  expect(missed).toMatchObject({ outcome: "missed", reason: { zh: "pump is away" } });
  await estate.close();
});

it("an order that stands for a later day comes forward when its rule rings", async () => {
  const estate = await virtualEstate(site, START, {}, staff);
  const { planner, orders, tell, until, shelves } = estate;
  const service = (await planner.plans("s")).find(({ task }) => task === "service");
  const linked = estate.model.assets
    .get(PUMP)
    ?.rules.find(
      ({ maintenanceTask, condition }) => maintenanceTask === "service" && condition.kind === "limit",
    );
  if (!service || linked?.condition.kind !== "limit") throw new Error("no linked rule");
  // Opened long before its day.
  const early = Plan.parse({
    ...service,
    openDaysBefore: 120,
    trigger: { ...service.trigger, start: "2027-01-20" },
  });
  await shelves.plans.put({ id: early.id, site: "s", asset: PUMP, at: 0, value: early });
  await planner.look();
  const mine = () => orders.open().filter(({ source }) => source.id === service.id);
  expect(mine()).toHaveLength(1);
  const later = mine()[0]?.state;
  const { point, side, limit, onDelaySeconds } = linked.condition;
  const bad = side === "high" ? limit * 1.5 : limit * 0.5;
  await until((onDelaySeconds ?? 0) + 60, () => tell(PUMP, { running: true, [point]: bad }));
  await planner.look();
  await planner.look();
  const [order, ...more] = mine();
  expect(more).toHaveLength(0);
  expect(order?.state.is).toBe("planned");
  if (order?.state.is !== "planned" || later?.is !== "planned") throw new Error("not planned");
  expect(order.state.plannedFor).toBeLessThan(START + 8 * 86_400_000);
  expect(later.plannedFor).toBeGreaterThan(START + 40 * 86_400_000);
  await estate.close();
});

it("two lifts of one machine room are one visit to whoever goes; without the certificate only a manager gives it, with a reason", async () => {
  const printed: Report[] = [];
  const printer = {
    async pdf(report: Report) {
      printed.push(report);
      return new Uint8Array([0x25, 0x50, 0x44, 0x46]);
    },
  };
  const liftman = StaffMember.parse({
    id: "tech.lift",
    name: { en: "Zhang", zh: "张伟" },
    roles: ["technician"],
    certificates: [{ skill: "lift", until: "2027-06-30" }],
  });
  const estate = await virtualEstate(
    {
      site: { id: "s", name: name("S"), timeZone: "Asia/Shanghai" },
      places: [{ id: "room", kind: "room", name: { en: "Machine room", zh: "机房" } }],
      assets: ["lift-1", "lift-2"].map((id) => ({ id, type: "lift", name: name(id), in: "room" })),
    },
    START,
    { printer },
    [...staff, liftman],
  );
  const { house, orders, planner, shelves } = estate;
  for (const plan of await planner.plans("s"))
    await shelves.plans.put({
      id: plan.id,
      site: "s",
      asset: plan.asset,
      at: 0,
      value: { ...plan, enabled: plan.task === "half-month", openDaysBefore: 60 },
    });
  await planner.look();
  const open = async () => OrderList.parse(await house.get("/api/orders?state=open&source=plan")).orders;
  const [first, second, ...more] = await open();
  expect(more).toEqual([]);
  if (!first || !second) throw new Error("not two orders");
  expect(first.visit).not.toBeNull();
  expect(second.visit).toBe(first.visit);
  // Why its date is what it is, in both languages.
  const shown = OrderView.parse(await house.get(`/api/orders/${first.id}`));
  expect(shown.together.map(({ id }) => id)).toEqual([second.id]);
  expect(shown.description?.en).toMatch(/[a-z]/);
  expect(shown.description?.en).not.toMatch(/[\u4e00-\u9fff]/);
  expect(shown.description?.zh).toMatch(/[\u4e00-\u9fff]/);

  const give = (role: "engineer" | "manager", more: object) =>
    house.call(role, "POST", `/api/orders/${first.id}/acts`, {
      act: { do: "assign", ...more },
      together: true,
    });
  const refused = await give("engineer", { to: "tech.water" });
  expect(refused.status).toBe(409);
  expect(await refused.text()).toContain("certified for lift work");
  const past = { to: "tech.water", override: "Both liftmen are ill, the inspector comes" };
  expect((await give("engineer", past)).status).toBe(403);
  expect((await open()).map(({ state }) => state)).toEqual(["planned", "planned"]);

  expect((await give("manager", past)).status).toBe(200);
  expect((await open()).map(({ assignedTo }) => assignedTo)).toEqual(["tech.water", "tech.water"]);
  const journal = JSON.stringify(await orders.journal(second.id));
  expect(journal).toContain("Both liftmen are ill");
  // Both at once from the list: a journal line each, one line in the house's book; what does not fit says why.
  const atOnce = async (role: "technician" | "engineer", act: object, ids: readonly string[]) => {
    const answer = await house.call(role, "POST", "/api/orders/acts", {
      act,
      orders: ids.map((id) => ({ id })),
    });
    return { status: answer.status, body: ActedOnOrders.safeParse(await answer.json()).data };
  };
  expect((await atOnce("technician", { do: "assign", to: "tech.lift" }, [first.id])).status).toBe(403);
  const given = await atOnce("engineer", { do: "assign", to: "tech.lift" }, [
    first.id,
    second.id,
    "WO-999999",
  ]);
  expect(given.body?.orders.map(({ assignedName }) => assignedName?.zh)).toEqual(["张伟", "张伟"]);
  expect(given.body?.refused.map(({ id }) => id)).toEqual(["WO-999999"]);
  expect((await atOnce("engineer", { do: "unplan" }, [first.id, second.id])).status).toBe(200);
  await atOnce("engineer", { do: "unassign" }, [first.id, second.id]);
  expect((await open()).map(({ state, assignedTo }) => [state, assignedTo])).toEqual([
    ["requested", null],
    ["requested", null],
  ]);
  const tooMany = Array.from({ length: 101 }, (_, i) => `WO-${i}`);
  expect((await atOnce("engineer", { do: "unplan" }, tooMany)).status).toBe(400);
  const several = await house.call(
    "viewer",
    "GET",
    `/api/maintenance/records?ids=${first.id},${second.id}&lang=zh`,
  );
  expect(several.status).toBe(200);
  expect(printed.pop()).toMatchObject({ title: "工单 2 张", language: "zh" });
  const day = Date.parse("2026-11-12T01:00:00Z");
  await atOnce("engineer", { do: "plan", plannedFor: day }, [first.id, second.id]);
  // Given to the one who has it, nobody need say why; still one visit, also when one of the two is under way.
  expect((await give("engineer", { to: "tech.lift" })).status).toBe(200);
  for (const { item } of (await orders.get(first.id))?.checklist ?? [])
    await orders.act({
      id: first.id,
      by: "tech.lift",
      act: {
        do: "answer",
        item: item.id,
        answer: { value: item.kind === "number" ? 5 : true, remark: "", photos: [] },
      },
    });
  await orders.act({ id: first.id, by: "tech.lift", act: { do: "start" } });
  const [one, other] = await open();
  expect(one?.visit).toBe(other?.visit);

  const paper = await house.call("viewer", "GET", `/api/orders/${first.id}/record?together=true&lang=en`);
  expect(paper.status).toBe(200);
  expect(printed[0]?.title).toBe("One visit with 2 work orders");
  for (const id of [first.id, second.id]) expect(JSON.stringify(printed[0]?.blocks)).toContain(id);
  await estate.close();
});
