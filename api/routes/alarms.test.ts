import { beforeEach, describe, expect, it } from "vitest";
import { AlarmList, AlarmView, JournalList } from "../contract/index.ts";
import { fakeHouse, lift, problemOf, pump, T } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});

describe("alarms", () => {
  it("are listed most urgent first: priority, then unseen, then newest", async () => {
    house.desk.raise(pump, "motor-hot", T);
    house.desk.raise(lift, "no-data", T + 1);
    house.desk.raise(pump, "dry-run", T + 2);
    house.desk.raise(pump, "discharge-low", T + 3);
    house.desk.raise(pump, "no-data", T + 4);
    await house.desk.acknowledge({ id: `${pump}.discharge-low`, by: "technician", comment: "" });
    house.desk.clear(pump, "motor-hot", T + 5);
    const { alarms } = AlarmList.parse(await house.get("/api/alarms"));
    const order = alarms.map(({ asset, rule, priority, state }) => `${priority} ${state} ${asset}.${rule}`);
    expect(order).toEqual([
      `high unacknowledged ${pump}.dry-run`,
      `medium unacknowledged ${pump}.no-data`,
      `medium unacknowledged ${lift}.no-data`,
      `medium returned ${pump}.motor-hot`,
      `medium acknowledged ${pump}.discharge-low`,
    ]);
    expect(alarms[0]).toMatchObject({
      assetName: { zh: "2 号增压泵" },
      title: { en: "Pump runs dry" },
      raisedAt: T + 2,
      acknowledgedBy: null,
      evidence: { point: "running", value: true },
    });
    expect(alarms[3]).toMatchObject({ raisedAt: T, clearedAt: T + 5 });
  });

  it("are given a page at a time, each once, however urgent", async () => {
    for (const rule of ["motor-hot", "dry-run", "discharge-low", "no-data", "deadhead"])
      house.desk.raise(pump, rule, T);
    const rules: string[] = [];
    for (let after: string | null = "first"; after !== null; ) {
      const page: AlarmList = AlarmList.parse(
        await house.get(`/api/alarms?limit=2${after === "first" ? "" : `&after=${after}`}`),
      );
      expect(page.total).toBe(5);
      rules.push(...page.alarms.map(({ rule }) => rule));
      after = page.next;
    }
    expect(rules.toSorted()).toEqual(["deadhead", "discharge-low", "dry-run", "motor-hot", "no-data"]);
    expect((await house.call("viewer", "GET", "/api/alarms?after=here")).status).toBe(400);
  });

  it("are acknowledged with a comment, in the name of whoever is signed in", async () => {
    const { id } = house.desk.raise(pump, "dry-run", T);
    const answer = await house.call("technician", "POST", `/api/alarms/${id}/acknowledge`, {
      occurrence: 1,
      comment: "on my way",
    });
    expect(answer.status).toBe(200);
    expect(AlarmView.parse(await answer.json())).toMatchObject({
      state: "acknowledged",
      acknowledgedBy: "technician",
      acknowledgedAt: T + 1_000,
    });
    const { entries } = JournalList.parse(await house.get(`/api/alarms/${id}/journal`));
    expect(entries.map(({ event, actor, reason }) => [event, actor, reason])).toEqual([
      ["acknowledge", "technician", "on my way"],
      ["raise", "rule", ""],
    ]);
  });

  it("are acknowledged without a body too", async () => {
    const { id } = house.desk.raise(pump, "dry-run", T);
    expect((await house.call("technician", "POST", `/api/alarms/${id}/acknowledge`)).status).toBe(200);
  });

  it("refuse what does not fit their state, and say the state", async () => {
    const { id } = house.desk.raise(pump, "dry-run", T);
    const acknowledge = async (alarm: string, body: object) =>
      await house.call("technician", "POST", `/api/alarms/${alarm}/acknowledge`, body);
    const never = await acknowledge(`${pump}.motor-hot`, {});
    expect(never.status).toBe(409);
    expect((await problemOf(never)).detail).toContain("The alarm is normal");

    house.desk.clear(pump, "dry-run", T + 1);
    house.desk.raise(pump, "dry-run", T + 2);
    const late = await acknowledge(id, { occurrence: 1 });
    expect(late.status).toBe(409);
    expect((await problemOf(late)).detail).toMatch(/occurrence 1; .* unacknowledged, occurrence 2/);

    expect((await acknowledge(id, { occurrence: 2 })).status).toBe(200);
    const twice = await acknowledge(id, {});
    expect(twice.status).toBe(409);
    expect((await problemOf(twice)).detail).toContain("acknowledged already, by technician");

    const unknown = await acknowledge(`${pump}.dry-rum`, {});
    expect(unknown.status).toBe(404);
    expect((await problemOf(unknown)).detail).toContain(`Did you mean ${id}?`);
  });

  it("stay visible when their rule or asset is gone from the files", async () => {
    house.desk.raise("riverside.taken-away" as typeof pump, "old-rule", T);
    const { alarms } = AlarmList.parse(await house.get("/api/alarms"));
    expect(alarms).toEqual([expect.objectContaining({ title: { en: "old-rule", zh: "old-rule" } })]);
  });

  it("have a journal that is read page by page", async () => {
    house.desk.raise(pump, "dry-run", T);
    house.desk.raise(lift, "no-data", T + 1);
    house.desk.clear(pump, "dry-run", T + 2);
    const sequences = async (query: string) =>
      JournalList.parse(await house.get(`/api/alarms/journal${query}`)).entries.map(
        (entry) => entry.sequence,
      );
    expect(await sequences("")).toEqual([3, 2, 1]);
    expect(await sequences("?limit=2")).toEqual([3, 2]);
    expect(await sequences("?before=2")).toEqual([1]);
    expect(await sequences(`?asset=${lift}`)).toEqual([2]);
    expect((await house.call("viewer", "GET", `/api/alarms/${pump}.nothing/journal`)).status).toBe(404);
    expect(JournalList.parse(await house.get(`/api/alarms/${pump}.motor-hot/journal`)).entries).toEqual([]);
  });
});
