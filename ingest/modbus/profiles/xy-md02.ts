import { Profile } from "../profile.ts";

/**
 * XY-MD02, the common RS-485 temperature and humidity sensor with an SHT20: input registers 1 and 2 at their PDU
 * addresses, in tenths. It knows nothing of water on the floor, nor has it a battery.
 */
export const xyMd02: Profile = Profile.parse({
  id: "xy-md02",
  equipment: "environment-sensor",
  label: { en: "XY-MD02 temperature and humidity sensor", zh: "XY-MD02 温湿度变送器（SHT20）" },
  source:
    "public documentation of SHT20 Modbus sensors (github.com/e-tinkers/Modbus-RTU, examples/SHT20), read in two drivers",
  registers: [
    { point: "temp_C", fc: 4, address: 1, type: "s16", scale: 0.1 },
    { point: "humidity_percent", fc: 4, address: 2, type: "u16", scale: 0.1 },
  ],
  lacks: ["leak", "battery_percent"],
});
