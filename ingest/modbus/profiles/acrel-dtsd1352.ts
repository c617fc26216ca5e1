import { Profile } from "../profile.ts";
import { current, threePhases, voltage } from "./power-meter.ts";

/**
 * Acrel DTSD1352 (安科瑞): holding registers that count on the secondary side; the site's CT and PT ratios make
 * them primary. Less certain: the scale of the power factor (0.001), and one public client adds 1 to each address.
 */
export const acrelDtsd1352: Profile = Profile.parse({
  id: "acrel-dtsd1352",
  equipment: "power-meter",
  label: { en: "Acrel DTSD1352 meter", zh: "安科瑞 DTSD1352 导轨式电表" },
  source: "domain facts §4, public source file id 34355879213",
  registers: [
    { point: "energy_import_kWh", fc: 3, address: 0x0a, type: "u32", scale: 0.01, ratio: "ct-pt" },
    ...threePhases(voltage, 0x61, 1, { fc: 3, type: "u16", scale: 0.1, ratio: "pt" }),
    ...threePhases(current, 0x64, 1, { fc: 3, type: "u16", scale: 0.01, ratio: "ct" }),
    { point: "frequency_Hz", fc: 3, address: 0x77, type: "u16", scale: 0.01 },
    { point: "power_kW", fc: 3, address: 0x16a, type: "s32", scale: 0.001, ratio: "ct-pt" },
    { point: "power_factor", fc: 3, address: 0x17f, type: "s16", scale: 0.001 },
  ],
});
