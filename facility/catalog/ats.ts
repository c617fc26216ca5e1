import { text } from "../units/index.ts";
import { EquipmentType } from "./equipment.ts";
import {
  contact,
  costs,
  counted,
  FROM_MEMORY,
  grades,
  inAutomatic,
  isFalse,
  isTrue,
  life,
  rule,
  silent,
  state,
  task,
} from "./words.ts";

const available = (name: string, en: string, zh: string) =>
  state(name, text(en, zh), text("present", "有电"), text("lost", "失电"), {
    abnormal: false,
    headline: true,
  });

/** Automatic transfer switch (双电源自动切换装置). */
export const ats: EquipmentType = EquipmentType.parse({
  id: "ats",
  label: text("Automatic transfer switch", "双电源切换装置"),
  system: "power",
  brick: "Automatic_Transfer_Switch",
  points: [
    available("source_1_available", "Source 1", "常用电源"),
    available("source_2_available", "Source 2", "备用电源"),
    {
      name: "position",
      label: text("Position", "投切位置"),
      kind: "enum",
      headline: true,
      states: [
        { code: 0, label: text("Off", "断开"), abnormal: true },
        { code: 1, label: text("Source 1", "常用") },
        { code: 2, label: text("Source 2", "备用"), abnormal: true },
      ],
    },
    inAutomatic(),
    contact("fault", "Fault", "故障"),
    counted("transfers", "{#}", "Transfers", "切换次数"),
  ],
  rules: [
    rule(
      "both-lost",
      ["Both sources lost", "两路电源均失电"],
      "critical",
      5,
      {
        kind: "held",
        all: [
          { point: "source_1_available", is: false },
          { point: "source_2_available", is: false },
        ],
        forSeconds: 15,
      },
      "heuristic: a generator is given 10 s to come (NFPA 110 type 10) and some reserve",
      {
        cause: ["Mains lost and the generator did not start.", "市电失电且发电机未启动。"],
        consequence: [
          "What hangs on it is dark: fire pumps, lifts, emergency lighting.",
          "所供消防泵、电梯、应急照明失电。",
        ],
        response: [
          "Start the generator by hand; check the lifts for people.",
          "手动启动发电机；核查电梯是否困人。",
        ],
      },
      { lifeSafety: true, emergencyPlan: "power-cut" },
    ),
    rule(
      "on-source-2",
      ["On the second source", "已切换至备用电源"],
      "high",
      15,
      { kind: "held", all: [{ point: "position", is: 2 }], forSeconds: 10 },
      "heuristic",
      {
        cause: ["Source 1 has failed, or a test runs.", "常用电源失电或正在试验。"],
        consequence: ["There is no reserve left.", "已无备用电源。"],
        response: [
          "Find out when source 1 comes back; watch fuel if source 2 is the generator.",
          "了解常用电源恢复时间；备用为发电机时关注燃油。",
        ],
      },
    ),
    rule(
      "off",
      ["Transfer switch open", "切换装置断开"],
      "critical",
      5,
      { kind: "held", all: [{ point: "position", is: 0 }], forSeconds: 15 },
      "heuristic",
      {
        cause: ["It stopped between the sources, or was opened by hand.", "切换卡滞或人为断开。"],
        consequence: ["What hangs on it is dark.", "所供负荷失电。"],
        response: ["Transfer by hand after looking at both sources.", "确认两路电源后手动切换。"],
      },
      { emergencyPlan: "power-cut" },
    ),
    rule(
      "source-2-lost",
      ["Second source lost", "备用电源失电"],
      "medium",
      60,
      isFalse("source_2_available", 60),
      "heuristic; set out of service where source 2 is a generator that stands",
      {
        cause: ["The second feeder is dead.", "备用回路失电。"],
        consequence: ["The next failure of source 1 is an outage.", "常用电源再失电即停电。"],
        response: ["Find out why and until when.", "查明原因及恢复时间。"],
      },
    ),
    rule(
      "not-automatic",
      ["Transfer switch not in automatic", "切换装置不在自动状态"],
      "high",
      30,
      isFalse("auto_mode", 60),
      "heuristic",
      {
        cause: ["Left on manual after a test.", "试验后未恢复自动。"],
        consequence: ["It does not transfer when supply is lost.", "停电时不会自动切换。"],
        response: ["Put it to automatic.", "恢复至自动。"],
      },
    ),
    rule("fault", ["Transfer switch fault", "切换装置故障"], "high", 30, isTrue("fault", 3), "heuristic", {
      cause: ["Mechanism or controller.", "机构或控制器故障。"],
      consequence: ["It may not transfer.", "可能无法切换。"],
      response: [
        "Call the electrician; keep somebody there who can transfer by hand.",
        "通知电工，并安排可手动切换的人员。",
      ],
    }),
    silent("Transfer switch", "切换装置", 30, ["A loss of supply would not be seen.", "无法发现失电。"]),
  ],
  maintenance: [
    task("transfer", "Transfer test", "切换试验", 1, "month", "standard", "US", "NFPA 110 (domain facts §4)"),
    task("clean", "Clean and retighten", "停电清扫紧固", 1, "year", "practice", "any", "heuristic"),
  ],
  serviceLife: life(20, 20, 20, FROM_MEMORY),
  criticality: grades(4, 4, 4, 2),
  replacementCost: costs(5_000, 50_000),
  emergencyPlans: ["power-cut"],
});
