import { Profile } from "../profile.ts";
import { current, threePhases, voltage } from "./power-meter.ts";

const float = { fc: 3, type: "f32" } as const;

/**
 * Schneider PM5100: holding registers, addresses in decimal as its list has them, float32 and int64 with the
 * high word first. The meter knows its own transformers, so no ratio of the site is applied.
 */
export const schneiderPm5100: Profile = Profile.parse({
  id: "schneider-pm5100",
  equipment: "power-meter",
  label: { en: "Schneider PM5100 meter", zh: "施耐德 PM5100 电表" },
  source: "domain facts §4, public source file id 37848013136",
  maxGap: 30,
  registers: [
    ...threePhases(current, 2999, 2, float),
    ...threePhases(voltage, 3027, 2, float),
    { point: "power_kW", address: 3059, ...float },
    { point: "power_factor", address: 3083, ...float, coding: "four-quadrant-pf" },
    { point: "frequency_Hz", address: 3109, ...float },
    { point: "energy_import_kWh", fc: 3, address: 3203, type: "s64", scale: 0.001 },
  ],
});
