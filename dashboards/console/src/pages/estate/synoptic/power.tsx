import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import type { AssetView } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { type LineNode, pick, singleLine, treeOf, worst } from "../../../laws/index.ts";
import { LiveValue, Shape, usePhone } from "../../../parts/index.ts";
import { AssetBox, type Drawn, pointOf, useDrawn } from "./parts.tsx";
import { type On, PowerSymbol } from "./symbols.tsx";

const COLUMN = 224;
const BOX = 184;
const ROW = 96;
/** Names of loads stand two in a line. */
const LOAD_LINE = 24;

/** A phase with less than this has no supply, V. */
const DEAD_BELOW = 50;

/** Whether it carries power: a breaker's contact, a running generator, a transformer that has not tripped. */
function useOn(asset: AssetView | undefined): On {
  const closed = useDrawn(pointOf(asset, "breaker_closed"));
  const running = useDrawn(pointOf(asset, "running"));
  const trip = useDrawn(pointOf(asset, "trip"));
  const battery = useDrawn(pointOf(asset, "on_battery"));
  const position = useDrawn(pointOf(asset, "position"));
  const voltage = useDrawn(pointOf(asset, "voltage_L1_V"));
  switch (asset?.type) {
    case "feeder":
      return typeof closed === "boolean" ? closed : undefined;
    case "genset":
      return typeof running === "boolean" ? running : undefined;
    case "transformer":
      return typeof trip === "boolean" ? !trip : undefined;
    case "ups":
      return typeof battery === "boolean" ? !battery : undefined;
    case "ats":
      return typeof position === "number" && position > 0 ? position === 1 : undefined;
    default:
      return typeof voltage === "number" ? voltage > DEAD_BELOW : undefined;
  }
}

/** A line between two boxes: thin and dashed while it carries nothing, dotted while that is not known. */
function Wire({
  above,
  from,
  to,
  path,
}: {
  /** What feeds the beginning: a closed breaker carries nothing when that is dead. */
  above: AssetView | undefined;
  from: AssetView | undefined;
  to: AssetView | undefined;
  path: string;
}): ReactNode {
  const on = useOn(from);
  const position = useDrawn(to?.type === "ats" ? pointOf(to, "position") : undefined);
  const supplied = useOn(above);
  const present = useDrawn(pointOf(from, "voltage_present"));
  const isStandby = from?.type === "genset";
  const taken =
    to?.type !== "ats" ? true : position === undefined ? undefined : position === (isStandby ? 2 : 1);
  const live =
    on === undefined || taken === undefined
      ? undefined
      : from?.type === "ats"
        ? true
        : on && taken && present !== false && supplied !== false;
  return (
    <path className={`syn-wire ${live === undefined ? "is-unknown" : live ? "is-on" : "is-off"}`} d={path} />
  );
}

function PowerBox({ drawn }: { drawn: Drawn }): ReactNode {
  const { asset } = drawn;
  const on = useOn(asset);
  const state = pointOf(asset, "breaker_closed", "position", "running", "on_battery", "trip");
  const amount = pointOf(asset, "power_kW", "load_percent", "battery_percent");
  const second = pointOf(asset, asset.type === "genset" ? "fuel_percent" : "load_percent");
  return (
    <AssetBox drawn={drawn}>
      <span className="syn-facts">
        <PowerSymbol type={asset.type} on={on} />
        <span className="syn-values">
          {state && <LiveValue point={state} />}
          <span className="syn-line-of">
            {amount && <LiveValue point={amount} />}
            {second && second !== amount && <LiveValue point={second} />}
          </span>
        </span>
      </span>
    </AssetBox>
  );
}

