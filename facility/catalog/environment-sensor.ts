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

/** Temperature, humidity and leak sensor of a plant room (温湿度、水浸传感器). */
export const environmentSensor: EquipmentType = EquipmentType.parse({
  id: "environment-sensor",
  label: text("Temperature and leak sensor", "温湿度与水浸传感器"),
  system: "water",
  points: [
    measured("temp_C", "Cel", "Temperature", "温度", {
      range: [-40, 85],
      deadband: 0.2,
      headline: true,
      staleAfterSeconds: 600,
    }),
    measured("humidity_percent", "%", "Humidity", "湿度", {
      range: [0, 100],
      deadband: 1,
      digits: 0,
      headline: true,
      staleAfterSeconds: 600,
    }),
    { ...contact("leak", "Water on the floor", "水浸", true), brick: "Leak_Alarm", staleAfterSeconds: 600 },
    measured("battery_percent", "%", "Battery", "电池电量", {
      range: [0, 100],
      deadband: 1,
      digits: 0,
      staleAfterSeconds: 86_400,
    }),
  ],
  rules: [
    rule(
      "leak",
      ["Water on the floor", "地面有水"],
      "high",
      10,
      isTrue("leak", 5),
      "heuristic",
      {
        cause: ["A pipe, pump seal or tank leaks, or rain comes in.", "管道、泵封、水箱漏水或雨水倒灌。"],
        consequence: ["Switchgear and lifts are in danger.", "危及配电设备和电梯。"],
        response: [
          "Shut the valve upstream; cut power to wet areas; keep lifts away.",
          "关闭上游阀门；切断积水区电源；电梯避让。",
        ],
      },
      { emergencyPlan: "burst-pipe" },
    ),
    rule(
      "hot",
      ["Room hot", "机房温度高"],
      "medium",
      60,
      above("temp_C", 40, 2, 300),
      "heuristic; the equipment in the room decides",
      {
        cause: ["Ventilation or cooling has failed.", "通风或空调故障。"],
        consequence: ["Drives and controllers trip.", "变频器与控制器保护停机。"],
        response: [
          "Open doors under watch, start the fans, repair the cooling.",
          "有人看守下开门通风，启动风机，检修空调。",
        ],
      },
    ),
    rule(
      "damp",
      ["Room damp", "机房湿度高"],
      "low",
      480,
      above("humidity_percent", 85, 5, 1800),
      "heuristic",
      {
        cause: ["Weather, a leak, or the dehumidifier is off.", "天气、渗漏或除湿机未开。"],
        consequence: ["Insulation gets worse.", "绝缘下降。"],
        response: ["Start the dehumidifier; look for the leak.", "开启除湿机并查漏。"],
      },
    ),
    rule(
      "battery-low",
      ["Sensor battery low", "传感器电量低"],
      "low",
      4320,
      { kind: "limit", point: "battery_percent", side: "low", limit: 15, hysteresis: 5, onDelaySeconds: 600 },
      "heuristic",
      {
        cause: ["The battery is used up.", "电池将尽。"],
        consequence: ["The sensor goes silent.", "传感器将离线。"],
        response: ["Replace the battery.", "更换电池。"],
      },
    ),
    silent("Sensor", "传感器", 3600, ["A leak would not be seen.", "无法发现漏水。"], "low"),
  ],
  maintenance: [
    task(
      "test",
      "Wet the leak probe, compare the temperature",
      "水浸探头试验、核对温度",
      6,
      "month",
      "practice",
      "any",
      "heuristic",
    ),
  ],
  serviceLife: life(5, 7, 10, HEURISTIC),
  criticality: grades(1, 3, 1, 1),
  replacementCost: costs(100, 800),
  emergencyPlans: ["flood", "burst-pipe"],
});
