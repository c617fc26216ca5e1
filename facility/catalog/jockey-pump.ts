import { text } from "../units/index.ts";
import { EquipmentType } from "./equipment.ts";
import {
  below,
  contact,
  costs,
  counted,
  fromMemory,
  grades,
  inAutomatic,
  isFalse,
  isTrue,
  life,
  measured,
  rule,
  running,
  silent,
  task,
} from "./words.ts";

/** Jockey pump (稳压泵): keeps the fire main under pressure; how often it starts tells of leaks. */
export const jockeyPump: EquipmentType = EquipmentType.parse({
  id: "jockey-pump",
  label: text("Jockey pump", "消防稳压泵"),
  system: "fire",
  brick: "Water_Pump",
  haystack: "pump",
  points: [
    running(),
    inAutomatic(),
    contact("fault", "Controller fault", "控制柜故障", true),
    measured("pressure_kPa", "kPa", "Fire main pressure", "管网压力", {
      range: [-100, 2500],
      deadband: 2,
      headline: true,
      brick: "Water_Pressure_Sensor",
    }),
    counted("run_hours", "h", "Run hours", "运行小时"),
    counted("starts", "{#}", "Starts", "启动次数"),
  ],
  rules: [
    rule(
      "runs-on",
      ["Jockey pump runs on", "稳压泵长时间运行"],
      "medium",
      60,
      isTrue("running", 900),
      "heuristic: 15 min; a sound main is full long before",
      {
        cause: ["The fire main leaks, or somebody draws water from it.", "消防管网漏水或有人取用消防水。"],
        consequence: ["The pump wears out; the main may be empty in a fire.", "泵磨损，火灾时管网可能失压。"],
        response: [
          "Look for open test valves and hydrants, then for the leak.",
          "检查试验阀、消火栓是否开启，再查漏点。",
        ],
      },
    ),
    rule(
      "pressure-low",
      ["Fire main pressure low", "消防管网压力低"],
      "high",
      15,
      below("pressure_kPa", 100, 10, 30),
      "sprinkler and class-1 high-rise static minimum 0.10 MPa at the worst point (domain facts §2); set it to the pump's own set point",
      {
        cause: [
          "A leak beyond what the pump can hold, or the pump does not run.",
          "漏水量超过稳压能力或稳压泵未运行。",
        ],
        consequence: [
          "The fire pumps start, or the top floors have no fire water.",
          "主泵启动或顶部楼层消防水压不足。",
        ],
        response: [
          "Check the pump and the main; tell the fire control room.",
          "检查稳压泵与管网，通知消防控制室。",
        ],
      },
    ),
    rule(
      "not-automatic",
      ["Jockey pump not in automatic", "稳压泵不在自动状态"],
      "medium",
      60,
      isFalse("auto_mode", 60),
      "heuristic",
      {
        cause: ["Left on manual after work.", "检修后未恢复自动。"],
        consequence: ["Pressure sinks until the fire pump starts.", "管网压力下降直至主泵启动。"],
        response: ["Put the selector to automatic.", "将转换开关恢复至自动。"],
      },
    ),
    silent("Jockey pump", "稳压泵", 60, [
      "A leak of the fire main would not be seen.",
      "无法发现消防管网漏水。",
    ]),
  ],
  maintenance: [
    task(
      "starts",
      "Look at starts and stops",
      "检查启停次数",
      1,
      "day",
      "standard",
      "CN",
      "GB 50974 ch. 14 (domain facts §2)",
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
  serviceLife: life(15, 17.5, 20, fromMemory("after booster pumps", "参照增压泵")),
  criticality: grades(4, 1, 4, 1),
  replacementCost: costs(5_000, 25_000),
  emergencyPlans: ["fire"],
});
