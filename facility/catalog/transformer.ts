import { text } from "../units/index.ts";
import { EquipmentType } from "./equipment.ts";
import {
  above,
  contact,
  costs,
  FROM_MEMORY,
  grades,
  isTrue,
  life,
  measured,
  rule,
  running,
  silent,
  task,
} from "./words.ts";

const windings = ["A", "B", "C"] as const;

/** Dry-type transformer (干式变压器), insulation class F. Set points vary by maker (domain facts §4): the site decides. */
export const transformer: EquipmentType = EquipmentType.parse({
  id: "transformer",
  label: text("Dry transformer", "干式变压器"),
  system: "power",
  brick: "Transformer",
  points: [
    ...windings.map((phase) =>
      measured(`winding_${phase}_temp_C`, "Cel", `Winding ${phase} temperature`, `${phase} 相绕组温度`, {
        range: [-40, 250],
        deadband: 0.5,
        headline: phase === "A",
      }),
    ),
    measured("core_temp_C", "Cel", "Core temperature", "铁芯温度", { range: [-40, 250], deadband: 0.5 }),
    measured("load_percent", "%", "Load", "负载率", { range: [0, 200], deadband: 0.5, headline: true }),
    { ...running(false), name: "fan_running", label: text("Fan", "冷却风机") },
    contact("trip", "Over-temperature trip", "超温跳闸", true),
    contact("door_open", "Enclosure door", "外壳门"),
  ],
  rules: [
    ...windings.map((phase) =>
      rule(
        `winding-${phase.toLowerCase()}-hot`,
        [`Winding ${phase} hot`, `${phase} 相绕组超温`],
        "high",
        15,
        above(`winding_${phase}_temp_C`, 130, 5, 30),
        "heuristic between the fan's 110 and the maker's alarm 155 °C for class F (dunya.com.cn, domain facts §4); class H and other makers differ",
        {
          cause: ["Overload, harmonics, or cooling has failed.", "过载、谐波或冷却失效。"],
          consequence: [
            "It trips at 170 °C and takes everything behind it along; insulation ages fast.",
            "170 °C 跳闸，其后全部失电；绝缘加速老化。",
          ],
          response: [
            "Start the fans, shed load, open the room's ventilation.",
            "启动风机、转移或削减负荷、加强通风。",
          ],
        },
      ),
    ),
    rule(
      "load-warn",
      ["Transformer load above 80 %", "变压器负载率超过 80%"],
      "low",
      240,
      above("load_percent", 80, 5, 900),
      "domain facts §4: warn 80 % (heuristic)",
      {
        cause: ["More is connected, or another transformer is out.", "负荷增加或另一台变压器退出。"],
        consequence: ["There is little reserve on a hot day.", "高温天气裕度不足。"],
        response: ["Plan to shift load.", "安排负荷调整。"],
      },
    ),
    rule(
      "overload",
      ["Transformer overloaded", "变压器过载"],
      "high",
      15,
      above("load_percent", 100, 5, 300),
      "domain facts §4: alarm 100 % (heuristic)",
      {
        cause: ["Too much load at once.", "负荷过大。"],
        consequence: ["Windings overheat and it trips.", "绕组过热直至跳闸。"],
        response: [
          "Shed what may wait: chargers, fountains, heating.",
          "切除可中断负荷：充电桩、景观、采暖等。",
        ],
      },
    ),
    rule(
      "trip",
      ["Transformer tripped", "变压器超温跳闸"],
      "critical",
      5,
      isTrue("trip"),
      "heuristic",
      {
        cause: ["Windings above the trip temperature.", "绕组温度达到跳闸值。"],
        consequence: ["Everything behind it is dark.", "其后全部失电。"],
        response: [
          "Check the lifts for people first, then emergency power; do not re-energise before the cause is known.",
          "先查电梯是否困人，再查应急电源；原因未明不得送电。",
        ],
      },
      { explains: "supply", emergencyPlan: "power-cut" },
    ),
    silent("Transformer", "变压器", 60, ["Overheating would not be seen.", "无法发现超温。"]),
  ],
  maintenance: [
    task(
      "round",
      "Round: temperatures, noise, fans, dust",
      "巡检：温度、声音、风机、积尘",
      1,
      "month",
      "practice",
      "any",
      "heuristic",
    ),
    task(
      "clean",
      "Clean, retighten, measure insulation",
      "停电清扫、紧固、绝缘测试",
      1,
      "year",
      "practice",
      "any",
      "heuristic",
    ),
  ],
  serviceLife: life(25, 27.5, 30, FROM_MEMORY),
  criticality: grades(3, 5, 3, 5),
  replacementCost: costs(80_000, 300_000),
  emergencyPlans: ["power-cut", "fire"],
});
