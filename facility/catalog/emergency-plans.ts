import { z } from "zod";
import { type Text, text } from "../units/index.ts";

/** The emergency plans that trouble on equipment can start. A site may have plans of its own beside these. */
export const EmergencyPlanId = z.enum([
  "fire",
  "entrapment",
  "flood",
  "burst-pipe",
  "power-cut",
  "gas-leak",
  "earthquake",
  "lift-flooding",
  "monitoring-failure",
]);
export type EmergencyPlanId = z.infer<typeof EmergencyPlanId>;

const names: Readonly<Record<EmergencyPlanId, Text>> = {
  fire: text("Fire", "火灾"),
  entrapment: text("Lift entrapment", "电梯困人"),
  flood: text("Water ingress", "水浸"),
  "burst-pipe": text("Burst pipe", "爆管"),
  "power-cut": text("Power cut", "停电"),
  "gas-leak": text("Gas leak", "燃气泄漏"),
  earthquake: text("Earthquake", "地震"),
  "lift-flooding": text("Lift pit flooded", "电梯底坑进水"),
  "monitoring-failure": text("Fire panel or monitoring failed", "消防主机或监控失效"),
};

/** A plan's name; one of the site's own has none here and goes by its id. */
export function emergencyPlanName(id: string): Text {
  const known = EmergencyPlanId.safeParse(id);
  return known.success ? names[known.data] : text(id, id);
}
