import type { Asset, AssetModel } from "../assets/index.ts";
import { type AssetId, type Text, text } from "../units/index.ts";
import type { Plan, Selector } from "./plan.ts";

export const buildingOf = (asset: Asset): string | undefined =>
  asset.places.find(({ kind }) => kind === "building")?.id;

/** The buildings an asset stands in or serves. */
function buildingsOf(asset: Asset, model: AssetModel): ReadonlySet<string> {
  const places = new Set(asset.places.map(({ id }) => id));
  const own = buildingOf(asset);
  const buildings = new Set(own === undefined ? [] : [own]);
  const kinds = new Map(
    [...model.assets.values()].flatMap(({ places: chain }) =>
      chain.map((place) => [place.id, place.kind] as const),
    ),
  );
  for (const served of asset.serves)
    if (kinds.get(served) === "building" || !places.has(served)) buildings.add(served);
  return buildings;
}

/** The assets a selector means, given the one that called; in the order of the site file. */
export function select(
  selector: Selector,
  site: string,
  trigger: Asset | undefined,
  model: AssetModel,
): AssetId[] {
  const of = [...model.assets.values()].filter(
    (asset) => asset.site === site && selector.types.includes(asset.type.id) && !asset.outOfService,
  );
  const found = of.filter((asset) => {
    switch (selector.within) {
      case "site":
        return true;
      case "trigger":
        return asset.id === trigger?.id;
      case "building": {
        if (!trigger) return true;
        const wanted = buildingsOf(trigger, model);
        return [...buildingsOf(asset, model)].some((building) => wanted.has(building));
      }
      case "fed":
        return trigger !== undefined && fedBy(trigger, model).has(asset.id);
      default:
        return selector.within satisfies never;
    }
  });
  const open = found.length === 0 && selector.within !== "trigger" ? of : found;
  return open.map(({ id }) => id);
}

function fedBy(trigger: Asset, model: AssetModel): ReadonlySet<AssetId> {
  const fed = new Set<AssetId>();
  const look = [...trigger.feeds];
  for (let id = look.pop(); id !== undefined; id = look.pop()) {
    if (fed.has(id)) continue;
    fed.add(id);
    look.push(...(model.assets.get(id)?.feeds ?? []));
  }
  return fed;
}

/** The assets each step of a plan is about, and those the live picture shows. */
export function targetsOf(plan: Plan, site: string, trigger: Asset | undefined, model: AssetModel) {
  const targets: Record<string, readonly AssetId[]> = {};
  for (const step of plan.steps)
    if (step.does === "command" || step.does === "wait")
      targets[step.id] = select(step.on, site, trigger, model);
  const watch = [
    ...new Set([
      ...(trigger ? [trigger.id] : []),
      ...plan.watch.flatMap((each) => select(each, site, trigger, model)),
    ]),
  ];
  return { targets, watch };
}

/** By what triggers of the same event are known: the asset, its building, or the site. */
export function scopeOf(plan: Pick<Plan, "mergeBy">, site: string, trigger: Asset | undefined): string {
  if (!trigger || plan.mergeBy === "site") return site;
  if (plan.mergeBy === "asset") return trigger.id;
  return `${site}/${buildingOf(trigger) ?? trigger.slug}`;
}

/** Where it is, in words: places from the outermost inwards, then the asset. */
export function whereIs(asset: Asset | undefined, siteName: Text): Text {
  if (!asset) return siteName;
  const names = [...asset.places.map(({ name }) => name), asset.name];
  return text(names.map(({ en }) => en).join(" · "), names.map(({ zh }) => zh).join(" · "));
}
