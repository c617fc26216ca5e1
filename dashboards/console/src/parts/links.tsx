import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AssetView } from "../../../../api/contract/index.ts";
import { useLang } from "../app/preferences.ts";
import { useAssets, useSiteName } from "../app/site.ts";
import { buildingOf, pick } from "../laws/index.ts";

/**
 * Where something stands, from the outermost inwards: "Building 1 · Pump room".
 * @param of the asset's id, where things of several sites stand side by side: the site then comes first
 */
export function Places({ places, of = "" }: { places: AssetView["places"]; of?: string }): ReactNode {
  const lang = useLang();
  const site = useSiteName(of);
  return (
    <>
      {[...(site ? [site] : []), ...places.map(({ name }) => name)]
        .map((name) => pick(name, lang))
        .join(" · ")}
    </>
  );
}

/** @param placed with the building it stands in, where equipment of several buildings stands in one list */
export function AssetLink({ id, placed = false }: { id: string; placed?: boolean }): ReactNode {
  const lang = useLang();
  const asset = useAssets().get(id);
  const building = placed && asset ? buildingOf(asset, lang) : "";
  return (
    <>
      <Link to="/assets/$id" params={{ id }} className="link">
        {asset ? pick(asset.name, lang) : id}
      </Link>
      {building && <span className="faint"> {building}</span>}
    </>
  );
}
