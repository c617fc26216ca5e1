import type { AlarmView, RuleView } from "../../../../api/contract/index.ts";
import type { PointType } from "./value.ts";

/** Made of the catalogue's shapes, for the laws' tests alone. */
export const say = (text: string) => ({ en: text, zh: text });

const common = { name: "p", label: say("p"), staleAfterSeconds: 15, headline: false, writable: false };

export const pressure: PointType = {
  ...common,
  name: "suction_pressure_kPa",
  label: { en: "Suction pressure", zh: "进水压力" },
  kind: "number",
  unit: "kPa",
  digits: 1,
  counter: false,
};
export const floor: PointType = { ...pressure, unit: "{floor}", digits: 0 };
export const running: PointType = {
  ...common,
  name: "running",
  label: { en: "Pump", zh: "水泵" },
  kind: "boolean",
  words: { true: { en: "running", zh: "运行" }, false: { en: "stopped", zh: "停止" } },
};
export const mode: PointType = {
  ...common,
  kind: "enum",
  states: [
    { code: 0, label: { en: "Stopped", zh: "停止服务" }, abnormal: true },
    { code: 1, label: { en: "Normal", zh: "正常运行" }, abnormal: false },
  ],
};

export const alarm = (over: Partial<AlarmView>): AlarmView => ({
  id: "riverside.b1-booster-2.dry-run",
  asset: "riverside.b1-booster-2",
  assetName: { en: "Booster pump 2", zh: "2 号增压泵" },
  system: "water",
  places: [{ id: "b1", kind: "building", name: { en: "Building 1", zh: "1 号楼" } }],
  rule: "dry-run",
  title: { en: "Pump runs dry", zh: "水泵干转" },
  priority: "high",
  lifeSafety: false,
  state: "unacknowledged",
  occurrence: 1,
  sequence: 1,
  raisedAt: 1_000,
  clearedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  changedAt: 1_000,
  evidence: {},
  respondWithinMinutes: 10,
  active: true,
  calledAt: null,
  assignedTo: null,
  shelf: null,
  causes: [],
  work: null,
  ...over,
});

export const rule = (over: Partial<RuleView>): RuleView => ({
  id: "dry-run",
  title: { en: "Pump runs dry", zh: "水泵干转" },
  priority: "high",
  lifeSafety: false,
  latch: false,
  condition: {},
  cause: say("cause"),
  consequence: say("consequence"),
  response: say("response"),
  respondWithinMinutes: 10,
  emergencyPlan: null,
  maintenanceTask: null,
  source: "heuristic",
  ...over,
});
