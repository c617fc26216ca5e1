import type { Truth } from "../estate.ts";
import { bits, num, RegisterImage, signedWord, word } from "./image.ts";

/**
 * A booster controller's unit: input registers 0 status (bit 0 running, bit 2 remote), 1 speed 0.01 Hz,
 * 2 suction and 3 discharge 0.1 kPa signed, 4 flow 0.01 m³/h signed, 5 motor 0.1 °C signed, 6–7 power float32 kW,
 * 8 vibration 0.01 mm/s;
 * holding registers 100–101 run time 0.1 h and 102–103 starts, both u32 with the low word first;
 * holding register 110 pressure set point 0.1 kPa, which may be written.
 */
export function boosterImage(truth: Truth): RegisterImage {
  const image = new RegisterImage({ input: 16, holding: 111 });
  image.input.writeUInt16BE(bits(truth.running, false, true), 0);
  image.input.writeUInt16BE(word(num(truth.speed_Hz) * 100), 2);
  image.input.writeInt16BE(signedWord(num(truth.suction_pressure_kPa) * 10), 4);
  image.input.writeInt16BE(signedWord(num(truth.discharge_pressure_kPa) * 10), 6);
  image.input.writeInt16BE(signedWord(num(truth.flow_m3_h) * 100), 8);
  image.input.writeInt16BE(signedWord(num(truth.motor_temp_C) * 10), 10);
  image.input.writeFloatBE(num(truth.power_kW), 12);
  image.input.writeInt16BE(signedWord(num(truth.vibration_mm_s) * 100), 16);
  const lowFirst = (address: number, value: number) => {
    image.holding.writeUInt16BE(value & 0xffff, address * 2);
    image.holding.writeUInt16BE((value >>> 16) & 0xffff, address * 2 + 2);
  };
  lowFirst(100, Math.floor(num(truth.run_hours) * 10));
  lowFirst(102, num(truth.starts));
  image.holding.writeUInt16BE(word(num(truth.pressure_setpoint_kPa) * 10), 220);
  return image;
}
