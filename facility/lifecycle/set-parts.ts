import type { Asset } from "../assets/index.ts";
import type { Sourced } from "./ledger.ts";
import { yuan } from "./words.ts";

/** What is sold as one thing, and which of its parts may be assets with a life of their own. */
const partOf: Readonly<Record<string, string>> = { "booster-set": "booster-pump" };
/** Cabinet, header and frame of a set are worth at least this share of it (heuristic). */
const LEAST_SHARE = 0.3;

/** The parts of each set of a site that are assets of their own: those of its kind in its room. */
export function partsOfSets(assets: Iterable<Asset>): Map<string, Asset[]> {
  const all = [...assets];
  const roomOf = ({ places }: Asset) => places.at(-1)?.id;
  const sets = all.filter(({ type }) => Object.hasOwn(partOf, type.id));
  const parts = new Map<string, Asset[]>(sets.map(({ id }) => [id, []]));
  for (const part of all) {
    const room = roomOf(part);
    if (room === undefined) continue;
    const here = sets.filter((set) => partOf[set.type.id] === part.type.id && roomOf(set) === room);
    // Of several sets in one room that with the fewest so far: each part is of one set.
    const [set] = here.toSorted((a, b) => (parts.get(a.id)?.length ?? 0) - (parts.get(b.id)?.length ?? 0));
    if (set) parts.get(set.id)?.push(part);
  }
  return parts;
}

/**
 * What renewing a set costs beside its parts: the pumps that are assets of their own have lines of their own in a plan,
 * and stand in no plan twice. What is left is cabinet, drives, header and frame.
 */
export function withoutParts(
  price: Sourced,
  parts: { readonly count: number; readonly cny: number },
): Sourced {
  if (parts.count === 0) return price;
  const value = Math.max(price.value * LEAST_SHARE, price.value - parts.cny);
  const { en, zh } = price.source;
  return {
    value,
    source: {
      en: `${en}; cabinet, drives, header and frame alone: its ${parts.count} pumps (${yuan(parts.cny, "en")}) are planned by themselves`,
      zh: `${zh}；仅含控制柜、变频器、总管和机架，${parts.count} 台水泵（${yuan(parts.cny, "zh")}）单独列项`,
    },
  };
}
