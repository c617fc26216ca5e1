import { lazy, type ReactNode, Suspense } from "react";
import { useWords } from "../../app/i18n.ts";
import { prefer, usePreferences } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { useAssets, useSite } from "../../app/site.ts";

const Tour = lazy(() => import("./tour.tsx").then((module) => ({ default: module.Tour })));

/** The last steps, the first alarm and who is called, come when something is watched already. */
const YOUNG = 3;

/** The first steps, while the site is young; a site that watches more needs none and loads none. */
export function TourOrNothing(): ReactNode {
  const t = useWords();
  const { tourHidden } = usePreferences();
  const assets = useAssets();
  const may = useMaySteer();
  const site = useSite();
  const known = site !== undefined || assets.size > 0;
  const watching = [...assets.values()].filter(
    ({ system, points }) => system !== "network" && points.some(({ latest }) => latest),
  ).length;
  if (!known || watching > YOUNG) return null;
  if (tourHidden)
    return watching > 0 ? null : (
      <button type="button" className="tour-show link" onClick={() => prefer({ tourHidden: false })}>
        {t("tour.show")}
      </button>
    );
  return (
    <Suspense>
      <Tour may={may} />
    </Suspense>
  );
}
