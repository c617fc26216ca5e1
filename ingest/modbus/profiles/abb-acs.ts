import { Profile } from "../profile.ts";

/**
 * ABB ACS drive of a pump: parameter gg.ii stands as 16 bits at 40000+100·gg+ii of the manual's counting, that is
 * PDU 100·gg+ii−1. Status word at PDU 3 (bit 2: operating), output frequency 01.03 at 102.
 * Less certain: one source, and older and newer drives scale differently: compare with the drive's panel.
 */
export const abbAcs: Profile = Profile.parse({
  id: "abb-acs",
  equipment: "booster-pump",
  label: { en: "ABB ACS drive of a pump", zh: "ABB ACS 变频器（水泵）" },
  source:
    "domain facts §3, public source file id 39894467881 and AbbDrive.h; a public ACQ580 map contradicts it",
  registers: [
    { point: "running", fc: 3, address: 3, type: "bit", bit: 2 },
    { point: "speed_Hz", fc: 3, address: 102, type: "s16", scale: 0.1 },
  ],
  lacks: ["vibration_mm_s", "suction_pressure_kPa", "discharge_pressure_kPa", "motor_temp_C"],
});
