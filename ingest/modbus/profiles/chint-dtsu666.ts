import { Profile } from "../profile.ts";
import { current, threePhases, voltage } from "./power-meter.ts";

const float = { fc: 3, type: "f32" } as const;

/**
 * Chint DTSU666 (正泰): holding registers, float32 that still want dividing. Less certain: whether a meter behind
 * transformers has its ratio set; as read here it has, so no ratio of the site is applied.
 */
export const chintDtsu666: Profile = Profile.parse({
  id: "chint-dtsu666",
  equipment: "power-meter",
  label: { en: "Chint DTSU666 meter", zh: "正泰 DTSU666 电表" },
  source: "domain facts §4, from volkszaehler/mbmd meters/rs485/dtsu666.go",
  maxGap: 24,
  registers: [
    { point: "energy_import_kWh", address: 0x101e, ...float },
    ...threePhases(voltage, 0x2006, 2, { ...float, scale: 0.1 }),
    ...threePhases(current, 0x200c, 2, { ...float, scale: 0.001 }),
    // 0.1 W a digit.
    { point: "power_kW", address: 0x2012, ...float, scale: 0.0001 },
    { point: "power_factor", address: 0x202a, ...float, scale: 0.001 },
    { point: "frequency_Hz", address: 0x2044, ...float, scale: 0.01 },
  ],
});
