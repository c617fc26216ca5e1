import type { AssetModel } from "../facility/assets/index.ts";

/** The zone that a site's clocks and calendar days are told in. */
export const timeZoneOf = (model: AssetModel, site: string): string =>
  model.sites.find(({ id }) => id === site)?.timeZone ?? "Asia/Shanghai";
