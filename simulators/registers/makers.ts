import type { Truth } from "../estate.ts";
import { bits, num, RegisterImage, signedWord, whole, word } from "./image.ts";

const phases = [1, 2, 3] as const;

/**
 * An Acrel DTSD1352 without transformers: holding registers, V ×10 from 61h, A ×100 from 64h, Hz ×100 at 77h, the
 * sum of the power in W as int32 at 16Ah, power factor ×1000 at 17Fh, kWh ×100 as u32 at 0Ah.
 */
export function acrelDtsd1352Image(truth: Truth): RegisterImage {
  const image = new RegisterImage({ holding: 0x190 });
  const { holding } = image;
  for (const [i, phase] of phases.entries()) {
    holding.writeUInt16BE(word(num(truth[`voltage_L${phase}_V`]) * 10), 2 * (0x61 + i));
    holding.writeUInt16BE(word(num(truth[`current_L${phase}_A`]) * 100), 2 * (0x64 + i));
  }
  holding.writeUInt16BE(word(num(truth.frequency_Hz) * 100), 2 * 0x77);
  holding.writeInt32BE(Math.round(num(truth.power_kW) * 1_000), 2 * 0x16a);
  holding.writeInt16BE(signedWord(num(truth.power_factor) * 1_000), 2 * 0x17f);
  holding.writeUInt32BE(whole(num(truth.energy_import_kWh) * 100), 2 * 0x0a);
  return image;
}

/**
 * A Schneider PM5100: holding registers in decimal, float32 high word first; A from 2999, V to neutral from 3027,
 * kW at 3059, the four-quadrant power factor at 3083, Hz at 3109, and Wh as int64 at 3203.
 */
export function schneiderPm5100Image(truth: Truth): RegisterImage {
  const image = new RegisterImage({ holding: 3_240 });
  const { holding } = image;
  for (const [i, phase] of phases.entries()) {
    holding.writeFloatBE(num(truth[`current_L${phase}_A`]), 2 * (2_999 + 2 * i));
    holding.writeFloatBE(num(truth[`voltage_L${phase}_V`]), 2 * (3_027 + 2 * i));
  }
  holding.writeFloatBE(num(truth.power_kW), 2 * 3_059);
  // Between −1 and 1 the current lags, which is what motors do.
  holding.writeFloatBE(num(truth.power_factor), 2 * 3_083);
  holding.writeFloatBE(num(truth.frequency_Hz), 2 * 3_109);
  holding.writeBigInt64BE(BigInt(Math.floor(num(truth.energy_import_kWh) * 1_000)), 2 * 3_203);
  return image;
}

/**
 * A Chint DTSU666: holding registers, float32 in tenths of V (2006h) and W (2012h), thousandths of A (200Ch) and of
 * the power factor (202Ah), hundredths of Hz (2044h); kWh at 101Eh.
 */
export function chintDtsu666Image(truth: Truth): RegisterImage {
  const image = new RegisterImage({ holding: 0x2060 });
  const { holding } = image;
  for (const [i, phase] of phases.entries()) {
    holding.writeFloatBE(num(truth[`voltage_L${phase}_V`]) * 10, 2 * (0x2006 + 2 * i));
    holding.writeFloatBE(num(truth[`current_L${phase}_A`]) * 1_000, 2 * (0x200c + 2 * i));
  }
  holding.writeFloatBE(num(truth.power_kW) * 10_000, 2 * 0x2012);
  holding.writeFloatBE(num(truth.power_factor) * 1_000, 2 * 0x202a);
  holding.writeFloatBE(num(truth.frequency_Hz) * 100, 2 * 0x2044);
  holding.writeFloatBE(num(truth.energy_import_kWh), 2 * 0x101e);
  return image;
}

/**
 * A Grundfos pump behind its CIM card: input registers at the manual's number less one. 200 status (bit 6 rotating,
 * 8 remote, 9 on), 300 head 0.001 bar, 301 flow 0.1 m³/h, 303 rpm, 304 0.1 Hz, 311 W u32, 314 inlet (raw/1000 − 1) bar,
 * 318 motor 0.01 K, 326 hours u32, 331 kWh u32, 333 starts u32.
 */
export function grundfosCimImage(truth: Truth): RegisterImage {
  const image = new RegisterImage({ input: 340 });
  const { input } = image;
  const at = (register: number) => 2 * register;
  const suction = num(truth.suction_pressure_kPa);
  input.writeUInt16BE(bits(0, 0, 0, 0, 0, 0, truth.running, 0, true, truth.running), at(200));
  input.writeUInt16BE(word((num(truth.discharge_pressure_kPa) - suction) * 10), at(300));
  input.writeUInt16BE(word(Math.max(0, num(truth.flow_m3_h)) * 10), at(301));
  input.writeUInt16BE(word(num(truth.speed_Hz) * 58), at(303));
  input.writeUInt16BE(word(num(truth.speed_Hz) * 10), at(304));
  input.writeUInt32BE(whole(num(truth.power_kW) * 1_000), at(311));
  input.writeUInt16BE(word((suction + 100) * 10), at(314));
  input.writeUInt16BE(word((num(truth.motor_temp_C) + 273.15) * 100), at(318));
  input.writeUInt32BE(whole(num(truth.run_hours)), at(326));
  input.writeUInt32BE(whole(num(truth.run_hours) * 2.2), at(331));
  input.writeUInt32BE(whole(num(truth.starts)), at(333));
  return image;
}
