import type { SiteAsset } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { AssetLife } from "../../facility/maintenance/index.ts";
import { plusMonths } from "./calendar.ts";
import { between, diceFor, oneOf } from "./dice.ts";

/** Makes and models that stand in estates; the site file's own words come first. */
const makes: Readonly<
  Record<string, readonly [readonly [string, string], ...(readonly [string, string])[]]>
> = {
  lift: [
    ["Mitsubishi", "LEHY-III"],
    ["Hitachi", "MCA"],
    ["KONE", "MonoSpace"],
  ],
  "fire-panel": [["GST", "JB-QB-GST5000"]],
  "booster-pump": [
    ["Grundfos", "CR 15-7"],
    ["Nanfang", "CDLF 16-7"],
  ],
  "booster-set": [["Grundfos", "Hydro MPC-E"]],
  "fire-pump": [["Kaiquan", "XBD 8/40"]],
  "jockey-pump": [["Kaiquan", "XBD 5/1"]],
  "sump-pump": [["Wilo", "Drain TP 80"]],
  "water-tank": [["Huaxin", "SUS304 60 m³"]],
  "water-meter": [["Ningbo", "LXS-80"]],
  "power-meter": [["Eastron", "SDM630"]],
  transformer: [["Shunna", "SCB13-1250/10"]],
  feeder: [["Schneider", "Compact NSX"]],
  genset: [["Cummins", "C440 D5"]],
  ats: [["ASCO", "7000"]],
  ups: [["APC", "SRT 10K"]],
  "electrical-fire-monitor": [["Acrel", "ARCM300"]],
  "environment-sensor": [["XY", "MD02"]],
  "fire-pressure": [["Hengsheng", "MPM484"]],
  "gas-detector": [["Hanwei", "GT-HWG"]],
  "seismic-switch": [["Mitsubishi", "P-wave S1"]],
  gateway: [["Watchkeeper", "Edge 1"]],
};

/** The estate was handed over in these years; meters, drives and batteries were renewed since. */
const builtIn = (type: string): readonly [number, number] =>
  ["ups", "power-meter", "water-meter", "gateway", "environment-sensor"].includes(type)
    ? [2020, 2022]
    : type === "booster-pump"
      ? [2014, 2017]
      : [2010, 2013];

/** What a register says of an asset. */
export type Registered = Pick<SiteAsset, "id" | "type"> &
  Partial<Pick<SiteAsset, "make" | "model" | "serial" | "installed" | "warrantyUntil" | "costCny">>;

/** What the register says of an asset, and where it is silent something an estate of this age would have. */
export function lifeOf(asset: Registered, seed: number): AssetLife {
  const dice = diceFor(seed, asset.id, "life");
  // Twins (b2-lift-1, b2-lift-2) were bought and fitted together: one make, about one price.
  const delivery = diceFor(seed, asset.id.replace(/-\d+$/, ""), "delivery");
  const type = catalog.find(({ id }) => id === asset.type);
  const [from, to] = builtIn(asset.type);
  const day = `${Math.floor(between(delivery, from, to + 1))}-${two(between(delivery, 1, 13))}-${two(between(dice, 1, 29))}`;
  const installed = asset.installed ?? day;
  const [make, model] = oneOf(delivery, makes[asset.type] ?? [["Huaxin", `${asset.type.toUpperCase()}-1`]]);
  const cost = type?.replacementCost;
  const today =
    asset.costCny ?? (cost ? between(delivery, cost.lowCny, cost.highCny) : between(delivery, 500, 5_000));
  const replacementCost = Math.round(today / 100) * 100;
  // Prices have risen by about 2.5 % a year since (heuristic).
  const yearsAgo = 2026 - Number(installed.slice(0, 4));
  return AssetLife.parse({
    asset: asset.id,
    type: asset.type,
    installed,
    purchaseCost: Math.max(50, Math.round((replacementCost * 0.975 ** yearsAgo) / 50) * 50),
    replacementCost: Math.max(100, replacementCost),
    make: asset.make ?? make,
    model: asset.model ?? model,
    serial:
      asset.serial ??
      `${asset.type.slice(0, 2).toUpperCase()}${installed.slice(2, 4)}${Math.floor(between(dice, 100_000, 999_999))}`,
    warrantyUntil: asset.warrantyUntil ?? plusMonths(installed, 24),
  });
}

const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
