import type { ReactNode } from "react";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { useAssets } from "../../../app/site.ts";
import { pick, worst } from "../../../laws/index.ts";
import { LiveValue, Shape } from "../../../parts/index.ts";
import { AssetBox, type Drawn, pointOf } from "./parts.tsx";

/** A panel with the buildings it watches; the zone that came first, while there is one. */
export function FirePanels({ drawn }: { drawn: readonly Drawn[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = useAssets();
  // A place's name is known from the assets that stand in it.
  const names = new Map(
    [...assets.values()].flatMap((asset) => asset.places.map((place) => [place.id, place] as const)),
  );
  const floorsOf = (building: string) => [
    ...new Map(
      [...assets.values()]
        .filter(({ places }) => places.some(({ id }) => id === building))
        .flatMap(({ places }) => places.filter(({ kind }) => kind === "floor"))
        .map((floor) => [floor.id, floor]),
    ).values(),
  ];
  return drawn
    .filter(({ asset }) => asset.type === "fire-panel")
    .map((one) => {
      const mark = worst(one.alarms.filter(({ lifeSafety }) => lifeSafety));
      const zone = pointOf(one.asset, "first_zone");
      return (
        <section key={one.asset.id} className="syn-fire" aria-label={pick(one.asset.name, lang)}>
          <AssetBox drawn={one}>
            <span className="syn-values">
              {["fire", "fault", "disabled"]
                .flatMap((name) => pointOf(one.asset, name) ?? [])
                .map((point) => (
                  <span key={point.id} className="syn-lamp">
                    <span className="soft">{pick(point.type.label, lang)}</span> <LiveValue point={point} />
                  </span>
                ))}
            </span>
          </AssetBox>
          <ul className="syn-buildings" aria-label={t("synoptic.watches")}>
            {one.asset.serves.map((id) => {
              const place = names.get(id);
              return (
                <li key={id} className="syn-building">
                  <strong>{place ? pick(place.name, lang) : id}</strong>
                  {floorsOf(id).map((floor) => (
                    <span key={floor.id} className="syn-storey">
                      {pick(floor.name, lang)}
                    </span>
                  ))}
                </li>
              );
            })}
          </ul>
          {zone && (
            <p className="syn-zone">
              {mark && <Shape priority={mark.priority} state={mark.state} size={14} />}
              <span className="soft">{pick(zone.type.label, lang)}</span> <LiveValue point={zone} />
            </p>
          )}
        </section>
      );
    });
}
