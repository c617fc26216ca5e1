import { z } from "zod";
import { type Text, text } from "../units/index.ts";

/*
 * The code tables of ISO 14224:2016 annex B, as far as building equipment needs them. From memory (domain facts §6):
 * the notions are the standard's, single numbers should be held against it before they are exchanged with others.
 */

/** How the failure shows at the equipment (failure mode). */
export const FailureMode = z.enum([
  "AIR",
  "BRD",
  "DOP",
  "ELU",
  "ERO",
  "FOF",
  "FTF",
  "FTR",
  "FTS",
  "INL",
  "LOO",
  "NOI",
  "OHE",
  "PDE",
  "PLU",
  "SER",
  "SPO",
  "STP",
  "UST",
  "VIB",
  "OTH",
  "UNK",
]);
export type FailureMode = z.infer<typeof FailureMode>;

/** What physically happened (failure mechanism), class and number. */
export const FailureMechanism = z.enum([
  "1.1",
  "1.2",
  "1.3",
  "1.4",
  "1.5",
  "1.6",
  "2.1",
  "2.2",
  "2.3",
  "2.4",
  "2.5",
  "2.6",
  "2.7",
  "2.8",
  "3.1",
  "3.2",
  "3.3",
  "3.4",
  "3.5",
  "4.1",
  "4.2",
  "4.3",
  "4.4",
  "4.5",
  "5.1",
  "5.2",
  "5.3",
  "6.1",
  "6.4",
]);
export type FailureMechanism = z.infer<typeof FailureMechanism>;

/** Why it could happen (failure cause). */
export const FailureCause = z.enum([
  "1.1",
  "1.2",
  "2.1",
  "2.2",
  "3.1",
  "3.2",
  "3.3",
  "3.4",
  "4.1",
  "4.2",
  "5.1",
  "5.2",
  "5.5",
]);
export type FailureCause = z.infer<typeof FailureCause>;

/** How it was found. */
export const DetectionMethod = z.enum([
  "periodic-maintenance",
  "functional-testing",
  "inspection",
  "condition-monitoring",
  "alarm",
  "casual-observation",
  "on-demand",
  "complaint",
]);
export type DetectionMethod = z.infer<typeof DetectionMethod>;

export const failureModes: Readonly<Record<FailureMode, Text>> = {
  AIR: text("Abnormal instrument reading", "仪表读数异常"),
  BRD: text("Breakdown", "严重损坏"),
  DOP: text("Delayed operation", "动作迟缓"),
  ELU: text("External leakage", "外漏"),
  ERO: text("Erratic output", "输出波动"),
  FOF: text("Faulty output frequency", "频率异常"),
  FTF: text("Failure to function on demand", "需要时拒动"),
  FTR: text("Failure to regulate", "调节失效"),
  FTS: text("Failure to start on demand", "启动失败"),
  INL: text("Internal leakage", "内漏"),
  LOO: text("Low output", "出力不足"),
  NOI: text("Noise", "异响"),
  OHE: text("Overheating", "过热"),
  PDE: text("Parameter deviation", "参数偏差"),
  PLU: text("Plugged or choked", "堵塞"),
  SER: text("Minor in-service problems", "轻微缺陷"),
  SPO: text("Spurious operation", "误动作"),
  STP: text("Failure to stop on demand", "停止失败"),
  UST: text("Spurious stop", "非正常停机"),
  VIB: text("Vibration", "振动"),
  OTH: text("Other", "其他"),
  UNK: text("Unknown", "不明"),
};

export const failureMechanisms: Readonly<Record<FailureMechanism, Text>> = {
  "1.1": text("Leakage", "泄漏"),
  "1.2": text("Vibration", "振动"),
  "1.3": text("Clearance or alignment", "间隙或对中不良"),
  "1.4": text("Deformation", "变形"),
  "1.5": text("Looseness", "松动"),
  "1.6": text("Sticking", "卡滞"),
  "2.1": text("Cavitation", "汽蚀"),
  "2.2": text("Corrosion", "腐蚀"),
  "2.3": text("Erosion", "冲蚀"),
  "2.4": text("Wear", "磨损"),
  "2.5": text("Breakage", "断裂"),
  "2.6": text("Fatigue", "疲劳"),
  "2.7": text("Overheating", "过热"),
  "2.8": text("Burst", "爆裂"),
  "3.1": text("Control failure", "控制失效"),
  "3.2": text("No signal", "无信号"),
  "3.3": text("Faulty signal", "信号错误"),
  "3.4": text("Out of adjustment", "失调"),
  "3.5": text("Software", "软件故障"),
  "4.1": text("Short circuit", "短路"),
  "4.2": text("Open circuit", "断路"),
  "4.3": text("No power", "失电"),
  "4.4": text("Faulty power", "供电质量差"),
  "4.5": text("Earth fault", "接地故障"),
  "5.1": text("Blockage", "堵塞"),
  "5.2": text("Contamination", "污染"),
  "5.3": text("Other external influence", "其他外部影响"),
  "6.1": text("No cause found", "未查明"),
  "6.4": text("Unknown", "不明"),
};

export const failureCauses: Readonly<Record<FailureCause, Text>> = {
  "1.1": text("Improper capacity", "选型容量不当"),
  "1.2": text("Improper material", "选材不当"),
  "2.1": text("Fabrication error", "制造缺陷"),
  "2.2": text("Installation error", "安装错误"),
  "3.1": text("Off-design service", "超设计工况"),
  "3.2": text("Operating error", "操作失误"),
  "3.3": text("Maintenance error", "维护失误"),
  "3.4": text("Expected wear and tear", "正常磨损"),
  "4.1": text("Documentation error", "文件错误"),
  "4.2": text("Management error", "管理失误"),
  "5.1": text("No cause found", "未查明"),
  "5.2": text("Common cause", "共因"),
  "5.5": text("Unknown", "不明"),
};
