import { beforeEach, describe, expect, it } from "vitest";
import { hours } from "../../facility/units/index.ts";
import { AlignedHistory, IncreaseView } from "../contract/index.ts";
import { fakeHouse, problemOf, pump, T } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});
const flow = `${pump}.flow_m3_h`;
const running = `${pump}.running`;

describe("the history of several points", () => {
  it("comes in the same slices, in the order asked, each once", async () => {
    house.readings.keep(flow, 4, T - 1_000);
    house.readings.keep(running, 1, T - 1_000);
    const history = AlignedHistory.parse(
      await house.get(
        `/api/history?points=${running},${flow},${running}&from=${T - 10_000}&to=${T}&buckets=10`,
      ),
    );
    expect(history.series.map(({ point }) => point)).toEqual([running, flow]);
    expect(history.series.map(({ buckets }) => [buckets[0]?.at, buckets[0]?.last])).toEqual([
      [T - 1_000, true],
      [T - 1_000, 4],
    ]);
  });

  it("names the point that is none, and the most that may be asked", async () => {
    const unknown = await house.call("viewer", "GET", `/api/history?points=${flow},${pump}.runing`);
    expect((await problemOf(unknown)).detail).toContain(running);
    const many = Array.from({ length: 51 }, (_, i) => `a.b.c${i}`).join(",");
    const refused = await house.call("viewer", "GET", `/api/history?points=${many}`);
    expect((await problemOf(refused)).errors?.[0]?.message).toContain("at most 50");
  });
});

describe("the increase of a counter", () => {
  it("adds up over a reset, and over more than one page", async () => {
    for (let i = 0; i < 10_050; i++) house.readings.keep(flow, i < 10_000 ? i : i - 10_000, T - 20_000 + i);
    const increase = IncreaseView.parse(
      await house.get(`/api/points/${flow}/increase?from=${T - hours(1)}&to=${T}`),
    );
    expect(increase).toMatchObject({ increase: 9_999 + 49, resets: 1, used: 10_050, last: { value: 49 } });
  });

  it("knows a register that ran over from one that was reset", async () => {
    house.readings.keep(flow, 998, T - 2_000);
    house.readings.keep(flow, 3, T - 1_000);
    const increase = IncreaseView.parse(await house.get(`/api/points/${flow}/increase?rollsOverAt=1000`));
    expect(increase).toMatchObject({ increase: 5, rollovers: 1, resets: 0 });
  });
});

describe("the export", () => {
  it("is a CSV with time zone, quality and quoted texts", async () => {
    house.readings.keep(running, 1, T - 1_000);
    house.readings.keep(flow, 1.5, T - 500);
    const answer = await house.call("viewer", "GET", `/api/export?points=${flow},${running}`);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="readings-.*\.csv"$/);
    const iso = (at: number) => new Date(at).toISOString();
    expect(await answer.text()).toBe(
      [
        "point,at,received_at,value,quality,replayed",
        `${flow},${iso(T - 500)},${iso(T - 495)},1.5,good,false`,
        `${running},${iso(T - 1_000)},${iso(T - 995)},true,good,false`,
        "",
      ].join("\r\n"),
    );
  });

  it("lets no device write a formula into somebody's spreadsheet", async () => {
    house.readings.keep(flow, '=HYPERLINK("x","y")', T - 1_000);
    const csv = await (await house.call("viewer", "GET", `/api/export?points=${flow}`)).text();
    expect(csv).toContain(`"'=HYPERLINK(""x"",""y"")"`);
  });

  it("is Parquet where the store writes it, and removes what was sent", async () => {
    const answer = await house.call("viewer", "GET", `/api/export?points=${flow}&format=parquet`);
    expect(answer.headers.get("content-type")).toBe("application/vnd.apache.parquet");
    expect(await answer.text()).toBe("PAR1");
    await expect.poll(() => house.archive.removed).toBe(1);
    const without = await fakeHouse({ archive: undefined });
    const refused = await without.call("viewer", "GET", `/api/export?points=${flow}&format=parquet`);
    expect((await problemOf(refused)).detail).toContain("format=csv");
  });
});
