import { beforeEach, describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../facility/readings/index.ts";
import { hours } from "../../facility/units/index.ts";
import { AssetDetail, HistoryView, ReadingList } from "../contract/index.ts";
import { fakeHouse, lift, problemOf, pump, T } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});

describe("the history of a point", () => {
  it("comes in slices, the last hour by default", async () => {
    house.readings.keep(`${pump}.flow_m3_h`, 4, T - 1_000);
    house.readings.keep(`${pump}.flow_m3_h`, 6, T - 500);
    house.readings.keep(`${pump}.flow_m3_h`, 9, T - hours(2));
    const history = HistoryView.parse(await house.get(`/api/points/${pump}.flow_m3_h/history`));
    expect(history).toMatchObject({ from: T - hours(1), to: T, bucketMs: 12_000 });
    expect(history.buckets).toEqual([
      { at: T - 12_000, min: 4, mean: 5, max: 6, last: 6, count: 2, good: 1 },
    ]);
  });

  it("that cannot be read at present is no fault of the server, and says what to do", async () => {
    house.readings.buckets = () =>
      Promise.reject(new StoreUnavailable("influx://tsdb cannot be reached. Start it."));
    const answer = await house.call("viewer", "GET", `/api/points/${pump}.flow_m3_h/history`);
    expect(answer.status).toBe(503);
    expect((await problemOf(answer)).detail).toBe(
      "History cannot be read now; live values and alarms go on. influx://tsdb cannot be reached. Start it.",
    );
  });

  it("takes ms and ISO 8601", async () => {
    const from = new Date(T - hours(3)).toISOString();
    const history = HistoryView.parse(
      await house.get(`/api/points/${pump}.flow_m3_h/history?from=${from}&to=${T}&buckets=6`),
    );
    expect(history).toMatchObject({ from: T - hours(3), to: T, bucketMs: 1_800_000 });
  });

  it("gives a boolean as a boolean and an enumeration as its code", async () => {
    house.readings.keep(`${pump}.running`, 1, T - 1_000);
    house.readings.keep(`${pump}.running`, null, T - 90_000);
    const running = HistoryView.parse(await house.get(`/api/points/${pump}.running/history`));
    expect(running.buckets.map((bucket) => bucket.last)).toEqual([null, true]);

    const { points } = AssetDetail.parse(await house.get(`/api/assets/${lift}`));
    const enumeration = points.find((point) => point.type.kind === "enum");
    if (!enumeration) throw new Error("the lift has no enumeration any more; take another type");
    house.readings.keep(enumeration.id, 2, T - 1_000);
    const states = HistoryView.parse(await house.get(`/api/points/${enumeration.id}/history`));
    expect(states.buckets.map((bucket) => bucket.last)).toEqual([2]);
  });

  it("is there raw as well, and says when there is more", async () => {
    for (let i = 5; i > 0; i--) house.readings.keep(`${pump}.running`, i % 2, T - i * 1_000);
    const list = ReadingList.parse(await house.get(`/api/points/${pump}.running/readings?limit=3`));
    expect(list.readings.map((reading) => reading.value)).toEqual([true, false, true]);
    expect(list.more).toBe(true);
    expect(list.readings[0]).toMatchObject({ at: T - 5_000, receivedAt: T - 4_995, replayed: false });
    const rest = ReadingList.parse(
      await house.get(`/api/points/${pump}.running/readings?from=${T - 2_500}&limit=3`),
    );
    expect(rest).toMatchObject({ more: false });
    expect(rest.readings).toHaveLength(2);
  });

  it.each([
    ["buckets=0", "buckets"],
    ["buckets=5001", "buckets"],
    ["buckets=many", "buckets"],
    ["from=yesterday", "from"],
    ["to=2026-01-31T08:00:00", "to"],
    [`from=${T}&to=${T}`, "from"],
  ])("refuses ?%s by the field's path", async (query, path) => {
    const answer = await house.call("viewer", "GET", `/api/points/${pump}.flow_m3_h/history?${query}`);
    expect(answer.status).toBe(400);
    const problem = await problemOf(answer);
    expect(problem.errors?.map((error) => error.path)).toEqual([path]);
    expect(problem.detail).toContain(path);
  });

  it("suggests the point or the asset that was meant", async () => {
    const ask = async (id: string) =>
      (await problemOf(await house.call("viewer", "GET", `/api/points/${id}/history`))).detail;
    expect(await ask(`${pump}.runing`)).toContain(`Did you mean ${pump}.running?`);
    expect(await ask("riverside.b1-boster-2.running")).toContain(`Did you mean ${pump}.running?`);
    expect(await ask("nonsense")).toContain("GET /api/assets");
  });
});
