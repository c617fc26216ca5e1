import { type Fault, faultOn } from "../fault.ts";
import { lag, type Random, wander } from "../random.ts";

const SUCTION_KPA = 120;
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
  readonly suctionKpa: number;
  readonly flowM3h: number;
  readonly powerKw: number;
  readonly motorC: number;
  readonly runHours: number;
  readonly starts: number;
}

export interface BoosterState {
  readonly kind: "booster-set";
  readonly pumps: readonly PumpState[];
  readonly lead: number;
  readonly dutySeconds: number;
  /** Seconds for which every pump still runs while the duty changes. */
  readonly overlapSeconds: number;
  readonly lagOn: boolean;
  /** What the controller holds the header at; may be written. */
  readonly setPointKpa: number;
  /** Pressure in the common discharge header. */
  readonly headerKpa: number;
  readonly integralHz: number;
  readonly demandM3h: number;
  readonly demandNoise: number;
}

export function newBoosterSet(assets: readonly string[], random: Random): BoosterState {
  return {
    kind: "booster-set",
    pumps: assets.map((asset, i) => ({
      asset,
      running: i === 0,
      speedHz: i === 0 ? 43 : 0,
      suctionKpa: SUCTION_KPA,
      flowM3h: 0,
      powerKw: 0,
      motorC: i === 0 ? 48 : 30,
      runHours: 8_000 + Math.round(random.next() * 3_000),
      starts: 2_000 + Math.floor(random.next() * 900),
    })),
    lead: 0,
    dutySeconds: 0,
    overlapSeconds: 0,
    lagOn: false,
    setPointKpa: SET_POINT_KPA,
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
  world: { readonly activity: number; readonly faults: readonly Fault[]; readonly random: Random },
): BoosterState {
  const { random } = world;
  const shut = set.pumps.map(({ asset }) => faultOn(world.faults, asset, "suction-shut")?.severity ?? 0);
  const demandNoise = wander(random, set.demandNoise, 0.12, 20, dt);
  const demandM3h = Math.max(1, (4 + 16 * world.activity) * (1 + demandNoise));

  // A scenario that shuts a suction valve wants to see that pump run.
  const forced = shut.findIndex((severity) => severity > 0);
  const due = set.dutySeconds > DUTY_SECONDS;
  const lead = forced >= 0 ? forced : due ? (set.lead + 1) % set.pumps.length : set.lead;
  const changed = lead !== set.lead;
  const overlapSeconds = changed ? OVERLAP_SECONDS : Math.max(0, set.overlapSeconds - dt);
  // The stand-by also joins when the lead cannot hold the pressure.
  const lagOn =
    demandM3h > LAG_ON_M3_H ||
    set.headerKpa < set.setPointKpa - 50 ||
    (set.lagOn && (demandM3h > LAG_OFF_M3_H || forced >= 0));

  const error = set.setPointKpa - set.headerKpa;
  const integralHz = clamp(set.integralHz + 0.012 * error * dt, MIN_HZ, MAX_HZ);
  const command = clamp(integralHz + 0.02 * error, MIN_HZ, MAX_HZ);

  const willRun = set.pumps.map((_, i) => i === lead || lagOn || overlapSeconds > 0);
  const wet = set.pumps.filter((pump, i) => willRun[i] && pump.suctionKpa > 40).length;
  const share = wet > 0 ? demandM3h / wet : 0;
  const pumps = set.pumps.map((pump, i) => {
    const running = willRun[i]!;
    const speedHz = running ? approach(pump.speedHz, command, 12 * dt) : approach(pump.speedHz, 0, 15 * dt);
    const dry = running && pump.suctionKpa <= 40;
    const inlet = SUCTION_KPA - 0.4 * pump.flowM3h + 1.2 * random.normal();
    // A shut valve leaves the pump to draw its inlet down to a partial vacuum within seconds.
    const suctionKpa = lag(pump.suctionKpa, inlet * (1 - shut[i]!) - 12 * shut[i]!, 0.8, dt);
    const flowM3h = lag(pump.flowM3h, running && !dry ? share : 0, 0.6, dt);
    const headKpa = Math.max(0, set.headerKpa - pump.suctionKpa);
    // Hydraulic power q·Δp/3600 over an efficiency of 0.62, and what the motor takes without load.
    const powerKw = running ? (dry ? 0.8 : 0.45 + (flowM3h * headKpa) / 3_600 / 0.62) : 0;
    return {
      ...pump,
      running,
      speedHz,
      suctionKpa,
      flowM3h: flowM3h < 0.005 ? 0 : flowM3h,
      powerKw,
      motorC: lag(pump.motorC, AMBIENT_C + (running ? 12 + 5.5 * powerKw : 2), 600, dt),
      runHours: pump.runHours + (running ? dt / 3_600 : 0),
      starts: pump.starts + (running && !pump.running ? 1 : 0),
    };
  });

  const heads = pumps.map((pump) =>
    pump.running && pump.suctionKpa > 40
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
    dutySeconds: changed ? 0 : set.dutySeconds + dt,
  };
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
const approach = (value: number, target: number, step: number): number =>
  value + clamp(target - value, -step, step);
