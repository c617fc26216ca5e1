import { Button } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import { urgencyOf, worst } from "../../laws/index.ts";
import { Icon } from "../../parts/index.ts";
import type { SystemGroup } from "./estate.tsx";
import { Tile } from "./tile.tsx";

/** Tiles drawn before a person asks for all: a district has thousands of assets, a screen has not. */
const FIRST = 24;

export function SystemSection({ group: { system, assets, alarms } }: { group: SystemGroup }): ReactNode {
  const t = useWords();
  const [all, setAll] = useState(false);
  const sorted = useMemo(() => {
    const rank = new Map(
      assets.map((asset) => {
        const own = alarms.filter((alarm) => alarm.asset === asset.id);
        const first = worst(own);
        return [asset.id, { own, rank: first ? urgencyOf(first.priority) : 9 }] as const;
      }),
    );
    // While everything fits, tiles keep their place, as on a wall panel; only a long list puts alarms first.
    const ordered =
      assets.length > FIRST
        ? assets.toSorted((a, b) => (rank.get(a.id)?.rank ?? 9) - (rank.get(b.id)?.rank ?? 9))
        : assets;
    return ordered.map((asset) => ({ asset, own: rank.get(asset.id)?.own ?? [] }));
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
        <span className="faint num">{assets.length}</span>
      </h2>
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
