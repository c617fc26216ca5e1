import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AssetView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { type Freshness, inService, isLive, summarise } from "../../laws/index.ts";
import { freshnessAt, link, useTicking, values } from "../../live/index.ts";
import { Icon, Shape } from "../../parts/index.ts";
import { countedOf } from "./counted.ts";
import type { SystemGroup } from "./use-estate.ts";

/** The best quality among an asset's headline points: one live value is a sign of life. */
function lifeOf(asset: AssetView, now: number): Freshness {
  const points = asset.points.filter((point) => point.type.headline);
  const all = (points.length > 0 ? points : asset.points).map((point) => freshnessAt(point, now));
  return all.find(isLive) ?? all[0] ?? "never";
}

/** How many are up: lifts in normal service, otherwise assets with a live value. */
function upOf(group: SystemGroup, now: number): number {
  const { system } = group;
  return countedOf(inService(group.assets), system).filter((asset) => {
    if (!isLive(lifeOf(asset, now))) return false;
    if (system !== "lift") return true;
    const mode = asset.points.find((point) => point.name === "service_mode");
    if (mode?.type.kind !== "enum") return true;
    const value = (values.get(mode.id) ?? mode.latest)?.value;
    return mode.type.states.some((state) => state.code === value && !state.abnormal);
  }).length;
}

function Summary({ group }: { group: SystemGroup }): ReactNode {
  const t = useWords();
  const { system, alarms } = group;
  const assets = countedOf(inService(group.assets), system);
  // One string, so that the second's tick redraws only when the summary's words change.
  const told = useTicking((now) => {
    // Before the first message nothing is known; "no data" would be said of a plant that is well.
    if (link.state().heardAt === null) return "unknown 0 –";
    const summary = summarise(assets, alarms, (asset) => lifeOf(asset, now));
    return `${summary.is} ${summary.is === "silent" ? summary.silent : 0} ${upOf(group, now)}`;
  });
  const [is = "", silent = "", up = ""] = told.split(" ");
  const summary = summarise(assets, alarms, () => "good");
  return (
    <li>
      <Link
        to={is === "alarms" ? "/alarms" : "/"}
        {...(is === "alarms" ? { search: { system } } : { hash: `system-${system}` })}
        className={`summary is-${is}`}
      >
        <Icon name={system} />
        <span className="summary-name">{t(`system.${system}`)}</span>
        {(system === "lift" || system === "network") && (
          <span className="summary-count num">
            {up}/{assets.length}
          </span>
        )}
        {summary.is === "alarms" &&
          summary.counts.map(({ priority, n }) => (
            <span key={priority} className={`summary-alarm mark-${priority}`}>
              {n} <Shape priority={priority} size={12} />
              <span className="only-heard">{t(`priority.${priority}`)}</span>
            </span>
          ))}
        {is === "normal" && system !== "lift" && system !== "network" && (
          <span className="summary-word">{t("estate.normal")}</span>
        )}
        {is === "silent" && (
          <em className="summary-word">
            {Number(silent) === assets.length ? t("estate.noData") : t("estate.partly", { n: silent })}
          </em>
        )}
      </Link>
    </li>
  );
}

/** "Lifts 2/2 · Fire normal · Water 1 ▲": the whole estate in one line. */
export function SummaryLine({ groups }: { groups: readonly SystemGroup[] }): ReactNode {
  const t = useWords();
  return (
    <section className="panel summaries" aria-label={t("estate.summary")}>
      <ul>
        {groups.map((group) => (
          <Summary key={group.system} group={group} />
        ))}
      </ul>
    </section>
  );
}
