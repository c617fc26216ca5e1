import { useQuery } from "@tanstack/react-query";
import { createContext, use } from "react";
import type { AssetList, AssetView } from "../../../../api/contract/index.ts";
import { assetsQuery } from "./api.ts";
import { useSiteChoice } from "./preferences.ts";

export type Site = AssetList["sites"][number];

/** What every page and hundreds of values on it look up: worked out once for each answer of the server. */
export interface Estate {
  readonly sites: readonly Site[];
  /** The site on the screen: the one that was chosen in the top bar, else the first. */
  readonly site: Site | undefined;
  /** Every asset by id. */
  readonly assets: ReadonlyMap<string, AssetView>;
}

const nothing: Estate = { sites: [], site: undefined, assets: new Map() };
const byId = new WeakMap<AssetList, Estate["assets"]>();

/** For whoever stands around the pages; those ask by `useSite` and `useAssets`. */
export function useWholeEstate(): Estate {
  const { data } = useQuery(assetsQuery);
  const chosen = useSiteChoice();
  if (!data) return nothing;
  const { sites } = data;
  let assets = byId.get(data);
  if (!assets) {
    assets = new Map(data.assets.map((asset) => [asset.id, asset]));
    byId.set(data, assets);
  }
  return { sites, site: sites.find(({ id }) => id === chosen) ?? sites[0], assets };
}

const Known = createContext<Estate>(nothing);
export const EstateAround = Known.Provider;

export const useAssets = (): Estate["assets"] => use(Known).assets;
export const useSite = (): Site | undefined => use(Known).site;
/** Every site that the person may see. */
export const useSites = (): readonly Site[] => use(Known).sites;

/** Of an asset's id, its site. */
export const siteOf = (asset: string): string => asset.slice(0, Math.max(0, asset.indexOf(".")));

/** The name of the site that an asset belongs to; undefined where there is one site, for then it says nothing. */
export function useSiteName(asset: string): Site["name"] | undefined {
  const sites = useSites();
  return sites.length > 1 ? sites.find(({ id }) => id === siteOf(asset))?.name : undefined;
}

/** Times are told in the site's zone: the person at the desk and the pump room share a clock. */
export const useTimeZone = (): string =>
  useSite()?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
