import type { AssetModel } from "../../../facility/assets/index.ts";
import { type Contract, clocksOf, covers, dayOf, type Order } from "../../../facility/maintenance/index.ts";
import { type Instant, instant, nameInBoth } from "../../../facility/units/index.ts";
import type { OrderClocks } from "../../contract/index.ts";
import { timeZoneOf } from "../../time-zone.ts";

/**
 * The clocks of the contract that an order falls under: the one it names, else the one that covered its equipment on
 * the day it was opened. Work that comes round by plan has none: nobody is waited for.
 */
export function orderClocks(
  model: AssetModel,
  contracts: readonly Contract[],
  order: Order,
  now: Instant,
): OrderClocks | null {
  const { source, asset: id, openedAt, state, heldMs } = order;
  if (source.kind === "plan" || source.kind === "inspection" || state.is === "cancelled") return null;
  const asset = id === undefined ? undefined : model.assets.get(id);
  const zone = timeZoneOf(model, order.site);
  const contract =
    contracts.find((one) => one.id === order.contract) ??
    (asset && contracts.find((one) => covers(one, asset, dayOf(openedAt, zone))));
  if (!contract) return null;
  const { arrive, repair } = clocksOf(contract, order, now);
  if (!arrive && !repair) return null;
  const held = heldMs + (state.is === "on-hold" ? Math.max(0, now - state.since) : 0);
  return {
    contract: contract.title,
    vendor: nameInBoth(contract.vendor),
    arriveBy: arrive ? instant(openedAt + arrive.limitMinutes * 60_000) : null,
    arriveLate: arrive?.broken ?? false,
    repairBy: repair ? instant(openedAt + held + repair.limitHours * 3_600_000) : null,
    repairLate: repair?.broken ?? false,
  };
}
