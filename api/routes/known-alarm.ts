import { type AlarmId, alarmId } from "../../facility/alarms/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import { type AssetId, type Text, text } from "../../facility/units/index.ts";
import { nearest } from "../nearest.ts";

/** Every rule on every asset is an alarm, also one that has never been raised. */
export function exists(model: AssetModel, id: AlarmId): boolean {
  const dot = id.lastIndexOf(".");
  const asset = model.assets.get(id.slice(0, dot) as AssetId);
  return asset?.rules.some((rule) => rule.id === id.slice(dot + 1)) ?? false;
}

/** Near ones are looked for on the asset alone, so that the search stays small. */
export function noSuchAlarm(model: AssetModel, id: string): Text {
  const asset = model.assets.get(id.slice(0, id.lastIndexOf(".")) as AssetId);
  const near = nearest(id, asset?.rules.map((rule) => alarmId(asset.id, rule.id)) ?? []);
  return text(
    `There is no alarm ${id}. ${near.length > 0 ? `Did you mean ${near.join(", ")}?` : "GET /api/alarms lists those that are not normal."}`,
    `没有报警 ${id}。${near.length > 0 ? `是否指 ${near.join("、")}？` : "GET /api/alarms 列出当前报警。"}`,
  );
}
