import type { AssetModel } from "../assets/index.ts";
import type { AssetId } from "../units/index.ts";
import { dayOf } from "./days.ts";
import type { Order } from "./order.ts";
import { isReserved } from "./reserved-work.ts";

/**
 * Building and room as one string, so that one way there does several; an asset that stands nowhere is its own. Work
 * that the law keeps for people with a certificate is a way of theirs: whoever renews a bearing beside the fire pump
 * could not be given both.
 */
export function placeKey(model: Pick<AssetModel, "assets">, id: AssetId): string {
  const asset = model.assets.get(id);
  if (!asset || asset.places.length === 0) return id;
  const place = asset.places.map((one) => one.id).join("/");
  return isReserved({ system: asset.system, type: asset.type.id }) ? `${place}:${asset.system}` : place;
}

/**
 * Names the visit that an order belongs to: one place, one day, one person, one contract. Orders of one visit are one
 * way there; each stays the record of its own equipment. Undefined where an order has no day or no equipment.
 */
export function visitKey(order: Order, model: Pick<AssetModel, "assets" | "sites">): string | undefined {
  const { state, site, asset, contract } = order;
  const at = order.plannedFor ?? ("plannedFor" in state ? state.plannedFor : undefined);
  if (state.is === "cancelled" || at === undefined || asset === undefined) return undefined;
  const day = dayOf(at, model.sites.find(({ id }) => id === site)?.timeZone ?? "UTC");
  const person = "to" in state ? state.to : "";
  return [site, placeKey(model, asset), day, contract ?? "", person].join("|");
}

/** The other orders of the same visit, by number. */
export function togetherWith(
  order: Order,
  others: readonly Order[],
  model: Pick<AssetModel, "assets" | "sites">,
): Order[] {
  const key = visitKey(order, model);
  if (key === undefined) return [];
  return others
    .filter((one) => one.id !== order.id && visitKey(one, model) === key)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
