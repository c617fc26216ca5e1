import { expect, it } from "vitest";
import { ComplianceView, MaintenanceCalendar, OrderList } from "../../api/contract/index.ts";
import { StaffMember } from "../../facility/oncall/index.ts";
import type { Report } from "../../facility/reports/index.ts";
import type { AssetId } from "../../facility/units/index.ts";
import { virtualEstate } from "../support/virtual-estate.ts";

const LIFT = "s.lift-1" as AssetId;
const PLAN = `${LIFT}/half-month`;
const name = (en: string) => ({ en, zh: en });
const liftman = StaffMember.parse({
  id: "technician",
  name: name("Technician"),
  roles: ["technician"],
  certificates: [{ skill: "lift" }],
});
const visit = (due: string, done: string | undefined, more: object = {}) => ({
  id: `${PLAN}@${due}`,
  site: "s",
  asset: LIFT,
  at: Date.parse(due),
  value: {
    id: `${PLAN}@${due}`,
    site: "s",
    asset: LIFT,
    plan: PLAN,
    title: name("Half-monthly maintenance"),
    basis: "law" as const,
    source: "TSG T5002-2017 art. 6",
    due,
    latest: due,
    outcome: done === undefined ? ("missed" as const) : ("passed" as const),
    by: "周凯",
    ...(done === undefined ? {} : { done }),
    ...more,
  },
});

it("7. The inspector comes: the next visit opens its order in time with a checklist; it is signed; one miss is named with its reason; all of it in one pack", async () => {
  const printed: Report[] = [];
  const start = Date.parse("2026-11-23T01:00:00Z");
  const estate = await virtualEstate(
    {
      site: { id: "s", name: name("S"), timeZone: "Asia/Shanghai" },
      assets: [{ id: "lift-1", type: "lift", name: { en: "Lift 1", zh: "1 号电梯" } }],
    },
    start,
    {
      printer: {
        async pdf(report) {
          printed.push(report);
          return new Uint8Array([0x25, 0x50, 0x44, 0x46]);
        },
      },
    },
    [liftman],
  );
  const { house, shelves, planner, orders } = estate;
  await shelves.visits.put(
    visit("2026-10-13", "2026-10-12"),
    visit("2026-10-27", undefined),
    visit("2026-11-12", "2026-11-11"),
  );

  // Fifteen days after the 11th is the 26th: its order is open on the 23rd, once, however often it is looked.
  await planner.look();
  await planner.look();
  const found = OrderList.parse(await house.get("/api/orders?state=open&source=plan")).orders;
  const mine = found.filter(({ source }) => source.id === PLAN);
  expect(mine).toHaveLength(1);
  const [order] = mine;
  if (!order) throw new Error("no order");
  const calendar = MaintenanceCalendar.parse(await house.get("/api/maintenance/calendar?site=s"));
  const planned = calendar.ahead.find(({ order: of }) => of === order.id);
  expect(planned && planned.day <= "2026-11-26").toBe(true);

  // Permits before the start, then each line, two signatures.
  const act = async (what: object) => {
    const answer = await house.call("technician", "POST", `/api/orders/${order.id}/acts`, { act: what });
    expect(answer.status, JSON.stringify(what)).toBe(200);
  };
  await act({ do: "assign", to: "technician" });
  const barred = await house.call("technician", "POST", `/api/orders/${order.id}/acts`, {
    act: { do: "start" },
  });
  expect(barred.status).toBe(409);
  const kept = await orders.get(order.id);
  const photo = { id: "a".repeat(64), name: "pit.jpg", type: "image/jpeg", bytes: 9 };
  const answers = (kept?.checklist ?? []).map(({ item }) => ({
    do: "answer",
    item: item.id,
    answer: { value: item.kind === "number" ? 5 : true, ...(item.photo ? { photos: [photo] } : {}) },
  }));
  for (const line of answers) await act(line);
  await act({ do: "start" });
  await act({ do: "sign", role: "technician" });
  await act({ do: "finish" });
  await planner.look();

  // The miss is named; the manager records its reason.
  const url = `/api/maintenance/visits/reason?id=${encodeURIComponent(`${PLAN}@2026-10-27`)}`;
  expect((await house.call("engineer", "PUT", url, { reason: "台风红色预警，停工四天" })).status).toBe(200);
  const compliance = ComplianceView.parse(await house.get("/api/maintenance/compliance?site=s&days=90"));
  const half = compliance.plans.find(({ plan }) => plan === PLAN);
  expect(half?.misses.map(({ due, reason, daysLate }) => [due, reason?.zh, daysLate])).toEqual([
    ["2026-10-27", "台风红色预警，停工四天", 15],
  ]);
  expect(half?.lastDone).toBe("2026-11-23");

  const pack = await house.call("manager", "GET", "/api/maintenance/pack?site=s&days=90&lang=zh");
  expect(pack.headers.get("content-type")).toBe("application/pdf");
  const words = JSON.stringify(printed[0]);
  for (const part of [
    "维保间隔执行情况",
    "台风红色预警，停工四天",
    "2026-10-27",
    "检查项目",
    "维保人员",
    order.id,
  ])
    expect(words).toContain(part);
  expect(printed[0]?.blocks.some((block) => block.is === "signature" && block.name === liftman.name.zh)).toBe(
    true,
  );
  expect(printed[0]?.blocks.some((block) => block.is === "photo")).toBe(true);
  await estate.close();
});
