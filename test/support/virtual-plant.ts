import { Subject, VirtualTimeScheduler } from "rxjs";
import { memoryJournal } from "../../adapters/memory/index.ts";
import { pdfPrinter } from "../../adapters/pdf/index.ts";
import { fakeHouse } from "../../api/fakes/index.ts";
import { buildModel } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { RememberingNotifier } from "../../facility/oncall/fake.ts";
import { GOOD, ReadingBatch, type ReadingSlice } from "../../facility/readings/index.ts";
import { type AssetId, assetId, instant, type PointId, text } from "../../facility/units/index.ts";
import { emergenciesPort, plantOf } from "../../house/emergencies.ts";
import { Board } from "../../ingest/pipeline/index.ts";
import {
  AlarmDesk,
  type Commands,
  DrillKeeper,
  EmergencyRoom,
  evaluate,
  instancesOf,
  PlanBook,
} from "../../rules/index.ts";
import { newEstate, stepEstate, writeTo } from "../../simulators/estate.ts";
import type { Fault } from "../../simulators/fault.ts";
import { riverside } from "../../simulators/index.ts";
import { chosenStores } from "./profile.ts";
import { virtualField } from "./virtual-field.ts";

/** A quiet afternoon on the estate. */
const START = Date.parse("2026-03-02T06:00:00Z");
const STEP_MS = 200;

/**
 * The demo estate's physics, its devices' registers and frames, rules, alarm desk, emergencies and API in one virtual
 * time: hours pass in seconds. Each device is read once a second, as if by the gateways, and obeys commands. On the
 * server profile alarms, emergencies and readings are in PostgreSQL and InfluxDB.
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
  const stores = await chosenStores();
  const { state, readings } = stores;
  const desk = await AlarmDesk.open({
    instances,
    assets: model.assets.values(),
    journal: stores.servers ? state.journal : memoryJournal(),
    clock,
    scheduler,
    log,
  });
  const slices = new Subject<ReadingSlice>();
  slices.pipe(evaluate({ model, instances, scheduler })).subscribe((change) => desk.tell(change));
  const board = new Board(model);
  const notifier = new RememberingNotifier();
  const store = state.emergencies;
  const plans = await PlanBook.open(store, ["riverside"], clock);
  let n = 0;
  const newId = () => `r-${++n}`;
  let estate = newEstate(site.value, 1, instant(START), 8);
  /** Every command that reached a device, as `asset.point=value`. */
  const given: string[] = [];
  const commands: Commands = {
    async command({ point, value }) {
      const known = model.point(point as PointId);
      if (!known?.type.writable) return { ok: false, words: text(`${point} is only observed`, "只读测点") };
      given.push(`${known.asset.slug}.${known.type.name}=${value}`);
      estate = writeTo(estate, known.asset.slug, known.type.name, Number(value));
      return { ok: true, words: text("done", "已执行") };
    },
  };
  const room = await EmergencyRoom.open({
    ...{ store, plans, desk, notifier, clock, scheduler, newId, log, commands },
    model: () => model,
    plant: plantOf(() => model, board, state.deviceEvents, clock),
  });
  const timeZone = () => "Asia/Shanghai";
  const drills = await DrillKeeper.open({
    ...{ store, plans, room, notifier, clock, newId, scheduler, log, timeZone },
  });
  const emergencies = emergenciesPort({ plans, room, drills, close: async () => undefined }, store, notifier);
  const house = await fakeHouse({
    ...{ model: () => model, desk, clock, readings, emergencies, printer: pdfPrinter() },
  });

  const field = virtualField(site.value);
  /** What devices say, on its way into the house. */
  const hear = async (now: number, silent: ReadonlySet<string>) => {
    const at = scheduler.frame;
    const batch = new ReadingBatch(model.pointIds);
    // Gateways speak of themselves as long as they are there.
    for (const { gateway } of model.gateways)
      for (const point of model.assets.get(assetId("riverside", gateway.id))?.points ?? [])
        batch.push(point.index, at, at, point.type.kind === "boolean" ? 1 : 0, GOOD, false);
    for (const { asset, values, events } of field(estate, silent)) {
      for (const [point, value] of values) {
        const known = model.point(`riverside.${asset}.${point}` as PointId);
        if (known && value !== null) batch.push(known.index, at, at, Number(value), GOOD, false);
      }
      for (const event of events)
        await state.deviceEvents.add({
          ...event,
          asset: `riverside.${asset}` as AssetId,
          at: instant(event.at),
          receivedAt: instant(at),
        } as never);
    }
    board.take(batch, 0, batch.length);
    slices.next({ batch, from: 0, to: batch.length });
    if (now % 10 === 0) await readings.append(batch);
  };
  const settle = async () => {
    for (let i = 0; i < 12; i++) await new Promise(setImmediate);
    await stores.settled();
  };
  return {
    ...{ house, room, notifier, drills, state, given, model, START },
    /** Seconds since the story began. */
    now: () => (scheduler.frame - START) / 1_000,
    /** Plays the plant and the rules up to a second of the story. */
    async until(second: number) {
      for (let now = (scheduler.frame - START) / 1_000; now < second; now++) {
        const faults = faultsAt(now);
        for (let i = 0; i < 1_000 / STEP_MS; i++) estate = stepEstate(estate, STEP_MS, faults);
        scheduler.maxFrames = START + (now + 1) * 1_000;
        scheduler.flush();
        scheduler.frame = START + (now + 1) * 1_000;
        await hear(now, new Set(faults.flatMap((f) => (f.fault === "silent" ? [f.asset] : []))));
        await settle();
      }
    },
    async close() {
      await room.close();
      drills.close();
      await desk.close();
      await stores.close();
    },
  };
}
