import { afterAll, beforeAll, expect, it } from "vitest";
import { AlarmList, AssetList, GatewayList } from "../../api/contract/index.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";

const FIRE = "riverside.b1-fire-panel.fire";

let estate: TestHouse;
beforeAll(async () => {
  estate = await openTestHouse();
});
afterAll(() => estate.close());

const fire = async (house: TestHouse) =>
  (await house.get("/api/alarms", AlarmList)).alarms.find(({ id }) => id === FIRE);

it("a second start continues from the data of the first: readings, open alarms, people, gateways", async () => {
  expect((await estate.post("/api/demo/scenarios/fire-floor-12/play", {})).status).toBe(200);
  await expect.poll(() => fire(estate), { timeout: 20_000 }).toMatchObject({ state: "unacknowledged" });
  const before = await fire(estate);
  const stored = estate.house.core.intake.report().stored;
  expect(stored).toBeGreaterThan(0);

  estate = await estate.restart();

  expect(await estate.house.core.readings.count()).toBeGreaterThanOrEqual(stored);
  expect(await fire(estate)).toMatchObject({
    occurrence: 1,
    raisedAt: before?.raisedAt,
    title: { zh: "火警" },
  });
  const { assets } = await estate.get("/api/assets", AssetList);
  const lift = assets.find(({ id }) => id === "riverside.b2-lift-1");
  expect(lift?.points.every(({ latest }) => latest !== null)).toBe(true);
  // The gateways' secrets are still good, and the restarted plant shows no fire: the alarm returns, unseen.
  await expect
    .poll(
      async () =>
        (await estate.get("/api/gateways", GatewayList)).gateways.filter(({ online }) => online).length,
      {
        timeout: 20_000,
      },
    )
    .toBe(3);
  await expect
    .poll(() => fire(estate), { timeout: 20_000 })
    .toMatchObject({ state: "returned", occurrence: 1 });
});
