import type { Truth } from "../estate.ts";
import { num, RegisterImage } from "./image.ts";

/**
 * An Eastron SDM630's input registers: float32, high word first, two registers each, at the 0-based addresses of
 * volkszaehler/mbmd meters/rs485/sdm.go. Written without the gateway's profile, so that the two check each other.
 */
export function sdm630Image(truth: Truth): RegisterImage {
  const image = new RegisterImage({ input: 0x160 });
  const put = (address: number, value: number) => image.input.writeFloatBE(value, address * 2);
  const watts = num(truth.power_kW) * 1_000;
  const pf = num(truth.power_factor);
  let voltAmps = 0;
  for (const [i, phase] of [1, 2, 3].entries()) {
    const volts = num(truth[`voltage_L${phase}_V`]);
    const amps = num(truth[`current_L${phase}_A`]);
    voltAmps += volts * amps;
    put(0x00 + 2 * i, volts);
    put(0x06 + 2 * i, amps);
    put(0x0c + 2 * i, volts * amps * pf);
    put(0x12 + 2 * i, volts * amps);
    put(0x1e + 2 * i, pf);
    put(0xea + 2 * i, num(truth.thd_voltage_percent));
  }
  put(0x34, watts);
  put(0x38, voltAmps);
  put(0x3c, Math.sqrt(Math.max(0, voltAmps ** 2 - watts ** 2)));
  put(0x3e, pf);
  put(0x46, num(truth.frequency_Hz));
  put(0x48, num(truth.energy_import_kWh));
  put(0x156, num(truth.energy_import_kWh));
  return image;
}
