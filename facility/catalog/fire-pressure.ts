import { text } from "../units/index.ts";
import { EquipmentType } from "./equipment.ts";
import { above, below, contact, costs, grades, isTrue, life, measured, rule, silent, task } from "./words.ts";

/** Pressure at the worst point of a hydrant or sprinkler system (末端试水、试验消火栓压力). Static minima of domain facts §2. */
export const firePressure: EquipmentType = EquipmentType.parse({
  id: "fire-pressure",
  label: text("Hydrant or sprinkler pressure point", "消火栓/喷淋压力监测点"),
  system: "fire",
  points: [
    measured("pressure_kPa", "kPa", "Static pressure", "静水压力", {
      range: [-100, 2500],
      deadband: 2,
      headline: true,
      brick: "Water_Pressure_Sensor",
    }),
    contact("flow_switch", "Flow switch", "水流指示器", true),
    contact("valve_closed", "Valve not fully open", "信号阀未全开", true),
  ],
  rules: [
    rule(
      "pressure-low",
      ["Fire water pressure too low", "消防水压不足"],
      "high",
      15,
      below("pressure_kPa", 70, 5, 30),
      "static minimum of high-rise housing and multi-storey public buildings 0.07 MPa (domain facts §2)",
      {
        cause: ["Roof tank empty, valve shut, or the main leaks.", "高位水箱无水、阀门关闭或管网漏水。"],
        consequence: [
          "Hydrants and sprinklers here do not work as designed.",
          "该处消火栓、喷淋无法达到设计要求。",
        ],
        response: [
          "Check the roof tank's level and the valves on the way, then the jockey pump.",
          "检查高位水箱液位、沿途阀门，再查稳压泵。",
        ],
      },
      { lifeSafety: true },
    ),
    rule(
      "pressure-below-sprinkler",
      ["Below what sprinklers need", "低于喷淋最小静压"],
      "medium",
      60,
      below("pressure_kPa", 100, 5, 60),
      "static minimum of sprinklers and class-1 high-rise public buildings 0.10 MPa (domain facts §2); above 100 m 0.15",
      {
        cause: [
          "Pressure sinks slowly, or this is a hydrant point of housing where 0.07 is enough.",
          "压力缓慢下降；若为住宅消火栓则 0.07 MPa 即可。",
        ],
        consequence: ["A sprinkler head may not open its pattern.", "喷头可能无法正常布水。"],
        response: [
          "Find why it sank; set the limit for this point if it serves hydrants of housing alone.",
          "查明压力下降原因；如仅为住宅消火栓，请调整该点限值。",
        ],
      },
    ),
    rule(
      "pressure-high",
      ["Fire water pressure too high", "消防水压过高"],
      "low",
      1440,
      above("pressure_kPa", 700, 20, 300),
      "reduce above 0.50–0.70 MPa (domain facts §2, from memory)",
      {
        cause: ["A pressure reducing valve has failed.", "减压阀失效。"],
        consequence: ["A hose cannot be held; fittings may burst.", "水带难以把持，管件可能破裂。"],
        response: ["Have the reducing valve checked.", "检修减压阀。"],
      },
    ),
    rule(
      "flow",
      ["Fire water flows", "消防用水流动"],
      "high",
      3,
      isTrue("flow_switch", 20),
      "heuristic: 20 s against surges",
      {
        cause: ["A sprinkler has opened, a test runs, or the pipe leaks.", "喷头动作、正在试验或管道漏水。"],
        consequence: ["A fire, or water damage.", "火灾或水渍损失。"],
        response: [
          "Compare with the fire panel; send somebody to this zone.",
          "对照火灾报警控制器，派人到该区查看。",
        ],
      },
      { lifeSafety: true, emergencyPlan: "fire" },
    ),
    rule(
      "valve",
      ["Fire water valve not open", "消防阀门未全开"],
      "high",
      30,
      isTrue("valve_closed", 10),
      "heuristic",
      {
        cause: ["Shut for work and forgotten.", "检修后未恢复。"],
        consequence: ["The zone behind it has no fire water.", "其后区域无消防水。"],
        response: [
          "Open and seal it; if work goes on, tell the fire control room.",
          "开启并铅封；检修期间报消防控制室。",
        ],
      },
      { lifeSafety: true },
    ),
    silent("Pressure point", "压力监测点", 300, [
      "A loss of fire water would not be seen.",
      "无法发现消防水失压。",
    ]),
  ],
  maintenance: [
    task(
      "check",
      "Fire check of the installation",
      "防火检查",
      1,
      "month",
      "law",
      "CN",
      "Order 61 art. 26: monthly, for public bodies quarterly at least (domain facts §2)",
    ),
    task(
      "full-test",
      "Full test of the fire installation",
      "消防设施全面检测",
      1,
      "year",
      "standard",
      "CN",
      "GB 25201 (domain facts §2, one source)",
    ),
  ],
  serviceLife: life(8, 10, 12, text("heuristic: pressure transmitter", "经验值：压力变送器")),
  criticality: grades(4, 1, 4, 1),
  replacementCost: costs(500, 3_000),
  emergencyPlans: ["fire", "flood"],
});
