import type { RenewedPart } from "../maintenance/index.ts";
import { type Text, text } from "../units/index.ts";
import type { GaugeId, WorkFact } from "./history.ts";

/** A gauge of wear: which values make which grade, and where the line is that must not be crossed. */
export interface Gauge {
  readonly id: GaugeId;
  readonly label: Text;
  readonly unit: string;
  /** True where a higher value is worse. */
  readonly rising: boolean;
  /** Where grade 1 ends, 2 ends, 3 ends, 4 ends. */
  readonly limits: readonly [number, number, number, number];
  /** Which part is renewed to mend it; the whole asset need not be. */
  readonly part: Text | undefined;
  readonly partId: RenewedPart | undefined;
  /** Days for which a value speaks for the present in full. */
  readonly freshDays: number;
  readonly source: Text;
}

export const gauges: Readonly<Record<GaugeId, Gauge>> = {
  vibration: {
    id: "vibration",
    label: text("Vibration", "振动烈度"),
    unit: "mm/s",
    rising: true,
    // Zone A is grade 1, B 2, C 4, D 5; grade 3 is the upper half of B, on the way to C.
    limits: [3.2, 4.2, 5.1, 8.5],
    part: text("bearings", "轴承"),
    partId: "bearings",
    freshDays: 60,
    source: text(
      "ISO 10816-7 category II ≤ 200 kW, zone limits 3.2 / 5.1 / 8.5 mm/s (from memory); limits differ by machine: set the asset's own",
      "ISO 10816-7 第 II 类、200 kW 及以下：区段界限 3.2 / 5.1 / 8.5 mm/s（凭经验引用）；各机型限值不同，可按本设备另行设定",
    ),
  },
  insulation: {
    id: "insulation",
    label: text("Insulation resistance", "绝缘电阻"),
    unit: "MΩ",
    rising: false,
    limits: [100, 20, 5, 1],
    part: undefined,
    partId: "winding",
    freshDays: 365,
    source: text(
      "5 MΩ as the least for random-wound motors below 1 kV: IEEE 43 (from memory); steps heuristic",
      "IEEE 43：1 kV 以下散绕电机绝缘电阻不低于 5 MΩ（凭经验引用）；分级为经验值",
    ),
  },
  "door-timing": {
    id: "door-timing",
    label: text("Door closing time against its baseline", "关门时间较基线偏差"),
    unit: "%",
    rising: true,
    limits: [5, 10, 15, 25],
    part: text("door operator", "门机"),
    partId: "door-operator",
    freshDays: 60,
    source: text(
      "15 % over the baseline is drift (heuristic); steps heuristic",
      "较基线偏差 15 % 视为劣化（经验值）；分级为经验值",
    ),
  },
  "pump-efficiency": {
    id: "pump-efficiency",
    label: text("Pump efficiency below its curve", "水泵效率低于曲线"),
    unit: "%",
    rising: true,
    limits: [3, 6, 10, 15],
    part: text("impeller and wear rings", "叶轮与密封环"),
    partId: "impeller",
    freshDays: 180,
    source: text(
      "η = ρ·g·Q·H/P against the maker's curve; steps heuristic",
      "η = ρ·g·Q·H/P，与厂家特性曲线比较；分级为经验值",
    ),
  },
  "thermal-life": {
    id: "thermal-life",
    label: text("Thermal life used", "热寿命消耗"),
    unit: "%",
    rising: true,
    limits: [25, 50, 75, 100],
    part: undefined,
    partId: undefined,
    freshDays: 365,
    source: text(
      "IEC 60076-12:2008 table 1: 180 000 h at rated hot spot, halved by every 6 K",
      "IEC 60076-12:2008 表 1：额定热点温度下 180 000 h，每升高 6 K 寿命减半",
    ),
  },
  "battery-capacity": {
    id: "battery-capacity",
    label: text("Battery capacity", "蓄电池容量"),
    unit: "%",
    rising: false,
    limits: [95, 90, 85, 80],
    part: text("batteries", "蓄电池"),
    partId: "batteries",
    freshDays: 365,
    source: text(
      "IEEE 1188 and 450: replace at 80 % of rated capacity (from memory); steps heuristic",
      "IEEE 1188、450：容量降至额定的 80 % 应更换（凭经验引用）；分级为经验值",
    ),
  },
};

/** The grade 1 … 5 of a value on its gauge's scale. */
export function gradeOf({ rising, limits }: Pick<Gauge, "rising" | "limits">, value: number): number {
  const passed = limits.findIndex((limit) => (rising ? value <= limit : value >= limit));
  return passed === -1 ? 5 : passed + 1;
}

/** Which gauges a type of equipment can be asked for; what is missing of them lowers confidence. */
const gaugesOfType: Readonly<Record<string, readonly GaugeId[]>> = {
  lift: ["door-timing"],
  "booster-pump": ["vibration", "pump-efficiency", "insulation"],
  "booster-set": ["pump-efficiency"],
  "fire-pump": ["vibration", "insulation"],
  "jockey-pump": ["vibration"],
  "sump-pump": ["insulation"],
  "pump-rig": ["vibration"],
  transformer: ["thermal-life", "insulation"],
  genset: ["battery-capacity", "insulation"],
  ups: ["battery-capacity"],
  "fire-panel": ["battery-capacity"],
};
/** When what the gauge watches was last renewed, ms; 0 for never. A renewal that names no part may have been any. */
export const renewedAt = ({ part, partId }: Gauge, works: readonly WorkFact[], now: number): number =>
  works
    .filter(
      (work) =>
        work.at <= now &&
        (work.kind === "renewal" ||
          (work.kind === "part" && (work.part === undefined ? part !== undefined : work.part === partId))),
    )
    .reduce((newest, { at }) => Math.max(newest, at), 0);

export const gaugesOf = (type: string): readonly Gauge[] =>
  (gaugesOfType[type] ?? []).map((id) => gauges[id]);
