import type { Alarm, Transition } from "../../facility/alarms/index.ts";
import { plainOf } from "../../facility/alarms/index.ts";
import type { Asset, AssetModel } from "../../facility/assets/index.ts";
import {
  belongsTo,
  firePlaces,
  type PlanVersion,
  type Trigger,
  whereIs,
} from "../../facility/emergency/index.ts";
import { type Instant, text } from "../../facility/units/index.ts";
import type { EmergencyOptions } from "./ports.ts";

/** A panel tells its device a moment before or after its alarm stands. */
const SAID_BEFORE_MS = 30_000;

/** An alarm that calls for a plan. */
export interface Calls {
  readonly version: PlanVersion;
  readonly trigger: Trigger;
  readonly asset: Asset;
}

/**
 * The plans that an alarm begins by itself: the one its rule names, and those that name its type and rule; none while
 * it is hidden (shelved, suppressed under its cause, out of service) or was acknowledged before.
 */
export function planCalls(
  alarm: Alarm,
  model: AssetModel,
  plans: (site: string) => readonly PlanVersion[],
): readonly Calls[] {
  if (alarm.state.is !== "unacknowledged") return [];
  const asset = model.assets.get(alarm.asset);
  if (!asset) return [];
  const rule = asset.rules.find(({ id }) => id === alarm.rule);
  const plain = plainOf(alarm.state);
  const site = model.sites.find(({ id }) => id === asset.site);
  const trigger: Trigger = {
    by: "alarm",
    alarm: alarm.id,
    occurrence: alarm.occurrence,
    title: rule?.title ?? text(alarm.rule, alarm.rule),
    at: plain.is === "normal" ? alarm.changedAt : plain.raisedAt,
    asset: asset.id,
    where: whereIs(asset, site?.name ?? text(asset.site, asset.site)),
  };
  return plans(asset.site)
    .filter(
      ({ plan }) =>
        plan.trigger.by !== "manual" && belongsTo(plan, asset.type.id, rule ?? { id: alarm.rule }),
    )
    .map((version) => ({ version, trigger, asset }));
}

/** Is this the moment at which an alarm begins to call: raised, or out from under what hid it? */
export const beginsToCall = ({ event, alarm }: Transition): boolean =>
  alarm.state.is === "unacknowledged" && ["raise", "unshelve", "release", "put-back"].includes(event.on);

/** The call with the devices that the panel names: whoever goes must know the floor, not where the panel hangs. */
export async function withPlaces(
  call: Calls,
  { plant, log }: Pick<EmergencyOptions, "plant" | "log">,
): Promise<Calls> {
  const { asset, at, where } = call.trigger;
  if (asset === null) return call;
  try {
    const places = firePlaces(await plant.events(asset, (at - SAID_BEFORE_MS) as Instant));
    if (places === undefined) return call;
    const there = text(`${where.en} · ${places}`, `${where.zh} · ${places}`);
    return { ...call, trigger: { ...call.trigger, where: there } };
  } catch (error) {
    log.warn(`what ${asset} has told cannot be read (${String(error)}): people are told without it`);
    return call;
  }
}
