import type { RunId } from "../../facility/emergency/index.ts";
import type { Emergencies } from "../ports.ts";
import { currentScope, gather, must, mustSeeAll, sees } from "./current.ts";

export function scopedEmergencies(emergencies: Emergencies): Emergencies {
  const { plans, drills } = emergencies;
  const find: Emergencies["find"] = async (id) => {
    const run = await emergencies.find(id);
    return run && sees(run.site) ? run : undefined;
  };
  const mine = async (id: RunId): Promise<void> => {
    if (!currentScope()) return;
    const run = await emergencies.find(id);
    if (run) must(run.site);
  };
  /** A drill is found by the sites of whoever asks; another's is not there. */
  const mineToo = (drill: string): void => {
    const scope = currentScope();
    if (scope && ![...scope].some((site) => drills.planned(site).some(({ id }) => id === drill)))
      mustSeeAll();
  };
  return {
    runs: () => emergencies.runs().filter(({ site }) => sees(site)),
    find,
    async past(query) {
      if (query.site !== undefined) must(query.site);
      return await gather(
        query.limit,
        (last) => emergencies.past({ ...query, ...(last ? { before: last.startedAt } : {}) }),
        ({ site }) => site,
      );
    },
    entries: async (id) => ((await find(id)) ? await emergencies.entries(id) : []),
    async start(asked) {
      must(asked.site);
      return await emergencies.start(asked);
    },
    async act(id, event) {
      await mine(id);
      return await emergencies.act(id, event);
    },
    changed: emergencies.changed,
    plans: {
      of(site) {
        must(site);
        return plans.of(site);
      },
      async versions(site, plan) {
        must(site);
        return await plans.versions(site, plan);
      },
      async save(site, asked) {
        must(site);
        return await plans.save(site, asked);
      },
    },
    drills: {
      profile(site) {
        must(site);
        return drills.profile(site);
      },
      async setProfile(site, profile) {
        must(site);
        await drills.setProfile(site, profile);
      },
      planned(site) {
        must(site);
        return drills.planned(site);
      },
      async calendar(site) {
        must(site);
        return await drills.calendar(site);
      },
      async plan(asked) {
        must(asked.site);
        return await drills.plan(asked);
      },
      async begin(id, by) {
        mineToo(id);
        return await drills.begin(id, by);
      },
      async cancel(id, by, why) {
        mineToo(id);
        return await drills.cancel(id, by, why);
      },
    },
    people: emergencies.people,
  };
}
