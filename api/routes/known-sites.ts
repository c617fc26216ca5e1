import type { AssetModel } from "../../facility/assets/index.ts";
import { type Text, text } from "../../facility/units/index.ts";

/** What is wrong with sites that somebody or something is to be limited to; undefined where all of them are there. */
export function unknownSites(
  model: AssetModel,
  asked: readonly string[] | null | undefined,
): Text | undefined {
  const known = new Set<string>(model.sites.map(({ id }) => id));
  const unknown = (asked ?? []).filter((site) => !known.has(site));
  return unknown.length === 0
    ? undefined
    : text(`There is no site ${unknown.join(", ")}.`, `没有项目 ${unknown.join("、")}。`);
}
