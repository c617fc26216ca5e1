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
import type { AssetId, Instant } from "../facility/units/index.ts";
import type { Relations } from "./relations.ts";

/** After a cause has ended its consequences have this long to speak again before they are asked. */
export const GRACE_MS = 30_000;

export interface RootCauseDesk {
  get(id: AlarmId): Alarm | undefined;
  open(): readonly Alarm[];
  ruleOf(id: AlarmId): RuleType | undefined;
  suppress(id: AlarmId, cause: Cause, at: Instant): void;
  release(id: AlarmId, cause: AlarmId, at: Instant): void;
  /** At that moment, call `graceOver`. */
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

  /** After a start: causes that stand explain again, and what a cause covered that went away meanwhile is asked soon. */
  resume(now: Instant): void {
    for (const { id, asset, state } of this.#desk.open()) {
      const rule = this.#desk.ruleOf(id);
      const plain = plainOf(state);
      if (rule && isActive(state) && plain.is !== "normal") this.began(id, asset, rule, plain.raisedAt);
    }
    for (const { state } of this.#desk.open())
      for (const cause of suppressionOf(state)?.causes ?? [])
        if (!this.#stands(cause.alarm)) this.#desk.later(cause.alarm, now + 1_000);
  }

  #stands(id: AlarmId): boolean {
    const alarm = this.#desk.get(id);
    return alarm !== undefined && isActive(alarm.state);
  }

  /** The cause is over and so is the grace: what it covered is asked anew, or goes over to another cause. */
  graceOver(cause: AlarmId, asset: AssetId, at: Instant): void {
    if (this.#stands(cause)) return;
    const held = this.#suspects.get(asset);
    held?.delete(cause);
    if (held?.size === 0) this.#suspects.delete(asset);
    for (const alarm of this.#desk.open()) {
      if (!suppressionOf(alarm.state)?.causes.some((one) => one.alarm === cause)) continue;
      const plain = plainOf(alarm.state);
      const rule = this.#desk.ruleOf(alarm.id);
      const other =
        rule && isActive(alarm.state) && plain.is !== "normal"
          ? this.explain({ alarm: alarm.id, asset: alarm.asset, rule, raisedAt: plain.raisedAt }, cause)
          : undefined;
      if (other) this.#desk.suppress(alarm.id, other, at);
      this.#desk.release(alarm.id, cause, at);
    }
  }
}
