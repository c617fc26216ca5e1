import { text } from "../../facility/units/index.ts";

/** UCUM units as Grafana formats them, and what is measured in them. An unknown unit is shown as it is. */
const units = {
  Cel: ["celsius", text("Temperature", "温度")],
  kPa: ["pressurekpa", text("Pressure", "压力")],
  MPa: ["suffix: MPa", text("Pressure", "压力")],
  bar: ["pressurebar", text("Pressure", "压力")],
  kW: ["kwatt", text("Power", "功率")],
  W: ["watt", text("Power", "功率")],
  "kW.h": ["kwatth", text("Energy", "电能")],
  "V.A": ["voltamp", text("Apparent power", "视在功率")],
  "kV.A": ["kvoltamp", text("Apparent power", "视在功率")],
  V: ["volt", text("Voltage", "电压")],
  A: ["amp", text("Current", "电流")],
  mA: ["mamp", text("Current", "电流")],
  Hz: ["hertz", text("Frequency", "频率")],
  "%": ["percent", text("Share", "比例")],
  m: ["lengthm", text("Level", "液位")],
  mm: ["lengthmm", text("Distance", "距离")],
  "m/s": ["velocityms", text("Speed", "速度")],
  "mm/s": ["suffix: mm/s", text("Vibration", "振动")],
  "m3/h": ["suffix: m³/h", text("Flow", "流量")],
  "L/s": ["suffix: L/s", text("Flow", "流量")],
  "L/min": ["suffix: L/min", text("Flow", "流量")],
  m3: ["m3", text("Volume", "水量")],
  s: ["s", text("Time", "时间")],
  min: ["m", text("Time", "时间")],
  h: ["h", text("Time", "时间")],
  ms: ["ms", text("Time", "时间")],
  d: ["d", text("Time", "时间")],
  "1": ["none", text("Value", "数值")],
  "{#}": ["none", text("Count", "次数")],
} as const;

export function unitOf(ucum: string): {
  readonly grafana: string;
  readonly measured: { en: string; zh: string };
} {
  const known = Object.entries(units).find(([code]) => code === ucum)?.[1];
  return known
    ? { grafana: known[0], measured: { ...known[1] } }
    : { grafana: `suffix: ${ucum}`, measured: text("Value", "数值") };
}
