import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AlarmView, AssetView, PointView } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { isLive, pick, type Value, worst } from "../../../laws/index.ts";
import { freshnessAt, useLatest, useTicking } from "../../../live/index.ts";
import { Icon, Shape } from "../../../parts/index.ts";

export interface Drawn {
  readonly asset: AssetView;
  readonly alarms: readonly AlarmView[];
}

export const pointOf = (asset: AssetView | undefined, ...names: string[]): PointView | undefined =>
  names.map((name) => asset?.points.find((point) => point.name === name)).find(Boolean);

/** The value as it may be drawn now: undefined where it is old, bad or not there. */
export function useDrawn(point: PointView | undefined): Value | undefined {
  const latest = useLatest(point?.id ?? "") ?? point?.latest;
  const live = useTicking((now) => point !== undefined && isLive(freshnessAt(point, now)));
  return live && latest ? latest.value : undefined;
}

/** A box of a synoptic: the whole of it leads to the asset; its edge tells the worst alarm, with shape and word. */
export function AssetBox({
  drawn: { asset, alarms },
  className = "",
  children,
}: {
  drawn: Drawn;
  className?: string;
  children: ReactNode;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const mark = worst(alarms);
  return (
    <Link
      to="/assets/$id"
      params={{ id: asset.id }}
      className={`syn-box ${className}${asset.outOfService ? " is-out" : ""}${mark ? ` of-${mark.priority} is-${mark.state}` : ""}`}
    >
      <span className="syn-name">
        {pick(asset.name, lang)}
        {asset.outOfService && <Icon name="wrench" size={14} />}
      </span>
      {children}
      {mark && (
        <span className={`syn-alarm mark-${mark.priority}`}>
          <Shape priority={mark.priority} state={mark.state} size={12} />
          <span className="only-heard">{t(`priority.${mark.priority}`)}: </span>
          {pick(mark.title, lang)}
        </span>
      )}
    </Link>
  );
}
