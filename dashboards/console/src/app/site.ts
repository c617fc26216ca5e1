import { useQuery } from "@tanstack/react-query";
import { createContext, use, useMemo } from "react";
import type { AssetList, AssetView } from "../../../../api/contract/index.ts";
import { assetsQuery } from "./api.ts";
import { useSiteChoice } from "./preferences.ts";

export type Site = AssetList["sites"][number];

/** What every page and hundreds of values on it look up. */
interface Premises {
  readonly sites: readonly Site[];
  /** The site on the screen: the one that was chosen in the top bar, else the first. */
  readonly site: Site | undefined;
  /** Every asset by id. */
  readonly assets: ReadonlyMap<string, AssetView>;
}

/** The one that was chosen where it is still there, else the first. */
export const siteChosen = (sites: readonly Site[], chosen: string | undefined): Site | undefined =>
  sites.find(({ id }) => id === chosen) ?? sites[0];

const Around = createContext<Premises>({ sites: [], site: undefined, assets: new Map() });
export const PremisesAround = Around.Provider;

/** For whoever stands around the pages: worked out once for each answer of the server. */
export function usePremises(): Premises {
  const { data } = useQuery(assetsQuery);
  const chosen = useSiteChoice();
  const assets = useMemo(() => new Map(data?.assets.map((asset) => [asset.id, asset])), [data]);
  return useMemo(() => {
    const sites = data?.sites ?? [];
    return { sites, site: siteChosen(sites, chosen), assets };
  }, [data, chosen, assets]);
}

export const useAssets = (): Premises["assets"] => use(Around).assets;
export const useSite = (): Site | undefined => use(Around).site;
/** Every site that the person may see. */
export const useSites = (): readonly Site[] => use(Around).sites;

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
