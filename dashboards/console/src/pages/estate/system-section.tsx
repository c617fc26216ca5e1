import { type ReactNode, useMemo, useState } from "react";
import type { AlarmView, AssetView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { urgencyOf, worst } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/index.ts";
import { countedOf } from "./counted.ts";
import type { Drawn } from "./synoptic/parts.tsx";
import { Synoptic } from "./synoptic/synoptic.tsx";
import { Tile } from "./tile.tsx";
import type { SystemGroup } from "./use-estate.ts";

const none: readonly AlarmView[] = [];

/** Tiles drawn before a person asks for all: a district has thousands of assets, a screen has not. */
const FIRST = 24;

export function SystemSection({
  group: { system, assets, alarms },
  drawn,
}: {
  group: SystemGroup;
  drawn: ReadonlyMap<string, Drawn>;
}): ReactNode {
  const t = useWords();
  const [all, setAll] = useState(false);
  const sorted = useMemo(() => {
    const byAsset = Map.groupBy(alarms, (alarm) => alarm.asset);
    const rankOf = (asset: AssetView) => {
      const first = worst(byAsset.get(asset.id) ?? none);
      return first ? urgencyOf(first.priority) : 9;
    };
    // While everything fits, tiles keep their place, as on a wall panel; only a long list puts alarms first.
    const ordered = assets.length > FIRST ? assets.toSorted((a, b) => rankOf(a) - rankOf(b)) : assets;
    return ordered.map((asset) => ({ asset, own: byAsset.get(asset.id) ?? none }));
  }, [assets, alarms]);
  const shown = all ? sorted : sorted.slice(0, FIRST);
  return (
    <section
      className={`system takes-${Math.min(assets.length, 3)}`}
      id={`system-${system}`}
      aria-labelledby={`head-${system}`}
    >
      <h2 id={`head-${system}`} className="system-head">
        <Icon name={system} size={18} />
        {t(`system.${system}`)}
        <span className="faint num">{countedOf(assets, system).length}</span>
      </h2>
      <div className="system-drawing">
        <Synoptic system={system} all={drawn} />
      </div>
      <ul className={`tiles tiles-${system}`}>
        {shown.map(({ asset, own }) => (
          <li key={asset.id}>
            <Tile asset={asset} alarms={own} />
          </li>
        ))}
      </ul>
      {sorted.length > shown.length && (
        <Button onClick={() => setAll(true)}>{t("estate.showAll", { n: sorted.length })}</Button>
      )}
    </section>
  );
}
