import { Profile } from "../profile.ts";
import { current, threePhases, voltage } from "./power-meter.ts";

/**
 * Acrel ADW300 (安科瑞): holding registers in decimal, high word first. One source only: its values are taken as
 * primary ones, so check one phase with a clamp meter. Frequency and power factor are not in that source.
 */
export const acrelAdw300: Profile = Profile.parse({
  id: "acrel-adw300",
  equipment: "power-meter",
  label: { en: "Acrel ADW300 meter", zh: "安科瑞 ADW300 物联网电表" },
  source: "domain facts §4, from evcc acrel-adw300.yaml; not cross-checked",
  registers: [
    ...threePhases(voltage, 20, 1, { fc: 3, type: "u16", scale: 0.1 }),
    ...threePhases(current, 26, 1, { fc: 3, type: "u16", scale: 0.01 }),
    { point: "power_kW", fc: 3, address: 36, type: "s32", scale: 0.001 },
    { point: "energy_import_kWh", fc: 3, address: 62, type: "u32", scale: 0.01 },
  ],
  lacks: ["power_factor"],
});
