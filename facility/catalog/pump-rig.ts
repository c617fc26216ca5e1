import { EquipmentType } from "./equipment.ts";

/** A pump on a test rig with eight sensors, named and scaled as in the SKAB recordings, to replay them. */
export const pumpRig: EquipmentType = EquipmentType.parse({
  id: "pump-rig",
  label: { en: "Pump test rig", zh: "水泵试验台" },
  system: "water",
  brick: "Water_Pump",
  points: [
    {
      name: "vibration_1_g",
      label: { en: "Vibration 1", zh: "振动 1" },
      kind: "number",
      unit: "[g]",
      digits: 4,
      headline: true,
    },
    {
      name: "vibration_2_g",
      label: { en: "Vibration 2", zh: "振动 2" },
      kind: "number",
      unit: "[g]",
      digits: 4,
    },
    { name: "current_A", label: { en: "Current", zh: "电流" }, kind: "number", unit: "A", digits: 2 },
    {
      name: "pressure_bar",
      label: { en: "Pressure", zh: "压力" },
      kind: "number",
      unit: "bar",
      digits: 3,
      headline: true,
    },
    { name: "motor_temp_C", label: { en: "Motor temperature", zh: "电机温度" }, kind: "number", unit: "Cel" },
    { name: "water_temp_C", label: { en: "Water temperature", zh: "水温" }, kind: "number", unit: "Cel" },
    { name: "voltage_V", label: { en: "Voltage", zh: "电压" }, kind: "number", unit: "V" },
    {
      name: "flow_L_min",
      label: { en: "Flow", zh: "流量" },
      kind: "number",
      unit: "L/min",
      digits: 1,
      headline: true,
    },
  ],
});