/** A box of the diagram: equipment, or the names of what hangs on one piece of it. */
function Box({ node, all }: { node: LineNode; all: ReadonlyMap<string, Drawn> }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const drawn = node.asset === null ? undefined : all.get(node.asset);
  if (drawn) return <PowerBox drawn={drawn} />;
  return (
    <ul className="syn-loads" aria-label={t("synoptic.loads")}>
      {node.loads.map((id) => {
        const load = all.get(id);
        if (!load) return null;
        const mark = worst(load.alarms);
        const building = load.asset.places.find(({ kind }) => kind === "building");
        return (
          <li key={id}>
            <Link
              to="/assets/$id"
              params={{ id }}
              className="link"
              title={[load.asset.name, ...(building ? [building.name] : [])]
                .map((name) => pick(name, lang))
                .join(" · ")}
            >
              {mark && <Shape priority={mark.priority} state={mark.state} size={10} />}
              {pick(load.asset.name, lang)}
              <span className="only-heard"> {building && pick(building.name, lang)}</span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** The single-line diagram of a site, out of what its assets feed; on a phone, where it would be wider than the screen, as an indented list. Absent where nothing is said about that. */
export function PowerDiagram({ all }: { all: ReadonlyMap<string, Drawn> }): ReactNode {
  const t = useWords();
  const phone = usePhone();
  const line = useMemo(() => singleLine([...all.values()].map(({ asset }) => asset)), [all]);
  if (line.nodes.length === 0) return null;

  // A row is as high as its loads need; a box between rows stands in the middle of them.
  const heights = Array.from({ length: line.rows }, (_, row) => {
    const loads = line.nodes.find((node) => node.row === row && node.asset === null)?.loads.length ?? 0;
    return Math.max(ROW, 20 + LOAD_LINE * Math.ceil(loads / 2));
  });
  const tops = heights.map((_, row) => heights.slice(0, row).reduce((sum, height) => sum + height, 0));
  const centre = (row: number): number => {
    const at = (n: number) => (tops[n] ?? 0) + (heights[n] ?? ROW) / 2;
    return (at(Math.floor(row)) + at(Math.ceil(row))) / 2;
  };
  const height = heights.reduce((sum, one) => sum + one, 0);
  const width = line.columns * COLUMN - (COLUMN - BOX) + 72;
  const nodeOf = new Map(line.nodes.map((node) => [node.id, node]));
  if (phone)
    return (
      <section className="syn-power" aria-label={t("synoptic.power")}>
        <ol className="syn-tree">
          {treeOf(line).map(({ node, depth }) => (
            <li key={node.id} style={{ marginInlineStart: Math.min(depth, 6) * 14 }}>
              <Box node={node} all={all} />
            </li>
          ))}
        </ol>
      </section>
    );
  const assetOf = (id: string): AssetView | undefined => all.get(id)?.asset;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard too
    <section className="syn-power" aria-label={t("synoptic.power")} tabIndex={0}>
      <div className="syn-canvas" style={{ width, height }}>
        <svg width={width} height={height} aria-hidden="true">
          {line.wires.map(({ from, to }) => {
            const [a, b] = [nodeOf.get(from), nodeOf.get(to)];
            if (!a || !b) return null;
            const [x1, y1] = [a.column * COLUMN + BOX, centre(a.row)];
            const [x2, y2] = [b.column * COLUMN, centre(b.row)];
            const middle = x2 - (COLUMN - BOX) / 2;
            // A second source stands below, in the same column.
            const centreX = x2 + BOX / 2;
            const path =
              a.column === b.column ? `M${centreX} ${y1}V${y2}` : `M${x1} ${y1}H${middle}V${y2}H${x2}`;
            return (
              <Wire
                key={`${from} ${to}`}
                above={all.get(all.get(from)?.asset.fedBy[0] ?? "")?.asset}
                from={assetOf(from)}
                to={assetOf(to)}
                path={path}
              />
            );
          })}
        </svg>
        {line.nodes.map((node) => {
          const style = { left: node.column * COLUMN, top: centre(node.row), width: BOX };
          return (
            <div
              key={node.id}
              className="syn-at"
              style={node.asset === null ? { ...style, width: BOX + 72 } : style}
            >
              <Box node={node} all={all} />
            </div>
          );
        })}
      </div>
    </section>
  );
}
