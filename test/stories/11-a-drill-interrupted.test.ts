import { afterAll, beforeAll, expect, it } from "vitest";
import { DrillCalendar, PlannedDrill, RunList, RunView } from "../../api/contract/index.ts";
import { virtualPlant } from "../support/virtual-plant.ts";

let estate: Awaited<ReturnType<typeof virtualPlant>>;
const DAY = 86_400;
/** Six minutes into the drill a detector calls. */
const REAL_AT = 60 + 6 * 60;

beforeAll(async () => {
  estate = await virtualPlant((second) =>
    second >= REAL_AT
      ? [
          {
            fault: "fire",
            asset: "b1-fire-panel",
            zone: 12,
            detectors: 2,
            preAlarmSeconds: 0,
            outputs: false,
            missing: 0,
          },
        ]
      : [],
  );
});
afterAll(() => estate.close());

const post = async (path: string, body: unknown) => await estate.house.call("engineer", "POST", path, body);

it("11. A drill, interrupted: marked everywhere, nothing leaves the house; a real alarm in its sixth minute stops it with its score so far", async () => {
  // The calendar says that a fire drill is owed; it is planned within the week, so it is announced at once.
  const profile = { class: "fire-key-unit", region: "CN", unit: "滨江花园物业", address: "", noticeDays: 3 };
  const calendar = DrillCalendar.parse(
    await (
      await estate.house.call("manager", "PUT", "/api/emergencies/profile?site=riverside", profile)
    ).json(),
  );
  expect(calendar.lines).toContainEqual(
    expect.objectContaining({ rule: "fire-half-year", is: "never", basis: "law" }),
  );
  const planned = PlannedDrill.parse(
    await (
      await post("/api/emergencies/drills", {
        ...{ site: "riverside", plan: "fire", rule: "fire-half-year", asset: null, allow: [] },
        ...{ at: estate.START + 2 * DAY * 1_000, scenario: "A 座 5 层烟雾", notice: "届时将响铃，请勿惊慌" },
      })
    ).json(),
  );
  expect(planned.noticeAt).not.toBeNull();
  const notice = estate.notifier.sent.get(`drill:${planned.id}:notice@desk`);
  expect(notice).toMatchObject({ drill: true, title: { zh: expect.stringContaining("【演练】") } });

  await estate.until(60);
  const begun = RunView.parse(await (await post(`/api/emergencies/drills/${planned.id}/begin`, {})).json());
  expect(begun).toMatchObject({ drill: true, plan: "fire", scenario: "A 座 5 层烟雾" });
  const steps = `/api/emergencies/runs/${begun.id}/steps`;
  await estate.until(120);
  await post(`${steps}/look`, { do: "finish", words: "5 层模拟烟雾" });
  await post(`${steps}/verify`, { do: "finish", answer: "fire" });
  await post(`${steps}/automatic`, { do: "finish" });
  await post(`/api/emergencies/runs/${begun.id}/attendance`, { names: ["孙浩", "张伟"] });
  for (const { drill, title } of estate.notifier.sent.values())
    expect([drill, title.zh.startsWith("【演练】")]).toEqual([true, true]);

  await estate.until(REAL_AT + 5);
  const { runs } = RunList.parse(await estate.house.get("/api/emergencies/runs"));
  const real = runs.find(({ drill }) => !drill);
  expect(real).toMatchObject({ plan: "fire", state: "running" });
  const drill = RunView.parse(await estate.house.get(`/api/emergencies/runs/${begun.id}`));
  expect(drill).toMatchObject({ state: "suspended", suspendedBecause: real?.id });
  // Three in time; what nobody did in the minutes before counts against it.
  expect(drill.deadlines.filter(({ how }) => how === "met").map(({ id }) => id)).toEqual(
    expect.arrayContaining(["look", "verify", "automatic", "on-scene"]),
  );
  expect(drill.score.missed).toBeGreaterThan(0);
  const told = estate.notifier.sent.get(`run:${begun.id}:suspended@desk`);
  expect(told).toMatchObject({ body: { zh: expect.stringContaining("真实警情") } });

  // While it is real no drill goes on, and time does not count against it.
  expect((await post(`/api/emergencies/runs/${begun.id}/resume`, {})).status).toBe(409);
  await estate.until(REAL_AT + 120);
  const later = RunView.parse(await estate.house.get(`/api/emergencies/runs/${begun.id}`));
  expect(later.score).toEqual(drill.score);
  await post(`/api/emergencies/runs/${real?.id}/stand-down`, { words: "误报，已复位", why: "false-alarm" });
  expect((await post(`/api/emergencies/runs/${begun.id}/resume`, {})).status).toBe(200);
}, 60_000);
