import { SiteFile } from "../../facility/assets/index.ts";
import { EquipmentType } from "../../facility/catalog/index.ts";

export const POINTS = ["a", "b", "c", "d"] as const;

/** Four numbers and one limit rule on each: what the design's first figure asks for. */
export const benchType: EquipmentType = EquipmentType.parse({
  id: "bench-meter",
  label: { en: "Bench meter", zh: "基准表" },
  system: "power",
  points: POINTS.map((name) => ({ name, label: { en: name, zh: name }, kind: "number", unit: "1" })),
  rules: POINTS.map((point) => ({
    id: `${point}-high`,
    title: { en: `${point} high`, zh: `${point} 高` },
    priority: "low",
    respondWithinMinutes: 60,
    condition: { kind: "limit", point, side: "high", limit: 1_000, hysteresis: 10 },
    cause: { en: "bench", zh: "基准" },
    consequence: { en: "bench", zh: "基准" },
    response: { en: "bench", zh: "基准" },
    source: "bench",
  })),
});

export const gatewayName = (g: number): string => `gw-${g}`;
export const assetName = (g: number, a: number): string => `m-${g}-${a}`;

/** Five numbers and ten rules, so that ten thousand of them are the estate of the footprint figure. */
export const bigType: EquipmentType = EquipmentType.parse({
  ...benchType,
  id: "bench-big",
  points: [...POINTS, "e"].map((name) => ({
    name,
    label: { en: name, zh: name },
    kind: "number",
    unit: "1",
  })),
  rules: [...POINTS, "e"].flatMap((point) =>
    (["high", "low"] as const).map((side) => ({
      ...benchType.rules[0],
      id: `${point}-${side}`,
      condition: { kind: "limit", point, side, limit: side === "high" ? 1_000 : -1_000, hysteresis: 10 },
    })),
  ),
});

/** G gateways, each reading A assets of four points. */
export function benchSite(gateways: number, assetsEach: number, type = benchType): SiteFile {
  const list = (count: number) => Array.from({ length: count }, (_, i) => i);
  return SiteFile.parse({
    site: { id: "bench", name: { en: "Bench", zh: "基准" } },
    assets: list(gateways).flatMap((g) =>
      list(assetsEach).map((a) => ({
        id: assetName(g, a),
        type: type.id,
        name: { en: assetName(g, a), zh: assetName(g, a) },
      })),
    ),
    gateways: list(gateways).map((g) => ({
      id: gatewayName(g),
      name: { en: gatewayName(g), zh: gatewayName(g) },
      assets: list(assetsEach).map((a) => assetName(g, a)),
    })),
  });
}
