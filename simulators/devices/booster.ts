import { faultOn } from "../fault.ts";
import { lag, wander } from "../random.ts";
import { approach, clamp, type Truth, type World } from "./world.ts";

/** From the street, or from a tank: so much for its floor, and 10 kPa for each metre of water in it. */
const SUCTION_KPA = 120;
const TANK_FLOOR_KPA = 86;
const KPA_PER_M = 10;
/** Below this the tank's outlet draws air. */
const OUTLET_M = 0.15;
/** Vapour bubbles form in the impeller's eye below this inlet pressure. */
const CAVITATION_KPA = 55;
/** A sound set of this size, RMS of 10 to 1000 Hz. */
const SOUND_MM_S = 1.5;
const SET_POINT_KPA = 620;
/** Pump curve at 50 Hz: head = SHUT_OFF − K·q², q in m³/h. */
const SHUT_OFF_KPA = 720;
const K = 0.42;
const MIN_HZ = 25;
const MAX_HZ = 50;
/** Demand at which the second pump joins and leaves. */
const LAG_ON_M3_H = 13;
const LAG_OFF_M3_H = 10;
/** Lead duty changes over so that both pumps wear alike. */
const DUTY_SECONDS = 6 * 3_600;
/** Both run while the duty changes, so that the pressure holds. */
const OVERLAP_SECONDS = 12;
const AMBIENT_C = 24;

export interface PumpState {
  readonly asset: string;
  readonly running: boolean;
  readonly speedHz: number;
  /** Behind the pump; the header's but for a shut valve. */
  readonly dischargeKpa: number;
  readonly vibrationMmS: number;
  /** RMS of the last moments scatters a little. */
  readonly rattle: number;
  /** Where an accelerated bearing has come to, mm/s on top; and whether fitters renewed it. */
  readonly bearingSeconds: number;
  readonly renewed: boolean;
  readonly suctionKpa: number;
  readonly flowM3h: number;
  readonly powerKw: number;
  readonly motorC: number;
  readonly runHours: number;
  readonly starts: number;
}

export interface BoosterState {
  readonly kind: "booster-set";
  /** The set as an asset of its own, where the site has it. */
  readonly asset: string | undefined;
  readonly pumps: readonly PumpState[];
  readonly lead: number;
  readonly dutySeconds: number;
  /** Seconds for which every pump still runs while the duty changes. */
  readonly overlapSeconds: number;
  readonly lagOn: boolean;
  /** What the controller holds the header at; may be written. */
  readonly setPointKpa: number;
  /** Told from afar to stand still. */
  readonly stopped: boolean;
  /** Pressure in the common discharge header. */
  readonly headerKpa: number;
  /** Of the demand of a whole estate: a pump alone serves the upper floors of one building. */
  readonly share: number;
  readonly integralHz: number;
  readonly demandM3h: number;
  readonly demandNoise: number;
  readonly volumeM3: number;
  readonly energyKwh: number;
}

/** What the counters of a set and its pumps read when it begins. */
export interface BoosterCounters {
  readonly runHours: (asset: string) => number;
  readonly starts: (asset: string) => number;
  readonly volumeM3: number;
  readonly energyKwh: number;
}

export function newBoosterSet(
  asset: string | undefined,
  assets: readonly string[],
  counters: BoosterCounters,
): BoosterState {
  return {
    kind: "booster-set",
    asset,
    volumeM3: counters.volumeM3,
    energyKwh: counters.energyKwh,
    pumps: assets.map((asset, i) => ({
      asset,
      dischargeKpa: SET_POINT_KPA,
      vibrationMmS: i === 0 ? SOUND_MM_S : 0.1,
      rattle: 0,
      bearingSeconds: 0,
      renewed: false,
      running: i === 0,
      speedHz: i === 0 ? 43 : 0,
      suctionKpa: SUCTION_KPA,
      flowM3h: 0,
      powerKw: 0,
      motorC: i === 0 ? 48 : 30,
      runHours: counters.runHours(asset),
      starts: counters.starts(asset),
    })),
    share: assets.length === 1 ? 0.35 : 1,
    lead: 0,
    dutySeconds: 0,
    overlapSeconds: 0,
    lagOn: false,
    setPointKpa: SET_POINT_KPA,
    stopped: false,
    headerKpa: SET_POINT_KPA,
    integralHz: 43,
    demandM3h: 6,
    demandNoise: 0,
  };
}

