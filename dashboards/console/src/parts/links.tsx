import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AssetView } from "../../../../api/contract/index.ts";
import { useLang } from "../app/preferences.ts";
import { useAssets } from "../app/site.ts";
import { pick } from "../laws/index.ts";

/** "Building 1 · Pump room" */
export function Places({ places }: { places: AssetView["places"] }): ReactNode {
  const lang = useLang();
  return <>{places.map((place) => pick(place.name, lang)).join(" · ")}</>;
}

export function AssetLink({ id }: { id: string }): ReactNode {
  const lang = useLang();
  const asset = useAssets().get(id);
  return (
    <Link to="/assets/$id" params={{ id }} className="link">
      {asset ? pick(asset.name, lang) : id}
    </Link>
  );
}
