import { Subject, VirtualTimeScheduler } from "rxjs";
import { memoryJournal, memoryMaintenance } from "../../adapters/memory/index.ts";
import { fakeHouse, rememberingFiles } from "../../api/fakes/index.ts";
import type { ApiDeps } from "../../api/index.ts";
import type { AlarmJournal } from "../../facility/alarms/index.ts";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { type MaintenanceStore, shelvesOf } from "../../facility/maintenance/index.ts";
import { RememberingNotifier } from "../../facility/oncall/fake.ts";
import type { StaffMember } from "../../facility/oncall/index.ts";
import { type DeviceEvent, GOOD, ReadingBatch, type ReadingSlice } from "../../facility/readings/index.ts";
import { type AssetId, instant, pointId } from "../../facility/units/index.ts";
import { AlarmDesk, evaluate, instancesOf } from "../../rules/index.ts";
import {
  fitnessBy,
  OrderDesk,
  Planner,
  RequestDesk,
  RoundDesk,
  ServiceKeeper,
  StockKeeper,
  Teller,
  troubleWithRule,
  Verifier,
} from "../../rules/maintenance/index.ts";
import { chosenStores } from "./profile.ts";

const quiet = { info() {}, warn() {} };

/**
 * A site in virtual time: readings in, rules, alarm desk, maintenance and the API on them; hours pass in milliseconds.
 * On the server profile alarms, orders and readings are in PostgreSQL and InfluxDB. What an estate before it `kept` is
 * what a restart finds.
 */
export async function virtualEstate(
  file: Parameters<typeof SiteFile.parse>[0],
  start: number,
  more: Partial<ApiDeps> = {},
  staff: readonly StaffMember[] = [],
  kept: { journal?: AlarmJournal; store?: MaintenanceStore } = {},
) {
  const built = buildModel([SiteFile.parse(file)], catalog);
  if (!built.ok) throw new Error(built.problem);
  const model = built.value;
  const instances = instancesOf(model);
  const stores = await chosenStores();
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  scheduler.frame = start;
  const clock = () => instant(scheduler.frame);
  const journal = kept.journal ?? (stores.servers ? stores.state.journal : memoryJournal());
  const desk = await AlarmDesk.open({
    instances,
    assets: model.assets.values(),
    journal,
    clock,
    scheduler,
    log: quiet,
  });
  const slices = new Subject<ReadingSlice>();
  slices.pipe(evaluate({ model, instances, scheduler })).subscribe((change) => desk.tell(change));
  const store = kept.store ?? (stores.servers ? stores.state.maintenance : memoryMaintenance());
  const notifier = new RememberingNotifier(staff);
  const orders = await OrderDesk.open(
    store,
    clock,
    fitnessBy(notifier, () => model, clock),
  );
  const keeper = new ServiceKeeper(orders, desk, quiet);
  const heard = new Map<AssetId, number>();
  const verifier = new Verifier({
    orders,
    desk,
    heardAt: (asset) => (heard.has(asset) ? instant(heard.get(asset) ?? 0) : undefined),
    clock,
    scheduler,
    log: quiet,
  });
  const shelves = shelvesOf(store);
  const files = rememberingFiles();
  const { readings } = stores;
  /** What devices told by codes, newest first. */
  const events: DeviceEvent[] = [];
  const planner = new Planner({
    model: () => model,
    shelves,
    orders,
    readings,
    desk,
    events: { add: async () => {}, list: async ({ asset }) => events.filter((one) => one.asset === asset) },
    clock,
    scheduler,
    log: quiet,
  });
  const forget = (id: string) => files.remove(id);
  const requests = new RequestDesk({ shelves, orders, forget, clock, log: quiet });
  const rounds = new RoundDesk(shelves, orders, clock);
  const stock = new StockKeeper(shelves, orders, clock, quiet);
  const teller = new Teller({
    ...{ orders, shelves, requests, stock, notifier, clock, scheduler },
    model: () => model,
    log: quiet,
  });
  const plans = Object.assign(planner, { troubleWith: troubleWithRule });
  const house = await fakeHouse({
    model: () => model,
    desk,
    clock,
    files,
    maintenance: { orders, shelves, plans, requests, rounds, stock, people: notifier },
    ...more,
  });

  /** Each asset's values at a second since the start. */
  const tell = (asset: AssetId, values: Readonly<Record<string, number | boolean>>) => {
    const batch = new ReadingBatch(model.pointIds);
    const at = scheduler.frame;
    for (const [name, value] of Object.entries(values)) {
      const point = model.point(pointId(asset, name));
      if (point) batch.push(point.index, at, at, Number(value), GOOD, false);
    }
    heard.set(asset, at);
    slices.next({ batch, from: 0, to: batch.length });
  };
  /** Lets time pass to that second, and what hangs on promises come about. */
  const until = async (second: number, eachSecond?: (second: number) => void) => {
    for (let s = Math.floor((scheduler.frame - start) / 1_000) + 1; s <= second; s++) {
      scheduler.maxFrames = start + s * 1_000;
      scheduler.flush();
      scheduler.frame = start + s * 1_000;
      eachSecond?.(s);
      await stores.settled();
      if (s % 60 === 0) await new Promise(setImmediate);
    }
    await new Promise(setImmediate);
    await keeper.settled();
    await new Promise(setImmediate);
    await stores.settled();
  };
  return {
    model,
    desk,
    journal,
    orders,
    store,
    shelves,
    files,
    readings,
    planner,
    requests,
    rounds,
    stock,
    notifier,
    events,
    teller,
    keeper,
    verifier,
    house,
    clock,
    tell,
    until,
    /** Days pass in which nothing is looked at; not to be followed by `until`. */
    skip(seconds: number) {
      scheduler.frame += seconds * 1_000;
    },
    async close() {
      await teller.close();
      await stock.close();
      await planner.close();
      await requests.close();
      await verifier.close();
      await keeper.close();
      await orders.close();
      await desk.close();
      await stores.close();
    },
  };
}
