import { Profile } from "../profile.ts";
import { current, threePhases, voltage } from "./power-meter.ts";

/** An int16 with its power of ten in another register; 8000h is "not implemented". */
const scaled = (exponentAddress: number, scale = 1) => ({
  fc: 3 as const,
  type: "s16" as const,
  exponentAddress,
  scale,
  notFitted: ["8000"],
});

/**
 * SunSpec meter models 201 (single phase), 202 (split), 203 (wye) and 204 (delta), wherever the device keeps them.
 * Addresses are offsets from the model's id register; each value has a scale factor register of its own.
 */
export const sunspecMeter: Profile = Profile.parse({
  id: "sunspec-meter",
  equipment: "power-meter",
  label: { en: "SunSpec meter (models 201–204)", zh: "SunSpec 电表（模型 201–204）" },
  source: "domain facts §4, from sunspec/models json/model_203.json",
  discover: { scheme: "sunspec", models: [201, 202, 203, 204] },
  maxGap: 40,
  registers: [
    ...threePhases(current, 3, 1, scaled(6)),
    ...threePhases(voltage, 8, 1, scaled(15)),
    { point: "frequency_Hz", address: 16, ...scaled(17) },
    { point: "power_kW", address: 18, ...scaled(22, 0.001) },
    // In percent.
    { point: "power_factor", address: 33, ...scaled(37, 0.01) },
    // An acc32 counter; 0 is "not implemented".
    {
      point: "energy_import_kWh",
      fc: 3,
      address: 46,
      type: "u32",
      exponentAddress: 54,
      scale: 0.001,
      notFitted: ["00000000"],
    },
  ],
});
