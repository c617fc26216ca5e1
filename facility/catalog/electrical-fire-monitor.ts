import { text } from "../units/index.ts";
import { EquipmentType } from "./equipment.ts";
import {
  above,
  contact,
  costs,
  grades,
  HEURISTIC,
  isTrue,
  life,
  measured,
  rule,
  silent,
  task,
} from "./words.ts";

const cables = [1, 2, 3, 4] as const;

/** Residual current and cable temperature of one circuit (电气火灾监控探测器). */
export const electricalFireMonitor: EquipmentType = EquipmentType.parse({
  id: "electrical-fire-monitor",
  label: text("Residual current and cable temperature monitor", "电气火灾监控探测器"),
  system: "fire",
  points: [
    measured("residual_mA", "mA", "Residual current", "剩余电流", {
      range: [0, 3000],
      deadband: 2,
      digits: 0,
      headline: true,
    }),
    ...cables.map((n) =>
      measured(`cable_${n}_temp_C`, "Cel", `Cable ${n} temperature`, `电缆 ${n} 温度`, {
        range: [-40, 200],
        deadband: 0.5,
        headline: n === 1,
      }),
    ),
    contact("alarm", "Alarm of the device", "探测器报警", true),
    contact("fault", "Fault of the device", "探测器故障"),
  ],
  rules: [
    rule(
      "residual-high",
      ["Residual current high", "剩余电流超限"],
      "high",
      30,
      above("residual_mA", 300, 30, 30),
      "300–500 mA; natural leakage 100–200 mA (GB 50116 980611, domain facts §4); learn the circuit's own baseline",
      {
        cause: ["Damaged insulation, damp, or a wrong neutral.", "绝缘破损、受潮或零线接错。"],
        consequence: ["Fire or electric shock.", "引发火灾或触电。"],
        response: [
          "Switch off circuits one by one until it falls; repair that one.",
          "逐路断开直至下降，检修该回路。",
        ],
      },
    ),
    rule(
      "residual-rising",
      ["Residual current above natural leakage", "剩余电流高于自然泄漏"],
      "low",
      1440,
      above("residual_mA", 200, 20, 3600),
      "natural leakage 100–200 mA (GB 50116 980611, domain facts §4)",
      {
        cause: ["Insulation gets worse, or equipment was added.", "绝缘下降或新增设备。"],
        consequence: ["It will reach the alarm.", "将逐步达到报警值。"],
        response: ["Note the circuit for the next round.", "列入下次巡检。"],
      },
    ),
    ...cables.map((n) =>
      rule(
        `cable-${n}-hot`,
        [`Cable ${n} hot`, `电缆 ${n} 温度高`],
        "high",
        30,
        above(`cable_${n}_temp_C`, 70, 3, 30),
        "heuristic: PVC insulation is rated 70 °C (from memory); the set point of the circuit decides",
        {
          cause: ["Overload or a loose terminal.", "过载或端子松动。"],
          consequence: ["The insulation burns.", "绝缘烧毁起火。"],
          response: ["Lower the load, retighten with the supply cut.", "降低负荷，停电紧固。"],
        },
      ),
    ),
    rule(
      "alarm",
      ["Electrical fire alarm", "电气火灾报警"],
      "high",
      15,
      isTrue("alarm"),
      "heuristic: the certified device decides by its own set point",
      {
        cause: ["The device's own limit is passed.", "超过探测器自身设定值。"],
        consequence: ["A fire in a switchboard or cable duct may begin.", "配电柜或电缆井可能起火。"],
        response: [
          "Go and look, with an extinguisher; then switch the circuit off.",
          "携灭火器到场查看，必要时断开回路。",
        ],
      },
      { lifeSafety: true },
    ),
    rule("fault", ["Monitor fault", "探测器故障"], "low", 1440, isTrue("fault", 30), "heuristic", {
      cause: ["A sensor is open or short.", "传感器断线或短路。"],
      consequence: ["The circuit is not watched.", "该回路失去监控。"],
      response: ["Have it repaired.", "安排检修。"],
    }),
    silent("Electrical fire monitor", "电气火灾监控", 120, [
      "The circuit is not watched.",
      "该回路失去监控。",
    ]),
  ],
  maintenance: [
    task(
      "test",
      "Full test of the fire installation",
      "消防设施全面检测",
      1,
      "year",
      "standard",
      "CN",
      "GB 25201 (domain facts §2, one source)",
    ),
    task(
      "baseline",
      "Compare leakage with its baseline",
      "核对泄漏电流基线",
      3,
      "month",
      "practice",
      "any",
      "heuristic",
    ),
  ],
  serviceLife: life(8, 10, 12, HEURISTIC),
  criticality: grades(4, 2, 4, 1),
  replacementCost: costs(800, 3_000),
  emergencyPlans: ["fire"],
});
