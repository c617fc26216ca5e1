import { faultOn } from "../fault.ts";
import type { Random } from "../random.ts";
import { approach, type Truth, type World } from "./world.ts";

/** The jockey pump starts and stops here; the main pump starts below it, kPa. */
const JOCKEY_ON = 620;
const JOCKEY_OFF = 700;
const MAIN_ON = 520;
/** What a sound main loses, and what a hydrant takes, kPa a second. */
const SEEPAGE = 0.012;
const HYDRANT = 30;
const MIN_RUN_SECONDS = 600;

export interface FireWaterState {
  readonly kind: "fire-water";
  /** Either may be missing from the site. */
  readonly pump: string | undefined;
  readonly jockey: string | undefined;
  readonly pressureKpa: number;
  readonly jockeyRuns: boolean;
  readonly pumpRuns: boolean;
  readonly pumpSeconds: number;
  readonly pumpHours: number;
  readonly jockeyHours: number;
  readonly pumpStarts: number;
  readonly jockeyStarts: number;
  /** Of the pump's supply, seen by its controller. */
  readonly powered: boolean;
}

export const newFireWater = (
  pump: string | undefined,
  jockey: string | undefined,
  counters: Pick<FireWaterState, "pumpHours" | "jockeyHours" | "pumpStarts" | "jockeyStarts">,
  random: Random,
): FireWaterState => ({
  kind: "fire-water",
  pump,
  jockey,
  pressureKpa: 640 + 50 * random.next(),
  jockeyRuns: false,
  pumpRuns: false,
  pumpSeconds: 0,
  powered: true,
  ...counters,
});

/** One step of the fire main: the jockey pump makes up what seeps away, the main pump comes when water is drawn. */
export function stepFireWater(main: FireWaterState, dt: number, world: World): FireWaterState {
  const dark = (asset: string | undefined) => asset === undefined || world.dark.has(asset);
  const leak = main.jockey ? (faultOn(world.faults, main.jockey, "main-leak")?.kpaPerSecond ?? 0) : 0;
  const loss = SEEPAGE + leak + (world.fireWater ? HYDRANT : 0);
  const { pressureKpa } = main;
  const jockeyRuns =
    !dark(main.jockey) &&
    !main.pumpRuns &&
    (pressureKpa < JOCKEY_ON || (main.jockeyRuns && pressureKpa < JOCKEY_OFF));
  // A fire pump runs until it is stopped by hand; here, ten minutes after the draw has ended.
  const called = pressureKpa < MAIN_ON || world.fireWater;
  const pumpRuns = !dark(main.pump) && (called || (main.pumpRuns && main.pumpSeconds < MIN_RUN_SECONDS));
  const target = pumpRuns ? 860 : jockeyRuns ? 720 : 0;
  const gain = pumpRuns ? 90 : jockeyRuns ? 2.5 : 0;
  return {
    ...main,
    pressureKpa: Math.max(
      40,
      (gain > 0 ? approach(pressureKpa, target, gain * dt) : pressureKpa) - loss * dt,
    ),
    jockeyRuns,
    pumpRuns,
    pumpSeconds: called ? 0 : main.pumpSeconds + dt,
    pumpHours: main.pumpHours + (pumpRuns ? dt / 3_600 : 0),
    jockeyHours: main.jockeyHours + (jockeyRuns ? dt / 3_600 : 0),
    pumpStarts: main.pumpStarts + (pumpRuns && !main.pumpRuns ? 1 : 0),
    jockeyStarts: main.jockeyStarts + (jockeyRuns && !main.jockeyRuns ? 1 : 0),
    powered: !dark(main.pump),
  };
}

export function fireWaterTruths(main: FireWaterState): [string, Truth][] {
  const truths: [string, Truth][] = [];
  if (main.pump)
    truths.push([
      main.pump,
      {
        running: main.pumpRuns,
        auto_mode: true,
        power_available: main.powered,
        fault: false,
        suction_pressure_kPa: 38,
        discharge_pressure_kPa: main.pressureKpa,
        current_A: main.pumpRuns ? 68 : 0,
        run_hours: main.pumpHours,
        starts: main.pumpStarts,
      },
    ]);
  if (main.jockey)
    truths.push([
      main.jockey,
      {
        running: main.jockeyRuns,
        auto_mode: true,
        fault: false,
        pressure_kPa: main.pressureKpa,
        run_hours: main.jockeyHours,
        starts: main.jockeyStarts,
      },
    ]);
  return truths;
}
