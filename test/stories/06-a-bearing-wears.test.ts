import { expect, it } from "vitest";
import { MaintenancePlanList, OrderList, PlanPreview } from "../../api/contract/index.ts";
import { GOOD, ReadingBatch } from "../../facility/readings/index.ts";
import { type AssetId, pointId } from "../../facility/units/index.ts";
import { virtualEstate } from "../support/virtual-estate.ts";

const PUMP = "s.pump-2" as AssetId;
const name = (en: string) => ({ en, zh: en });
const DAY = 86_400_000;

it("6. A bearing wears and heats: the forecast says when with a band, an order stands before the low edge, and one only", async () => {
  const start = Date.parse("2026-11-02T01:00:00Z");
  const estate = await virtualEstate(
    {
      site: { id: "s", name: name("S"), timeZone: "Asia/Shanghai" },
      assets: [{ id: "pump-2", type: "booster-pump", name: { en: "Booster pump 2", zh: "2 号增压泵" } }],
    },
    start,
  );
  const { house, model, readings, planner } = estate;
  const temperature = model.point(pointId(PUMP, "motor_temp_C"));
  if (!temperature) throw new Error("the pump has no temperature");
  // Six weeks: quiet, then half a degree a day; at 56 °C now, 72 °C are about 32 days off.
  const batch = new ReadingBatch(model.pointIds);
  for (let hour = 0; hour < 42 * 24; hour++) {
    const day = hour / 24;
    const value = 45 + Math.max(0, day - 20) * 0.5 + 0.6 * Math.sin(hour * 1.7);
    const at = start - 42 * DAY + hour * 3_600_000;
    batch.push(temperature.index, at, at, value, GOOD, false);
  }
  await readings.append(batch);

  const plan = {
    id: "own-bearing-2",
    site: "s",
    asset: PUMP,
    title: { en: "Replace the bearing", zh: "更换轴承" },
    basis: "practice",
    trigger: { by: "forecast", point: "motor_temp_C", limit: 72 },
    openDaysBefore: 40,
    hours: 4,
  };
  const answer = await house.call("engineer", "PUT", "/api/maintenance/plans", plan);
  expect(answer.status).toBe(200);
  const { visits } = PlanPreview.parse(await answer.json());
  expect(visits).toHaveLength(1);
  const said = visits[0]?.why[0]?.en ?? "";
  const [, about, low, high] = /in about (\d+) days, 80 % band (\d+)–(\d+)/.exec(said)?.map(Number) ?? [];
  expect(about).toBeGreaterThan(25);
  expect(about).toBeLessThan(40);
  expect(low).toBeLessThanOrEqual(about ?? 0);
  expect(high).toBeGreaterThanOrEqual(about ?? 0);
  const daysToVisit = (Date.parse(visits[0]?.day ?? "") - start) / DAY;
  expect(daysToVisit).toBeLessThan(low ?? 0);

  await planner.look();
  await planner.look();
  const open = OrderList.parse(await house.get("/api/orders?state=open&source=plan")).orders;
  expect(open.filter(({ source }) => source.id === plan.id)).toHaveLength(1);
  const { plans } = MaintenancePlanList.parse(await house.get("/api/maintenance/plans?site=s"));
  expect(plans.find((one) => one.plan.id === plan.id)?.next?.order).toMatch(/^WO-/);
  await estate.close();
});
