import { Profile } from "../profile.ts";
import { current, threePhases, voltage } from "./power-meter.ts";

/**
 * ABB A and B series: holding registers, high word first. What the meter does not measure reads as the largest
 * number of its type: ffffffffh unsigned, 7fffffffh signed.
 */
export const abbAb: Profile = Profile.parse({
  id: "abb-ab",
  equipment: "power-meter",
  label: { en: "ABB A or B series meter", zh: "ABB A/B 系列电表" },
  source: "domain facts §4, from volkszaehler/mbmd meters/rs485/abb.go, also for the power factor",
  maxGap: 20,
  registers: [
    {
      point: "energy_import_kWh",
      fc: 3,
      address: 0x5000,
      type: "u64",
      scale: 0.01,
      notFitted: ["ffffffffffffffff"],
    },
    ...threePhases(voltage, 0x5b00, 2, { fc: 3, type: "u32", scale: 0.1, notFitted: ["ffffffff"] }),
    ...threePhases(current, 0x5b0c, 2, { fc: 3, type: "u32", scale: 0.01, notFitted: ["ffffffff"] }),
    // 0.01 W a digit.
    { point: "power_kW", fc: 3, address: 0x5b14, type: "s32", scale: 0.00001, notFitted: ["7fffffff"] },
    { point: "frequency_Hz", fc: 3, address: 0x5b2c, type: "u16", scale: 0.01, notFitted: ["ffff"] },
    { point: "power_factor", fc: 3, address: 0x5b3a, type: "s16", scale: 0.001, notFitted: ["7fff"] },
  ],
});