/** One step of a booster set: lead and lag pumps at one speed hold the header at its set point against demand. */
export function stepBoosterSet(
  set: BoosterState,
  dt: number,
  world: World,
  /** Whether what leaks behind the risers' meters is drawn from this set. */
  first: boolean,
): BoosterState {
  const { random } = world;
  const has = (kind: "discharge-shut" | "lost-precharge") =>
    set.pumps.map(({ asset }) => faultOn(world.faults, asset, kind) !== undefined);
  const shut = set.pumps.map(({ asset }) => faultOn(world.faults, asset, "suction-shut")?.severity ?? 0);
  const demandNoise = wander(random, set.demandNoise, 0.12, 20, dt);
  // A hole lets out less as the pressure falls (orifice: with its square root).
  const holes = set.pumps.reduce(
    (sum, { asset }) => sum + (faultOn(world.faults, asset, "leak")?.m3PerHour ?? 0),
    0,
  );
  const back = set.pumps.map(({ asset }, i) =>
    set.pumps[i]!.running ? 0 : (faultOn(world.faults, asset, "check-valve-leak")?.m3PerHour ?? 0),
  );
  const lost = holes + back.reduce((sum, flow) => sum + flow, 0) + (first ? world.lineLeaksM3h : 0);
  const leak = lost * Math.sqrt(Math.max(0, set.headerKpa) / SET_POINT_KPA);
  // In the small hours hardly anybody draws water; in the peak everybody does.
  const demandM3h = set.share * Math.max(0.6, (22.5 * world.activity - 1.2) * (1 + demandNoise)) + leak;
  const shutOff = has("discharge-shut");
  // A vessel without its air cushion lets a pump start and stop every minute.
  const hunts = has("lost-precharge").some(Boolean) && (world.at / 1_000) % 80 < 40;

  // A scenario that shuts a suction valve wants to see that pump run.
  const forced = set.pumps.findIndex((_, i) => shut[i]! > 0 || shutOff[i]);
  // A bearing wears while it turns: what is to be watched wearing runs, too.
  const watched = set.pumps.findIndex(({ asset }) => faultOn(world.faults, asset, "bearing-wear"));
  const due = set.dutySeconds > DUTY_SECONDS;
  const lead =
    forced >= 0 ? forced : watched >= 0 ? watched : due ? (set.lead + 1) % set.pumps.length : set.lead;
  const changed = lead !== set.lead;
  const overlapSeconds = changed ? OVERLAP_SECONDS : Math.max(0, set.overlapSeconds - dt);
  // The stand-by also joins when the lead cannot hold the pressure.
  const lagOn =
    demandM3h > LAG_ON_M3_H ||
    hunts ||
    shutOff.some(Boolean) ||
    set.headerKpa < set.setPointKpa - 50 ||
    (set.lagOn && (demandM3h > LAG_OFF_M3_H || forced >= 0));

  const error = set.setPointKpa - set.headerKpa;
  const integralHz = clamp(MIN_HZ, MAX_HZ, set.integralHz + 0.012 * error * dt);
  const command = clamp(MIN_HZ, MAX_HZ, integralHz + 0.02 * error);

  const willRun = set.pumps.map(
    ({ asset }, i) => !set.stopped && !world.dark.has(asset) && (i === lead || lagOn || overlapSeconds > 0),
  );
  const pumpsWater = (pump: PumpState, i: number) => willRun[i]! && pump.suctionKpa > 40 && !shutOff[i];
  const wet = set.pumps.filter(pumpsWater).length;
  const inletKpa =
    world.tankDepthM === undefined
      ? SUCTION_KPA
      : world.tankDepthM < OUTLET_M
        ? 5
        : TANK_FLOOR_KPA + KPA_PER_M * world.tankDepthM;
  const share = wet > 0 ? demandM3h / wet : 0;
  const pumps = set.pumps.map((pump, i) => {
    const running = willRun[i]!;
    const speedHz = running ? approach(pump.speedHz, command, 12 * dt) : approach(pump.speedHz, 0, 15 * dt);
    const dry = running && pump.suctionKpa <= 40;
    const inlet = inletKpa - 0.4 * Math.max(0, pump.flowM3h) + 1.2 * random.normal();
    // A shut valve leaves the pump to draw its inlet down to a partial vacuum within seconds.
    const suctionKpa = lag(pump.suctionKpa, inlet * (1 - shut[i]!) - 12 * shut[i]!, 0.8, dt);
    const flowM3h = lag(pump.flowM3h, pumpsWater(pump, i) ? share : -back[i]!, 0.6, dt);
    const headKpa = Math.max(0, set.headerKpa - pump.suctionKpa);
    // Against a shut valve the pressure is what the curve gives at no flow, and the water in the casing heats up.
    const dischargeKpa =
      running && shutOff[i] ? suctionKpa + SHUT_OFF_KPA * (speedHz / MAX_HZ) ** 2 : set.headerKpa;
    const churning = running && shutOff[i] ? 30 : 0;
    // Hydraulic power q·Δp/3600 over an efficiency of 0.62, and what the motor takes without load.
    const powerKw = running ? (dry ? 0.8 : 0.45 + (Math.max(0, flowM3h) * headKpa) / 3_600 / 0.62) : 0;
    const renewed = pump.renewed || faultOn(world.faults, pump.asset, "overhauled") !== undefined;
    const wear = faultOn(world.faults, pump.asset, "bearing-wear");
    const bearingSeconds = wear ? pump.bearingSeconds + dt : 0;
    const rough = wear
      ? wear.fromMmS + (wear.toMmS - wear.fromMmS) * Math.min(1, bearingSeconds / wear.overSeconds)
      : 0;
    const rattle = wander(random, pump.rattle, 0.06, 5, dt);
    const bubbles = running && !dry ? Math.max(0, CAVITATION_KPA - suctionKpa) / 8 : 0;
    const sound =
      SOUND_MM_S * (0.75 + 0.25 * (speedHz / 45) ** 2) * (renewed ? 1 : (world.worn(pump.asset) ?? 1));
    const shaking = running ? (sound + rough + bubbles + (dry ? 2 : 0)) * (1 + rattle) : 0.1;
    return {
      ...pump,
      running,
      speedHz,
      suctionKpa,
      dischargeKpa,
      rattle,
      bearingSeconds,
      renewed,
      vibrationMmS: lag(pump.vibrationMmS, shaking, 1.5, dt),
      flowM3h: Math.abs(flowM3h) < 0.005 ? 0 : flowM3h,
      powerKw,
      motorC: lag(
        pump.motorC,
        AMBIENT_C + (running ? 12 + 5.5 * powerKw + churning + 2.5 * (shaking - SOUND_MM_S) : 2),
        600,
        dt,
      ),
      runHours: pump.runHours + (running ? dt / 3_600 : 0),
      starts: pump.starts + (running && !pump.running ? 1 : 0),
    };
  });

  const heads = pumps.map((pump, i) =>
    pump.running && pump.suctionKpa > 40 && !shutOff[i]
      ? pump.suctionKpa + SHUT_OFF_KPA * (pump.speedHz / MAX_HZ) ** 2 - K * share ** 2
      : 0,
  );
  // The riser's diaphragm tank lets the header follow the pumps with a lag.
  const headerKpa = lag(set.headerKpa, Math.max(80, ...heads), 1.5, dt) + 0.4 * random.normal();
  return {
    ...set,
    pumps,
    lead,
    lagOn,
    overlapSeconds,
    headerKpa,
    integralHz,
    demandM3h,
    demandNoise,
    volumeM3: set.volumeM3 + (drawnBy(pumps) * dt) / 3_600,
    energyKwh: set.energyKwh + (pumps.reduce((sum, { powerKw }) => sum + powerKw, 0) * dt) / 3_600,
    dutySeconds: changed ? 0 : set.dutySeconds + dt,
  };
}

