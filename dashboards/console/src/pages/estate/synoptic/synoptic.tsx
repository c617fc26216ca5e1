import type { ReactNode } from "react";
import type { System } from "../../../laws/index.ts";
import { FirePanels } from "./fire.tsx";
import type { Drawn } from "./parts.tsx";
import { PowerDiagram } from "./power.tsx";
import { PumpRooms } from "./water.tsx";
import "./synoptic.css";

const boosters = ["booster-pump", "water-tank"];
const firePumps = ["fire-pump", "jockey-pump"];

/**
 * A system as it is built, drawn from the asset model: who feeds whom, what stands in which room. Greys for what is
 * normal; what is not has colour, shape and word. Lifts are drawn in their tiles, gateways have nothing to draw.
 */
export function Synoptic({ system, all }: { system: System; all: ReadonlyMap<string, Drawn> }): ReactNode {
  const own = [...all.values()].filter(({ asset }) => asset.system === system && !asset.outOfService);
  switch (system) {
    case "power":
      return <PowerDiagram all={all} />;
    case "water":
      return <PumpRooms drawn={own} pumps={boosters} />;
    case "fire":
      return (
        <>
          <FirePanels drawn={own} />
          <PumpRooms drawn={own} pumps={firePumps} />
        </>
      );
    case "lift":
    case "network":
      return null;
    default:
      return system satisfies never;
  }
}
