import { Profile } from "../profile.ts";

const input = (point: string, address: number, type: "u16" | "s16" | "f32", scale = 1) =>
  ({ point, fc: 4, address, type, scale, ...(type === "s16" ? { notFitted: ["8000"] } : {}) }) as const;

/**
 * One pump of a booster set, a unit id each. Live values are input registers:
 * 0 status word (bit 0 running), 1 speed 0.01 Hz, 2 suction and 3 discharge s16 0.1 kPa, 4 flow s16 0.01 m³/h,
 * 5 motor temperature s16 0.1 °C, 6–7 power float32 kW, 8 vibration s16 0.01 mm/s; 8000h in a signed register means no such sensor.
 * Holding register 110: the set's pressure set point u16 0.1 kPa, read and written (function 6).
 * Counters are holding registers, u32 with the low word first: 100–101 run time 0.1 h, 102–103 starts.
 */
export const boosterController: Profile = Profile.parse({
  id: "booster-controller",
  equipment: "booster-pump",
  label: { en: "Booster set controller", zh: "增压泵组控制器" },
  source: "Watchkeeper's own map, for controllers that can be given one",
  registers: [
    { point: "running", fc: 4, address: 0, type: "bit", bit: 0 },
    input("speed_Hz", 1, "u16", 0.01),
    input("suction_pressure_kPa", 2, "s16", 0.1),
    input("discharge_pressure_kPa", 3, "s16", 0.1),
    { point: "pressure_setpoint_kPa", fc: 3, address: 110, type: "u16", scale: 0.1 },
    input("flow_m3_h", 4, "s16", 0.01),
    input("motor_temp_C", 5, "s16", 0.1),
    input("power_kW", 6, "f32"),
    input("vibration_mm_s", 8, "s16", 0.01),
    { point: "run_hours", fc: 3, address: 100, type: "u32", order: "CDAB", scale: 0.1 },
    { point: "starts", fc: 3, address: 102, type: "u32", order: "CDAB" },
  ],
  writes: [{ point: "pressure_setpoint_kPa", fc: 6, address: 110, type: "u16", scale: 0.1 }],
});
