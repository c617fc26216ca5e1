import type { AssetModel } from "../../facility/assets/index.ts";
import { dayOf, unfitFor } from "../../facility/maintenance/index.ts";
import type { Notifier } from "../../facility/oncall/index.ts";
import type { Clock } from "../../facility/units/index.ts";
import type { Fitness } from "./order-desk.ts";

/** Judges by the certificates of the on-call staff whether the law lets somebody work on an order's equipment. */
export function fitnessBy(people: Pick<Notifier, "member">, model: () => AssetModel, clock: Clock): Fitness {
  return (order, person) => {
    const asset = order.asset === undefined ? undefined : model().assets.get(order.asset);
    if (!asset) return undefined;
    const zone = model().sites.find(({ id }) => id === order.site)?.timeZone ?? "UTC";
    return unfitFor(
      person,
      people.member(person),
      { system: asset.system, type: asset.type.id },
      dayOf(clock(), zone),
    );
  };
}
