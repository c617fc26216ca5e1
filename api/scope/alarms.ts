import type { Scope } from "../../facility/alarms/index.ts";
import type { ApiDeps } from "../routes/index.ts";
import { gather, must, sees, siteOfId } from "./current.ts";

export const scopedDesk = (desk: ApiDeps["desk"]): ApiDeps["desk"] => ({
  open: () => desk.open().filter(({ id }) => sees(siteOfId(id))),
  get: (id) => (sees(siteOfId(id)) ? desk.get(id) : undefined),
  transitions: desk.transitions,
  async acknowledge(request) {
    must(siteOfId(request.id));
    return await desk.acknowledge(request);
  },
  async act(request) {
    must(siteOfId(request.id));
    return await desk.act(request);
  },
  async actOnAsset(request) {
    must(siteOfId(request.asset));
    return await desk.actOnAsset(request);
  },
  flood: () => desk.flood(),
  span: async (from, to, limit) =>
    (await desk.span(from, to, limit)).filter(({ alarm }) => sees(siteOfId(alarm.id))),
  async history(query) {
    const named = query.alarm ?? query.asset;
    if (named !== undefined) return sees(siteOfId(named)) ? await desk.history(query) : [];
    return await gather(
      query.limit,
      (last) => desk.history({ ...query, ...(last ? { before: last.alarm.sequence } : {}) }),
      ({ alarm }) => siteOfId(alarm.id),
    );
  },
});

const siteOf = (scope: Scope): string => (scope.of === "asset" ? siteOfId(scope.asset) : scope.site);

export const scopedRules = (rules: ApiDeps["rules"]): ApiDeps["rules"] => ({
  effective: (id) => (sees(siteOfId(id)) ? rules.effective(id) : undefined),
  overrides: () => rules.overrides().filter(({ scope }) => sees(siteOf(scope))),
  preview(override) {
    must(siteOf(override.scope));
    return rules.preview(override);
  },
  async put(override, by, at) {
    must(siteOf(override.scope));
    return await rules.put(override, by, at);
  },
  remove: async (scope, rule) => sees(siteOf(scope)) && (await rules.remove(scope, rule)),
});

export const scopedBacktests = (backtests: ApiDeps["backtests"]): ApiDeps["backtests"] => {
  const get: ApiDeps["backtests"]["get"] = (id) => {
    const found = backtests.get(id);
    return found && sees(siteOfId(found.asset)) ? found : undefined;
  };
  return {
    start(asked) {
      must(siteOfId(asked.asset));
      return backtests.start(asked);
    },
    get,
    cancel: (id) => get(id) !== undefined && backtests.cancel(id),
  };
};
