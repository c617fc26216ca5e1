import { text } from "../units/index.ts";
import { EquipmentType } from "./equipment.ts";
import {
  contact,
  costs,
  counted,
  fromMemory,
  grades,
  isTrue,
  life,
  measured,
  rule,
  silent,
  task,
} from "./words.ts";

/** Water meter of a building, zone or line (水表). */
export const waterMeter: EquipmentType = EquipmentType.parse({
  id: "water-meter",
  label: text("Water meter", "水表"),
  system: "water",
  points: [
    measured("flow_m3_h", "m3/h", "Flow", "瞬时流量", {
      range: [-1000, 1000],
      deadband: 0.01,
      digits: 2,
      headline: true,
      brick: "Water_Flow_Sensor",
      staleAfterSeconds: 900,
    }),
    { ...counted("volume_m3", "m3", "Volume", "累计水量", 2), staleAfterSeconds: 900, headline: true },
    measured("battery_V", "V", "Battery", "电池电压", {
      range: [0, 5],
      deadband: 0.02,
      digits: 2,
      staleAfterSeconds: 86_400,
    }),
    contact("reverse_flow", "Reverse flow", "逆流"),
    contact("tamper", "Tamper", "拆动"),
  ],
  rules: [
    rule(
      "never-zero",
      ["Water never stops", "持续用水无间断"],
      "medium",
      240,
      { kind: "held", all: [{ point: "flow_m3_h", above: 0.05 }], forSeconds: 86_400 },
      "domain facts §3: no zero-flow hour in 24 h (waterwatch.co.za for the principle); 0.05 m³/h heuristic",
      {
        cause: ["A leak behind the meter, or a float valve that never closes.", "表后漏水或浮球阀不关。"],
        consequence: ["Water is lost day and night.", "昼夜漏损。"],
        response: [
          "Look at the flow between 02:00 and 04:00; shut branches one by one.",
          "查看 02:00–04:00 流量，逐路关闭支管查漏。",
        ],
      },
    ),
    rule(
      "night-flow",
      ["Minimum night flow above normal", "夜间最小流量超出正常"],
      "medium",
      480,
      {
        kind: "window",
        point: "flow_m3_h",
        aggregate: "min",
        overSeconds: 3_600,
        side: "high",
        limit: 0.5,
        hysteresis: 0.1,
        onDelaySeconds: 60,
      },
      "domain facts §3: night flow 02:00–04:00 above baseline; the least flow of an hour above 0.5 m³/h is a heuristic for a riser, set it to the line's own",
      {
        cause: [
          "A leak behind the meter: a cistern, a fitting or the riser itself.",
          "表后漏水：水箱、接头或立管。",
        ],
        consequence: ["Water runs away and may damage what is below.", "漏损并可能浸泡下层。"],
        response: [
          "Compare with last week's nights; shut branches one by one between 02:00 and 04:00.",
          "对比上周夜间流量，02:00–04:00 逐路关阀查漏。",
        ],
      },
      {
        // From 03:00 on, so that the hour that is looked at lies in the small hours.
        schedule: { mode: "only", windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "03:00", to: "04:30" }] },
      },
    ),
    rule(
      "reverse",
      ["Water flows backwards", "水表逆流"],
      "medium",
      120,
      isTrue("reverse_flow", 60),
      "heuristic",
      {
        cause: ["A check valve passes.", "止回阀内漏。"],
        consequence: ["Used water may come back into the main.", "可能回流污染管网。"],
        response: ["Shut and repair the check valve.", "关闭并检修止回阀。"],
      },
    ),
    rule("tamper", ["Water meter tampered with", "水表被拆动"], "low", 1440, isTrue("tamper"), "heuristic", {
      cause: ["The cover or magnet contact has opened.", "表盖或磁感应触点动作。"],
      consequence: ["Consumption may not be counted.", "用量可能漏计。"],
      response: ["Look at it on the spot.", "现场查看。"],
    }),
    silent("Water meter", "水表", 3600, ["A leak would not be seen.", "无法发现漏水。"], "low"),
  ],
  maintenance: [
    task(
      "read",
      "Compare the dial with the reading here",
      "核对表盘与系统读数",
      6,
      "month",
      "practice",
      "any",
      "heuristic",
    ),
  ],
  serviceLife: life(10, 12.5, 15, fromMemory("after electricity meters", "参照电能表")),
  criticality: grades(1, 2, 2, 1),
  replacementCost: costs(200, 8_000),
  emergencyPlans: ["flood"],
});
