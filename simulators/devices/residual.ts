import { faultOn } from "../fault.ts";
import { lag, type Random, wander } from "../random.ts";
import type { Truth, World } from "./world.ts";

/** What filters and cables of a healthy estate leak by nature, mA. */
const NATURAL_MA = 92;

export interface ResidualState {
  readonly kind: "electrical-fire-monitor";
  readonly asset: string;
  readonly residualMa: number;
  readonly noise: number;
  readonly cablesC: readonly [number, number, number, number];
  readonly alarm: boolean;
}

export const newResidual = (asset: string, random: Random): ResidualState => {
  const start = 29 + 3 * random.next();
  return {
    kind: "electrical-fire-monitor",
    asset,
    residualMa: NATURAL_MA,
    noise: 0,
    cablesC: [start, start + 1, start - 0.5, start - 2],
    alarm: false,
  };
};

/** One step: leakage grows a little with what is switched on, cables warm with the load; its own alarm stands at 500 mA. */
export function stepResidual(monitor: ResidualState, dt: number, world: World): ResidualState {
  const leak = faultOn(world.faults, monitor.asset, "insulation");
  const noise = wander(world.random, monitor.noise, 4, 30, dt);
  const residualMa = lag(
    monitor.residualMa,
    NATURAL_MA + 45 * world.activity + noise + (leak?.milliamps ?? 0),
    20,
    dt,
  );
  const hot = faultOn(world.faults, monitor.asset, "cable-hot")?.kelvin ?? 0;
  const cable = (i: 0 | 1 | 2 | 3) =>
    lag(
      monitor.cablesC[i],
      world.ambientC + 7 + [12, 13, 11, 4][i]! * world.activity + (i === 1 ? hot : 0),
      600,
      dt,
    );
  const cablesC = [cable(0), cable(1), cable(2), cable(3)] as const;
  return {
    ...monitor,
    residualMa,
    noise,
    cablesC,
    alarm: residualMa > 500 || Math.max(...cablesC) > 80,
  };
}

export const residualTruth = (monitor: ResidualState): Truth => ({
  residual_mA: Math.max(0, monitor.residualMa),
  cable_1_temp_C: monitor.cablesC[0],
  cable_2_temp_C: monitor.cablesC[1],
  cable_3_temp_C: monitor.cablesC[2],
  cable_4_temp_C: monitor.cablesC[3],
  alarm: monitor.alarm,
  fault: false,
});
