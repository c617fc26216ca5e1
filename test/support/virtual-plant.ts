import { Subject, VirtualTimeScheduler } from "rxjs";
import { MemoryReadings, memoryJournal } from "../../adapters/memory/index.ts";
import { pdfPrinter } from "../../adapters/pdf/index.ts";
import { openState } from "../../adapters/sql/index.ts";
import { fakeHouse } from "../../api/fakes/index.ts";
import { buildModel } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { RememberingNotifier } from "../../facility/oncall/fake.ts";
import { GOOD, ReadingBatch, type ReadingSlice } from "../../facility/readings/index.ts";
import { instant, problem } from "../../facility/units/index.ts";
import { emergenciesPort, plantOf } from "../../house/emergencies.ts";
import { Board } from "../../ingest/pipeline/index.ts";
import { AlarmDesk, DrillKeeper, EmergencyRoom, evaluate, instancesOf, PlanBook } from "../../rules/index.ts";
import { newEstate, stepEstate, truthOf } from "../../simulators/estate.ts";
import type { Fault } from "../../simulators/fault.ts";
import { riverside } from "../../simulators/index.ts";

/** A quiet afternoon on the estate. */
const START = Date.parse("2026-03-02T06:00:00Z");
const STEP_MS = 200;

/**
 * The demo estate's physics, rules, alarm desk, emergencies and API in one virtual time: hours pass in seconds.
 * Readings come once a second, as if from the gateways.
 */
export async function virtualPlant(faultsAt: (second: number) => readonly Fault[]) {
  const site = riverside();
  if (!site.ok) throw new Error(site.problem);
  const built = buildModel([site.value], catalog);
  if (!built.ok) throw new Error(built.problem);
  const model = built.value;
  const instances = instancesOf(model);
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  scheduler.frame = START;
  const clock = () => instant(scheduler.now());
  const log = { info() {}, warn() {} };
  const desk = await AlarmDesk.open({
    instances,
    assets: model.assets.values(),
    journal: memoryJournal(),
    clock,
    scheduler,
    log,
  });
  const slices = new Subject<ReadingSlice>();
  slices.pipe(evaluate({ model, instances, scheduler })).subscribe((change) => desk.tell(change));
  const opened = await openState(":memory:");
  if (!opened.ok) throw new Error(opened.problem);
  const state = opened.value;
  const board = new Board(model);
  const readings = new MemoryReadings();
  const notifier = new RememberingNotifier();
  const store = state.emergencies;
  const plans = await PlanBook.open(store, ["riverside"], clock);
  let n = 0;
  const newId = () => `r-${++n}`;
  const room = await EmergencyRoom.open({
    ...{ store, plans, desk, notifier, clock, scheduler, newId, log },
    model: () => model,
    plant: plantOf(() => model, board, state.deviceEvents, clock),
    commands: { command: async () => problem("nothing here can be commanded") },
  });
  const drills = await DrillKeeper.open({
    store,
    plans,
    room,
    notifier,
    clock,
    newId,
    scheduler,
    log,
    timeZone: () => "Asia/Shanghai",
  });
  const emergencies = emergenciesPort({ plans, room, drills, close: async () => undefined }, store, notifier);
  const house = await fakeHouse({
    model: () => model,
    desk,
    clock,
    readings,
    emergencies,
    printer: pdfPrinter(),
  });

  let estate = newEstate(site.value, 1, instant(START), 8);
  const settle = async () => {
    for (let i = 0; i < 12; i++) await new Promise(setImmediate);
  };
  return {
    ...{ house, room, notifier, drills, state, START },
    /** Plays the plant and the rules up to a second of the story. */
    async until(second: number) {
      for (let now = (scheduler.frame - START) / 1_000; now < second; now++) {
        for (let i = 0; i < 1_000 / STEP_MS; i++) estate = stepEstate(estate, STEP_MS, faultsAt(now));
        const at = START + (now + 1) * 1_000;
        scheduler.maxFrames = at;
        scheduler.flush();
        scheduler.frame = at;
        const batch = new ReadingBatch(model.pointIds);
        for (const [slug, truth] of truthOf(estate))
          for (const [point, value] of Object.entries(truth)) {
            const known = model.point(`riverside.${slug}.${point}` as never);
            if (known) batch.push(known.index, at, at, Number(value), GOOD, false);
          }
        board.take(batch, 0, batch.length);
        slices.next({ batch, from: 0, to: batch.length });
        if (now % 10 === 0) await readings.append(batch);
        await settle();
      }
    },
    async close() {
      await room.close();
      drills.close();
      await desk.close();
      await state.close();
    },
  };
}
