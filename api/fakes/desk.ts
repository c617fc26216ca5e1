import { Subject } from "rxjs";
import {
  type Act,
  type Alarm,
  type AlarmEvent,
  type AlarmId,
  alarmId,
  decide,
  step,
  type Transition,
} from "../../facility/alarms/index.ts";
import { type AssetId, done, instant, problem, type Result } from "../../facility/units/index.ts";
import type { Acted, AlarmDesk } from "../ports.ts";

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
    const act: Act = { do: "acknowledge", comment, ...(occurrence === undefined ? {} : { occurrence }) };
    const acted = await this.act({ id, by, act });
    return acted.ok ? done(acted.value) : problem(acted.problem.en);
  }
  async act({ id, by, act }: Parameters<AlarmDesk["act"]>[0]): Promise<Acted> {
    const alarm = this.#alarms.get(id);
    const dot = id.lastIndexOf(".");
    const rule = { lifeSafety: id.endsWith(".entrapment") };
    const at = instant((alarm?.changedAt ?? 1_760_000_000_000) + 1_000);
    const decision = decide(act, alarm, rule, by, at);
    if ("refused" in decision) return { ok: false, problem: decision.refused };
    const asset = id.slice(0, dot) as AssetId;
    return { ok: true, value: this.#apply(asset, id.slice(dot + 1), decision.event, by, decision.reason) };
  }
  async actOnAsset({ asset, by, act }: Parameters<AlarmDesk["actOnAsset"]>[0]): Promise<Acted[]> {
    const ids = new Set([...this.#alarms.keys()].filter((id) => id.startsWith(`${asset}.`)));
    return Promise.all([...ids].map((id) => this.act({ id, by, act })));
  }
  flood() {
    return undefined;
  }
  async span(from: number, to: number, limit: number): Promise<Transition[]> {
    return this.#journal.filter(({ event }) => event.at >= from && event.at < to).slice(-limit);
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
