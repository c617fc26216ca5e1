import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef } from "react";
import type { PointView } from "../../../../../api/contract/index.ts";
import { fetchHistory } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { comma, isLive, valueText } from "../../laws/index.ts";
import { serverNow, useFreshness, useLatest, useLinkIs } from "../../live/index.ts";
import { useDrawn } from "./synoptic/parts.tsx";

const HEIGHT = 96;
const WIDTH = 34;
const WEEK_MS = 7 * 86_400_000;

/** A shaft with its car. How high it is comes from the floors the car was seen at in the last week. */
export function LiftShaft({
  floor,
  direction,
  door,
}: {
  floor: PointView;
  direction: PointView | undefined;
  door: PointView | undefined;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const latest = useLatest(floor.id) ?? floor.latest;
  const fresh = useFreshness(floor);
  const heading = useLatest(direction?.id ?? "") ?? direction?.latest;
  const closed = useDrawn(door);
  const linked = useLinkIs() === "live";
  const { data } = useQuery({
    queryKey: ["shaft", floor.id],
    queryFn: () => fetchHistory(floor.id, serverNow() - WEEK_MS, serverNow(), 1),
    staleTime: 3_600_000,
    // The live values come first: asked for at once, a week of every lift held them up.
    enabled: linked,
  });
  const at = typeof latest?.value === "number" ? latest.value : undefined;
  const seen = useRef<[number, number]>([1, 2]);
  const extremes = (data?.buckets ?? []).flatMap(({ min, max }) => [min, max]);
  for (const n of [...extremes, at])
    if (typeof n === "number") seen.current = [Math.min(seen.current[0], n), Math.max(seen.current[1], n)];
  const [lowest, highest] = seen.current;
  const floors = Math.max(1, highest - lowest);
  const step = HEIGHT / (floors + 1);
  const carHeight = Math.max(8, Math.min(16, step));
  // Where floors are lower than the car is drawn, it still stays in its shaft at both ends.
  const y =
    at === undefined
      ? 0
      : Math.min(HEIGHT - carHeight - 1, Math.max(1, (highest - at) * step + (step - carHeight) / 2));
  const live = isLive(fresh) && at !== undefined;
  const moving = heading?.value === 1 ? "up" : heading?.value === 2 ? "down" : undefined;
  return (
    <svg
      className={`shaft${live ? "" : " is-old"}`}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={
        live
          ? [
              t("estate.shaft", { floor: at }),
              ...(door && closed !== undefined
                ? [t("synoptic.door", { is: valueText(closed, door.type, lang).text })]
                : []),
            ].join(comma(lang))
          : t("estate.shaftUnknown")
      }
    >
      <rect x="0.5" y="0.5" width="21" height={HEIGHT - 1} className="shaft-well" />
      {Array.from({ length: Math.min(floors, 60) }, (_, i) => ((i + 1) * HEIGHT) / (floors + 1)).map(
        (line) => (
          <path key={line} d={`M1 ${line.toFixed(1)}h4`} className="shaft-floor" />
        ),
      )}
      <path d={`M11 0V${Math.max(0, y).toFixed(1)}`} className="shaft-rope" />
      {at !== undefined && (
        <g className="shaft-car" style={{ transform: `translateY(${y.toFixed(1)}px)` }}>
          <rect x="6" y="0" width="12" height={carHeight} rx="1" />
          {/* One seam while the leaves are shut, a gap while they are not. */}
          {live && closed === true && <path d={`M12 1v${carHeight - 2}`} className="shaft-door" />}
          {live && closed === false && (
            <rect x="8.5" y="1" width="7" height={carHeight - 2} className="shaft-gap" />
          )}
          {moving && live && (
            <path
              d={moving === "up" ? `M25 ${carHeight / 2 + 3}l4-6 4 6z` : `M25 ${carHeight / 2 - 3}l4 6 4-6z`}
              className="shaft-heading"
            />
          )}
        </g>
      )}
    </svg>
  );
}
