import { expect, it } from "vitest";
import { MemoryReadings } from "../../adapters/memory/index.ts";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { GOOD, ReadingBatch } from "../../facility/readings/index.ts";
import { assetId, instant } from "../../facility/units/index.ts";
import { BacktestRunner } from "./runner.ts";

const name = { en: "P", zh: "P" };
const model = buildModel(
  [SiteFile.parse({ site: { id: "s", name }, assets: [{ id: "p1", type: "booster-pump", name }] })],
  catalog,
);
if (!model.ok) throw new Error(model.problem);
const pump = model.value.assets.get(assetId("s", "p1"))!;
const START = 1_700_000_000_000;

/** An hour of a pump: 60 °C, with 100 °C from minute 10 to 20 and 90 °C from minute 30 to 40. */
async function history() {
  const store = new MemoryReadings();
  const batch = new ReadingBatch(model.ok ? model.value.pointIds : []);
  const point = pump.points.find(({ type }) => type.name === "motor_temp_C")!;
  for (let s = 0; s < 3_600; s++) {
    const minute = s / 60;
    const value = minute >= 10 && minute < 20 ? 100 : minute >= 30 && minute < 40 ? 90 : 60;
    batch.push(point.index, START + s * 1_000, START + s * 1_000, value, GOOD, s % 2 === 0);
  }
  await store.append(batch);
  return store;
}
const hot = pump.rules.find(({ id }) => id === "motor-hot")!;
const until = async (runner: BacktestRunner, id: string) => {
  while (runner.get(id)?.state === "running") await new Promise((turn) => setImmediate(turn));
  return runner.get(id)!;
};
const minutes = (n: number, seconds = 0) => START + n * 60_000 + seconds * 1_000;
const span = { asset: pump.id, from: START, to: START + 3_600_000 };

it("finds when a saved rule was true, its delays included, replayed readings too", async () => {
  const runner = new BacktestRunner(
    () => model.value,
    await history(),
    () => instant(START),
  );
  const started = runner.start({ ...span, rule: hot, present: undefined });
  if (!started.ok) throw new Error(started.problem);
  const job = await until(runner, started.value.id);
  expect(job).toMatchObject({ state: "done", readings: 3_600, progress: 1 });
  expect(job.occurrences).toEqual([{ from: minutes(10, 20), to: minutes(20, 20) }]);
});

it("shows what a draft would change", async () => {
  const runner = new BacktestRunner(
    () => model.value,
    await history(),
    () => instant(START),
  );
  const draft = { ...hot, condition: { ...hot.condition, limit: 85, offDelaySeconds: 60 } };
  const started = runner.start({ ...span, rule: draft as typeof hot, present: hot });
  if (!started.ok) throw new Error(started.problem);
  const { difference } = await until(runner, started.value.id);
  expect(difference).toEqual({
    added: [{ from: minutes(30, 20), to: minutes(41) }],
    gone: [],
    moved: [
      {
        before: { from: minutes(10, 20), to: minutes(20, 20) },
        after: { from: minutes(10, 20), to: minutes(21) },
      },
    ],
    same: 0,
  });
});

it("can be cancelled, and refuses what cannot run", async () => {
  const runner = new BacktestRunner(
    () => model.value,
    await history(),
    () => instant(START),
  );
  const started = runner.start({ ...span, rule: hot, present: undefined });
  if (!started.ok) throw new Error(started.problem);
  expect(runner.cancel(started.value.id)).toBe(true);
  expect((await until(runner, started.value.id)).state).toBe("cancelled");
  expect(runner.cancel("nosuch")).toBe(false);
  expect(runner.start({ ...span, from: span.to, rule: hot, present: undefined })).toMatchObject({
    ok: false,
  });
  const misfit = { ...hot, condition: { ...hot.condition, point: "level_m" } } as typeof hot;
  expect(runner.start({ ...span, rule: misfit, present: undefined })).toMatchObject({
    problem: expect.stringContaining("level_m"),
  });
});
