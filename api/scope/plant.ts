import type { AssetModel } from "../../facility/assets/index.ts";
import type { ApiDeps } from "../routes/index.ts";
import { currentScope, must, type SiteScope, sees, siteOfId } from "./current.ts";

const narrowed = new WeakMap<AssetModel, Map<string, AssetModel>>();

/** The model as far as these sites go. Points keep their place on the board. */
export function narrow(model: AssetModel, scope: SiteScope): AssetModel {
  const key = [...scope].sort().join(" ");
  const known = narrowed.get(model) ?? new Map<string, AssetModel>();
  narrowed.set(model, known);
  const kept = known.get(key);
  if (kept) return kept;
  const points = model.points.filter(({ asset }) => scope.has(asset.site));
  const own: AssetModel = {
    sites: model.sites.filter(({ id }) => scope.has(id)),
    assets: new Map([...model.assets].filter(([, { site }]) => scope.has(site))),
    points,
    pointIds: points.map(({ id }) => id),
    point(id) {
      const point = model.point(id);
      return point && scope.has(point.asset.site) ? point : undefined;
    },
    gateways: model.gateways.filter(({ site }) => scope.has(site)),
  };
  known.set(key, own);
  return own;
}

export const scopedModel = (model: ApiDeps["model"]): ApiDeps["model"] => {
  return () => {
    const scope = currentScope();
    return scope ? narrow(model(), scope) : model();
  };
};

export const scopedReadings = (readings: ApiDeps["readings"]): ApiDeps["readings"] => ({
  between(point, ...rest) {
    must(siteOfId(point));
    return readings.between(point, ...rest);
  },
  buckets(point, ...rest) {
    must(siteOfId(point));
    return readings.buckets(point, ...rest);
  },
});

export const scopedEvents = (
  events: NonNullable<ApiDeps["deviceEvents"]>,
): NonNullable<ApiDeps["deviceEvents"]> => ({
  add: (event) => events.add(event),
  async list(query) {
    must(siteOfId(query.asset));
    return await events.list(query);
  },
});

export const scopedSites = (sites: ApiDeps["sites"]): ApiDeps["sites"] => ({
  list: () => sites.list().filter(({ file }) => sees(file.site.id)),
  preview(file) {
    must(file.site.id);
    return sites.preview(file);
  },
  async apply(file, change) {
    must(file.site.id);
    return await sites.apply(file, change);
  },
});

export const scopedOffers = (offers: ApiDeps["offers"]): ApiDeps["offers"] => ({
  list: () => offers.list().filter(({ gateway }) => sees(siteOfId(gateway))),
  dismiss: (id, by) => sees(siteOfId(id)) && offers.dismiss(id, by),
});

export const scopedField = (field: NonNullable<ApiDeps["field"]>): NonNullable<ApiDeps["field"]> => ({
  profiles: field.profiles,
  report: (gateway) => (sees(siteOfId(gateway)) ? field.report(gateway) : undefined),
  async probe(gateway, device) {
    must(siteOfId(gateway));
    return await field.probe(gateway, device);
  },
  async discover(gateway, address, units) {
    must(siteOfId(gateway));
    return await field.discover(gateway, address, units);
  },
});

export const scopedCommands = (
  commands: NonNullable<ApiDeps["commands"]>,
): NonNullable<ApiDeps["commands"]> => ({
  async command(order) {
    must(siteOfId(order.point));
    return await commands.command(order);
  },
});

export const scopedCredentials = (credentials: ApiDeps["credentials"]): ApiDeps["credentials"] => ({
  async enroll(site, gateway) {
    must(site);
    return await credentials.enroll(site, gateway);
  },
  has: async (site, gateway) => sees(site) && (await credentials.has(site, gateway)),
});

/** Totals are the whole house's; what a gateway sent is for those who see its site. */
export const scopedIngest = (ingest: ApiDeps["ingest"]): ApiDeps["ingest"] => {
  return () => {
    const report = ingest();
    const seen = report.deadLetters.filter(({ gateway }) => sees(siteOfId(gateway)));
    return { ...report, deadLetters: seen };
  };
};
