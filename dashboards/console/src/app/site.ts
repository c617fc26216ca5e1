import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { AssetList, AssetView } from "../../../../api/contract/index.ts";
import { assetsQuery } from "./api.ts";
import { useSiteChoice } from "./preferences.ts";

const none: ReadonlyMap<string, AssetView> = new Map();

export type Site = AssetList["sites"][number];

/** Every asset by id. */
export function useAssets(): ReadonlyMap<string, AssetView> {
  const { data } = useQuery(assetsQuery);
  return useMemo(() => (data ? new Map(data.assets.map((asset) => [asset.id, asset])) : none), [data]);
}

/** The site on the screen: the one that was chosen in the top bar, else the first. */
export function useSite(): Site | undefined {
  const { data } = useQuery(assetsQuery);
  const chosen = useSiteChoice();
  return data?.sites.find(({ id }) => id === chosen) ?? data?.sites[0];
}

const noSites: readonly Site[] = [];
/** Every site that the person may see. */
export const useSites = (): readonly Site[] => useQuery(assetsQuery).data?.sites ?? noSites;

/** Times are told in the site's zone: the person at the desk and the pump room share a clock. */
export const useTimeZone = (): string =>
  useSite()?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
