/** Device profiles: the register map of each kind of device, as data. A new device is one new file here. */
import type { Profile } from "../profile.ts";
import { boosterController } from "./booster-controller.ts";
import { eastronSdm630 } from "./eastron-sdm630.ts";
import { genericFirePanel } from "./generic-fire-panel.ts";
import { genericLift } from "./generic-lift.ts";

export const profiles: readonly Profile[] = [eastronSdm630, boosterController, genericLift, genericFirePanel];

export const profileById = (id: string): Profile | undefined => profiles.find((profile) => profile.id === id);
