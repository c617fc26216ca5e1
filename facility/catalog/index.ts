/**
 * The catalogue: what is known about each kind of equipment, as data. One file a kind, with its points
 * and default rules, in both languages, each value with its source. A new kind is one new file here.
 */
import { boosterPump } from "./booster-pump.ts";
import type { EquipmentType } from "./equipment.ts";
import { firePanel } from "./fire-panel.ts";
import { gateway } from "./gateway.ts";
import { lift } from "./lift.ts";
import { powerMeter } from "./power-meter.ts";
import { pumpRig } from "./pump-rig.ts";

export {
  Criticality,
  EmergencyPlanId,
  EquipmentType,
  MaintenanceTask,
  PointType,
  ReplacementCost,
  ServiceLife,
  System,
  TypeCriticality,
} from "./equipment.ts";

export const catalog: readonly EquipmentType[] = [lift, boosterPump, powerMeter, firePanel, pumpRig, gateway];
