import { beforeEach, describe, expect, it } from "vitest";
import {
  AlarmDetail,
  AlarmKpiView,
  AlarmList,
  AlarmsChanged,
  AlarmView,
  AuditList,
  BulkAcknowledged,
  JournalList,
  MOST_AT_ONCE,
} from "../contract/index.ts";
import { fakeHouse, lift, problemOf, pump, T } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});
const post = async (path: string, body: object, role: "viewer" | "technician" | "engineer" = "engineer") =>
  await house.call(role, "POST", path, body);

describe("shelving", () => {
  it("puts an alarm aside with an end and a reason, and takes it back", async () => {
    const { id } = house.desk.raise(pump, "dry-run", T);
    const answer = await post(`/api/alarms/${id}/shelve`, { minutes: 30, reason: "sensor loose" });
    expect(answer.status).toBe(200);
    expect(AlarmView.parse(await answer.json())).toMatchObject({
      state: "shelved",
      active: true,
      raisedAt: T,
      shelf: { until: T + 30 * 60_000, by: "engineer", reason: "sensor loose", oneShot: false },
    });
    const back = await post(`/api/alarms/${id}/unshelve`, {});
    expect(AlarmView.parse(await back.json())).toMatchObject({ state: "unacknowledged", shelf: null });
  });

  it("is for engineers; needs a reason, an end within a day, and never silences life safety", async () => {
    const { id } = house.desk.raise(pump, "dry-run", T);
    const body = { minutes: 30, reason: "noise" };
    expect((await post(`/api/alarms/${id}/shelve`, body, "technician")).status).toBe(403);
    expect((await post(`/api/alarms/${id}/shelve`, { ...body, reason: "" })).status).toBe(400);
    expect((await post(`/api/alarms/${id}/shelve`, { ...body, minutes: 1_441 })).status).toBe(400);
    house.desk.raise(lift, "entrapment", T);
    const refused = await post(`/api/alarms/${lift}.entrapment/shelve`, body);
    expect(refused.status).toBe(409);
    expect((await problemOf(refused)).detail).toContain("cannot be shelved");
    expect((await post(`/api/alarms/${pump}.nothing/shelve`, body)).status).toBe(404);
  });
});

describe("words and people", () => {
  it("stand in the journal, and the alarm knows who takes care", async () => {
    const { id } = house.desk.raise(pump, "dry-run", T);
    await post(`/api/alarms/${id}/comment`, { text: "valve was shut" }, "technician");
    const assigned = await post(`/api/alarms/${id}/assign`, { to: "technician" }, "technician");
    expect(AlarmView.parse(await assigned.json())).toMatchObject({ state: "unacknowledged" });
    const { entries } = JournalList.parse(await house.get(`/api/alarms/${id}/journal`));
    expect(entries.map(({ event, reason }) => [event, reason]).slice(0, 2)).toEqual([
      ["assign", ""],
      ["comment", "valve was shut"],
    ]);
    expect((await post(`/api/alarms/${id}/comment`, { text: "x" }, "viewer")).status).toBe(403);
  });

  it("say which emergency plan and which maintenance task they call for, by name", async () => {
    expect(AlarmDetail.parse(await house.get(`/api/alarms/${lift}.entrapment`))).toMatchObject({
      emergencyPlan: { id: "entrapment", title: { zh: "电梯困人" } },
      maintenanceTask: null,
    });
    expect(AlarmDetail.parse(await house.get(`/api/alarms/${pump}.motor-hot`))).toMatchObject({
      emergencyPlan: null,
      maintenanceTask: { id: "service", title: { en: "Alignment, grease, seal, check valve" } },
    });
  });

  it("are told again with the next occurrence: what was done the last time", async () => {
    const { id } = house.desk.raise(pump, "dry-run", T);
    await post(`/api/alarms/${id}/acknowledge`, { comment: "opened the valve" });
    house.desk.clear(pump, "dry-run", T + 60_000);
    house.desk.raise(pump, "dry-run", T + 90_000);
    const detail = AlarmDetail.parse(await house.get(`/api/alarms/${id}`));
    expect(detail).toMatchObject({
      alarm: { occurrence: 2, state: "unacknowledged" },
      response: { en: expect.stringContaining("valve") },
    });
    expect(detail.occurrences).toEqual([
      { occurrence: 2, raisedAt: T + 90_000, clearedAt: null, notes: [] },
      {
        occurrence: 1,
        raisedAt: T,
        clearedAt: T + 60_000,
        notes: [{ event: "acknowledge", at: T + 1_000, by: "engineer", words: "opened the valve" }],
      },
    ]);
    expect((await house.call("viewer", "GET", `/api/alarms/${pump}.nothing`)).status).toBe(404);
  });
});

