/**
 * Assets: the spine site → place → asset → point with its relations, as files and as a compiled model; how a site is
 * changed, compared and written as the register that managers keep.
 * Pure; reading and writing the files is done elsewhere.
 */
export { type Adopted, type Adoption, adopt, NewAsset } from "./adopt.ts";
export type { Cell } from "./cells.ts";
export { type ColumnKind, type RegisterColumn, registerColumns } from "./columns.ts";
export { diffSites, type FieldChange, type SiteChange } from "./diff.ts";
export { putEntry, removeEntry, type SiteEntry, type SiteNoun } from "./edit.ts";
export { Gb26875Listen } from "./listen.ts";
export {
  addressText,
  isSerial,
  lineOf,
  ModbusAddress,
  NetworkAddress,
  SerialAddress,
} from "./modbus-address.ts";
export { type Asset, type AssetModel, buildModel, type Point } from "./model.ts";
export { type Heard, proposePoint, proposeType, unitOf } from "./proposal.ts";
export { type Import, type ImportProblem, readRegister, writeRegister } from "./register.ts";
export { Place, SiteAsset, SiteDevice, SiteFile, SiteGateway } from "./site.ts";
export type { SiteStore, StoredSite } from "./store.ts";
export { Tag } from "./tag.ts";
export { withRules } from "./with-rules.ts";
