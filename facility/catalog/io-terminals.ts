import type { Text } from "../units/index.ts";

/** Which points of a kind of equipment stand on which terminals of a plain input and output module. */
export interface Terminals {
  /** The device profile's. */
  readonly id: string;
  readonly equipment: string;
  readonly label: Text;
  /** Discrete inputs, in this order. */
  readonly contacts: readonly string[];
  /** Measured values, in this order. */
  readonly values: readonly string[];
  readonly counters: readonly string[];
  /** Relays. */
  readonly outputs?: readonly string[];
  /** Points with default rules that are not wired to it. */
  readonly lacks?: readonly string[];
}

/**
 * Equipment on input and output modules; a new kind is one more entry. The gateway reads by it and the simulated
 * module answers by it; where a terminal stands among the registers each works out for itself.
 */
export const ioTerminals = [
  {
    id: "io-water-tank",
    equipment: "water-tank",
    label: { en: "Water tank on an input module", zh: "输入模块接入的水箱" },
    contacts: ["overflow", "hatch_open"],
    values: ["level_percent", "level_m", "temp_C", "chlorine_mg_L", "turbidity_NTU"],
    counters: [],
  },
  {
    id: "io-water-meter",
    equipment: "water-meter",
    label: { en: "Water meter on a pulse module", zh: "脉冲模块接入的水表" },
    contacts: ["reverse_flow", "tamper"],
    values: ["flow_m3_h", "battery_V"],
    counters: ["volume_m3"],
  },
  {
    id: "io-sump",
    equipment: "sump-pump",
    label: { en: "Sump pumps on an input module", zh: "输入模块接入的排污泵" },
    contacts: ["auto_mode", "pump_1_running", "pump_2_running", "high_level", "overflow_level", "fault"],
    values: ["level_m"],
    counters: ["run_hours_1", "run_hours_2"],
    outputs: ["force_both"],
  },
  {
    id: "io-fire-pump",
    equipment: "fire-pump",
    label: { en: "Fire pump controller on an input module", zh: "输入模块接入的消防泵控制柜" },
    contacts: ["running", "auto_mode", "power_available", "fault"],
    values: ["suction_pressure_kPa", "discharge_pressure_kPa", "current_A"],
    counters: ["run_hours", "starts"],
  },
  {
    id: "io-jockey-pump",
    equipment: "jockey-pump",
    label: { en: "Jockey pump on an input module", zh: "输入模块接入的稳压泵" },
    contacts: ["running", "auto_mode", "fault"],
    values: ["pressure_kPa"],
    counters: ["run_hours", "starts"],
  },
  {
    id: "io-transformer",
    equipment: "transformer",
    label: { en: "Dry transformer's temperature controller", zh: "干式变压器温控器" },
    contacts: ["fan_running", "trip", "door_open"],
    values: ["winding_A_temp_C", "winding_B_temp_C", "winding_C_temp_C", "core_temp_C", "load_percent"],
    counters: [],
  },
  {
    id: "io-feeder",
    equipment: "feeder",
    label: { en: "Feeder of a switchboard with a measuring module", zh: "配电柜馈线测控模块" },
    contacts: ["breaker_closed", "tripped", "voltage_present"],
    values: ["power_kW", "current_L1_A", "current_L2_A", "current_L3_A", "load_percent", "joint_temp_C"],
    counters: ["energy_import_kWh"],
  },
  {
    id: "io-genset",
    equipment: "genset",
    label: { en: "Generator's controller", zh: "发电机组控制器" },
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
  },
  {
    id: "io-ats",
    equipment: "ats",
    label: { en: "Automatic transfer switch's controller", zh: "双电源切换控制器" },
    contacts: ["source_1_available", "source_2_available", "auto_mode", "fault"],
    values: ["position"],
    counters: ["transfers"],
  },
  {
    id: "io-ups",
    equipment: "ups",
    label: { en: "UPS with a Modbus card", zh: "带 Modbus 卡的 UPS" },
    contacts: ["on_battery", "on_bypass", "fault"],
    values: ["battery_percent", "battery_V", "battery_temp_C", "runtime_min", "load_percent"],
    counters: [],
  },
  {
    id: "io-electrical-fire",
    equipment: "electrical-fire-monitor",
    label: { en: "Residual current and cable temperature monitor", zh: "剩余电流与电缆温度探测器" },
    contacts: ["alarm", "fault"],
    values: ["residual_mA", "cable_1_temp_C", "cable_2_temp_C", "cable_3_temp_C", "cable_4_temp_C"],
    counters: [],
  },
  {
    id: "io-booster-set",
    equipment: "booster-set",
    label: { en: "Booster set's own controller", zh: "二次供水设备控制器" },
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
  },
  {
    id: "io-gas-detector",
    equipment: "gas-detector",
    label: { en: "Gas detector's controller", zh: "可燃气体报警控制器" },
    contacts: ["alarm", "valve_open", "fault"],
    values: ["gas_percent_LEL"],
    counters: [],
    outputs: ["shut_valve"],
  },
  {
    id: "io-seismic-switch",
    equipment: "seismic-switch",
    label: { en: "Seismic switch on an input module", zh: "输入模块接入的地震感应开关" },
    contacts: ["triggered", "fault"],
    values: ["peak_cm_s2"],
    counters: [],
  },
  {
    id: "io-environment",
    equipment: "environment-sensor",
    label: { en: "Leak and climate sensor on an input module", zh: "输入模块接入的水浸与温湿度传感器" },
    contacts: ["leak"],
    values: ["temp_C", "humidity_percent", "battery_percent"],
    counters: [],
  },
  {
    id: "io-fire-pressure",
    equipment: "fire-pressure",
    label: {
      en: "Pressure, flow switch and valve of a hydrant or sprinkler main",
      zh: "输入模块接入的消火栓/喷淋压力、水流指示器与信号阀",
    },
    contacts: ["flow_switch", "valve_closed"],
    values: ["pressure_kPa"],
    counters: [],
  },
  {
    id: "io-fire-panel-battery",
    equipment: "fire-panel",
    label: {
      en: "Battery of a fire panel, beside its GB/T 26875.3 transmitter",
      zh: "火灾报警主机备电电压（配合 GB/T 26875.3 传输装置）",
    },
    contacts: [],
    values: ["battery_V"],
    counters: [],
    lacks: ["fire", "pre_alarm", "fault", "mains"],
  },
] as const satisfies readonly Terminals[];
