import { Profile } from "../profile.ts";

const phases = [1, 2, 3] as const;
const float = (point: string, address: number, scale = 1) =>
  ({ point, fc: 4, address, type: "f32", scale }) as const;

/** Eastron SDM630 three-phase meter: input registers, each value a float32, high word first. */
export const eastronSdm630: Profile = Profile.parse({
  id: "eastron-sdm630",
  equipment: "power-meter",
  label: { en: "Eastron SDM630 meter", zh: "Eastron SDM630 三相电表" },
  source: "domain facts §4, from volkszaehler/mbmd meters/rs485/sdm.go",
  // The registers between ours are the meter's other values, so all of it but the harmonics comes with one request of 74.
  maxGap: 40,
  maxRegisters: 80,
  registers: [
    ...phases.map((n) => float(`voltage_L${n}_V`, 2 * (n - 1))),
    ...phases.map((n) => float(`current_L${n}_A`, 6 + 2 * (n - 1))),
    float("power_kW", 0x34, 0.001),
    float("power_factor", 0x3e),
    float("frequency_Hz", 0x46),
    float("energy_import_kWh", 0x48),
    // L1's stands for the highest: the three lie close together.
    float("thd_voltage_percent", 0xea),
  ],
});
