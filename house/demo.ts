import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DemoPlant } from "../api/index.ts";
import type { AssetModel } from "../facility/assets/index.ts";
import type { ReadingStore } from "../facility/readings/index.ts";
import { done, type Instant, instant } from "../facility/units/index.ts";
import type { Gateway } from "../ingest/modbus/index.ts";
import { type Plant, utcOffsetHours, writeHistory } from "../simulators/index.ts";
import type { Log } from "./log.ts";

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

/**
 * Cuts and mends the gateways' lines as the scenarios say (the gateways go on reading), and tells the fire panels'
 * transmitters where the gateways listen.
 */
export function playCuts(plant: Plant, gateways: () => readonly Gateway[]): NodeJS.Timeout {
  return setInterval(() => {
    const cut = plant.cutGateways();
    for (const gateway of gateways()) {
      const { gateway: id, devices } = gateway.report();
      gateway.cut(cut.has(id));
      for (const { asset, profile, address } of devices) {
        const place = profile === "gb26875" ? /^(.+):(\d+)/.exec(address) : null;
        if (place?.[1] && place[2]) plant.callCentre(asset, place[1], Number(place[2]));
      }
    }
  }, 500);
}

/** When this data folder's demo began: what wears slowly in the estate goes on from there after a restart. */
export function demoBegan(folder: string): Instant {
  const file = join(folder, "demo-began");
  const known = existsSync(file) ? Date.parse(readFileSync(file, "utf8").trim()) : Number.NaN;
  if (!Number.isNaN(known)) return instant(known);
  const now = Date.now();
  writeFileSync(file, `${new Date(now).toISOString()}\n`);
  return instant(now);
}

/** Between two batches the live readings have the house to themselves: at least this, and twice as long as one took. */
const PAUSE_MS = 50;

/**
 * Fills in the estate's past behind the running house; `stop` ends it after the batch under way, `written` says how many
 * readings came in when all of it is there.
 */
export function fillHistory(options: {
  readonly model: AssetModel;
  readonly store: ReadingStore;
  /** The equipment that is played: of what people add to the demo no past is made up. */
  readonly assets: ReadonlySet<string>;
  readonly storyBegan: Instant;
  readonly years: number;
  readonly seed: number;
  readonly log: Log;
}): { stop(): Promise<void>; readonly written: Promise<number> } {
  const { model, log } = options;
  let stopped = false;
  let told = 0;
  let resumed = performance.now();
  const now = instant(Date.now());
  const written = writeHistory({
    ...options,
    until: now,
    utcOffsetHours: utcOffsetHours(model.sites[0]?.timeZone ?? "Asia/Shanghai", now),
    onProgress: (share) => {
      if (share < told + 0.2 && share < 1) return;
      told = share;
      log.info(`the demo's history: ${Math.round(share * 100)} %`);
    },
    pause: async () => {
      const busy = performance.now() - resumed;
      await new Promise((go) => setTimeout(go, Math.max(PAUSE_MS, 2 * busy)));
      resumed = performance.now();
    },
    stopped: () => stopped,
  }).then(
    ({ rows }) => {
      if (rows > 0) log.info(`the demo's history: ${rows} readings written`);
      return stopped ? 0 : rows;
    },
    (error: unknown) => {
      log.warn(`the demo's history could not be written: ${String(error)}`);
      return 0;
    },
  );
  return {
    written,
    async stop() {
      stopped = true;
      await written;
    },
  };
}
