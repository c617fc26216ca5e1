import type { Truth } from "../estate.ts";
import { num, RegisterImage, whole } from "./image.ts";

/** What stands on a plain input and output module, in the order of its terminals. */
interface Terminals {
  readonly contacts: readonly string[];
  readonly values: readonly string[];
  readonly counters: readonly string[];
  /** Relays, as coils from 0. */
  readonly outputs?: readonly string[];
}

/** Contacts as discrete inputs from 0, values as float32 input registers from 0, counters as u32 hundredths from 40. */
const module =
  ({ contacts, values, counters, outputs = [] }: Terminals) =>
  (truth: Truth): RegisterImage => {
    const image = new RegisterImage({ input: 40 + 2 * counters.length });
    for (const [i, point] of contacts.entries()) if (truth[point]) image.discrete[i >> 3]! |= 1 << (i & 7);
    for (const [i, point] of outputs.entries()) if (truth[point]) image.coils[i >> 3]! |= 1 << (i & 7);
    for (const [i, point] of values.entries()) image.input.writeFloatBE(num(truth[point]), 4 * i);
    for (const [i, point] of counters.entries())
      image.input.writeUInt32BE(whole(num(truth[point]) * 100), 2 * (40 + 2 * i));
    return image;
  };

export const ioImages = {
  "io-water-tank": module({
    contacts: ["overflow", "hatch_open"],
    values: ["level_percent", "level_m", "temp_C", "chlorine_mg_L", "turbidity_NTU"],
    counters: [],
  }),
  "io-water-meter": module({
    contacts: ["reverse_flow", "tamper"],
    values: ["flow_m3_h", "battery_V"],
    counters: ["volume_m3"],
  }),
  "io-sump": module({
    contacts: ["auto_mode", "pump_1_running", "pump_2_running", "high_level", "overflow_level", "fault"],
    values: ["level_m"],
    counters: ["run_hours_1", "run_hours_2"],
    outputs: ["force_both"],
  }),
  "io-fire-pump": module({
    contacts: ["running", "auto_mode", "power_available", "fault"],
    values: ["suction_pressure_kPa", "discharge_pressure_kPa", "current_A"],
    counters: ["run_hours", "starts"],
  }),
  "io-jockey-pump": module({
    contacts: ["running", "auto_mode", "fault"],
    values: ["pressure_kPa"],
    counters: ["run_hours", "starts"],
  }),
  "io-transformer": module({
    contacts: ["fan_running", "trip", "door_open"],
    values: ["winding_A_temp_C", "winding_B_temp_C", "winding_C_temp_C", "core_temp_C", "load_percent"],
    counters: [],
  }),
  "io-feeder": module({
    contacts: ["breaker_closed", "tripped", "voltage_present"],
    values: ["power_kW", "current_L1_A", "current_L2_A", "current_L3_A", "load_percent", "joint_temp_C"],
    counters: ["energy_import_kWh"],
  }),
  "io-genset": module({
    contacts: ["running", "auto_mode", "start_failed", "fault"],
    values: [
      "voltage_V",
      "frequency_Hz",
      "power_kW",
      "load_percent",
      "coolant_temp_C",
      "oil_pressure_kPa",
      "fuel_percent",
      "battery_V",
    ],
    counters: ["run_hours", "starts"],
  }),
  "io-ats": module({
    contacts: ["source_1_available", "source_2_available", "auto_mode", "fault"],
    values: ["position"],
    counters: ["transfers"],
  }),
  "io-ups": module({
    contacts: ["on_battery", "on_bypass", "fault"],
    values: ["battery_percent", "battery_V", "battery_temp_C", "runtime_min", "load_percent"],
    counters: [],
  }),
  "io-electrical-fire": module({
    contacts: ["alarm", "fault"],
    values: ["residual_mA", "cable_1_temp_C", "cable_2_temp_C", "cable_3_temp_C", "cable_4_temp_C"],
    counters: [],
  }),
  "io-booster-set": module({
    contacts: ["auto_mode", "fault"],
    values: [
      "setpoint_kPa",
      "header_pressure_kPa",
      "inlet_pressure_kPa",
      "flow_m3_h",
      "pumps_running",
      "power_kW",
    ],
    counters: ["volume_m3", "energy_kWh"],
    outputs: ["remote_stop"],
  }),
  "io-gas-detector": module({
    contacts: ["alarm", "valve_open", "fault"],
    values: ["gas_percent_LEL"],
    counters: [],
    outputs: ["shut_valve"],
  }),
  "io-seismic-switch": module({ contacts: ["triggered", "fault"], values: ["peak_cm_s2"], counters: [] }),
  "io-fire-panel-battery": module({ contacts: [], values: ["battery_V"], counters: [] }),
} as const;
