import type { Asset } from "../facility/assets/index.ts";
import type { AssetId } from "../facility/units/index.ts";

/** How the assets hang together, worked out once: who reads, carries and feeds whom. */
export class Relations {
  readonly #assets = new Map<AssetId, Asset>();
  readonly #feeders = new Map<AssetId, AssetId[]>();
  readonly #below = new Map<AssetId, AssetId[]>();

  constructor(assets: Iterable<Asset>) {
    const fedBy = new Map<AssetId, AssetId[]>();
    const put = (map: Map<AssetId, AssetId[]>, key: AssetId, value: AssetId) => {
      const list = map.get(key);
      if (list) list.push(value);
      else map.set(key, [value]);
    };
    for (const asset of assets) {
      this.#assets.set(asset.id, asset);
      for (const fed of asset.feeds) put(fedBy, fed, asset.id);
    }
    for (const asset of this.#assets.values()) {
      const upstream = new Set<AssetId>();
      const wave = [...(fedBy.get(asset.id) ?? [])];
      for (let feeder = wave.shift(); feeder !== undefined; feeder = wave.shift()) {
        // A ring feed comes back to where it began.
        if (feeder === asset.id || upstream.has(feeder)) continue;
        upstream.add(feeder);
        wave.push(...(fedBy.get(feeder) ?? []));
      }
      if (upstream.size > 0) this.#feeders.set(asset.id, [...upstream]);
    }
    for (const asset of this.#assets.values()) {
      const above = new Set<AssetId>(this.#feeders.get(asset.id));
      if (asset.through) above.add(asset.through);
      if (asset.monitoredBy && asset.monitoredBy !== asset.id) {
        above.add(asset.monitoredBy);
        for (const feeder of this.#feeders.get(asset.monitoredBy) ?? []) above.add(feeder);
      }
      for (const one of above) put(this.#below, one, asset.id);
    }
  }

  gatewayOf(asset: AssetId): AssetId | undefined {
    const gateway = this.#assets.get(asset)?.monitoredBy;
    return gateway === asset ? undefined : gateway;
  }
  panelOf(asset: AssetId): AssetId | undefined {
    return this.#assets.get(asset)?.through;
  }
  feedersOf(asset: AssetId): readonly AssetId[] {
    return this.#feeders.get(asset) ?? [];
  }
  /** All that a loss there could reach, itself included. */
  reach(asset: AssetId): readonly Asset[] {
    return [asset, ...(this.#below.get(asset) ?? [])].flatMap((id) => this.#assets.get(id) ?? []);
  }
}
