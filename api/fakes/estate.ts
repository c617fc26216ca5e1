import { type AssetModel, buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { assetId, instant } from "../../facility/units/index.ts";

export const T = instant(1_760_000_000_000);
export const pump = assetId("riverside", "b1-booster-2");
export const lift = assetId("riverside", "b2-lift-1");
/** Two gateways, a pump, a lift, a meter that feeds the lift; and more pumps by name. */
export function smallEstate(extra: string[] = []): AssetModel {
  const model = buildModel([smallSite(extra)], catalog);
  if (!model.ok) throw new Error(model.problem);
  return model.value;
}

/** The same as a file. */
export function smallSite(extra: string[] = []): SiteFile {
  const name = (en: string, zh: string) => ({ en, zh });
  return SiteFile.parse({
    site: { id: "riverside", name: name("Riverside Estate", "滨江花园") },
    places: [{ id: "b1", kind: "building", name: name("Building 1", "1 号楼") }],
    assets: [
      { id: "b1-booster-2", type: "booster-pump", in: "b1", name: name("Booster 2", "2 号增压泵") },
      { id: "b2-lift-1", type: "lift", name: name("Lift 1", "1 号电梯") },
      { id: "b1-meter", type: "power-meter", name: name("Meter", "电表"), feeds: ["b2-lift-1"] },
      ...extra.map((id) => ({ id, type: "booster-pump", name: name(id, id) })),
    ],
    gateways: [
      { id: "gw-b1", name: name("Gateway 1", "1 号网关"), assets: ["b1-booster-2", "b1-meter"] },
      { id: "gw-b2", name: name("Gateway 2", "2 号网关"), assets: ["b2-lift-1"] },
    ],
  });
}
