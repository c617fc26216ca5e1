/** Device profiles: the register map of each kind of device, as data. A new device is one new file here. */
import type { Profile } from "../profile.ts";
import { abbAb } from "./abb-ab.ts";
import { abbAcs } from "./abb-acs.ts";
import { acrelAdw300 } from "./acrel-adw300.ts";
import { acrelDtsd1352 } from "./acrel-dtsd1352.ts";
import { boosterController } from "./booster-controller.ts";
import { carloGavazziEm24, carloGavazziEm340 } from "./carlo-gavazzi-em24.ts";
import { chintDtsu666 } from "./chint-dtsu666.ts";
import { eastronSdm630 } from "./eastron-sdm630.ts";
import { genericFirePanel } from "./generic-fire-panel.ts";
import { genericLift } from "./generic-lift.ts";
import { grundfosCim } from "./grundfos-cim.ts";
import { ioModules } from "./io-modules.ts";
import { notifierModbusGw } from "./notifier-modbus-gw.ts";
import { schneiderIem3000 } from "./schneider-iem3000.ts";
import { schneiderPm5100 } from "./schneider-pm5100.ts";
import { sunspecMeter } from "./sunspec-meter.ts";
import { xyMd02 } from "./xy-md02.ts";

export const profiles: readonly Profile[] = [
  eastronSdm630,
  schneiderIem3000,
  schneiderPm5100,
  carloGavazziEm24,
  carloGavazziEm340,
  acrelAdw300,
  acrelDtsd1352,
  chintDtsu666,
  abbAb,
  sunspecMeter,
  boosterController,
  grundfosCim,
  abbAcs,
  genericLift,
  genericFirePanel,
  xyMd02,
  ...ioModules,
  ...notifierModbusGw,
];

export const profileById = (id: string): Profile | undefined => profiles.find((profile) => profile.id === id);