/** What the pumps move forward, m³/h. */
export const drawnBy = (pumps: readonly PumpState[]): number =>
  pumps.reduce((sum, { flowM3h }) => sum + Math.max(0, flowM3h), 0);

export function boosterTruths(set: BoosterState): [string, Truth][] {
  const pumps = set.pumps.map((pump): [string, Truth] => [
    pump.asset,
    {
      running: pump.running,
      speed_Hz: pump.speedHz,
      suction_pressure_kPa: pump.suctionKpa,
      discharge_pressure_kPa: pump.dischargeKpa,
      flow_m3_h: pump.flowM3h,
      power_kW: pump.powerKw,
      motor_temp_C: pump.motorC,
      vibration_mm_s: pump.vibrationMmS,
      run_hours: pump.runHours,
      starts: pump.starts,
      pressure_setpoint_kPa: set.setPointKpa,
    },
  ]);
  if (set.asset === undefined) return pumps;
  const mean = set.pumps.reduce((sum, { suctionKpa }) => sum + suctionKpa, 0) / set.pumps.length;
  return [
    ...pumps,
    [
      set.asset,
      {
        auto_mode: true,
        setpoint_kPa: set.setPointKpa,
        header_pressure_kPa: set.headerKpa,
        inlet_pressure_kPa: mean,
        flow_m3_h: drawnBy(set.pumps),
        pumps_running: set.pumps.filter(({ running }) => running).length,
        power_kW: set.pumps.reduce((sum, { powerKw }) => sum + powerKw, 0),
        fault: false,
        remote_stop: set.stopped,
        volume_m3: set.volumeM3,
        energy_kWh: set.energyKwh,
      },
    ],
  ];
}
