import type { DemoPlant } from "../api/index.ts";
import { done } from "../facility/units/index.ts";
import type { Gateway } from "../ingest/modbus/index.ts";
import type { Plant } from "../simulators/index.ts";

/** Shows the simulated plant to the API as the thing whose faults can be played. */
export const demoPlant = (plant: Plant): DemoPlant => ({
  scenarios: () =>
    plant.scenarios().map(({ id, title, about, running }) => ({
      id,
      title,
      description: about,
      playing: running !== null,
    })),
  play: async (id) => plant.play(id),
  stop: async (id) => {
    const stopped = plant.stop(id);
    return stopped.ok ? done(undefined) : stopped;
  },
});

/** Cuts and mends the gateways' lines as the scenarios say; the gateways go on reading. */
export function playCuts(plant: Plant, gateways: readonly Gateway[]): NodeJS.Timeout {
  return setInterval(() => {
    const cut = plant.cutGateways();
    for (const gateway of gateways) gateway.cut(cut.has(gateway.report().gateway));
  }, 500);
}
