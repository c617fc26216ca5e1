import { type ReactNode, useMemo } from "react";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { pick } from "../../../laws/index.ts";
import { LiveValue } from "../../../parts/index.ts";
import { AssetBox, type Drawn, pointOf, useDrawn } from "./parts.tsx";
import { PumpSymbol, TankSymbol } from "./symbols.tsx";

function Tank({ drawn }: { drawn: Drawn }): ReactNode {
  const percent = pointOf(drawn.asset, "level_percent");
  const depth = pointOf(drawn.asset, "level_m");
  const level = useDrawn(percent);
  return (
    <AssetBox drawn={drawn}>
      <span className="syn-facts">
        <TankSymbol percent={typeof level === "number" ? level : undefined} />
        <span className="syn-values">
          {percent && <LiveValue point={percent} />}
          {depth && <LiveValue point={depth} />}
        </span>
      </span>
    </AssetBox>
  );
}

function Pump({ drawn }: { drawn: Drawn }): ReactNode {
  const state = pointOf(drawn.asset, "running");
  const running = useDrawn(state);
  const facts = ["flow_m3_h", "discharge_pressure_kPa", "pressure_kPa"].flatMap(
    (name) => pointOf(drawn.asset, name) ?? [],
  );
  return (
    <AssetBox drawn={drawn}>
      <span className="syn-facts">
        <PumpSymbol on={typeof running === "boolean" ? running : undefined} />
        <span className="syn-values">
          {state && <LiveValue point={state} />}
          <span className="syn-line-of">
            {facts.map((point) => (
              <LiveValue key={point.id} point={point} />
            ))}
          </span>
        </span>
      </span>
    </AssetBox>
  );
}

/** What stands in the pipe: meters, the set's header. */
function Figures({ drawn, names }: { drawn: Drawn; names: readonly string[] }): ReactNode {
  const lang = useLang();
  return (
    <AssetBox drawn={drawn}>
      <span className="syn-values">
        {names
          .flatMap((name) => pointOf(drawn.asset, name) ?? [])
          .map((point) => (
            <span key={point.id} className="syn-lamp">
              <span className="soft">{pick(point.type.label, lang)}</span> <LiveValue point={point} />
            </span>
          ))}
      </span>
    </AssetBox>
  );
}

/** A pump room as the water runs: meter and tank, pumps side by side, the header they feed. */
function Room({ name, members }: { name: string; members: readonly Drawn[] }): ReactNode {
  const t = useWords();
  const ofType = (...types: string[]) => members.filter(({ asset }) => types.includes(asset.type));
  const inlets = ofType("water-meter");
  const tanks = ofType("water-tank");
  const pumps = ofType("booster-pump", "fire-pump", "jockey-pump");
  const sets = ofType("booster-set");
  const stations = [
    inlets.length > 0 && {
      key: "in",
      body: inlets.map((one) => (
        <Figures key={one.asset.id} drawn={one} names={["flow_m3_h", "volume_m3"]} />
      )),
    },
    tanks.length > 0 && { key: "tank", body: tanks.map((one) => <Tank key={one.asset.id} drawn={one} />) },
    pumps.length > 0 && { key: "pumps", body: pumps.map((one) => <Pump key={one.asset.id} drawn={one} />) },
    sets.length > 0 && {
      key: "out",
      body: sets.map((one) => (
        <Figures
          key={one.asset.id}
          drawn={one}
          names={["header_pressure_kPa", "flow_m3_h", "pumps_running"]}
        />
      )),
    },
  ].filter((one) => one !== false);
  return (
    <section className="syn-room" aria-label={t("synoptic.room", { room: name })}>
      <h3 className="faint">{name}</h3>
      <div className="syn-flow">
        {stations.map(({ key, body }) => (
          <div key={key} className="syn-station">
            {body}
          </div>
        ))}
      </div>
    </section>
  );
}

/** Pump rooms, found by where pumps stand; fire pumps are drawn with the fire system. */
export function PumpRooms({
  drawn,
  pumps,
}: {
  drawn: readonly Drawn[];
  pumps: readonly string[];
}): ReactNode {
  const lang = useLang();
  const rooms = useMemo(() => {
    const byRoom = Map.groupBy(drawn, ({ asset }) => asset.places.at(-1)?.id ?? "");
    return [...byRoom.values()].filter((members) => members.some(({ asset }) => pumps.includes(asset.type)));
  }, [drawn, pumps]);
  return rooms.map((members) => {
    const places = members[0]?.asset.places ?? [];
    return (
      <Room
        key={places.map(({ id }) => id).join()}
        name={places.map((place) => pick(place.name, lang)).join(" · ")}
        members={members}
      />
    );
  });
}
