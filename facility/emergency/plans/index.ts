/** The plan library: one file a plan, with the facts, clocks and roles of the trade and where they come from. */
import type { Plan } from "../plan.ts";
import { burstPipe } from "./burst-pipe.ts";
import { earthquake } from "./earthquake.ts";
import { entrapment } from "./entrapment.ts";
import { fire } from "./fire.ts";
import { flood } from "./flood.ts";
import { gasLeak } from "./gas-leak.ts";
import { liftFlooding } from "./lift-flooding.ts";
import { monitoringFailure } from "./monitoring-failure.ts";
import { powerCut } from "./power-cut.ts";

/** In the order in which the desk sees them. */
export const planLibrary: readonly Plan[] = [
  fire,
  entrapment,
  gasLeak,
  earthquake,
  powerCut,
  flood,
  burstPipe,
  liftFlooding,
  monitoringFailure,
];
