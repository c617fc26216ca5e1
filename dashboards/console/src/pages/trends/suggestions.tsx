import { type ReactNode, useMemo } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { type Bilingual, colon, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";

const SHOWN = 8;

interface Suggestion {
  readonly type: Bilingual;
  readonly label: Bilingual;
  readonly points: string[];
}

/** Nothing chosen yet: the same headline value of all assets of a kind, side by side, is one press away. */
export function Suggestions({ most, take }: { most: number; take: (points: string[]) => void }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = useAssets();
  const found = useMemo(() => {
    const alike = new Map<string, Suggestion>();
    for (const asset of assets.values()) {
      if (asset.outOfService) continue;
      for (const point of asset.points) {
        if (!point.type.headline || point.type.kind !== "number" || point.type.digits === 0) continue;
        const key = `${asset.type} ${point.name}`;
        const one = alike.get(key) ?? { type: asset.typeLabel, label: point.type.label, points: [] };
        if (one.points.length < most) one.points.push(point.id);
        alike.set(key, one);
      }
    }
    return [...alike.values()].sort((a, b) => b.points.length - a.points.length).slice(0, SHOWN);
  }, [assets, most]);
  return (
    <div className="trends-start">
      <p>{t(found.length > 0 ? "trends.start" : "trends.startEmpty")}</p>
      <div className="trends-suggestions">
        {found.map(({ type, label, points }) => (
          <Button key={points.join()} onClick={() => take(points)}>
            {pick(type, lang)}
            {colon(lang)}
            {pick(label, lang)} <span className="faint num">{points.length}</span>
          </Button>
        ))}
      </div>
    </div>
  );
}
