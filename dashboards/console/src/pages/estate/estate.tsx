import { Link } from "@tanstack/react-router";
import { type ReactNode, startTransition, useEffect, useMemo, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { pick } from "../../laws/index.ts";
import { OnDuty, Quiet, Shape, TroubleNote, Waiting } from "../../parts/index.ts";
import { Needs } from "../home/needs.tsx";
import type { Drawn } from "./synoptic/parts.tsx";
import { SystemSection } from "./system-section.tsx";
import type { Estate } from "./use-estate.ts";
import "./estate.css";

/** The engineer's home: is the plant healthy? Estate, then building, system, asset; answered without a click. */
export function EstatePage({
  estate,
  building,
}: {
  estate: Estate;
  /** Only what stands in this building; everything without. */
  building: string | undefined;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { assets, open } = estate;

  const buildings = useMemo(() => {
    const found = new Map<
      string,
      { name: (typeof assets)[number]["name"]; rings: (typeof open)[number][] }
    >();
    for (const { places } of assets)
      if (places[0] && !found.has(places[0].id)) found.set(places[0].id, { name: places[0].name, rings: [] });
    for (const alarm of open) found.get(alarm.places[0]?.id ?? "")?.rings.push(alarm);
    return [...found].sort(([, a], [, b]) =>
      pick(a.name, lang).localeCompare(pick(b.name, lang), lang, { numeric: true }),
    );
  }, [assets, open, lang]);
  const here = buildings.some(([id]) => id === building) ? building : undefined;

  const groups = useMemo(
    () =>
      here === undefined
        ? estate.groups
        : estate.groups
            .map((group) => ({
              ...group,
              assets: group.assets.filter(({ places }) => places[0]?.id === here),
            }))
            .filter((group) => group.assets.length > 0),
    [estate.groups, here],
  );
  // What a diagram draws: every asset in sight with what rings at it.
  const drawn = useMemo((): ReadonlyMap<string, Drawn> => {
    const byAsset = Map.groupBy(open, (alarm) => alarm.asset);
    return new Map(
      assets
        .filter(({ places }) => here === undefined || places[0]?.id === here)
        .map((asset) => [asset.id, { asset, alarms: byAsset.get(asset.id) ?? [] }]),
    );
  }, [assets, open, here]);

  if (estate.error !== undefined) return <TroubleNote error={estate.error} again={estate.again} />;
  if (!estate.known) return <Waiting lines={8} />;
  return (
    <div className="estate">
      <Needs />
      <div className="estate-plant">
        <OnDuty site={assets[0]?.site} />
        {buildings.length > 1 && (
          <nav className="buildings" aria-label={t("home.building")}>
            <Link
              to="/"
              search={{}}
              className={here === undefined ? "building is-here" : "building"}
              aria-current={here === undefined ? "true" : undefined}
            >
              {t("home.everywhere")}
            </Link>
            {buildings.map(([id, { name, rings }]) => (
              <Link
                key={id}
                to="/"
                search={{ building: id }}
                className={here === id ? "building is-here" : "building"}
                aria-current={here === id ? "true" : undefined}
              >
                {pick(name, lang)}
                {rings[0] && (
                  <span className={`building-rings mark-${rings[0].priority}`}>
                    <Shape priority={rings[0].priority} state={rings[0].state} size={12} /> {rings.length}
                  </span>
                )}
              </Link>
            ))}
          </nav>
        )}
        <div className="estate-systems">
          <Systems groups={groups} drawn={drawn} />
          {groups.length === 0 && <Quiet>{t("estate.empty")}</Quiet>}
        </div>
      </div>
    </div>
  );
}

/** The first system is there at once, the others one by one after it, without holding up a hand that is already at work. */
function Systems({
  groups,
  drawn,
}: {
  groups: Estate["groups"];
  drawn: ReadonlyMap<string, Drawn>;
}): ReactNode {
  const [ready, setReady] = useState(1);
  const left = ready < groups.length;
  useEffect(() => {
    if (left) startTransition(() => setReady(ready + 1));
  }, [left, ready]);
  return groups
    .slice(0, ready)
    .map((group) => <SystemSection key={group.system} group={group} drawn={drawn} />);
}
