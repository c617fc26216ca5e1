import type { AssetDetail, OverrideBody } from "../../../../../../api/contract/index.ts";

export type ScopeName = "asset" | "type" | "site";
export const scopes: readonly ScopeName[] = ["asset", "type", "site"];

/** Where a change holds, seen from an asset. */
export const scopeOf = (name: ScopeName, asset: AssetDetail): OverrideBody["scope"] => {
  switch (name) {
    case "asset":
      return { of: "asset", asset: asset.id };
    case "type":
      return { of: "type", site: asset.site, type: asset.type };
    case "site":
      return { of: "site", site: asset.site };
    default:
      return name satisfies never;
  }
};

/** The same as the API names it. */
export const keyOf = (name: ScopeName, asset: AssetDetail): string =>
  ({ asset: `asset:${asset.id}`, type: `type:${asset.site}/${asset.type}`, site: `site:${asset.site}` })[
    name
  ];
