import { type Fault, faultOn } from "../fault.ts";
import { lag, type Random } from "../random.ts";

const FLOAT_CHARGE_V = 27.2;
const ON_BATTERY_V = 25.4;
const SECONDS_BETWEEN_DETECTORS = 8;

export interface FirePanelState {
  readonly kind: "fire-panel";
  readonly asset: string;
  /** How long the fire has lasted, seconds; null without one. */
  readonly fireSeconds: number | null;
  readonly detectors: number;
  readonly firstZone: number;
  readonly batteryV: number;
  readonly fault: boolean;
  readonly disabled: boolean;
  readonly supervisory: boolean;
  readonly mains: boolean;
}

export const newFirePanel = (asset: string): FirePanelState => ({
  kind: "fire-panel",
  asset,
  fireSeconds: null,
  detectors: 0,
  firstZone: 0,
  batteryV: FLOAT_CHARGE_V,
  fault: false,
  disabled: false,
  supervisory: false,
  mains: true,
});

/** One step of a fire panel. The first zone latches until the fault ends, which stands for a reset at the panel. */
export function stepFirePanel(
  panel: FirePanelState,
  dt: number,
  world: {
    readonly faults: readonly Fault[];
    readonly random: Random;
    /** Assets without supply. */
    readonly dark: ReadonlySet<string>;
  },
): FirePanelState {
  const fire = faultOn(world.faults, panel.asset, "fire");
  const fireSeconds = fire ? (panel.fireSeconds ?? 0) + dt : null;
  const has = (condition: string) =>
    world.faults.some(
      (each) =>
        each.fault === "panel-condition" && each.asset === panel.asset && each.condition === condition,
    );
  const mains = !world.dark.has(panel.asset) && !has("mains-lost");
  // Sounders load the supply a little; without mains the battery comes down from float to its open voltage.
  const target = (mains ? FLOAT_CHARGE_V : ON_BATTERY_V) - (fire ? 0.3 : 0);
  return {
    ...panel,
    fireSeconds,
    detectors: fire ? Math.min(fire.detectors, 1 + Math.floor(fireSeconds! / SECONDS_BETWEEN_DETECTORS)) : 0,
    firstZone: fire ? panel.firstZone || fire.zone : 0,
    batteryV: lag(panel.batteryV, target + 0.05 * world.random.normal(), 10, dt),
    fault: has("fault"),
    disabled: has("disabled"),
    supervisory: has("supervisory"),
    mains,
  };
}
