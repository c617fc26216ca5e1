import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo } from "react";
import type { AlarmView, AssetView } from "../../../../../api/contract/index.ts";
import { assetsQuery } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { type System, systems } from "../../laws/index.ts";
import { useAlarmBoard, useRoom, values } from "../../live/index.ts";
import { OnDuty, Quiet, TroubleNote, Waiting } from "../../parts/index.ts";
import { Needs } from "./needs.tsx";
import { SummaryLine } from "./summary-line.tsx";
import type { Drawn } from "./synoptic/parts.tsx";
import { SystemSection } from "./system-section.tsx";
import "./estate.css";

export interface SystemGroup {
  readonly system: System;
  readonly assets: readonly AssetView[];
  readonly alarms: readonly AlarmView[];
}

/** Is the plant healthy, and does anything need a person? Answered without a click. */
export function EstatePage(): ReactNode {
  const t = useWords();
  const { data, error, refetch } = useQuery(assetsQuery);
  const site = data?.sites[0];
  useRoom(site ? `site:${site.id}` : undefined);
  const { open } = useAlarmBoard();

  // The list brings each point's newest value; the room's snapshot then brings what is newer.
  useEffect(() => {
    if (data)
      values.take(
        data.assets.flatMap((asset) => asset.points.flatMap(({ latest }) => (latest ? [latest] : []))),
      );
  }, [data]);

  const groups = useMemo(
    (): SystemGroup[] =>
      systems
        .map((system) => ({
          system,
          assets: (data?.assets ?? []).filter((asset) => asset.system === system && asset.site === site?.id),
          alarms: open.filter((alarm) => alarm.system === system),
        }))
        .filter(({ assets }) => assets.length > 0),
    [data, open, site],
  );

  // What a diagram draws: every asset of the site with what rings at it.
  const drawn = useMemo((): ReadonlyMap<string, Drawn> => {
    const byAsset = Map.groupBy(open, (alarm) => alarm.asset);
    return new Map(
      (data?.assets ?? [])
        .filter((asset) => asset.site === site?.id)
        .map((asset) => [asset.id, { asset, alarms: byAsset.get(asset.id) ?? [] }]),
    );
  }, [data, open, site]);

  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={8} />;
  return (
    <div className="estate">
      <h1 className="only-heard">{t("estate.title")}</h1>
      <SummaryLine groups={groups} />
      <Needs />
      <OnDuty site={site?.id} />
      <div className="estate-systems">
        {groups.map((group) => (
          <SystemSection key={group.system} group={group} drawn={drawn} />
        ))}
        {groups.length === 0 && <Quiet>{t("estate.empty")}</Quiet>}
      </div>
    </div>
  );
}
