import { EquipmentType } from "./equipment.ts";
import { contact, costs, grades, HEURISTIC, isTrue, life, measured, rule, silent, task } from "./words.ts";

/** Seismic switch of an estate (地震感应开关): its contact also sends the lifts to the next landing, by themselves. */
export const seismicSwitch: EquipmentType = EquipmentType.parse({
  id: "seismic-switch",
  label: { en: "Seismic switch", zh: "地震感应开关" },
  system: "lift",
  points: [
    contact("triggered", "Shaking", "地震动作", true),
    measured("peak_cm_s2", "cm/s2", "Peak acceleration of the last shaking", "最近一次峰值加速度", {
      range: [0, 2_000],
      deadband: 1,
      digits: 0,
      headline: true,
    }),
    contact("fault", "Switch fault", "装置故障"),
  ],
  rules: [
    rule(
      "quake",
      ["Earthquake", "地震"],
      "critical",
      1,
      { kind: "held", all: [{ point: "triggered", is: true }], forSeconds: 0, offDelaySeconds: 60 },
      "heuristic: the switch's own contact; a minute of quiet ends it, so that one quake is one alarm",
      {
        cause: ["The ground shakes.", "地面震动。"],
        consequence: [
          "People fall, lifts and pipes are damaged, fires begin.",
          "人员受伤、电梯与管道受损、引发火灾。",
        ],
        response: [
          "Drop, cover, hold on. Afterwards the earthquake plan: lifts, gas, roll-call.",
          "伏地、遮挡、手抓牢；震后按预案查电梯、关燃气、清点人数。",
        ],
      },
      { lifeSafety: true, emergencyPlan: "earthquake" },
    ),
    rule(
      "fault",
      ["Seismic switch fault", "地震感应开关故障"],
      "medium",
      480,
      isTrue("fault", 5),
      "heuristic",
      {
        cause: ["Sensor or supply.", "传感器或电源故障。"],
        consequence: ["Lifts would run on in an earthquake.", "地震时电梯不会自动停靠。"],
        response: ["Have it repaired; tell the lift maintainer.", "安排检修并通知电梯维保。"],
      },
    ),
    silent("Seismic switch", "地震感应开关", 300, [
      "An earthquake would begin no plan.",
      "地震时无法自动启动预案。",
    ]),
  ],
  maintenance: [
    task(
      "test",
      "Trip it by hand: lifts stop at the next landing",
      "手动触发，电梯就近停靠",
      1,
      "year",
      "practice",
      "any",
      "heuristic",
    ),
  ],
  serviceLife: life(10, 12, 15, HEURISTIC),
  criticality: grades(4, 2, 2, 2),
  replacementCost: costs(2_000, 12_000),
  emergencyPlans: ["earthquake"],
});
