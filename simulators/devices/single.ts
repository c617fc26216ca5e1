import { type AtsState, atsTruth, stepAts } from "./ats.ts";
import { type BoosterState, boosterTruths, stepBoosterSet } from "./booster.ts";
import { type FeederState, feederTruth, stepFeeder } from "./feeder.ts";
import { type FirePanelState, firePanelTruth, stepFirePanel } from "./fire-panel.ts";
import { type FireWaterState, fireWaterTruths, stepFireWater } from "./fire-water.ts";
import { type GasState, gasTruth, stepGas } from "./gas.ts";
import { type GensetState, gensetTruth, stepGenset } from "./genset.ts";
import { type LiftState, liftTruth, stepLift } from "./lift.ts";
import { type MeterState, meterTruth, stepMeter } from "./meter.ts";
import { type ResidualState, residualTruth, stepResidual } from "./residual.ts";
import { type SeismicState, seismicTruth, stepSeismic } from "./seismic.ts";
import { type SumpState, stepSump, sumpTruth } from "./sump.ts";
import { stepTank, type TankState, tankTruth } from "./tank.ts";
import { stepTransformer, type TransformerState, transformerTruth } from "./transformer.ts";
import { stepUps, type UpsState, upsTruth } from "./ups.ts";
import { stepWaterMeter, type WaterMeterState, waterMeterTruth } from "./water-meter.ts";
import type { Truth, World } from "./world.ts";

export type DeviceState =
  | LiftState
  | BoosterState
  | MeterState
  | FirePanelState
  | TankState
  | WaterMeterState
  | SumpState
  | TransformerState
  | FeederState
  | GensetState
  | AtsState
  | UpsState
  | FireWaterState
  | ResidualState
  | GasState
  | SeismicState;

/** What only some devices need to know of a moment. */
export interface Here {
  readonly hour: number;
  /** The first booster set also feeds what leaks behind the risers' meters. */
  readonly firstSet: BoosterState | undefined;
  readonly tankInflowM3h: number;
}

export function stepDevice(device: DeviceState, dt: number, world: World, here: Here): DeviceState {
  switch (device.kind) {
    case "lift":
      // Without supply the brake holds the car where it is; the controller is dead with it.
      return world.dark.has(device.asset)
        ? { ...device, speedMs: 0, powerKw: 0 }
        : stepLift(device, dt, world);
    case "booster-set":
      return stepBoosterSet(device, dt, world, device === here.firstSet);
    case "meter":
      return stepMeter(device, dt, world, here.hour);
    case "fire-panel":
      return stepFirePanel(device, dt, world);
    case "water-tank":
      return stepTank(device, dt, world);
    case "water-meter":
      return stepWaterMeter(device, dt, world, here.tankInflowM3h);
    case "sump-pump":
      return stepSump(device, dt, world);
    case "transformer":
      return stepTransformer(device, dt, world);
    case "feeder":
      return stepFeeder(device, dt, world);
    case "genset":
      return stepGenset(device, dt, world);
    case "ats":
      return stepAts(device, dt, world);
    case "ups":
      return stepUps(device, dt, world);
    case "fire-water":
      return stepFireWater(device, dt, world);
    case "electrical-fire-monitor":
      return stepResidual(device, dt, world);
    case "gas-detector":
      return stepGas(device, dt, world);
    case "seismic-switch":
      return stepSeismic(device, world);
    default:
      return device satisfies never;
  }
}

export function truthsOf(device: DeviceState, dark: ReadonlySet<string>): [string, Truth][] {
  switch (device.kind) {
    case "lift":
      return [[device.asset, liftTruth(device)]];
    case "booster-set":
      return boosterTruths(device);
    case "meter":
      return [[device.asset, meterTruth(device)]];
    case "fire-panel":
      return [[device.asset, firePanelTruth(device)]];
    case "water-tank":
      return [[device.asset, tankTruth(device)]];
    case "water-meter":
      return [[device.asset, waterMeterTruth(device)]];
    case "sump-pump":
      return [[device.asset, sumpTruth(device)]];
    case "transformer":
      return [[device.asset, transformerTruth(device)]];
    case "feeder":
      return [[device.asset, feederTruth(device, !dark.has(device.asset))]];
    case "genset":
      return [[device.asset, gensetTruth(device)]];
    case "ats":
      return [[device.asset, atsTruth(device)]];
    case "ups":
      return [[device.asset, upsTruth(device)]];
    case "fire-water":
      return fireWaterTruths(device);
    case "electrical-fire-monitor":
      return [[device.asset, residualTruth(device)]];
    case "gas-detector":
      return [[device.asset, gasTruth(device)]];
    case "seismic-switch":
      return [[device.asset, seismicTruth(device)]];
    default:
      return device satisfies never;
  }
}
