import type { Lifecycle } from "../ports.ts";
import { currentScope, must, sees, siteOfId } from "./current.ts";

export function scopedLifecycle(desk: Lifecycle): Lifecycle {
  const scenario: Lifecycle["scenario"] = async (id) => {
    const found = await desk.scenario(id);
    return found && sees(found.site) ? found : undefined;
  };
  /** Refuses what is another site's; what is not there at all is the desk's to say. */
  const mine = async (id: string): Promise<void> => {
    if (!currentScope()) return;
    const found = await desk.scenario(id);
    if (found) must(found.site);
  };
  const ofAsset = (asset: string): void => must(siteOfId(asset));
  return {
    called: desk.called,
    async facts(site) {
      must(site);
      return await desk.facts(site);
    },
    async fleet(site, frame) {
      must(site);
      return await desk.fleet(site, frame);
    },
    one: async (asset, instead) => (sees(siteOfId(asset)) ? await desk.one(asset, instead) : undefined),
    async putLedger(asset, entry, change) {
      ofAsset(asset);
      return await desk.putLedger(asset, entry, change);
    },
    async addEvidence(asset, entry, by) {
      ofAsset(asset);
      return await desk.addEvidence(asset, entry, by);
    },
    async removeEvidence(id, by) {
      // `<asset>#…`
      ofAsset(id);
      return await desk.removeEvidence(id, by);
    },
    async putAssumptions(site, assumptions, change) {
      must(site);
      return await desk.putAssumptions(site, assumptions, change);
    },
    scenarios: async (site) => (await desk.scenarios(site)).filter((each) => sees(each.site)),
    scenario,
    async addScenario(site, asked, by) {
      must(site);
      return await desk.addScenario(site, asked, by);
    },
    async putScenario(id, asked, change) {
      await mine(id);
      return await desk.putScenario(id, asked, change);
    },
    async removeScenario(id, change) {
      await mine(id);
      return await desk.removeScenario(id, change);
    },
    async makePlan(id, by) {
      await mine(id);
      return await desk.makePlan(id, by);
    },
    plan: async (id, version) => ((await scenario(id)) ? await desk.plan(id, version) : undefined),
    async move(id, move, change) {
      await mine(id);
      return await desk.move(id, move, change);
    },
    async takeBack(id, asset, change) {
      await mine(id);
      return await desk.takeBack(id, asset, change);
    },
    approval: async (id) => ((await scenario(id)) ? await desk.approval(id) : undefined),
    async putApproval(id, approval, change) {
      await mine(id);
      return await desk.putApproval(id, approval, change);
    },
    async journal(query) {
      if (query.site !== undefined) must(query.site);
      else if (currentScope() && !(query.id && (await scenario(query.id)))) return [];
      return await desk.journal(query);
    },
  };
}
