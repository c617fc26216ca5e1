/**
 * Assets: the spine site → place → asset → point with its relations, as files and as a compiled model.
 * Pure; reading and writing the files is done elsewhere.
 */
export { type Asset, type AssetModel, buildModel, type Point } from "./model.ts";
export { ModbusAddress, Place, SiteAsset, SiteDevice, SiteFile, SiteGateway } from "./site.ts";
export { withRules } from "./with-rules.ts";
