import { Subject, VirtualTimeScheduler } from "rxjs";
import { expect, it } from "vitest";
import { memoryJournal } from "../../adapters/memory/index.ts";
import { AlarmDetail, AlarmList } from "../../api/contract/index.ts";
import { fakeHouse } from "../../api/fakes/index.ts";
import type { Transition } from "../../facility/alarms/index.ts";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { GOOD, ReadingBatch, type ReadingSlice } from "../../facility/readings/index.ts";
import { type AssetId, instant, pointId } from "../../facility/units/index.ts";
import { AlarmDesk, evaluate, instancesOf } from "../../rules/index.ts";
import { chosenStores } from "../support/profile.ts";

const FEEDER = "s.feeder-2";
const name = (en: string) => ({ en, zh: en });
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const START = 1_000_000_000;

/** 30 lifts, 30 pumps and 29 panels behind feeder 2, and the gateway that reads half of them: 90 in all. */
const lifts = numbers(30).map((n) => `lift-${n}`);
const pumps = numbers(30).map((n) => `pump-${n}`);
const panels = numbers(29).map((n) => `panel-${n}`);
const devices = [...lifts, ...pumps, ...panels];
function estate() {
  const model = buildModel(
    [
      SiteFile.parse({
        site: { id: "s", name: name("S") },
        assets: [
          {
            id: "feeder-2",
            type: "power-meter",
            name: name("10 kV feeder 2"),
            feeds: [...devices, "gw-fed"],
          },
          ...lifts.map((id) => ({ id, type: "lift", name: name(id) })),
          ...pumps.map((id) => ({ id, type: "booster-pump", name: name(id) })),
          ...panels.map((id) => ({ id, type: "fire-panel", name: name(id) })),
        ],
        gateways: [
          { id: "gw-fed", name: name("Fed gateway"), assets: devices.filter((_, i) => i % 2 === 0) },
          {
            id: "gw-own",
            name: name("Gateway with a battery"),
            assets: ["feeder-2", ...devices.filter((_, i) => i % 2 === 1)],
          },
        ],
      }),
    ],
    catalog,
  );
  if (!model.ok) throw new Error(model.problem);
  return model.value;
}

it("4. The feeder drops: 90 devices fall silent or low within 5 s, one alarm names the feeder; what is still true after its return stays", async () => {
  const model = estate();
  const instances = instancesOf(model);
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  scheduler.frame = START;
  const clock = () => instant(scheduler.frame);
  const stores = await chosenStores();
  const desk = await AlarmDesk.open({
    instances,
    assets: model.assets.values(),
    journal: stores.servers ? stores.state.journal : memoryJournal(),
    clock,
    scheduler,
    log: { info() {}, warn() {} },
  });
  const told: Transition[] = [];
  desk.transitions.subscribe((transition) => told.push(transition));
  const slices = new Subject<ReadingSlice>();
  slices.pipe(evaluate({ model, instances, scheduler })).subscribe((change) => desk.tell(change));
  const house = await fakeHouse({ model: () => model, desk, clock });

  /** What each asset reports at a second of the story; undefined while it has no supply to speak with. */
  const supplied = (second: number) => second < 60 || second >= 360;
  const speaks = (slug: string, second: number): Record<string, number | boolean> | undefined => {
    const type = model.assets.get(`s.${slug}` as AssetId)?.type.id;
    if (type === "power-meter") {
      const volts = supplied(second) ? 225 : 0;
      return { voltage_L1_V: volts, voltage_L2_V: volts, voltage_L3_V: volts };
    }
    if (slug === "gw-own") return { devices_silent: 0 };
    // The gateway is dead at once, and what it reads with it; pump 7 does not come back at all.
    if (slug === "gw-fed") return supplied(second) ? { devices_silent: 0 } : undefined;
    if (slug === "pump-7" && second >= 60) return undefined;
    // Panels live on their batteries and say that the mains are gone.
    if (type === "fire-panel" && (supplied(second) || devices.indexOf(slug) % 2 === 1))
      return { fire: false, fault: false, mains: supplied(second) };
    // Lift 4 stands with somebody in it; its own battery keeps it speaking.
    if (slug === "lift-4")
      return supplied(second)
        ? { service_mode: 1, running: true, passenger: false, door_zone: true, door_closed: false }
        : { service_mode: 1, running: false, passenger: true, door_zone: false, door_closed: true };
    return supplied(second) ? { [type === "lift" ? "alarm_button" : "running"]: false } : undefined;
  };
  const slugs = ["feeder-2", "gw-own", "gw-fed", ...devices];
  for (let second = 0; second <= 480; second++)
    scheduler.schedule(() => {
      const batch = new ReadingBatch(model.pointIds);
      for (const slug of slugs)
        for (const [point, value] of Object.entries(speaks(slug, second) ?? {})) {
          const known = model.point(pointId(`s.${slug}` as AssetId, point));
          if (!known) continue;
          const at = START + second * 1_000;
          batch.push(known.index, at, at, Number(value), GOOD, false);
        }
      slices.next({ batch, from: 0, to: batch.length });
    }, second * 1_000);
  const until = async (second: number) => {
    scheduler.maxFrames = START + second * 1_000;
    scheduler.flush();
    scheduler.frame = START + second * 1_000;
    // The journal in memory writes within a few microtasks.
    await new Promise(setImmediate);
    await stores.settled();
  };
  const list = async () => AlarmList.parse(await house.get("/api/alarms")).alarms;
  const inSight = async () =>
    (await list()).filter(({ state }) => state !== "suppressed").map(({ id, state }) => `${id} ${state}`);

  await until(59);
  expect(await list()).toEqual([]);

  // The feeder is sure within 5 s; two minutes later everything behind it has gone silent, and none of that called.
  await until(65);
  expect(await inSight()).toEqual([`${FEEDER}.supply-lost unacknowledged`]);
  await until(240);
  expect(await inSight()).toEqual([
    "s.lift-4.entrapment unacknowledged",
    `${FEEDER}.supply-lost unacknowledged`,
  ]);

  const detail = AlarmDetail.parse(await house.get(`/api/alarms/${FEEDER}.supply-lost`));
  expect(detail.response.zh).toContain("先查电梯是否困人");
  const named = new Set(detail.consequences.map(({ asset }) => asset));
  // All but lift 4, which still speaks and stands alone; the feeder's own low voltage is among them.
  expect(named.size).toBe(90);
  for (const one of detail.consequences)
    expect(one.causes).toContainEqual({ alarm: `${FEEDER}.supply-lost`, because: "supply-lost" });

  // One page for the supply, one for the people in the lift, and nothing else.
  const calls = () =>
    told.filter(({ event, alarm }) => event.on !== "comment" && alarm.state.is === "unacknowledged");
  expect(calls().map(({ alarm }) => alarm.id)).toEqual([`${FEEDER}.supply-lost`, "s.lift-4.entrapment"]);

  // Supply returns at 360 s. After the grace, what is still true calls: pump 7 alone.
  await until(380);
  expect((await list()).filter(({ id }) => id === "s.pump-7.no-data")).toMatchObject([
    { state: "suppressed" },
  ]);
  await until(420);
  expect((await inSight()).sort()).toEqual([
    `${FEEDER}.supply-lost returned`,
    "s.lift-4.entrapment returned",
    "s.pump-7.no-data unacknowledged",
  ]);
  expect((await list()).filter(({ state }) => state === "suppressed")).toEqual([]);
  await desk.close();
  await stores.close();
});
