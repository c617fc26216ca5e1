import { text } from "../units/index.ts";
import { EquipmentType } from "./equipment.ts";
import {
  above,
  below,
  contact,
  costs,
  FROM_MEMORY,
  grades,
  isTrue,
  life,
  measured,
  rule,
  silent,
  task,
} from "./words.ts";

/** Drinking or fire water tank (水箱、水池). */
export const waterTank: EquipmentType = EquipmentType.parse({
  id: "water-tank",
  label: text("Water tank", "水箱"),
  system: "water",
  brick: "Water_Storage_Tank",
  haystack: "tank",
  points: [
    measured("level_percent", "%", "Level", "液位", {
      range: [0, 110],
      deadband: 0.5,
      headline: true,
      brick: "Water_Level_Sensor",
    }),
    measured("level_m", "m", "Depth", "水深", { range: [0, 10], deadband: 0.01, digits: 2 }),
    measured("temp_C", "Cel", "Water temperature", "水温", { range: [-10, 60], deadband: 0.2 }),
    measured("chlorine_mg_L", "mg/L", "Free chlorine", "余氯", { range: [0, 5], deadband: 0.01, digits: 2 }),
    measured("turbidity_NTU", "[NTU'U]", "Turbidity", "浊度", { range: [0, 100], deadband: 0.05, digits: 2 }),
    contact("overflow", "Overflow", "溢流", true),
    contact("hatch_open", "Hatch", "人孔盖", true),
  ],
  rules: [
    rule("overflow", ["Tank overflows", "水箱溢流"], "high", 15, isTrue("overflow", 10), "heuristic", {
      cause: ["The float valve does not close.", "浮球阀关闭不严。"],
      consequence: ["Water runs into the room and is lost.", "机房进水，水量损失。"],
      response: ["Shut the inlet by hand and repair the valve.", "手动关闭进水阀，检修浮球阀。"],
    }),
    rule(
      "level-low",
      ["Tank level low", "水箱液位低"],
      "high",
      20,
      below("level_percent", 30, 5, 60),
      "heuristic",
      {
        cause: ["No inflow from the main, or more is drawn than comes.", "市政来水中断或用水大于进水。"],
        consequence: [
          "Pumps run dry; a fire tank has too little in reserve.",
          "水泵缺水干转；消防水箱储备不足。",
        ],
        response: [
          "Check the inlet and the street main; tell residents before it is empty.",
          "检查进水与市政来水，无水前告知住户。",
        ],
      },
    ),
    rule(
      "level-high",
      ["Tank level high", "水箱液位高"],
      "medium",
      30,
      above("level_percent", 97, 2, 60),
      "heuristic",
      {
        cause: ["The float valve closes late.", "浮球阀关闭滞后。"],
        consequence: ["It overflows soon.", "即将溢流。"],
        response: ["Watch it, adjust the valve.", "现场观察并调整浮球阀。"],
      },
    ),
    rule(
      "hatch",
      ["Tank hatch open", "水箱人孔盖打开"],
      "high",
      15,
      isTrue("hatch_open", 30),
      "heuristic: drinking water is locked up",
      {
        cause: ["Somebody is at the tank, or the lock is broken.", "有人打开水箱或锁具损坏。"],
        consequence: ["The water of a whole building can be fouled.", "可能污染整栋楼供水。"],
        response: [
          "Look by camera and on the spot; if nobody of ours opened it, stop the supply and test the water.",
          "查看监控并到场；非本单位人员打开的，停止供水并检测水质。",
        ],
      },
    ),
    silent("Water tank", "水箱", 120, [
      "An overflow or an empty tank would not be seen.",
      "无法发现溢流或缺水。",
    ]),
  ],
  maintenance: [
    task(
      "clean",
      "Clean and disinfect the tank",
      "水箱清洗消毒",
      6,
      "month",
      "law",
      "CN-local",
      "one city's rule: half-yearly (domain facts §3); local law decides",
    ),
    task(
      "clean-hubei",
      "Clean and disinfect the tank",
      "水箱清洗消毒",
      3,
      "month",
      "law",
      "CN-Hubei",
      "Hubei: quarterly (domain facts §3)",
    ),
    task(
      "water-test",
      "Water test",
      "水质检测",
      1,
      "month",
      "law",
      "CN-local",
      "one city's rule and Hubei: monthly (domain facts §3)",
    ),
  ],
  serviceLife: life(20, 22.5, 25, FROM_MEMORY),
  criticality: grades(4, 4, 4, 2),
  replacementCost: costs(10_000, 80_000),
  emergencyPlans: ["flood"],
});
