import { lineOf, type SiteFile } from "../facility/assets/index.ts";
import { after, type Instant, millis } from "../facility/units/index.ts";
import { type BoosterState, newBoosterSet, stepBoosterSet } from "./devices/booster.ts";
import { activityAt, homeward, hourOfDay } from "./devices/demand.ts";
import { type FirePanelState, newFirePanel, stepFirePanel } from "./devices/fire-panel.ts";
import { floorOf, inDoorZone, isMoving, type LiftState, newLift, stepLift } from "./devices/lift.ts";
import { type MeterState, newMeter, stepMeter } from "./devices/meter.ts";
import type { Fault } from "./fault.ts";
import { randomFrom } from "./random.ts";

type DeviceState = LiftState | BoosterState | MeterState | FirePanelState;

/** Everything physical about an estate at one moment. The same seed and steps always give the same estate. */
export interface Estate {
  readonly at: Instant;
  readonly utcOffsetHours: number;
  readonly random: number;
  readonly devices: readonly DeviceState[];
  /** Who is fed by which meter, asset by asset. */
  readonly feeds: ReadonlyMap<string, readonly string[]>;
}

/** A point's true value, under the name the catalogue gives it. */
export type Truth = Readonly<Record<string, number | boolean>>;

/** Lays out what a site file names. Pumps on one line are one booster set. */
export function newEstate(site: SiteFile, seed: number, at: Instant, utcOffsetHours: number): Estate {
  const random = randomFrom(seed);
  const typeOf = new Map(site.assets.map(({ id, type }) => [id, type]));
  const devices: DeviceState[] = [];
  const sets = new Map<string, string[]>();
  for (const { asset, modbus } of site.gateways.flatMap((gateway) => gateway.devices))
    if (typeOf.get(asset) === "booster-pump") {
      const line = lineOf(modbus);
      sets.set(line, [...(sets.get(line) ?? []), asset]);
    }
  for (const pumps of sets.values()) devices.push(newBoosterSet(pumps, random));
  for (const { id, type } of site.assets) {
    if (type === "lift") devices.push(newLift(id, random));
    if (type === "fire-panel") devices.push(newFirePanel(id));
    if (type === "power-meter") devices.push(newMeter(id, random));
  }
  const feeds = new Map(site.assets.map((asset) => [asset.id, asset.feeds]));
  const estate = { at, utcOffsetHours, random: random.state, devices, feeds };
  // A minute of its own, so that pressures and loads have settled before anyone looks.
  let settled: Estate = estate;
  for (let i = 0; i < 600; i++) settled = stepEstate(settled, 100, []);
  return { ...settled, at };
}

export function stepEstate(estate: Estate, dtMs: number, faults: readonly Fault[]): Estate {
  const random = randomFrom(estate.random);
  const dt = dtMs / 1_000;
  const { at, utcOffsetHours } = estate;
  const world = {
    activity: activityAt(at, utcOffsetHours),
    homeward: homeward(hourOfDay(at, utcOffsetHours)),
    faults,
    random,
    dark: withoutSupply(estate, faults),
  };
  const machinesKw = estate.devices.reduce((sum, device) => sum + loadOf(device), 0);
  const devices = estate.devices.map((device): DeviceState => {
    switch (device.kind) {
      case "lift":
        // Without supply the brake holds the car where it is; the controller is dead with it.
        return world.dark.has(device.asset)
          ? { ...device, speedMs: 0, powerKw: 0 }
          : stepLift(device, dt, world);
      case "booster-set":
        return stepBoosterSet(device, dt, world);
      case "meter":
        return stepMeter(device, dt, { ...world, machinesKw });
      case "fire-panel":
        return stepFirePanel(device, dt, world);
      default:
        return device satisfies never;
    }
  });
  return { ...estate, at: after(estate.at, millis(dtMs)), random: random.state, devices };
}

/** A value written to a device; the estate as it was where nothing of that name can be written. */
export function writeTo(estate: Estate, asset: string, point: string, value: number): Estate {
  if (point !== "pressure_setpoint_kPa") return estate;
  const devices = estate.devices.map((device) =>
    device.kind === "booster-set" && device.pumps.some((pump) => pump.asset === asset)
      ? { ...device, setPointKpa: value }
      : device,
  );
  return { ...estate, devices };
}

/** Everything behind a meter that has lost its supply, and what that feeds in turn. */
export function withoutSupply(estate: Pick<Estate, "feeds">, faults: readonly Fault[]): ReadonlySet<string> {
  const dark = new Set<string>();
  const look = faults.flatMap((fault) => (fault.fault === "supply-loss" ? [fault.asset] : []));
  for (let at = look.pop(); at !== undefined; at = look.pop())
    for (const fed of estate.feeds.get(at) ?? []) {
      if (dark.has(fed)) continue;
      dark.add(fed);
      look.push(fed);
    }
  return dark;
}

function loadOf(device: DeviceState): number {
  switch (device.kind) {
    case "lift":
      return device.powerKw;
    case "booster-set":
      return device.pumps.reduce((sum, pump) => sum + pump.powerKw, 0);
    case "fire-panel":
      return 0.15;
    case "meter":
      return 0;
    default:
      return device satisfies never;
  }
}

/** What a perfect instrument would read, asset by asset. */
export function truthOf(estate: Estate): ReadonlyMap<string, Truth> {
  return new Map(estate.devices.flatMap(truths));
}

function truths(device: DeviceState): [string, Truth][] {
  switch (device.kind) {
    case "lift":
      return [
        [
          device.asset,
          {
            service_mode: device.mode,
            floor: floorOf(device),
            direction: isMoving(device) ? (device.speedMs > 0 ? 1 : 2) : 0,
            running: isMoving(device),
            door_closed: device.door === "closed",
            door_zone: inDoorZone(device),
            passenger: device.passenger,
            alarm_button: device.alarmButton,
            motor_temp_C: device.motorC,
            speed_m_s: device.speedMs,
            trips: device.trips,
          },
        ],
      ];
    case "booster-set":
      return device.pumps.map((pump) => [
        pump.asset,
        {
          running: pump.running,
          speed_Hz: pump.speedHz,
          suction_pressure_kPa: pump.suctionKpa,
          discharge_pressure_kPa: device.headerKpa,
          flow_m3_h: pump.flowM3h,
          power_kW: pump.powerKw,
          motor_temp_C: pump.motorC,
          run_hours: pump.runHours,
          starts: pump.starts,
          pressure_setpoint_kPa: device.setPointKpa,
        },
      ]);
    case "meter":
      return [
        [
          device.asset,
          {
            power_kW: device.powerKw,
            voltage_L1_V: device.volts[0],
            voltage_L2_V: device.volts[1],
            voltage_L3_V: device.volts[2],
            current_L1_A: device.amps[0],
            current_L2_A: device.amps[1],
            current_L3_A: device.amps[2],
            power_factor: device.powerFactor,
            frequency_Hz: device.frequencyHz,
            energy_import_kWh: device.energyKwh,
          },
        ],
      ];
    case "fire-panel":
      return [
        [
          device.asset,
          {
            fire: device.fireSeconds !== null,
            fault: device.fault,
            disabled: device.disabled,
            supervisory: device.supervisory,
            mains: device.mains,
            battery_V: device.batteryV,
            detectors_active: device.detectors,
            first_zone: device.firstZone,
          },
        ],
      ];
    default:
      return device satisfies never;
  }
}
