import type { Text } from "../units/index.ts";
import { nameInBoth } from "../units/shown/index.ts";

/** Without the schema of texts: the console asks this in its first view, and need not load one. */
const text = (en: string, zh: string): Text => ({ en, zh });

/** Those who act in the house without being persons. */
const houseNames: Readonly<Record<string, Text>> = {
  watchkeeper: text("Watchkeeper", "值守"),
  planner: text("Maintenance plan", "维保计划"),
  maintenance: text("Maintenance", "维保"),
  telemetry: text("Telemetry", "监测数据"),
  resident: text("Resident", "住户"),
  desk: text("Duty desk", "值班台"),
  demo: text("Demo data", "演示数据"),
  "in-house": text("Own staff", "自有人员"),
};

/** What who did or is to do something is called: a person's name, the house's word for itself, or the id as it is. */
export const calledBy =
  (people: { member(id: string): { readonly name: Text } | undefined } | undefined) =>
  (id: string): Text =>
    people?.member(id)?.name ??
    (Object.hasOwn(houseNames, id) ? houseNames[id] : undefined) ??
    nameInBoth(id);
export type Called = (id: string) => Text;
