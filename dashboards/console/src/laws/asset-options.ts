import type { AssetView } from "../../../../api/contract/index.ts";
import type { Lang } from "./language.ts";
import { pick } from "./words.ts";

type Placed = Pick<AssetView, "name" | "places">;

/** The building it stands in; an estate has a Lift 2 in every building. Empty where it stands nowhere. */
export const buildingOf = ({ places }: Pick<Placed, "places">, lang: Lang): string =>
  places[0] ? pick(places[0].name, lang) : "";

/** Equipment to choose from, each with its building. */
export const assetOptions = (
  assets: Iterable<Placed & Pick<AssetView, "id">>,
  lang: Lang,
): { value: string; label: string }[] =>
  [...assets].map((asset) => ({
    value: asset.id,
    label: [buildingOf(asset, lang), pick(asset.name, lang)].filter(Boolean).join(" · "),
  }));
