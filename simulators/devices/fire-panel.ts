import { faultOn } from "../fault.ts";
import { lag } from "../random.ts";
import type { Truth, World } from "./world.ts";

const FLOAT_CHARGE_V = 27.2;
const ON_BATTERY_V = 25.4;
const SECONDS_BETWEEN_DETECTORS = 8;

export interface FirePanelState {
  readonly kind: "fire-panel";
  readonly asset: string;
  /** How long something has been burning, and for how long it is a fire to the panel, seconds; null without one. */
  readonly smokeSeconds: number | null;
  readonly fireSeconds: number | null;
  readonly detectors: number;
  readonly firstZone: number;
  /** What the panel started, and whose feedback has come. */
  readonly outputs: readonly Output[];
  readonly batteryV: number;
  readonly fault: boolean;
  readonly disabled: boolean;
  readonly supervisory: boolean;
  readonly mains: boolean;
}

/** A device that the panel drives, by the component types of GB/T 26875.3. */
export interface Output {
  readonly componentType: number;
  readonly zone: number;
  readonly point: number;
  readonly name: string;
  readonly started: boolean;
  readonly feedback: boolean;
}

/** What is started how long after the fire, and when its feedback comes; components of GB/T 26875.3-2011. */
const drives = [
  { componentType: 111, point: 1, name: "排烟风机1", startAt: 4, feedbackAfter: 6 },
  { componentType: 111, point: 2, name: "正压送风机1", startAt: 4, feedbackAfter: 7 },
  { componentType: 102, point: 1, name: "防火门1", startAt: 5, feedbackAfter: 4 },
  { componentType: 102, point: 2, name: "防火门2", startAt: 5, feedbackAfter: 5 },
  { componentType: 117, point: 1, name: "防火卷帘1", startAt: 6, feedbackAfter: 12 },
  { componentType: 117, point: 2, name: "防火卷帘2", startAt: 6, feedbackAfter: 13 },
  { componentType: 117, point: 3, name: "防火卷帘3", startAt: 6, feedbackAfter: 12 },
  { componentType: 84, point: 1, name: "电梯迫降", startAt: 8, feedbackAfter: 25 },
] as const;
const SHUTTER = 117;

export const newFirePanel = (asset: string): FirePanelState => ({
  kind: "fire-panel",
  asset,
  smokeSeconds: null,
  fireSeconds: null,
  detectors: 0,
  firstZone: 0,
  outputs: [],
  batteryV: FLOAT_CHARGE_V,
  fault: false,
  disabled: false,
  supervisory: false,
  mains: true,
});

/** One step of a fire panel. The first zone latches until the fault ends, which stands for a reset at the panel. */
export function stepFirePanel(panel: FirePanelState, dt: number, world: World): FirePanelState {
  const fire = faultOn(world.faults, panel.asset, "fire");
  const smokeSeconds = fire ? (panel.smokeSeconds ?? 0) + dt : null;
  const burning = fire && smokeSeconds !== null && smokeSeconds > fire.preAlarmSeconds;
  const fireSeconds = burning ? (panel.fireSeconds ?? 0) + dt : null;
  const has = (condition: string) =>
    world.faults.some(
      (each) =>
        each.fault === "panel-condition" && each.asset === panel.asset && each.condition === condition,
    );
  const mains = !world.dark.has(panel.asset) && !has("mains-lost");
  // Sounders load the supply a little; without mains the battery comes down from float to its open voltage.
  const target = (mains ? FLOAT_CHARGE_V : ON_BATTERY_V) - (burning ? 0.3 : 0);
  return {
    ...panel,
    smokeSeconds,
    fireSeconds,
    detectors:
      fire && fireSeconds !== null
        ? Math.min(fire.detectors, 1 + Math.floor(fireSeconds / SECONDS_BETWEEN_DETECTORS))
        : 0,
    firstZone: fire ? panel.firstZone || fire.zone : 0,
    outputs: fire?.outputs && fireSeconds !== null ? outputsAt(fireSeconds, fire.zone, fire.missing) : [],
    batteryV: lag(panel.batteryV, target + 0.05 * world.random.normal(), 10, dt),
    fault: has("fault"),
    disabled: has("disabled"),
    supervisory: has("supervisory"),
    mains,
  };
}

const outputsAt = (seconds: number, zone: number, missing: number): Output[] =>
  drives
    .filter(({ startAt }) => seconds >= startAt)
    .map(({ componentType, point, name, startAt, feedbackAfter }) => ({
      componentType,
      zone,
      point,
      name: `${zone}层${name}`,
      started: true,
      feedback: seconds >= startAt + feedbackAfter && !(componentType === SHUTTER && point === missing),
    }));

export const firePanelTruth = (panel: FirePanelState): Truth => ({
  fire: panel.fireSeconds !== null,
  pre_alarm: panel.smokeSeconds !== null && panel.fireSeconds === null,
  fault: panel.fault,
  disabled: panel.disabled,
  supervisory: panel.supervisory,
  mains: panel.mains,
  battery_V: panel.batteryV,
  detectors_active: panel.detectors,
  first_zone: panel.fireSeconds === null ? 0 : panel.firstZone,
});
