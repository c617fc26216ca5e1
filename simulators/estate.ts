import { lineOf, type SiteFile } from "../facility/assets/index.ts";
import { after, type Instant, millis } from "../facility/units/index.ts";
import { callsGenerator, newAts } from "./devices/ats.ts";
import { type BoosterState, drawnBy, newBoosterSet } from "./devices/booster.ts";
import { activityAt, homeward, hourOfDay } from "./devices/demand.ts";
import { newFeeder } from "./devices/feeder.ts";
import { newFirePanel } from "./devices/fire-panel.ts";
import { newFireWater } from "./devices/fire-water.ts";
import { newGas } from "./devices/gas.ts";
import { generates, isReady, newGenset } from "./devices/genset.ts";
import { newLift } from "./devices/lift.ts";
import { newMeter } from "./devices/meter.ts";
import { newResidual } from "./devices/residual.ts";
import { newSeismic } from "./devices/seismic.ts";
import { type DeviceState, stepDevice, truthsOf } from "./devices/single.ts";
import { newSump } from "./devices/sump.ts";
import { depthOf, newTank, type TankState } from "./devices/tank.ts";
import { newTransformer } from "./devices/transformer.ts";
import { newUps } from "./devices/ups.ts";
import { newWaterMeter } from "./devices/water-meter.ts";
import type { Truth, World } from "./devices/world.ts";
import type { Fault } from "./fault.ts";
import { countersOf } from "./past/counters.ts";
import { seasonAt } from "./past/use.ts";
import { type Random, randomFrom } from "./random.ts";
import { bearingFactor, doorWear } from "./story.ts";
import { loadsOf, supplyOf } from "./supply.ts";

export type { Truth } from "./devices/world.ts";
export { writeTo } from "./orders.ts";

/** Everything physical about an estate at one moment. The same seed and steps always give the same estate. */
export interface Estate {
  readonly at: Instant;
  readonly utcOffsetHours: number;
  readonly random: number;
  readonly devices: readonly DeviceState[];
  /** Who is fed by which meter, asset by asset. */
  readonly feeds: ReadonlyMap<string, readonly string[]>;
  /** Assets without supply. */
  readonly dark: ReadonlySet<string>;
  /** What each asset takes, kW; worked out once a second. */
  readonly loadKw: (asset: string) => number;
  /** When the stories of slow wear began to be told; undefined where everything is sound. */
  readonly storyBegan: Instant | undefined;
}

/** Lays out what a site file names. Pumps on one line are one booster set. */
export function newEstate(
  site: SiteFile,
  seed: number,
  at: Instant,
  utcOffsetHours: number,
  storyBegan?: Instant,
): Estate {
  const random = randomFrom(seed);
  const feeds = new Map(site.assets.map((asset) => [asset.id, asset.feeds]));
  const devices = devicesOf(site, seed, at, utcOffsetHours, random);
  // A minute of its own, so that pressures and loads have settled before anyone looks.
  let settled: Estate = {
    at,
    utcOffsetHours,
    random: random.state,
    devices,
    feeds,
    dark: new Set(),
    loadKw: () => 0,
    storyBegan,
  };
  for (let i = 0; i < 600; i++) settled = stepEstate(settled, 100, []);
  return { ...settled, at };
}

function devicesOf(
  site: SiteFile,
  seed: number,
  at: Instant,
  utcOffsetHours: number,
  random: Random,
): DeviceState[] {
  const assetOf = new Map(site.assets.map((asset) => [asset.id, asset]));
  const counter = countersOf(site, seed, at, utcOffsetHours);
  const devices: DeviceState[] = [];
  const lines = new Map<string, { set: string | undefined; pumps: string[] }>();
  for (const { asset, modbus } of site.gateways.flatMap((gateway) => gateway.devices)) {
    const type = assetOf.get(asset)?.type;
    if (type !== "booster-pump" && type !== "booster-set") continue;
    const line = lineOf(modbus);
    const found = lines.get(line) ?? { set: undefined, pumps: [] };
    lines.set(
      line,
      type === "booster-set" ? { ...found, set: asset } : { ...found, pumps: [...found.pumps, asset] },
    );
  }
  for (const { set, pumps } of lines.values())
    if (pumps.length > 0)
      devices.push(
        newBoosterSet(set, pumps, {
          runHours: (asset) => counter(asset, "run_hours"),
          starts: (asset) => Math.floor(counter(asset, "starts")),
          volumeM3: set === undefined ? 0 : counter(set, "volume_m3"),
          energyKwh: set === undefined ? 0 : counter(set, "energy_kWh"),
        }),
      );
  const of = (type: string) => site.assets.filter((asset) => asset.type === type).map(({ id }) => id);
  for (const id of of("lift")) {
    const reopens = Math.floor(counter(id, "door_reopens"));
    devices.push(newLift(id, Math.floor(counter(id, "trips")), reopens, random));
  }
  for (const id of of("fire-panel")) devices.push(newFirePanel(id));
  for (const [place, id] of of("power-meter").entries())
    devices.push(newMeter(id, place, counter(id, "energy_import_kWh")));
  for (const id of of("water-tank")) devices.push(newTank(id, random));
  // The first one counts what fills the tank, the others a riser of flats each.
  for (const [place, id] of of("water-meter").entries())
    devices.push(
      newWaterMeter(id, place === 0 && of("water-tank").length > 0 ? 0 : 60, counter(id, "volume_m3")),
    );
  for (const id of of("sump-pump"))
    devices.push(newSump(id, [counter(id, "run_hours_1"), counter(id, "run_hours_2")], random));
  for (const id of of("transformer")) devices.push(newTransformer(id, random));
  for (const id of of("feeder")) devices.push(newFeeder(id, counter(id, "energy_import_kWh"), random));
  for (const id of of("genset"))
    devices.push(newGenset(id, counter(id, "run_hours"), Math.floor(counter(id, "starts")), random));
  for (const id of of("ats")) devices.push(newAts(id, Math.floor(counter(id, "transfers"))));
  for (const id of of("ups")) devices.push(newUps(id, random));
  for (const id of of("electrical-fire-monitor")) devices.push(newResidual(id, random));
  for (const id of of("gas-detector")) devices.push(newGas(id));
  for (const id of of("seismic-switch")) devices.push(newSeismic(id));
  const [pump] = of("fire-pump");
  const [jockey] = of("jockey-pump");
  if (pump ?? jockey) {
    const read = (asset: string | undefined, point: string) => (asset ? counter(asset, point) : 0);
    devices.push(
      newFireWater(
        pump,
        jockey,
        {
          pumpHours: read(pump, "run_hours"),
          jockeyHours: read(jockey, "run_hours"),
          pumpStarts: Math.floor(read(pump, "starts")),
          jockeyStarts: Math.floor(read(jockey, "starts")),
        },
        random,
      ),
    );
  }
  return devices;
}

