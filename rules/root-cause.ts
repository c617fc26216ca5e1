import {
  type Alarm,
  type AlarmId,
  alarmId,
  type Candidate,
  type Cause,
  explain,
  isActive,
  isConsequence,
  LOOK_BACK,
  plainOf,
  type RuleType,
  type Suspect,
  suppressionOf,
  type Ties,
} from "../facility/alarms/index.ts";
import type { Asset } from "../facility/assets/index.ts";
import type { AssetId, Instant } from "../facility/units/index.ts";

/** After a cause has ended its consequences have this long to speak again before they are asked. */
export const GRACE_MS = 30_000;

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

export interface RootCauseDesk {
  get(id: AlarmId): Alarm | undefined;
  suppress(id: AlarmId, cause: Cause, at: Instant): void;
  /** In so many ms, call `look`. */
  later(cause: AlarmId, at: number): void;
}

type Rule = Pick<RuleType, "id" | "lifeSafety" | "followsFrom" | "explains" | "condition">;

/** Keeps who is suspected of what, and asks the law about each alarm that comes or is about to be uncovered. */
export class RootCause {
  #relations: Relations;
  readonly #desk: RootCauseDesk;
  /** Alarms that explain others: true now, or ended less than the grace ago. */
  readonly #suspects = new Map<AssetId, Map<AlarmId, Suspect>>();
  readonly #ties: Ties;

  constructor(relations: Relations, desk: RootCauseDesk) {
    this.#relations = relations;
    this.#desk = desk;
    this.#ties = {
      gatewayOf: (asset) => this.#relations.gatewayOf(asset),
      panelOf: (asset) => this.#relations.panelOf(asset),
      feedersOf: (asset) => this.#relations.feedersOf(asset),
      suspectsOn: (asset) => this.#suspectsOn(asset),
    };
  }

  /** Explains by another model's relations from now on; causes that stand go on explaining. */
  follow(relations: Relations): void {
    this.#relations = relations;
  }

  #suspectsOn(asset: AssetId): readonly Suspect[] {
    const held = this.#suspects.get(asset);
    if (!held) return [];
    return [...held.values()].map((suspect) => {
      const alarm = this.#desk.get(suspect.alarm);
      const root = alarm && suppressionOf(alarm.state)?.causes[0];
      return root ? { ...suspect, root } : suspect;
    });
  }

  /** What explains an alarm that is about to be raised, or uncovered; `but` is a cause that no longer counts. */
  explain(candidate: Candidate, but?: AlarmId): Cause | undefined {
    if (this.#suspects.size === 0) return undefined;
    const ties: Ties =
      but === undefined
        ? this.#ties
        : {
            ...this.#ties,
            suspectsOn: (asset) =>
              this.#suspectsOn(asset).filter(({ alarm, root }) => alarm !== but && root?.alarm !== but),
          };
    const decided = explain(candidate, ties);
    return decided.suppress ? decided.cause : undefined;
  }

  /** A rule that explains others has become true: those that were seen a moment before it are its consequences. */
  began(alarm: AlarmId, asset: AssetId, rule: Rule, at: Instant): void {
    if (!rule.explains) return;
    const held = this.#suspects.get(asset) ?? new Map<AlarmId, Suspect>();
    held.set(alarm, { alarm, explains: rule.explains, raisedAt: at });
    this.#suspects.set(asset, held);
    for (const reached of this.#relations.reach(asset))
      for (const other of reached.rules) {
        if (!isConsequence(other, rule.explains)) continue;
        const found = this.#desk.get(alarmId(reached.id, other.id));
        if (!found || found.id === alarm || !isActive(found.state)) continue;
        const plain = plainOf(found.state);
        if (plain.is === "normal" || plain.raisedAt < at - LOOK_BACK) continue;
        const cause = this.explain({
          alarm: found.id,
          asset: found.asset,
          rule: other,
          raisedAt: plain.raisedAt,
        });
        if (cause) this.#desk.suppress(found.id, cause, at);
      }
  }

  /** It is over; its consequences are asked after the grace. */
  ended(alarm: AlarmId, rule: Rule, now: number): void {
    if (rule.explains) this.#desk.later(alarm, now + GRACE_MS);
  }

  /** The grace is over: false when the cause is true again, and nothing is to be uncovered. */
  forget(alarm: Alarm | undefined, id: AlarmId, asset: AssetId): boolean {
    if (alarm && isActive(alarm.state)) return false;
    const held = this.#suspects.get(asset);
    held?.delete(id);
    if (held?.size === 0) this.#suspects.delete(asset);
    return true;
  }
}
