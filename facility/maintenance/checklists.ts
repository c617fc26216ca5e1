import type { z } from "zod";
import { text } from "../units/index.ts";
import { ChecklistItem } from "./checklist.ts";

type ItemInput = z.input<typeof ChecklistItem>;
const check = (id: string, en: string, zh: string, photo = false): ItemInput => ({
  kind: "check",
  id,
  title: text(en, zh),
  photo,
});
const permit = (id: string, kind: "isolation" | "pit" | "height", en: string, zh: string): ItemInput => ({
  kind: "permit",
  id,
  permit: kind,
  title: text(en, zh),
});
const measure = (
  id: string,
  en: string,
  zh: string,
  unit: string,
  limits: { low?: number; high?: number },
  point?: string,
): ItemInput => ({
  kind: "number",
  id,
  title: text(en, zh),
  unit,
  ...limits,
  ...(point === undefined ? {} : { point }),
});

const liftBasic: ItemInput[] = [
  permit("barrier", "isolation", "Barriers and signs stand at the landings", "层站已设置护栏和警示牌"),
  permit("pit-stop", "pit", "Pit stop switch works before anybody enters", "进入底坑前急停开关有效"),
  check("machine-room", "Machine room clean, doors locked, lighting works", "机房清洁、门锁完好、照明正常"),
  check("brake", "Brake opens and closes freely, no abnormal noise", "制动器开闭灵活，无异常声响"),
  check("door-lock", "Landing door locks and contacts", "层门门锁及电气触点"),
  check("door-protection", "Door protection re-opens the door", "轿门防夹装置有效"),
  measure("levelling", "Levelling", "平层准确度", "mm", { low: -10, high: 10 }),
  measure("motor", "Motor temperature", "曳引机温度", "Cel", { high: 80 }, "motor_temp_C"),
  check("intercom", "Alarm and intercom reach the duty desk", "报警与对讲通至值班室"),
  check("car-light", "Car and emergency lighting", "轿厢照明与应急照明"),
  check("pit-dry", "Pit is dry and clean", "底坑干燥清洁", true),
];
const liftQuarter: ItemInput[] = [
  check("governor", "Governor and its rope", "限速器及钢丝绳"),
  check("rope", "Traction ropes: wear, tension", "曳引钢丝绳磨损与张力"),
  check("guide-shoes", "Guide shoes and lubrication", "导靴与润滑"),
];
const pump: ItemInput[] = [
  permit("locked", "isolation", "Isolated and locked", "已断电上锁挂牌"),
  check("seal", "Seal does not leak", "机封无渗漏"),
  check("noise", "No unusual noise", "无异常声响"),
  measure("bearing", "Bearing temperature", "轴承温度", "Cel", { high: 75 }),
  measure("vibration", "Vibration velocity", "振动速度", "mm/s", { high: 4.5 }),
  measure("motor", "Motor temperature", "电机温度", "Cel", { high: 90 }, "motor_temp_C"),
];
const firePump: ItemInput[] = [
  check("auto", "Selector stands on automatic", "控制柜置于自动"),
  check("start", "Starts by itself when pressure falls", "压力下降时自动启动"),
  measure("pressure", "Discharge pressure while running", "运行出口压力", "MPa", { low: 0.3 }),
  check("back-to-auto", "Put back on automatic", "已恢复自动", true),
];
const firePanel: ItemInput[] = [
  check("mains", "Runs on mains and on its battery", "主、备电源切换正常"),
  check("self-test", "Self-test, display and sounder", "自检、显示与声响正常"),
  check("detectors", "Detectors drawn for this month answered", "本月抽检的探测器响应正常"),
  check("printer", "Record printed and filed", "记录已打印归档", true),
];
const power: ItemInput[] = [
  permit("dead", "isolation", "Dead, earthed, proven", "已停电、验电、接地"),
  check("tight", "Joints retightened", "接点紧固"),
  check("infrared", "Infrared picture taken under load", "带负荷红外测温", true),
];

/**
 * What a visit looks at where nobody has said otherwise. Starting points from practice (from memory), to be held
 * against the local rule and the maker's manual and changed in the plan.
 */
export function defaultChecklist(type: string, task: string): ChecklistItem[] {
  const lists: Readonly<Record<string, ItemInput[]>> = {
    lift:
      task === "half-month"
        ? liftBasic
        : ["quarter", "half-year", "year"].includes(task)
          ? [...liftBasic, ...liftQuarter]
          : [],
    "booster-pump": pump,
    "sump-pump": pump.filter(({ id }) => id !== "bearing"),
    "fire-pump": firePump,
    "jockey-pump": firePump,
    "fire-panel": firePanel,
    transformer: power,
    feeder: power,
  };
  return (lists[type] ?? []).map((item) => ChecklistItem.parse(item));
}