const slow: ReadonlySet<DeviceState["kind"]> = new Set([
  "water-tank",
  "water-meter",
  "sump-pump",
  "transformer",
  "feeder",
  "ups",
  "fire-water",
  "electrical-fire-monitor",
]);

export function stepEstate(estate: Estate, dtMs: number, faults: readonly Fault[]): Estate {
  const random = randomFrom(estate.random);
  const dt = dtMs / 1_000;
  const { at, devices } = estate;
  const end = after(at, millis(dtMs));
  // What changes in minutes is stepped once a second, for the whole of it.
  const whole = Math.floor(end / 1_000) !== Math.floor(at / 1_000);
  const slowDt = Math.max(1, dt);
  const loadKw = whole ? loadsOf(estate) : estate.loadKw;
  const world = worldOf(estate, faults, random, loadKw);
  const tank = devices.find((device): device is TankState => device.kind === "water-tank");
  const here = {
    hour: hourOfDay(estate.at, estate.utcOffsetHours),
    firstSet: devices.find((device): device is BoosterState => device.kind === "booster-set"),
    tankInflowM3h: tank?.inflowM3h ?? 0,
  };
  return {
    ...estate,
    at: end,
    devices: devices.map((device) =>
      slow.has(device.kind)
        ? whole
          ? stepDevice(device, slowDt, world, here)
          : device
        : stepDevice(device, dt, world, here),
    ),
    dark: world.dark,
    loadKw,
    random: random.state,
  };
}

/** The surroundings as they are before a step. */
function worldOf(estate: Estate, faults: readonly Fault[], random: Random, loadKw: World["loadKw"]): World {
  const { at, utcOffsetHours, devices, feeds, storyBegan } = estate;
  const hour = hourOfDay(at, utcOffsetHours);
  const { dark, withoutFirst } = supplyOf(estate, faults);
  const tank = devices.find((device): device is TankState => device.kind === "water-tank");
  const gensets = devices.filter((device) => device.kind === "genset");
  const switches = devices.filter((device) => device.kind === "ats");
  return {
    at,
    activity: activityAt(at, utcOffsetHours),
    homeward: homeward(hour),
    ambientC: 18 + 9 * seasonAt(at) - 3 * Math.cos((2 * Math.PI * (hour - 2)) / 24),
    faults,
    random,
    dark,
    loadKw,
    drawnM3h: devices.reduce(
      (sum, device) => sum + (device.kind === "booster-set" ? drawnBy(device.pumps) : 0),
      0,
    ),
    lineLeaksM3h: faults.reduce((sum, fault) => sum + (fault.fault === "line-leak" ? fault.m3PerHour : 0), 0),
    tankDepthM: tank ? depthOf(tank) : undefined,
    worn: (asset) => bearingFactor(asset, at, storyBegan) ?? doorWear(asset, at, storyBegan),
    generatorOf: (ats) => {
      const genset = gensets.find(({ asset }) => feeds.get(asset)?.includes(ats));
      return genset ? { ready: isReady(genset), running: generates(genset) } : undefined;
    },
    wanted: (genset) => switches.some((ats) => callsGenerator(ats) && feeds.get(genset)?.includes(ats.asset)),
    firstSource: (ats) => !withoutFirst.has(ats),
    fireWater: faults.some(({ fault }) => fault === "hydrant-open"),
  };
}

/** What a perfect instrument would read, asset by asset. */
export function truthOf(estate: Estate): ReadonlyMap<string, Truth> {
  return new Map(estate.devices.flatMap((device) => truthsOf(device, estate.dark)));
}
