import { Profile } from "../profile.ts";

const flag = (point: string, bit: number) => ({ point, fc: 3, address: 3, type: "bit", bit }) as const;

/**
 * A lift controller behind a Modbus card. Holding registers: 0 service mode and 2 direction with the codes of
 * GB/T 24476-2017, 1 floor s16, 3 status word (bits 0 moving, 1 door closed, 2 door zone, 3 passenger,
 * 4 alarm button, 5 water in the pit), 4 speed s16 mm/s (up is positive), 5 motor temperature s16 0.1 °C (8000h: no sensor).
 * 6 levelling error s16 0.1 mm, 7 closing time of the doors u16 0.01 s, 8 brake temperature s16 0.1 °C.
 * Trips are input registers 10–11 and reopened doors 12–13, u32 high word first.
 */
export const genericLift: Profile = Profile.parse({
  id: "generic-lift",
  equipment: "lift",
  label: { en: "Lift controller with Modbus card", zh: "带 Modbus 卡的电梯控制器" },
  source: "Watchkeeper's own map; fields after GB/T 24476-2017 (domain facts §1)",
  registers: [
    { point: "service_mode", fc: 3, address: 0, type: "u16" },
    { point: "floor", fc: 3, address: 1, type: "s16" },
    { point: "direction", fc: 3, address: 2, type: "u16" },
    flag("running", 0),
    flag("door_closed", 1),
    flag("door_zone", 2),
    flag("passenger", 3),
    flag("alarm_button", 4),
    flag("pit_water", 5),
    { point: "speed_m_s", fc: 3, address: 4, type: "s16", scale: 0.001 },
    { point: "motor_temp_C", fc: 3, address: 5, type: "s16", scale: 0.1, notFitted: ["8000"] },
    { point: "levelling_error_mm", fc: 3, address: 6, type: "s16", scale: 0.1, notFitted: ["8000"] },
    { point: "door_close_time_s", fc: 3, address: 7, type: "u16", scale: 0.01, notFitted: ["ffff"] },
    { point: "brake_temp_C", fc: 3, address: 8, type: "s16", scale: 0.1, notFitted: ["8000"] },
    { point: "door_reopens", fc: 4, address: 12, type: "u32" },
    { point: "trips", fc: 4, address: 10, type: "u32" },
  ],
});
