import type { FleetAssetView } from "../../../../../api/contract/index.ts";
import { type Lang, pick } from "../../laws/index.ts";

const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const columns = ["asset", "type", "age", "condition", "confidence", "left", "risk", "price", "best"] as const;

/** The fleet as it is filtered and sorted, as CSV with a BOM; yuan and years as plain numbers. */
export function fleetCsv(
  assets: readonly FleetAssetView[],
  lang: Lang,
  words: Readonly<Record<(typeof columns)[number], string>>,
): string {
  const rows = assets.map((asset) => [
    pick(asset.name, lang),
    pick(asset.typeLabel, lang),
    asset.ageYears === null ? "" : asset.ageYears.toFixed(1),
    String(asset.condition),
    asset.confidence.toFixed(2),
    asset.p50.toFixed(1),
    String(asset.riskCny),
    String(asset.replacementCny),
    asset.bestYear === null ? "" : String(asset.bestYear),
  ]);
  return `\uFEFF${[columns.map((column) => words[column]), ...rows]
    .map((row) => row.map(cell).join(","))
    .join("\r\n")}\r\n`;
}