describe("out of service", () => {
  it("silences an asset with the reason and the order, and puts it back", async () => {
    house.desk.raise(pump, "dry-run", T);
    const out = await post(`/api/assets/${pump}/out-of-service`, { reason: "seal change", order: "WO-7" });
    expect(AlarmsChanged.parse(await out.json()).alarms).toEqual([
      expect.objectContaining({
        state: "out-of-service",
        work: { since: expect.any(Number), by: "engineer", reason: "seal change", order: "WO-7" },
      }),
    ]);
    expect((await post(`/api/assets/${pump}/out-of-service`, { reason: "again" })).status).toBe(409);
    const back = await post(`/api/assets/${pump}/return-to-service`, {});
    expect(AlarmsChanged.parse(await back.json()).alarms[0]).toMatchObject({ state: "unacknowledged" });
    expect((await post(`/api/assets/${pump}x/out-of-service`, { reason: "x" })).status).toBe(404);
    expect((await post(`/api/assets/${pump}/out-of-service`, { reason: "x" }, "technician")).status).toBe(
      403,
    );
  });
});

describe("bulk acknowledgement", () => {
  it("takes several with one comment and leaves one entry of who did it", async () => {
    house.desk.raise(pump, "dry-run", T);
    house.desk.raise(lift, "no-data", T + 1);
    const answer = await post("/api/alarms/acknowledge", {
      alarms: [
        { id: `${pump}.dry-run`, occurrence: 1 },
        { id: `${lift}.no-data`, occurrence: 9 },
      ],
      comment: "storm",
    });
    const { alarms, refused } = BulkAcknowledged.parse(await answer.json());
    expect(alarms).toMatchObject([{ id: `${pump}.dry-run`, acknowledgedBy: "engineer" }]);
    expect(refused).toEqual([{ id: `${lift}.no-data`, problem: expect.stringContaining("occurrence 9") }]);
    const { entries } = JournalList.parse(await house.get(`/api/alarms/${pump}.dry-run/journal`));
    expect(entries[0]).toMatchObject({
      event: "acknowledge",
      actor: "engineer",
      reason: "storm",
      together: 2,
    });
    expect(house.logged.filter(({ message }) => message.includes("acknowledged 1 alarms at once"))).toEqual([
      expect.objectContaining({ fields: expect.objectContaining({ by: "engineer", comment: "storm" }) }),
    ]);
  });

  it("has a limit: more cannot have been looked at", async () => {
    const alarms = Array.from({ length: MOST_AT_ONCE + 1 }, (_, i) => ({ id: `s.a.${i}`, occurrence: 1 }));
    expect((await post("/api/alarms/acknowledge", { alarms })).status).toBe(400);
  });
});

describe("the list", () => {
  it("stays light: 20 000 open alarms carry no instructions", async () => {
    const { id } = house.desk.raise(pump, "dry-run", T);
    const { alarms } = AlarmList.parse(await house.get("/api/alarms"));
    expect(alarms.map((alarm) => alarm.id)).toEqual([id]);
    expect(JSON.stringify(alarms[0]).length).toBeLessThan(900);
  });
});

describe("performance", () => {
  it("names the most frequent alarm with what would calm it", async () => {
    for (let i = 0; i < 40; i++) {
      const at = T - 1_800_000 + i * 20_000;
      house.desk.raise(pump, "discharge-low", at);
      house.desk.clear(pump, "discharge-low", at + 3_000);
      await post(`/api/alarms/${pump}.discharge-low/acknowledge`, {});
    }
    const kpi = AlarmKpiView.parse(await house.get("/api/alarms/kpi?hours=2"));
    expect(kpi).toMatchObject({ alarms: 40, complete: true });
    expect(kpi.rows.find(({ id }) => id === "chattering")).toMatchObject({ value: 1, verdict: "fair" });
    expect(kpi.actors[0]).toMatchObject({
      alarm: `${pump}.discharge-low`,
      chattering: true,
      proposals: [expect.objectContaining({ unit: "s", lost: 0 }), expect.anything()],
    });
    expect(AlarmKpiView.parse(await house.get("/api/alarms/kpi?hours=2&site=elsewhere")).alarms).toBe(0);

    // Applied: the same history is no reason to change the rule once more, nor once it was taken back.
    const override = {
      is: "patch",
      scope: { of: "asset", asset: pump },
      rule: "discharge-low",
      patch: { condition: kpi.actors[0]?.proposals[0]?.condition },
      reason: "chatters",
    };
    expect((await house.call("engineer", "PUT", "/api/rules/overrides", override)).status).toBe(200);
    const applied = AlarmKpiView.parse(await house.get("/api/alarms/kpi?hours=2")).actors[0];
    expect(applied).toMatchObject({ count: 40, changedAt: T, sinceChange: 0, proposals: [] });
    const where = `/api/rules/overrides?scope=${encodeURIComponent(`asset:${pump}`)}&rule=discharge-low`;
    expect((await house.call("engineer", "DELETE", where)).status).toBe(204);
    expect(AlarmKpiView.parse(await house.get("/api/alarms/kpi?hours=2")).actors[0]).toMatchObject({
      proposals: [],
    });
    const { rows } = AuditList.parse(await (await house.call("admin", "GET", "/api/audit?act=rule.")).json());
    expect(rows.map(({ act }) => act)).toEqual(["rule.restored", "rule.changed"]);
    expect(rows[1]?.details).toMatchObject({ reason: "chatters" });
    expect(Object.entries(rows[1]?.details ?? {})).toContainEqual([
      expect.stringMatching(/^condition\.\w+$/),
      expect.stringMatching(/^\d+ → \d+$/),
    ]);
    expect(rows[1]?.about?.zh).toContain("·");
  });
});
