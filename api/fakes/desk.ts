import { Subject } from "rxjs";
import {
  type Alarm,
  type AlarmEvent,
  type AlarmId,
  alarmId,
  step,
  type Transition,
} from "../../facility/alarms/index.ts";
import { type AssetId, done, instant, problem, type Result } from "../../facility/units/index.ts";
import type { AlarmDesk } from "../ports.ts";

/** The law of alarms on a journal in memory. */
export class FakeDesk implements AlarmDesk {
  readonly transitions = new Subject<Transition>();
  readonly #alarms = new Map<AlarmId, Alarm>();
  readonly #journal: Transition[] = [];

  raise(asset: AssetId, rule: string, at: number): Alarm {
    return this.#apply(asset, rule, { on: "raise", at: instant(at) }, "rule", "");
  }
  clear(asset: AssetId, rule: string, at: number): Alarm {
    return this.#apply(asset, rule, { on: "clear", at: instant(at) }, "rule", "");
  }
  open(): Alarm[] {
    return [...this.#alarms.values()].filter((alarm) => alarm.state.is !== "normal");
  }
  get(id: AlarmId): Alarm | undefined {
    return this.#alarms.get(id);
  }
  async acknowledge({
    id,
    by,
    comment,
    occurrence,
  }: Parameters<AlarmDesk["acknowledge"]>[0]): Promise<Result<Alarm>> {
    const alarm = this.#alarms.get(id);
    if (!alarm) return problem(`no alarm ${id} has been raised`);
    if (occurrence !== undefined && occurrence !== alarm.occurrence) return problem("another occurrence");
    if (alarm.state.is === "normal" || alarm.state.is === "acknowledged")
      return problem("nothing to acknowledge");
    const at = instant(alarm.changedAt + 1_000);
    return done(this.#apply(alarm.asset, alarm.rule, { on: "acknowledge", at, by }, by, comment));
  }
  async history({ alarm, asset, before, limit }: Parameters<AlarmDesk["history"]>[0]): Promise<Transition[]> {
    return this.#journal
      .filter((line) => alarm === undefined || line.alarm.id === alarm)
      .filter((line) => asset === undefined || line.alarm.asset === asset)
      .filter((line) => before === undefined || line.alarm.sequence < before)
      .reverse()
      .slice(0, limit);
  }
  #apply(asset: AssetId, rule: string, event: AlarmEvent, actor: string, reason: string): Alarm {
    const id = alarmId(asset, rule);
    const old = this.#alarms.get(id);
    const alarm: Alarm = {
      id,
      asset,
      rule,
      state: step(old?.state ?? { is: "normal" }, event),
      occurrence: (old?.occurrence ?? 0) + (event.on === "raise" ? 1 : 0),
      sequence: this.#journal.length + 1,
      changedAt: event.at,
      evidence: { point: "running", value: true, at: event.at },
    };
    this.#alarms.set(id, alarm);
    const transition: Transition = { alarm, event, actor, reason };
    this.#journal.push(transition);
    this.transitions.next(transition);
    return alarm;
  }
}
