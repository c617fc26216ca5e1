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
  state,
  task,
} from "./words.ts";

/** Uninterruptible supply with its battery (UPS、EPS). */
export const ups: EquipmentType = EquipmentType.parse({
  id: "ups",
  label: text("UPS and battery", "UPS 及电池组"),
  system: "power",
  points: [
    state(
      "on_battery",
      text("Supply", "供电方式"),
      text("from battery", "电池供电"),
      text("from mains", "市电供电"),
      { abnormal: true, headline: true },
    ),
    contact("on_bypass", "Bypass", "旁路"),
    contact("fault", "Fault", "故障", true),
    measured("battery_percent", "%", "Charge", "电池电量", {
      range: [0, 100],
      deadband: 0.5,
      headline: true,
    }),
    measured("battery_V", "V", "Battery voltage", "电池电压", { range: [0, 600], deadband: 0.1 }),
    measured("battery_temp_C", "Cel", "Battery temperature", "电池温度", {
      range: [-40, 100],
      deadband: 0.2,
    }),
    measured("runtime_min", "min", "Time left", "剩余时间", { range: [0, 10_000], deadband: 1, digits: 0 }),
    measured("load_percent", "%", "Load", "负载率", { range: [0, 200], deadband: 0.5, headline: true }),
  ],
  rules: [
    rule(
      "on-battery",
      ["UPS on battery", "UPS 电池供电"],
      "high",
      10,
      isTrue("on_battery", 10),
      "heuristic: 10 s against dips",
      {
        cause: ["Its supply is lost.", "输入失电。"],
        consequence: ["What it feeds goes dark when the battery is empty.", "电池耗尽后所带负荷失电。"],
        response: [
          "Find out how long the outage lasts; shut down what may wait.",
          "了解停电时长，关停可暂停的负荷。",
        ],
      },
    ),
    rule(
      "battery-low",
      ["Battery low", "电池电量低"],
      "critical",
      5,
      below("battery_percent", 20, 5, 10),
      "heuristic",
      {
        cause: ["A long outage, or old cells.", "停电时间长或电池老化。"],
        consequence: ["It switches off within minutes.", "数分钟内断电。"],
        response: ["Shut down in order, or bring another supply.", "有序关机或接入其他电源。"],
      },
    ),
    rule(
      "battery-hot",
      ["Battery hot", "电池温度高"],
      "medium",
      60,
      above("battery_temp_C", 35, 2, 300),
      "heuristic: lead-acid life falls with heat",
      {
        cause: ["Room cooling has failed, or a cell fails.", "机房空调故障或单体失效。"],
        consequence: ["The battery ages fast or runs away.", "电池加速老化，严重时热失控。"],
        response: ["Cool the room; measure the cells.", "降低室温，逐节测量。"],
      },
    ),
    rule("bypass", ["UPS on bypass", "UPS 旁路运行"], "medium", 60, isTrue("on_bypass", 30), "heuristic", {
      cause: ["Work, overload or a fault.", "检修、过载或故障。"],
      consequence: ["An outage hits its loads at once.", "停电时负荷立即失电。"],
      response: ["Bring it back when the cause is gone.", "原因消除后恢复。"],
    }),
    rule("fault", ["UPS fault", "UPS 故障"], "high", 30, isTrue("fault", 5), "heuristic", {
      cause: ["A fault inside.", "内部故障。"],
      consequence: ["It may not bridge the next outage.", "下次停电可能无法供电。"],
      response: ["Read its display and call the service.", "查看面板并联系维保。"],
    }),
    silent("UPS", "UPS", 60, ["An empty battery would not be seen.", "无法发现电池耗尽。"]),
  ],
  maintenance: [
    task(
      "battery",
      "Measure cells, check terminals",
      "逐节测量电池、检查端子",
      3,
      "month",
      "practice",
      "any",
      "heuristic",
    ),
    task("discharge", "Discharge test", "放电试验", 1, "year", "practice", "any", "heuristic"),
    task(
      "charger",
      "Test the lead-acid charger of fire equipment",
      "消防设备铅酸电池充电器测试",
      1,
      "year",
      "standard",
      "US",
      "NFPA 72 (domain facts §2)",
    ),
  ],
  serviceLife: life(4, 4.5, 5, `${FROM_MEMORY}: lead-acid battery; the converter lasts longer`),
  criticality: grades(2, 4, 2, 2),
  replacementCost: costs(5_000, 100_000),
  emergencyPlans: ["power-cut", "fire"],
});
