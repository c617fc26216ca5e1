import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { AlarmView, AssetView } from "../../../../../api/contract/index.ts";
import { assetsQuery } from "../../app/api.ts";
import { siteOf, useSite } from "../../app/site.ts";
import { type System, systems } from "../../laws/index.ts";
import { useAlarmBoard, useRoom, values, valuesOf } from "../../live/index.ts";

export interface SystemGroup {
  readonly system: System;
  readonly assets: readonly AssetView[];
  readonly alarms: readonly AlarmView[];
}

export interface Estate {
  readonly groups: readonly SystemGroup[];
  readonly assets: readonly AssetView[];
  /** What rings at this site, most urgent first. */
  readonly open: readonly AlarmView[];
  readonly known: boolean;
  readonly error: unknown;
  readonly again: () => void;
}

const none: readonly AssetView[] = [];

/** The site's equipment by system with what rings at it; its live values keep coming while this is used. */
export function useEstate(): Estate {
  const { data, error, refetch } = useQuery(assetsQuery);
  const site = useSite();
  useRoom(site ? `site:${site.id}` : undefined);
  const board = useAlarmBoard();
  const open = useMemo(
    () => board.open.filter((alarm) => siteOf(alarm.asset) === site?.id),
    [board.open, site],
  );

  // The list brings each point's newest value; the room's snapshot then brings what is newer.
  useEffect(() => {
    if (data) values.take(valuesOf(data.assets.flatMap(({ points }) => points)));
  }, [data]);

  const assets = useMemo(() => data?.assets.filter((asset) => asset.site === site?.id) ?? none, [data, site]);
  const groups = useMemo(
    (): SystemGroup[] =>
      systems
        .map((system) => ({
          system,
          assets: assets.filter((asset) => asset.system === system),
          alarms: open.filter((alarm) => alarm.system === system),
        }))
        .filter((group) => group.assets.length > 0),
    [assets, open],
  );
  return {
    groups,
    assets,
    open,
    known: data !== undefined,
    error: data ? undefined : (error ?? undefined),
    again: () => void refetch(),
  };
}
