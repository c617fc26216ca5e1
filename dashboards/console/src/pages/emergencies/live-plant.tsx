import { type ReactNode, useMemo } from "react";
import type { AssetView, RunView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useAssets } from "../../app/site.ts";
import { useAlarmBoard, useRoom } from "../../live/index.ts";
import { Tile } from "../estate/tile.tsx";
import "../estate/estate.css";

/** What matters in this emergency, live: the lifts' positions, zones, pumps, supplies. */
export function LivePlant({ run }: { run: RunView }): ReactNode {
  const t = useWords();
  const assets = useAssets();
  const { open } = useAlarmBoard();
  useRoom(`site:${run.site}`);
  const watched = useMemo(
    () =>
      run.watch
        .map((id) => assets.get(id))
        .filter((asset): asset is AssetView => asset !== undefined)
        .slice(0, 12),
    [run.watch, assets],
  );
  if (watched.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="live">
      <div className="panel-head">
        <h2 id="live">{t("emergency.live")}</h2>
      </div>
      <ul className="tiles run-tiles">
        {watched.map((asset) => (
          <li key={asset.id}>
            <Tile asset={asset} alarms={open.filter((alarm) => alarm.asset === asset.id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
