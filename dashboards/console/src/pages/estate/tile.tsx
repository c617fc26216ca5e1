import { Link } from "@tanstack/react-router";
import { memo, type ReactNode, useMemo } from "react";
import type { AlarmView, AssetView, LimitRule, PointView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { limitsOf, pick, priorityOfState, worst } from "../../laws/index.ts";
import { useFreshness, useLatest } from "../../live/index.ts";
import { Icon, LimitBar, LiveValue, Places, Shape } from "../../parts/index.ts";
import { LiftShaft } from "./lift-shaft.tsx";

/** A switch as a lamp: dim while normal, in its rule's colour and shape when not. */
function Lamp({ point, rules }: { point: PointView; rules: readonly LimitRule[] }): ReactNode {
  const lang = useLang();
  const latest = useLatest(point.id) ?? point.latest;
  const fresh = useFreshness(point);
  const value = latest?.value ?? null;
  const lit =
    fresh !== "stale" && fresh !== "never" && point.type.kind === "boolean" && value === point.type.abnormal;
  const priority = lit ? priorityOfState(rules, point.name, value) : undefined;
  return (
    <div className={`lamp${lit ? " is-lit" : ""}${priority ? ` mark-${priority}` : ""}`}>
      <span className="lamp-light" aria-hidden="true">
        {priority && <Shape priority={priority} />}
      </span>
      <span className="lamp-name">{pick(point.type.label, lang)}</span>
      <LiveValue point={point} />
    </div>
  );
}

function Row({ point, rules }: { point: PointView; rules: readonly LimitRule[] }): ReactNode {
  const lang = useLang();
  const limits = useMemo(
    () => limitsOf(rules).filter((limit) => limit.point === point.name),
    [rules, point.name],
  );
  // Of a count the number itself says all; a bar from 0 to 1 says nothing.
  const isCount = point.type.kind === "number" && point.type.digits === 0;
  return (
    <div className="tile-row">
      <span className="tile-label">{pick(point.type.label, lang)}</span>
      <LiveValue point={point} />
      {limits.length > 0 && !isCount && <LimitBar point={point} limits={limits} />}
    </div>
  );
}

/** One asset as on a panel: its name, its few headline values, and the worst that is wrong with it. */
export const Tile = memo(function Tile({
  asset,
  alarms,
}: {
  asset: AssetView;
  alarms: readonly AlarmView[];
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const mark = worst(alarms);
  const headlines = asset.points.filter((point) => point.type.headline);
  const floor = headlines.find((point) => point.type.kind === "number" && point.type.unit === "{floor}");
  const direction = floor && headlines.find((point) => point.name === "direction");
  const door = floor && asset.points.find((point) => point.name === "door_closed");
  const lamps = headlines.filter(
    (point) => point.type.kind === "boolean" && point.type.abnormal !== undefined,
  );
  const rows = headlines.filter((point) => !lamps.includes(point) && point !== floor && point !== direction);
  // What an alarm rang on stands beside it while it is true: door shut, somebody in the car.
  const told = asset.points
    .filter(
      ({ name, type }) => !type.headline && alarms.some(({ active, evidence }) => active && name in evidence),
    )
    .slice(0, 4);
  return (
    <Link
      to="/assets/$id"
      params={{ id: asset.id }}
      className={`tile${asset.outOfService ? " is-out" : ""}${mark ? ` of-${mark.priority} is-${mark.state}` : ""}`}
    >
      <span className="tile-head">
        <span className="tile-name">{pick(asset.name, lang)}</span>
        {asset.outOfService && !mark && (
          <span className="tile-mark">
            <Icon name="wrench" size={16} />
            <span className="tile-alarm">{t("estate.outOfService")}</span>
          </span>
        )}
        {mark && (
          <span className={`tile-mark mark-${mark.priority}`} title={pick(mark.title, lang)}>
            <Shape priority={mark.priority} state={mark.state} />
            <span className="only-heard">
              {t(`priority.${mark.priority}`)} {t(`state.${mark.state}`)}:{" "}
            </span>
            <span className="tile-alarm">{pick(mark.title, lang)}</span>
            {alarms.length > 1 && <span className="num">+{alarms.length - 1}</span>}
          </span>
        )}
      </span>
      <span className="tile-place">
        {asset.places.length > 0 ? <Places places={asset.places} /> : pick(asset.typeLabel, lang)}
      </span>
      <span className="tile-body">
        {floor && <LiftShaft floor={floor} direction={direction} door={door} />}
        <span className="tile-rows">
          {floor && (
            <span className="tile-row is-big">
              <span className="tile-label">{pick(floor.type.label, lang)}</span>
              <LiveValue point={floor} />
            </span>
          )}
          {direction && <Row point={direction} rules={asset.limits} />}
          {rows.map((point) => (
            <Row key={point.id} point={point} rules={asset.limits} />
          ))}
          {told.map((point) => (
            <Row key={point.id} point={point} rules={asset.limits} />
          ))}
          {lamps.map((point) => (
            <Lamp key={point.id} point={point} rules={asset.limits} />
          ))}
        </span>
      </span>
    </Link>
  );
});
