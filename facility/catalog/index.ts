/**
 * The catalogue: what is known about each kind of equipment, as data. One file a kind, with its points
 * and default rules, its maintenance, life, criticality and cost, in both languages, each value with its source.
 * A new kind is one new file here.
 */
import { ats } from "./ats.ts";
import { boosterPump } from "./booster-pump.ts";
import { boosterSet } from "./booster-set.ts";
import { electricalFireMonitor } from "./electrical-fire-monitor.ts";
import { environmentSensor } from "./environment-sensor.ts";
import type { EquipmentType } from "./equipment.ts";
import { escalator } from "./escalator.ts";
import { feeder } from "./feeder.ts";
import { firePanel } from "./fire-panel.ts";
import { firePressure } from "./fire-pressure.ts";
import { firePump } from "./fire-pump.ts";
import { gasDetector } from "./gas-detector.ts";
import { gateway } from "./gateway.ts";
import { genset } from "./genset.ts";
import { jockeyPump } from "./jockey-pump.ts";
import { lift } from "./lift.ts";
import { powerMeter } from "./power-meter.ts";
import { pumpRig } from "./pump-rig.ts";
import { seismicSwitch } from "./seismic-switch.ts";
import { sumpPump } from "./sump-pump.ts";
import { tagged } from "./tags.ts";
import { transformer } from "./transformer.ts";
import { ups } from "./ups.ts";
import { waterMeter } from "./water-meter.ts";
import { waterTank } from "./water-tank.ts";

export { EmergencyPlanId, emergencyPlanName } from "./emergency-plans.ts";
export {
  Criticality,
  EquipmentType,
  MaintenanceTask,
  PointType,
  ReplacementCost,
  ServiceLife,
  System,
  TypeCriticality,
} from "./equipment.ts";
export { ioTerminals, type Terminals } from "./io-terminals.ts";
export { cataloguePage } from "./page.ts";

/** Lifts, fire, water, power, and what carries their readings. */
export const catalog: readonly EquipmentType[] = [
  lift,
  escalator,
  firePanel,
  firePump,
  jockeyPump,
  firePressure,
  electricalFireMonitor,
  gasDetector,
  seismicSwitch,
  boosterSet,
  boosterPump,
  sumpPump,
  waterTank,
  waterMeter,
  environmentSensor,
  pumpRig,
  transformer,
  feeder,
  powerMeter,
  genset,
  ats,
  ups,
  gateway,
].map(tagged);
