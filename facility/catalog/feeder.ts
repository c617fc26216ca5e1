import { text } from "../units/index.ts";
import { EquipmentType } from "./equipment.ts";
import {
  above,
  contact,
  costs,
  counted,
  fromMemory,
  grades,
  isFalse,
  isTrue,
  life,
  measured,
  rule,
  silent,
  state,
  task,
} from "./words.ts";

const phases = [1, 2, 3] as const;

/** One outgoing circuit of a switchboard with its breaker (配电柜馈线回路). */
export const feeder: EquipmentType = EquipmentType.parse({
  id: "feeder",
  label: text("Switchboard feeder", "配电馈线回路"),
  system: "power",
  brick: "Switchgear",
  haystack: "circuit",
  points: [
    state("breaker_closed", text("Breaker", "断路器"), text("closed", "合闸"), text("open", "分闸"), {
      headline: true,
    }),
    contact("tripped", "Trip", "脱扣", true),
    state("voltage_present", text("Voltage", "电压"), text("present", "有压"), text("lost", "失压"), {
      abnormal: false,
    }),
    measured("power_kW", "kW", "Active power", "有功功率", {
      range: [-5000, 5000],
      deadband: 0.05,
      headline: true,
      brick: "Active_Power_Sensor",
      haystack: "active-power",
    }),
    ...phases.map((n) =>
      measured(`current_L${n}_A`, "A", `Current L${n}`, `L${n} 相电流`, { range: [0, 6000], deadband: 0.1 }),
    ),
    measured("load_percent", "%", "Share of the rated current", "负载率", {
      range: [0, 200],
      deadband: 0.5,
      headline: true,
    }),
    measured("joint_temp_C", "Cel", "Joint temperature", "接头温度", { range: [-40, 200], deadband: 0.2 }),
    counted("energy_import_kWh", "kW.h", "Energy", "有功电能", 1),
  ],
  rules: [
    rule(
      "tripped",
      ["Breaker tripped", "断路器脱扣"],
      "critical",
      5,
      isTrue("tripped"),
      "heuristic",
      {
        cause: ["Short circuit, earth fault or overload behind it.", "其后短路、接地或过载。"],
        consequence: ["Everything it feeds is dark.", "所供设备全部失电。"],
        response: [
          "Check the lifts for people first. Find the fault before closing again.",
          "先查电梯是否困人；查明故障前不得合闸。",
        ],
      },
      { explains: "supply", emergencyPlan: "power-cut" },
    ),
    rule(
      "supply-lost",
      ["Feeder without voltage", "馈线失压"],
      "critical",
      5,
      isFalse("voltage_present", 3),
      "heuristic: 3 s against dips and transfers",
      {
        cause: ["The supply before it has failed.", "上级电源失电。"],
        consequence: ["Everything it feeds is dark.", "所供设备全部失电。"],
        response: [
          "Check the lifts for people, then genset and transfer switch.",
          "先查电梯是否困人，再查发电机与双电源切换。",
        ],
      },
      { explains: "supply", followsFrom: ["supply"], emergencyPlan: "power-cut" },
    ),
    rule(
      "overload",
      ["Feeder overloaded", "馈线过载"],
      "high",
      20,
      above("load_percent", 90, 5, 300),
      "heuristic",
      {
        cause: ["Too much load behind it.", "所带负荷过大。"],
        consequence: ["It trips, or the cable ages.", "脱扣或电缆老化。"],
        response: ["Shift or shed load.", "转移或切除负荷。"],
      },
    ),
    rule(
      "joint-hot",
      ["Joint hot", "接头过热"],
      "high",
      30,
      above("joint_temp_C", 90, 5, 60),
      "heuristic; the maker's limit decides",
      {
        cause: ["A loose or corroded joint.", "接头松动或氧化。"],
        consequence: ["It burns; a switchboard fire.", "烧毁并引发配电柜火灾。"],
        response: ["Lower the load and retighten with the supply cut.", "降低负荷，停电紧固。"],
      },
      { maintenanceTask: "infrared" },
    ),
    silent("Feeder", "馈线", 30, ["A loss of supply would not be seen.", "无法发现失电。"]),
  ],
  maintenance: [
    task(
      "infrared",
      "Infrared picture of joints under load",
      "带负荷红外测温",
      6,
      "month",
      "practice",
      "any",
      "heuristic",
    ),
    task(
      "clean",
      "Clean, retighten, exercise the breaker",
      "停电清扫、紧固、断路器分合试验",
      1,
      "year",
      "practice",
      "any",
      "heuristic",
    ),
  ],
  serviceLife: life(25, 27.5, 30, fromMemory("low-voltage switchgear", "低压配电柜")),
  criticality: grades(3, 5, 2, 3),
  replacementCost: costs(5_000, 40_000),
  emergencyPlans: ["power-cut", "fire"],
});
