import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { AlarmDetail, AlarmList, type AlarmView, JournalList } from "../../api/contract/index.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";

const DRY_RUN = "riverside.b1-booster-2.dry-run";
const Readings = z.object({ readings: z.array(z.object({ at: z.number(), value: z.number() })) });

let estate: TestHouse;
beforeAll(async () => {
  estate = await openTestHouse();
});
afterAll(() => estate.close());

it("1. A pump dries at 02:13: alarm within 12 s of the first sign, acknowledged at the desk, seen everywhere, journalled in order", {
  timeout: 90_000,
}, async () => {
  const desk = await estate.live("alarms");
  const secondDesk = await estate.live("alarms");
  const seen: AlarmView[] = [];
  const told = (state: AlarmView["state"], on = desk) =>
    new Promise<AlarmView>((found) =>
      on.on("alarms", (alarms) => {
        const alarm = alarms.find(({ id, state: is }) => id === DRY_RUN && is === state);
        if (alarm) found(alarm);
      }),
    );
  desk.on("alarms", (alarms) => seen.push(...alarms.filter(({ id }) => id === DRY_RUN)));
  const raised = told("unacknowledged");
  const acknowledged = told("acknowledged", secondDesk);
  const normal = told("normal");

  // The suction valve of booster 2 is shut while it runs.
  expect((await estate.post("/api/demo/scenarios/pump-dry-run/play", {})).status).toBe(200);

  const alarm = await raised;
  const heardAt = Date.now();
  const { readings } = await estate.get(
    `/api/points/riverside.b1-booster-2.suction_pressure_kPa/readings?from=${heardAt - 60_000}&to=${heardAt}`,
    Readings,
  );
  const firstSign = readings.find(({ value }) => value < 20)!;
  expect(heardAt - firstSign.at).toBeGreaterThanOrEqual(10_000);
  expect(heardAt - firstSign.at).toBeLessThan(12_000);
  expect(alarm).toMatchObject({ priority: "high", occurrence: 1, assetName: { zh: "2 号增压泵" } });
  const { response } = await estate.get(`/api/alarms/${DRY_RUN}`, AlarmDetail);
  expect(response.zh).toContain("打开进水阀");

  // The desk acknowledges; the other desk sees it at once, with the name.
  const answer = await estate.post(`/api/alarms/${DRY_RUN}/acknowledge`, {
    occurrence: alarm.occurrence,
    comment: "看到了，派人去 1 号楼泵房",
  });
  expect(answer.status).toBe(200);
  expect(await acknowledged).toMatchObject({ acknowledgedBy: "admin" });

  // The valve opens again by itself; the alarm ends, since it was seen.
  await normal;
  expect((await estate.get("/api/alarms", AlarmList)).alarms.filter(({ id }) => id === DRY_RUN)).toEqual([]);

  const { entries } = await estate.get(`/api/alarms/${DRY_RUN}/journal`, JournalList);
  expect(entries.toReversed().map(({ event, actor, reason }) => [event, actor, reason])).toEqual([
    ["raise", "rule", ""],
    ["acknowledge", "admin", "看到了，派人去 1 号楼泵房"],
    ["clear", "rule", ""],
  ]);
  expect(seen.map(({ state }) => state)).toEqual(["unacknowledged", "acknowledged", "normal"]);
});
