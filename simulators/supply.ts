import type { AtsState } from "./devices/ats.ts";
import { generates } from "./devices/genset.ts";
import type { DeviceState } from "./devices/single.ts";
import type { Fault } from "./fault.ts";

/** Who feeds whom, and what stands there now. */
interface Net {
  readonly devices: readonly DeviceState[];
  readonly feeds: ReadonlyMap<string, readonly string[]>;
}

export interface Supply {
  /** Assets without supply. */
  readonly dark: ReadonlySet<string>;
  /** Transfer switches whose first source is gone. */
  readonly withoutFirst: ReadonlySet<string>;
}

const ALL_LIVE: Supply = { dark: new Set(), withoutFirst: new Set() };

/**
 * Everything behind a lost meter, an open breaker or a tripped transformer, step by step; behind a transfer switch
 * only while neither source comes through it.
 */
export function supplyOf({ devices, feeds }: Net, faults: readonly Fault[]): Supply {
  const lost = faults.flatMap((fault) =>
    fault.fault === "supply-loss" || fault.fault === "breaker-trip" ? [fault.asset] : [],
  );
  const switches: AtsState[] = [];
  const running = new Set<string>();
  for (const device of devices) {
    if (device.kind === "transformer" && device.tripped) lost.push(device.asset);
    if (device.kind === "ats") switches.push(device);
    if (device.kind === "genset" && generates(device))
      for (const fed of feeds.get(device.asset) ?? []) running.add(fed);
  }
  if (lost.length === 0 && switches.every(({ position }) => position === 1)) return ALL_LIVE;

  const dark = new Set<string>();
  const withoutFirst = new Set<string>();
  const isSwitch = new Set(switches.map(({ asset }) => asset));
  const walk = (from: readonly string[]) => {
    const look = [...from];
    for (let at = look.pop(); at !== undefined; at = look.pop())
      for (const fed of feeds.get(at) ?? []) {
        if (isSwitch.has(fed)) withoutFirst.add(fed);
        else if (!dark.has(fed)) {
          dark.add(fed);
          look.push(fed);
        }
      }
  };
  walk(lost);
  for (const { asset, position } of switches) {
    const live = position === 1 ? !withoutFirst.has(asset) : position === 2 && running.has(asset);
    if (!live) walk([asset]);
  }
  return { dark, withoutFirst };
}

/** What each asset takes now, kW, so that whatever feeds it carries it. */
export function loadsOf(net: Net): (asset: string) => number {
  const byAsset = new Map<string, { readonly kw: number; readonly ats?: AtsState; readonly genset?: true }>();
  for (const device of net.devices)
    switch (device.kind) {
      case "lift":
      case "meter":
      case "feeder":
        byAsset.set(device.asset, { kw: device.powerKw });
        break;
      case "booster-set":
        for (const { asset, powerKw } of device.pumps) byAsset.set(asset, { kw: powerKw });
        break;
      case "sump-pump":
        byAsset.set(device.asset, { kw: 0.05 + device.running.filter(Boolean).length * 2.2 });
        break;
      case "fire-water":
        if (device.pump) byAsset.set(device.pump, { kw: device.pumpRuns ? 37 : 0.1 });
        if (device.jockey) byAsset.set(device.jockey, { kw: device.jockeyRuns ? 1.1 : 0.05 });
        break;
      case "ups":
        byAsset.set(device.asset, { kw: device.onBattery ? 0 : 3.9 });
        break;
      case "ats":
        byAsset.set(device.asset, { kw: 0, ats: device });
        break;
      case "genset":
        byAsset.set(device.asset, { kw: 0.6, genset: true });
        break;
      case "fire-panel":
        byAsset.set(device.asset, { kw: 0.15 });
        break;
      case "water-tank":
      case "water-meter":
      case "electrical-fire-monitor":
      case "gas-detector":
      case "seismic-switch":
      case "transformer":
        break;
      default:
        device satisfies never;
    }
  const loadKw = (asset: string): number => {
    const side = byAsset.get(asset)?.genset ? 2 : 1;
    let sum = 0;
    for (const fed of net.feeds.get(asset) ?? []) {
      const load = byAsset.get(fed);
      if (!load) continue;
      if (!load.ats) sum += load.kw;
      else if (load.ats.position === side) sum += loadKw(fed);
    }
    return sum;
  };
  return loadKw;
}
