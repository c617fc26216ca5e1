import { VirtualTimeScheduler } from "rxjs";
import { expect, it } from "vitest";
import { MemoryReadings, memoryJournal } from "../../adapters/memory/index.ts";
import { type AssetModel, buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { GOOD, ReadingBatch } from "../../facility/readings/index.ts";
import { instant, type PointId } from "../../facility/units/index.ts";
import { LiveRules } from "../../house/index.ts";
import { Intake } from "../../ingest/pipeline/index.ts";
import { AlarmDesk, RuleBook } from "../../rules/index.ts";

const START = 1_000_000_000_000;
const noOverrides = { list: async () => [], put: async () => undefined, remove: async () => false };
const noMemories = { load: async () => [], save: async () => undefined };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Booster pumps by id, in this order. */
function model(...pumps: string[]): AssetModel {
  const name = { en: "P", zh: "泵" };
  const built = buildModel(
    [
      SiteFile.parse({
        site: { id: "s", name },
        assets: [...pumps, "nobody-reads-it"].map((id) => ({ id, type: "booster-pump", name })),
        gateways: [{ id: "gw", name, assets: pumps, outOfService: true }],
      }),
    ],
    catalog,
  );
  if (!built.ok) throw new Error(built.problem);
  return built.value;
}

/** Readings and changes of the model in virtual time; the answer lists which alarms stood at which second. */
async function play(first: AssetModel) {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  scheduler.now = () => START + scheduler.frame;
  const clock = () => instant(scheduler.now());
  let present = first;
  const intake = new Intake({ model: first, store: new MemoryReadings(), clock, log: quiet });
  let rules: LiveRules | undefined;
  const book = await RuleBook.open(first, noOverrides, (changed) => rules?.apply(changed));
  const { instances } = book;
  const desk = await AlarmDesk.open({ instances, journal: memoryJournal(), clock, log: quiet });
  rules = await LiveRules.open({ book, intake, desk, memories: noMemories, clock, log: quiet, scheduler });
  const standing: Record<string, string> = {};
  const at = (second: number, work: () => void) => scheduler.schedule(work, second * 1_000);
  const line = {
    temp(second: number, value: number, pump = "p1") {
      at(second, () => {
        const batch = new ReadingBatch(present.pointIds);
        const point = present.point(`s.${pump}.motor_temp_C` as PointId)!;
        batch.push(point.index, scheduler.now(), scheduler.now(), value, GOOD, false);
        intake.board.take(batch, 0, 1);
        intake.accepted.next({ batch, from: 0, to: 1 });
      });
      return line;
    },
    follow(second: number, next: AssetModel) {
      at(second, () => {
        present = next;
        rules?.follow(next);
      });
      return line;
    },
    look(second: number) {
      at(second, () => {
        standing[second] = desk
          .open()
          .map(({ id, state, occurrence }) => `${id} ${state.is} ${occurrence}`)
          .join();
      });
      return line;
    },
    /** Runs to this second; the rules end there. */
    until(second: number) {
      at(second, () => void rules?.close());
      scheduler.maxFrames = second * 1_000;
      scheduler.flush();
      return standing;
    },
  };
  return line;
}

// motor-hot: above 95 °C for 20 s; no-data: nothing heard for 30 s (catalogue).
const HOT = "s.p1.motor-hot unacknowledged 1";

it("counts a delay on from its first sign when the model changes in the middle of it", async () => {
  const line = await play(model("p1"));
  for (let second = 1; second < 30; second += 5) line.temp(second, 99);
  expect(line.follow(11.5, model("p0", "p1")).look(20.9).look(21.1).until(25)).toEqual({
    20.9: "",
    21.1: HOT,
  });
});

it("begins a delay anew when the value was back before the model changed", async () => {
  const line = await play(model("p1"));
  line.temp(1, 99).temp(6, 80).follow(8, model("p0", "p1"));
  for (let second = 10; second < 30; second += 5) line.temp(second, 99);
  expect(line.look(22).look(29).look(30.5).until(31)).toEqual({ 22: "", 29: "", 30.5: HOT });
});

it("keeps an alarm that stands, raises it no second time, and ends it by the new rules", async () => {
  const line = await play(model("p1"));
  for (let second = 1; second < 40; second += 5) line.temp(second, 99);
  line.follow(30, model("p0", "p1")).look(31).look(39);
  for (let second = 41; second < 70; second += 5) line.temp(second, 60);
  const standing = line.look(69).until(70);
  expect(standing[31]).toBe(HOT);
  expect(standing[39]).toBe(HOT);
  expect(standing[69]).toContain("s.p1.motor-hot returned 1");
});

it("counts silence from when the asset was last heard, not from the change", async () => {
  const line = await play(model("p1"));
  line.temp(1, 40).follow(20, model("p0", "p1"));
  expect(line.look(30.9).look(31.1).until(40)).toEqual({
    30.9: "",
    31.1: "s.p1.no-data unacknowledged 1",
  });
});

it("leaves an asset silent that fell silent before the change", async () => {
  const line = await play(model("p1"));
  line.temp(1, 40).follow(40, model("p0", "p1")).look(41);
  expect(line.until(45)).toEqual({ 41: "s.p1.no-data unacknowledged 1" });
});

it("ends the alarms of an asset that is taken out", async () => {
  const line = await play(model("p0", "p1"));
  for (let second = 1; second < 30; second += 5) line.temp(second, 99).temp(second, 40, "p0");
  expect(line.look(25).follow(26, model("p0")).look(27).until(28)).toEqual({ 25: HOT, 27: "" });
});
