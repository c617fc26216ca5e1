import { Profile } from "../profile.ts";

const absent = { notFitted: ["ffff"] };

/**
 * Grundfos pump behind a CIM 200 (RTU) or CIM 500 (TCP) card: input registers at the manual's number less one.
 * The card gives the head, not the pressure behind the pump. Less certain: one source; ffffh for "no such
 * sensor" is the card's convention as remembered.
 */
export const grundfosCim: Profile = Profile.parse({
  id: "grundfos-cim",
  equipment: "booster-pump",
  label: { en: "Grundfos pump with CIM 200/500 card", zh: "格兰富水泵（CIM 200/500 通信卡）" },
  source: "domain facts §3, public source file id 27406590884; not cross-checked",
  registers: [
    { point: "running", fc: 4, address: 200, type: "bit", bit: 6 },
    { point: "flow_m3_h", fc: 4, address: 301, type: "u16", scale: 0.1, ...absent },
    { point: "speed_Hz", fc: 4, address: 304, type: "u16", scale: 0.1, ...absent },
    { point: "power_kW", fc: 4, address: 311, type: "u32", scale: 0.001, notFitted: ["ffffffff"] },
    // raw / 1000 − 1 bar.
    { point: "suction_pressure_kPa", fc: 4, address: 314, type: "u16", scale: 0.1, offset: -100, ...absent },
    // 0.01 K.
    { point: "motor_temp_C", fc: 4, address: 318, type: "u16", scale: 0.01, offset: -273.15, ...absent },
    { point: "run_hours", fc: 4, address: 326, type: "u32", notFitted: ["ffffffff"] },
    { point: "starts", fc: 4, address: 333, type: "u32", notFitted: ["ffffffff"] },
  ],
  lacks: ["vibration_mm_s", "discharge_pressure_kPa"],
});
