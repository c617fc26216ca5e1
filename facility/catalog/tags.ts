import type { EquipmentType, PointType } from "./equipment.ts";

interface Tags {
  readonly brick?: string;
  readonly haystack?: string;
}

/**
 * What a point's name says of it, in the two vocabularies' words; the first line that fits. Lifts, fire and the
 * gateway's own health have few words there (domain facts §8): what is missing here has none. Classes are Brick's
 * sensor.py, status.py and alarm.py; tags are Project Haystack 4's.
 */
const words: readonly (readonly [name: RegExp, tags: Tags])[] = [
  [/^energy|_kWh$/, { brick: "Active_Energy_Sensor", haystack: "elec active energy sensor" }],
  [/^power_kW$/, { brick: "Active_Power_Sensor", haystack: "elec active-power sensor" }],
  [/^battery_V$/, { brick: "Battery_Voltage_Sensor", haystack: "battery volt sensor" }],
  [/^voltage_.*V$/, { brick: "Voltage_Sensor", haystack: "elec volt sensor" }],
  [/^current_.*A$/, { brick: "Current_Sensor", haystack: "elec current sensor" }],
  [/^residual_mA$/, { brick: "Current_Sensor", haystack: "elec current sensor" }],
  [/^frequency_Hz$/, { brick: "Frequency_Sensor", haystack: "elec freq sensor" }],
  [/^speed_/, { brick: "Speed_Sensor", haystack: "speed sensor" }],
  [
    /^(motor|winding|core|joint|brake|cable|battery|coolant).*_temp_C$/,
    { brick: "Temperature_Sensor", haystack: "temp sensor" },
  ],
  [/^water_temp_C$/, { brick: "Water_Temperature_Sensor", haystack: "water temp sensor" }],
  [/^temp_C$/, { brick: "Temperature_Sensor", haystack: "temp sensor" }],
  [/^humidity_percent$/, { brick: "Relative_Humidity_Sensor", haystack: "air humidity sensor" }],
  [/setpoint_kPa$/, { brick: "Pressure_Setpoint", haystack: "pressure sp" }],
  [/^oil_pressure/, { brick: "Pressure_Sensor", haystack: "oil pressure sensor" }],
  [/pressure_(kPa|bar)$/, { brick: "Water_Pressure_Sensor", haystack: "water pressure sensor" }],
  [/^flow_(m3_h|L_min)$/, { brick: "Water_Flow_Sensor", haystack: "water flow sensor" }],
  [/^volume_m3$/, { haystack: "water volume sensor" }],
  [/^level_(percent|m)$/, { brick: "Water_Level_Sensor", haystack: "water level sensor" }],
  [/^(high_level|overflow_level|overflow)$/, { brick: "Water_Level_Alarm", haystack: "water level alarm" }],
  [/^(pit_water|leak)$/, { brick: "Leak_Alarm", haystack: "water leak alarm" }],
  [/^gas_percent_LEL$/, { brick: "Gas_Sensor", haystack: "gas concentration sensor" }],
  [/^fuel_percent$/, { haystack: "fuel level sensor" }],
  [/^power_factor$/, { haystack: "elec pf sensor" }],
  [/^thd_voltage/, { haystack: "elec volt-thd sensor" }],
  [/^run_hours/, { brick: "Run_Time_Sensor", haystack: "run duration sensor" }],
  [/^fan_running$/, { brick: "Fan_Status", haystack: "fan run sensor" }],
  [/^pump_\d_running$/, { brick: "Pump_Start_Stop_Status", haystack: "pump run sensor" }],
  [/^running$/, { brick: "Run_Status", haystack: "run sensor" }],
  [/^(fault|start_failed|handrail_fault)$/, { brick: "Fault_Status", haystack: "fault alarm" }],
  [/^auto_mode$/, { brick: "Hand_Auto_Status" }],
  [/^service_mode$/, { brick: "Operating_Mode_Status" }],
  [/^direction/, { brick: "Direction_Status" }],
  [/^disabled$/, { brick: "Disable_Status" }],
  [/^(emergency_stop|alarm_button)$/, { brick: "Emergency_Push_Button_Status" }],
  [/^fire$/, { brick: "Smoke_Detection_Alarm", haystack: "fire alarm" }],
  [/^alarm$/, { brick: "Alarm", haystack: "alarm" }],
];

const tagsOf = ({ name }: PointType): Tags => words.find(([fits]) => fits.test(name))?.[1] ?? {};

/** The type with the words of Brick and Haystack on its points; what a point says of itself stands. */
export const tagged = (type: EquipmentType): EquipmentType => ({
  ...type,
  points: type.points.map((point) => ({ ...tagsOf(point), ...point })),
});
