import type { AssetModel } from "../../facility/assets/index.ts";
import {
  cataloguePlans,
  type Day,
  defaultChecklist,
  type Plan,
  plusDays,
  type Shelves,
} from "../../facility/maintenance/index.ts";

/** How long until the first visit of a plan nobody ever did: a fresh site is not to begin with every visit at once. */
const FIRST_DAYS = 14;

/** A site's plans: those of the catalogue for its region, what the site says differently, and its own. */
export async function plansOf(
  model: AssetModel,
  site: string,
  region: string,
  shelves: Pick<Shelves, "plans" | "firstSeen">,
  today: Day,
): Promise<Plan[]> {
  const own = new Map((await shelves.plans.list({ site })).map((plan) => [plan.id, plan]));
  const plans: Plan[] = [];
  const seen = await shelves.firstSeen.get(site);
  if (!seen) await shelves.firstSeen.put({ id: site, site, at: 0, value: { day: today } });
  const start = plusDays(seen?.day ?? today, FIRST_DAYS);
  for (const asset of model.assets.values()) {
    if (asset.site !== site || asset.outOfService) continue;
    for (const plan of cataloguePlans(asset, region, start)) {
      const changed = own.get(plan.id);
      own.delete(plan.id);
      plans.push(changed ?? { ...plan, checklist: defaultChecklist(asset.type.id, plan.task ?? "") });
    }
  }
  // Plans of assets that are gone stay kept and do nothing.
  return [...plans, ...[...own.values()].filter(({ asset }) => model.assets.has(asset))];
}
