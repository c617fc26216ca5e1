import type { SiteFile } from "../facility/assets/index.ts";
import { dayOf, defaultChecklist, nounsOfPast } from "../facility/maintenance/index.ts";
import type { AssetId, Instant } from "../facility/units/index.ts";
import { pastOf, utcOffsetHours } from "../simulators/index.ts";
import type { Core } from "./core.ts";
import { fillPapers } from "./demo-papers.ts";
import { fillParts, fillRounds } from "./demo-rounds.ts";
import type { Log } from "./log.ts";

/** Gives the demo estate its past and its papers, once for a data folder. */
export async function fillMaintenance(options: {
  readonly core: Core;
  readonly file: SiteFile;
  readonly seed: number;
  readonly years: number;
  readonly now: Instant;
  readonly log: Log;
}): Promise<void> {
  const { core, file, seed, years, now, log } = options;
  const { shelves } = core.maintenance;
  const site = file.site.id;
  if ((await shelves.lives.list({ site, limit: 1 })).length > 0) return;
  const zone = file.site.timeZone;
  const past = pastOf({ site: file, seed, years, now, utcOffsetHours: utcOffsetHours(zone, now) });
  const model = core.model();
  const taskOf = (asset: AssetId, task: string) =>
    model.assets.get(asset)?.type.maintenance.find(({ id }) => id === task);
  const checklistOf = (asset: AssetId, task: string) =>
    defaultChecklist(model.assets.get(asset)?.type.id ?? "", task).map((item) => ({ ...item, photo: false }));
  const { orders, visits, failures, costs, lives } = nounsOfPast(past, taskOf, zone, checklistOf);
  await core.maintenance.importOrders(orders);
  await shelves.visits.put(
    ...visits.map((value) => ({ id: value.id, site, asset: value.asset, at: Date.parse(value.due), value })),
  );
  await shelves.failures.put(
    ...failures.map((value) => ({ id: value.id, site, asset: value.asset, at: value.detected, value })),
  );
  await shelves.costs.put(
    ...costs.map((value) => ({
      id: value.id,
      site,
      asset: value.asset,
      at: Date.parse(`${value.month}-01`),
      value,
    })),
  );
  await fillPapers(core, file, dayOf(now, zone));
  await fillParts(core, site);
  await fillRounds(core, file);
  await shelves.firstSeen.put({ id: site, site, at: 0, value: { day: dayOf(now, zone) } });
  // Last: what stands here says that all the rest is there.
  await shelves.lives.put(
    ...lives.map((value) => ({
      id: value.id,
      site,
      asset: value.id,
      at: Date.parse(value.installed),
      value,
    })),
  );
  log.info(`the demo's maintenance: ${orders.length} orders, ${visits.length} visits of ${years} years`);
  await core.maintenance.plans.look();
}
