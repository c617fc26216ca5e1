import { done, problem, type Result } from "../units/index.ts";
import type { Place, SiteAsset, SiteFile, SiteGateway } from "./site.ts";

/** One noun of a site, put in whole: added, or in place of the one with its id. */
export type SiteEntry =
  | { readonly noun: "places"; readonly entry: Place }
  | { readonly noun: "assets"; readonly entry: SiteAsset }
  | { readonly noun: "gateways"; readonly entry: SiteGateway };
export type SiteNoun = SiteEntry["noun"];

const put = <T extends { readonly id: string }>(list: readonly T[], entry: T): T[] =>
  list.some(({ id }) => id === entry.id)
    ? list.map((each) => (each.id === entry.id ? entry : each))
    : [...list, entry];

export function putEntry(file: SiteFile, change: SiteEntry): SiteFile {
  switch (change.noun) {
    case "places":
      return { ...file, places: put(file.places, change.entry) };
    case "assets":
      return { ...file, assets: put(file.assets, change.entry) };
    case "gateways":
      return { ...file, gateways: put(file.gateways, change.entry) };
    default:
      return change satisfies never;
  }
}

/** Takes one noun out, and an asset out of what feeds or reads it. A place that still holds something stays. */
export function removeEntry(file: SiteFile, noun: SiteNoun, id: string): Result<SiteFile> {
  if (!file[noun].some((entry) => entry.id === id))
    return problem(
      `Site ${file.site.id} has no ${id} among its ${noun}. Look for its id in the list.`,
      `项目 ${file.site.id} 没有编号为 ${id} 的条目，请在列表中查找编号。`,
    );
  switch (noun) {
    case "places": {
      const inside = [...file.places, ...file.assets, ...file.gateways].filter((entry) => entry.in === id);
      const served = file.assets.filter((asset) => asset.serves.includes(id));
      const held = [...new Set([...inside, ...served].map((entry) => entry.id))];
      if (held.length > 0)
        return problem(
          `${id} is where ${held.join(", ")} stand or serve. Move them first, then remove it.`,
          `${held.join("、")} 仍位于或服务于 ${id}，请先移走再删除。`,
        );
      return done({ ...file, places: file.places.filter((place) => place.id !== id) });
    }
    case "assets":
      return done({
        ...file,
        assets: file.assets
          .filter((asset) => asset.id !== id)
          .map((asset) => ({ ...asset, feeds: asset.feeds.filter((fed) => fed !== id) })),
        gateways: file.gateways.map((gateway) => ({
          ...gateway,
          assets: gateway.assets.filter((asset) => asset !== id),
          devices: gateway.devices.filter((device) => device.asset !== id),
        })),
      });
    case "gateways":
      return done({ ...file, gateways: file.gateways.filter((gateway) => gateway.id !== id) });
    default:
      return noun satisfies never;
  }
}
