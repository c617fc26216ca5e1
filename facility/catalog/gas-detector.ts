import { text } from "../units/index.ts";
import { EquipmentType } from "./equipment.ts";
import {
  contact,
  costs,
  fromMemory,
  grades,
  isTrue,
  life,
  measured,
  rule,
  silent,
  state,
  task,
} from "./words.ts";

/** Combustible gas detector with its emergency shut-off valve (可燃气体探测器与紧急切断阀). The controller closes the valve by itself; we look whether it did. */
export const gasDetector: EquipmentType = EquipmentType.parse({
  id: "gas-detector",
  label: text("Gas detector with shut-off valve", "可燃气体探测器与切断阀"),
  system: "fire",
  points: [
    measured("gas_percent_LEL", "%", "Gas, of the lower explosive limit", "可燃气体浓度（LEL）", {
      range: [0, 100],
      deadband: 0.5,
      headline: true,
    }),
    contact("alarm", "Gas alarm of the detector", "探测器报警", true),
    state("valve_open", text("Shut-off valve", "切断阀"), text("open", "开启"), text("shut", "关闭"), {
      headline: true,
    }),
    contact("fault", "Detector fault", "探测器故障"),
    {
      ...state(
        "shut_valve",
        text("Shut the valve from afar", "远程关阀"),
        text("shutting", "关阀中"),
        text("at rest", "无动作"),
      ),
      writable: true,
      consequence: text(
        "The valve shuts and every flame behind it goes out. It opens again by hand only, on the spot, after every appliance was shut.",
        "切断阀关闭，阀后所有用气中断。须现场逐户确认灶具关闭后人工复位开阀。",
      ),
    },
  ],
  rules: [
    rule(
      "gas",
      ["Gas", "燃气泄漏"],
      "critical",
      3,
      { kind: "compound", when: "alarm || gas_percent_LEL > 25.0", forSeconds: 3, offDelaySeconds: 10 },
      "heuristic: 25 % of the lower explosive limit, or the detector's own alarm; never shelved (domain facts §5)",
      {
        cause: ["A pipe, valve or hose leaks, or a flame has gone out.", "管道、阀门、软管泄漏或熄火。"],
        consequence: ["One spark and the room explodes.", "遇火花即爆炸。"],
        response: [
          "No switch, no bell, no phone inside. Valve shut from outside, everybody out, gas company and 119 from outside.",
          "室内严禁操作开关、门铃、电话。室外关阀，疏散人员，到室外报燃气公司与 119。",
        ],
      },
      { lifeSafety: true, emergencyPlan: "gas-leak" },
    ),
    rule(
      "gas-trace",
      ["Traces of gas", "微量燃气"],
      "high",
      10,
      {
        kind: "limit",
        point: "gas_percent_LEL",
        side: "high",
        limit: 8,
        hysteresis: 2,
        onDelaySeconds: 20,
        offDelaySeconds: 20,
      },
      "heuristic: below what detectors call at, above their noise",
      {
        cause: ["A small leak, or solvents near the detector.", "轻微泄漏，或探测器附近有溶剂。"],
        consequence: ["It may grow.", "可能扩大。"],
        response: [
          "Go with a portable meter; no switch is touched; open doors from outside.",
          "携便携式检测仪到场，禁动开关，由外侧开门通风。",
        ],
      },
      { lifeSafety: true },
    ),
    rule("fault", ["Gas detector fault", "可燃气体探测器故障"], "high", 60, isTrue("fault", 5), "heuristic", {
      cause: ["The sensor is used up or its line is broken.", "传感器失效或线路故障。"],
      consequence: ["A leak would not be noticed.", "无法发现燃气泄漏。"],
      response: [
        "Shut the gas there until it is mended, or patrol with a meter.",
        "修复前关阀停气，或携仪器巡查。",
      ],
    }),
    silent("Gas detector", "可燃气体探测器", 60, ["A leak would not be seen.", "无法发现燃气泄漏。"], "high"),
  ],
  maintenance: [
    task(
      "test-gas",
      "Test gas on the detector, the valve shuts and is opened by hand",
      "标准气体试验，切断阀联动及手动复位",
      6,
      "month",
      "practice",
      "any",
      "heuristic",
    ),
    task("calibrate", "Calibrate the sensor", "传感器校准", 1, "year", "practice", "any", "heuristic"),
  ],
  serviceLife: life(3, 5, 5, fromMemory("catalytic sensors 3–5", "催化燃烧传感器 3–5 年")),
  criticality: grades(5, 3, 4, 3),
  replacementCost: costs(500, 3_000),
  emergencyPlans: ["gas-leak"],
});
