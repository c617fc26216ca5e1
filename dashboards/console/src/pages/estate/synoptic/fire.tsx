import type { ReactNode } from "react";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { useAssets } from "../../../app/site.ts";
import { pick, worst } from "../../../laws/index.ts";
import { LiveValue, Shape } from "../../../parts/index.ts";
import { AssetBox, type Drawn, pointOf, useDrawn } from "./parts.tsx";

/** Each panel with the buildings it watches, floor by floor. */
export function FirePanels({ drawn }: { drawn: readonly Drawn[] }): ReactNode {
  return drawn
    .filter(({ asset }) => asset.type === "fire-panel")
    .map((one) => <Panel key={one.asset.id} panel={one} drawn={drawn} />);
}

/**
 * The panel, and beside it what it watches. A floor is in alarm where fire equipment on it is, and where the panel
 * names the zone that covers it; the zone that came first is said, while there is one.
 */
function Panel({ panel, drawn }: { panel: Drawn; drawn: readonly Drawn[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = [...useAssets().values()];
  const { asset } = panel;
  const mark = worst(panel.alarms.filter(({ lifeSafety }) => lifeSafety));
  const zone = pointOf(asset, "first_zone");
  const first = useDrawn(zone);
  // A place's name is known from the assets that stand in it.
  const places = new Map(assets.flatMap((other) => other.places.map((place) => [place.id, place] as const)));
  const storeysOf = (building: string) => [
    ...new Map(
      assets
        .filter((other) => other.places.some(({ id }) => id === building))
        .flatMap((other) => other.places.filter(({ kind }) => kind === "floor" || kind === "zone"))
        .map((storey) => [storey.id, storey]),
    ).values(),
  ];
  const markOf = (storey: { readonly id: string; readonly zone?: number | undefined }) =>
    (mark?.active && storey.zone !== undefined && storey.zone === first ? mark : undefined) ??
    worst(
      drawn
        .filter((other) => other !== panel && other.asset.places.some(({ id }) => id === storey.id))
        .flatMap(({ alarms }) => alarms),
    );
  return (
    <section className="syn-fire" aria-label={pick(asset.name, lang)}>
      <AssetBox drawn={panel}>
        <span className="syn-values">
          {["fire", "fault", "disabled"]
            .flatMap((name) => pointOf(asset, name) ?? [])
            .map((point) => (
              <span key={point.id} className="syn-lamp">
                <span className="soft">{pick(point.type.label, lang)}</span> <LiveValue point={point} />
              </span>
            ))}
        </span>
      </AssetBox>
      <ul className="syn-buildings" aria-label={t("synoptic.watches")}>
        {asset.serves.map((id) => {
          const place = places.get(id);
          return (
            <li key={id} className="syn-building">
              <strong>{place ? pick(place.name, lang) : id}</strong>
              {storeysOf(id).map((storey) => {
                const rings = markOf(storey);
                return (
                  <span
                    key={storey.id}
                    className={`syn-storey${rings ? ` mark-${rings.priority} is-ringing` : ""}`}
                  >
                    {pick(storey.name, lang)}
                    {rings && (
                      <>
                        <Shape priority={rings.priority} state={rings.state} size={12} />
                        <span className="syn-storey-what">{pick(rings.title, lang)}</span>
                      </>
                    )}
                  </span>
                );
              })}
            </li>
          );
        })}
      </ul>
      {zone && typeof first === "number" && first > 0 && (
        <p className="syn-zone">
          {mark && <Shape priority={mark.priority} state={mark.state} size={14} />}
          <span className="soft">{pick(zone.type.label, lang)}</span> <LiveValue point={zone} />
        </p>
      )}
    </section>
  );
}
