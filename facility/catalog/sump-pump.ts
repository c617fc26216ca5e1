import { text } from "../units/index.ts";
import { EquipmentType } from "./equipment.ts";
import {
  contact,
  costs,
  counted,
  grades,
  inAutomatic,
  isTrue,
  life,
  measured,
  rule,
  silent,
  state,
  task,
} from "./words.ts";

/** Sump with its pair of pumps (集水井、潜水排污泵). Brick has no class for it (domain facts §8). */
export const sumpPump: EquipmentType = EquipmentType.parse({
  id: "sump-pump",
  label: text("Sump pumps", "集水井排污泵"),
  system: "water",
  haystack: "pump",
  points: [
    inAutomatic(),
    state("pump_1_running", text("Pump 1", "1 号泵"), text("running", "运行"), text("stopped", "停止"), {
      headline: true,
    }),
    state("pump_2_running", text("Pump 2", "2 号泵"), text("running", "运行"), text("stopped", "停止"), {
      headline: true,
    }),
    measured("level_m", "m", "Level", "液位", {
      range: [0, 10],
      deadband: 0.02,
      digits: 2,
      headline: true,
      brick: "Water_Level_Sensor",
    }),
    {
      ...state(
        "force_both",
        text("Both pumps on, past the level control", "强制双泵运行"),
        text("forced", "强制"),
        text("by level", "按液位"),
      ),
      writable: true,
      consequence: text(
        "Both pumps start at once and run until the sump is empty, also where the level control has failed. People in the sump must be out.",
        "两台泵立即启动直至抽空，不受液位控制影响。须确认集水井内无人作业。",
      ),
    },
    contact("high_level", "High level", "高液位", true),
    contact("overflow_level", "Overflow level", "溢流液位", true),
    contact("fault", "Pump fault", "水泵故障", true),
    counted("run_hours_1", "h", "Run hours, pump 1", "1 号泵运行小时"),
    counted("run_hours_2", "h", "Run hours, pump 2", "2 号泵运行小时"),
  ],
  rules: [
    rule(
      "overflow",
      ["Sump overflows", "集水井溢流"],
      "critical",
      10,
      isTrue("overflow_level", 5),
      "heuristic",
      {
        cause: ["More water comes than the pumps carry, or they do not pump.", "来水超过排量或水泵不排水。"],
        consequence: [
          "The basement floods: lift pits, switch rooms and cars.",
          "地下室进水，危及电梯底坑、配电房和车辆。",
        ],
        response: [
          "Send a portable pump; cut power to wet areas; keep lifts above the basement.",
          "调用移动泵；切断积水区域电源；电梯停靠地下以上楼层。",
        ],
      },
      { emergencyPlan: "flood" },
    ),
    rule(
      "high-with-pump",
      ["High level though a pump runs", "泵运行仍高液位"],
      "high",
      20,
      {
        kind: "held",
        all: [
          { point: "high_level", is: true },
          { point: "pump_1_running", is: true },
        ],
        forSeconds: 300,
      },
      "domain facts §3: high level with pump commanded (heuristic, 5 min)",
      {
        cause: [
          "Impeller blocked, check valve passing, or heavy inflow.",
          "叶轮堵塞、止回阀内漏或来水过大。",
        ],
        consequence: ["The sump overflows soon.", "集水井即将溢流。"],
        response: ["Start the other pump by hand; lift and clear the first.", "手动启动另一台泵，提泵清堵。"],
      },
      { maintenanceTask: "clean" },
    ),
    rule(
      "both-running",
      ["Both sump pumps run", "两台泵同时运行"],
      "medium",
      60,
      {
        kind: "held",
        all: [
          { point: "pump_1_running", is: true },
          { point: "pump_2_running", is: true },
        ],
        forSeconds: 120,
      },
      "domain facts §3 (heuristic, 2 min)",
      {
        cause: [
          "Inflow above one pump's capacity, or one pump is weak.",
          "来水超过单泵能力或其中一台性能下降。",
        ],
        consequence: ["No reserve is left.", "已无备用能力。"],
        response: ["Find the inflow; compare both pumps' currents.", "查找来水，比较两泵电流。"],
      },
    ),
    rule(
      "high",
      ["Sump level high", "集水井高液位"],
      "medium",
      30,
      isTrue("high_level", 5),
      "heuristic: 5 s against waves",
      {
        cause: ["Pumps on manual, tripped or blocked.", "水泵手动、跳闸或堵塞。"],
        consequence: ["The sump overflows if nothing is done.", "如不处理将溢流。"],
        response: [
          "Look at the selector and the breakers; start a pump by hand.",
          "检查转换开关与断路器，手动启泵。",
        ],
      },
    ),
    rule("fault", ["Sump pump fault", "排污泵故障"], "medium", 120, isTrue("fault", 5), "heuristic", {
      cause: ["Overload, leak into the motor, or blocked.", "过载、电机进水或堵塞。"],
      consequence: ["Only one pump is left.", "仅剩一台泵可用。"],
      response: ["Have it lifted and repaired before rain.", "雨前完成提泵检修。"],
    }),
    silent("Sump", "集水井", 300, ["A flood would not be seen.", "无法发现积水。"]),
  ],
  maintenance: [
    task(
      "run",
      "Lift the float by hand: both pumps must start",
      "手动抬浮球，两泵均应启动",
      1,
      "month",
      "practice",
      "any",
      "heuristic",
    ),
    task(
      "clean",
      "Clean the sump and the strainer",
      "清理集水井与格栅",
      6,
      "month",
      "practice",
      "any",
      "heuristic: before the rainy season",
    ),
  ],
  serviceLife: life(
    8,
    10,
    12,
    text(
      "Marshall & Swift 2012: sump pump 8/10/12 (domain facts §3)",
      "Marshall & Swift 2012：集水井泵 8/10/12 年（domain facts §3）",
    ),
  ),
  criticality: grades(2, 4, 2, 4),
  replacementCost: costs(3_000, 20_000),
  emergencyPlans: ["flood"],
});
