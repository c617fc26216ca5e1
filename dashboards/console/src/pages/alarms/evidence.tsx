import type { ReactNode } from "react";
import type { AlarmView } from "../../../../../api/contract/index.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { joined, NOTHING, pick, valueText } from "../../laws/index.ts";

/** The value that raised the alarm, in its own unit. */
export function EvidenceText({
  alarm,
  withLabel = false,
}: {
  alarm: AlarmView;
  withLabel?: boolean;
}): ReactNode {
  const lang = useLang();
  const asset = useAssets().get(alarm.asset);
  const { point: named, value } = alarm.evidence;
  if (named === undefined || value === undefined) return NOTHING;
  // Evidence may name the point by its id or by its name within the asset.
  const point = asset?.points.find((candidate) => candidate.id === named || candidate.name === named);
  if (!point) return String(value);
  const told = valueText(value, point.type, lang);
  const text = joined(told);
  // "1" or "active" alone says nothing.
  return withLabel || told.unit === "" ? `${pick(point.type.label, lang)} ${text}` : text;
}
