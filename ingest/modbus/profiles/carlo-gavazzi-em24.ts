import { Profile } from "../profile.ts";
import { current, threePhases, voltage } from "./power-meter.ts";

const tenth = { fc: 4, type: "s32", order: "CDAB", scale: 0.1 } as const;

/** What differs between the generations: where frequency, power factor and energy stand. */
const em24 = (
  id: string,
  label: { readonly en: string; readonly zh: string },
  source: string,
  at: { readonly powerFactor: number; readonly frequency: number; readonly energy: number },
): Profile =>
  Profile.parse({
    id,
    equipment: "power-meter",
    label,
    source,
    maxGap: 24,
    registers: [
      ...threePhases(voltage, 0x00, 2, tenth),
      ...threePhases(current, 0x0c, 2, { ...tenth, scale: 0.001 }),
      // 0.1 W a digit.
      { point: "power_kW", address: 0x28, ...tenth, scale: 0.0001 },
      { point: "power_factor", fc: 4, address: at.powerFactor, type: "s16", scale: 0.001 },
      { point: "frequency_Hz", fc: 4, address: at.frequency, type: "s16", scale: 0.1 },
      { point: "energy_import_kWh", address: at.energy, ...tenth },
    ],
  });

/** Carlo Gavazzi EM24 on RS485: int32 with the low word first. Less certain: the energy register, one source only. */
export const carloGavazziEm24 = em24(
  "carlo-gavazzi-em24",
  { en: "Carlo Gavazzi EM24 meter (RS485)", zh: "佳乐 EM24 电表（RS485）" },
  "domain facts §4, from volkszaehler/mbmd and public source file id 66548235231; energy from one source",
  { powerFactor: 0x35, frequency: 0x37, energy: 0x42 },
);

/** EM24 with Ethernet, EM330, EM340, ET330 and ET340. */
export const carloGavazziEm340 = em24(
  "carlo-gavazzi-em340",
  { en: "Carlo Gavazzi EM24-E1, EM330/340, ET330/340 meter", zh: "佳乐 EM24-E1、EM330/340、ET330/340 电表" },
  "domain facts §4, from volkszaehler/mbmd meters/rs485",
  { powerFactor: 0x31, frequency: 0x33, energy: 0x34 },
);
