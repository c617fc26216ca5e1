import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type {
  AlarmDetail,
  AlarmView,
  AssetView,
  JournalEntry,
  LatestValue,
  RuleView,
} from "../../api/contract/index.ts";
import { alarmView } from "../../api/present.ts";
import { type Alarm, step } from "../../facility/alarms/index.ts";
import { type Asset, type AssetModel, buildModel, SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { instant } from "../../facility/units/index.ts";

export interface FakeScenario {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly alarm: string;
  /** When it was started, ms; null while it does not run. */
  since: number | null;
}

const MINUTE = 60_000;

/** A slow, seemingly random wave around 0, the same for the same point and moment: history and live agree. */
const wave = (seed: number, at: number): number =>
  Math.sin(at / 9_000 + seed) * 0.5 +
  Math.sin(at / 61_000 + seed * 3) * 0.3 +
  Math.sin(at / 433_000 + seed * 7) * 0.2;

const seedOf = (id: string): number =>
  [...id].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 997, 7);

/** Up and down an eighteen-storey shaft, with stops; `stuckSince` freezes the car between two floors. */
function liftAt(seed: number, at: number) {
  const period = 120_000;
  const phase = ((at + seed * 7_919) % period) / period;
  const trip = phase < 0.4 ? phase / 0.4 : phase < 0.5 ? 1 : phase < 0.9 ? 1 - (phase - 0.5) / 0.4 : 0;
  const up = phase < 0.4;
  const running = phase < 0.4 || (phase >= 0.5 && phase < 0.9);
  return { floor: 1 + Math.round(trip * 17), running, direction: running ? (up ? 1 : 2) : 0 };
}

/** The demo estate in memory: plausible values as functions of time, alarms that follow the real law. */
export class FakeEstate {
  readonly model: AssetModel;
  readonly scenarios: FakeScenario[] = [
    {
      id: "lift-entrapment",
      title: { en: "People trapped in lift 2", zh: "2 号电梯困人" },
      alarm: "riverside.b2-lift-2.entrapment",
      since: null,
    },
    {
      id: "pump-dry-run",
      title: { en: "Booster pump 2 runs dry", zh: "2 号增压泵干转" },
      alarm: "riverside.b1-booster-2.dry-run",
      since: null,
    },
    {
      id: "fire-floor-12",
      title: { en: "Fire alarm on the panel", zh: "火灾报警主机火警" },
      alarm: "riverside.b1-fire-panel.fire",
      since: null,
    },
    {
      id: "cable",
      title: { en: "Gateway of building 2 loses its network", zh: "2 号楼网关断网" },
      alarm: "riverside.gw-b2.no-data",
      since: null,
    },
  ];
  readonly journal: JournalEntry[] = [];
  readonly #alarms = new Map<string, Alarm>();
  #sequence = 0;
  /** Told of every transition. */
  onAlarm: (alarm: AlarmView) => void = () => undefined;

  constructor(now: number) {
    const file = SiteFile.parse(parse(readFileSync("simulators/riverside.yaml", "utf8")));
    const built = buildModel([file], catalog);
    if (!built.ok) throw new Error(built.problem);
    this.model = built.value;

    this.#transition("riverside.b2-lift-1.alarm-button", "raise", now - 26 * 60 * MINUTE, "rule");
    this.#transition(
      "riverside.b2-lift-1.alarm-button",
      "acknowledge",
      now - 26 * 60 * MINUTE + 40_000,
      "duty",
      "Child playing. Spoke to the parents.",
    );
    this.#transition("riverside.b2-lift-1.alarm-button", "clear", now - 26 * 60 * MINUTE + 70_000, "rule");
    this.#transition("riverside.b2-lift-2.motor-hot", "raise", now - 5 * 60 * MINUTE, "rule");
    this.#transition("riverside.b1-meter-main.voltage-l2-high", "raise", now - 130 * MINUTE, "rule");
    this.#transition(
      "riverside.b1-meter-main.voltage-l2-high",
      "acknowledge",
      now - 121 * MINUTE,
      "duty",
      "Called the supplier, tap change tonight.",
    );
    this.#transition("riverside.b2-lift-2.motor-hot", "clear", now - 64 * MINUTE, "rule");
    this.#transition("riverside.gw-b1.device-silent", "raise", now - 22 * MINUTE, "rule");
    const dry = this.scenarios.find((scenario) => scenario.id === "pump-dry-run");
    if (dry) dry.since = now - 4 * MINUTE;
    this.#transition("riverside.b1-booster-2.dry-run", "raise", now - 4 * MINUTE + 10_000, "rule");
  }

  #running(id: string, at: number): boolean {
    const since = this.scenarios.find((scenario) => scenario.id === id)?.since;
    return since !== null && since !== undefined && at >= since;
  }

  /** Is anything heard from this asset at that moment? */
  heard(asset: Asset, at: number): boolean {
    return !(
      this.#running("cable", at) &&
      (asset.monitoredBy === "riverside.gw-b2" || asset.id === "riverside.gw-b2")
    );
  }

  value(asset: Asset, point: string, at: number): number | boolean | null {
    const seed = seedOf(asset.id + point);
    const sway = wave(seed, at);
    switch (asset.type.id) {
      case "lift": {
        const trapped = asset.slug === "b2-lift-2" && this.#running("lift-entrapment", at);
        const lift = liftAt(seedOf(asset.id), at);
        const values: Record<string, number | boolean> = {
          service_mode: 1,
          floor: trapped ? 7 : lift.floor,
          direction: trapped ? 0 : lift.direction,
          running: !trapped && lift.running,
          door_closed: trapped || lift.running,
          door_zone: !trapped && !lift.running,
          passenger: trapped || lift.running,
          alarm_button: false,
          motor_temp_C: (asset.slug === "b2-lift-2" ? 74 : 52) + sway * 6,
          speed_m_s: trapped || !lift.running ? 0 : lift.direction === 1 ? 1.75 : -1.75,
          trips: 20_000 + (Math.floor(at / 60_000) % 100_000),
        };
        return values[point] ?? null;
      }
      case "booster-pump": {
        const dry = asset.slug === "b1-booster-2" && this.#running("pump-dry-run", at);
        const values: Record<string, number | boolean | null> = {
          running: true,
          speed_Hz: 42 + sway * 4,
          suction_pressure_kPa: dry ? 6 + sway * 3 : 128 + sway * 12,
          discharge_pressure_kPa: dry ? 340 + sway * 20 : 612 + sway * 18,
          flow_m3_h: dry ? 0.4 + sway * 0.2 : 18 + sway * 5,
          power_kW: dry ? 1.9 : 5.4 + sway * 0.6,
          motor_temp_C: (dry ? 81 : 58) + sway * 3,
          run_hours: 8_412 + (at % 86_400_000) / 3_600_000,
          starts: 1_204,
        };
        return values[point] ?? null;
      }
      case "power-meter": {
        const values: Record<string, number | null> = {
          power_kW: 86 + sway * 22,
          voltage_L1_V: 226 + sway * 3,
          voltage_L2_V: 237.5 + sway * 1.4,
          voltage_L3_V: 228 + sway * 3,
          current_L1_A: 130 + sway * 30,
          current_L2_A: 124 + sway * 28,
          current_L3_A: 138 + sway * 31,
          power_factor: 0.94 + sway * 0.02,
          frequency_Hz: 50 + sway * 0.04,
          energy_import_kWh: 1_284_930 + (at % 86_400_000) / 41_000,
        };
        return values[point] ?? null;
      }
      case "fire-panel": {
        const fire = this.#running("fire-floor-12", at);
        const values: Record<string, number | boolean | null> = {
          fire,
          fault: false,
          disabled: true,
          supervisory: false,
          mains: true,
          battery_V: null,
          detectors_active: fire ? 1 : 0,
          first_zone: fire ? 12 : 0,
        };
        return values[point] ?? null;
      }
      default: {
        const values: Record<string, number> = {
          devices_online: asset.slug === "gw-b1" ? 3 : 2,
          devices_silent: asset.slug === "gw-b1" ? 1 : 0,
          buffered_messages: 0,
          polls_per_s: 9.2 + sway * 0.2,
          poll_errors: 14,
        };
        return values[point] ?? null;
      }
    }
  }

  latest(asset: Asset, point: string, now: number): LatestValue {
    const since = this.scenarios.find((scenario) => scenario.id === "cable")?.since;
    const at = this.heard(asset, now) ? now - 150 : (since ?? now);
    const value = this.value(asset, point, at);
    return {
      point: `${asset.id}.${point}`,
      at,
      receivedAt: at + 40,
      value,
      quality: value === null ? "bad" : point === "frequency_Hz" ? "uncertain" : "good",
    };
  }

  assetView(asset: Asset, now: number): AssetView {
    const fedBy = [...this.model.assets.values()].filter((other) => other.feeds.includes(asset.id));
    return {
      id: asset.id,
      site: asset.site,
      type: asset.type.id,
      typeLabel: asset.type.label,
      system: asset.system,
      name: asset.name,
      places: [...asset.places],
      make: asset.make ?? null,
      model: asset.model ?? null,
      feeds: [...asset.feeds],
      fedBy: fedBy.map((other) => other.id),
      serves: [...asset.serves],
      monitoredBy: asset.monitoredBy ?? null,
      outOfService: asset.outOfService,
      points: asset.points.map((point) => ({
        id: point.id,
        name: point.type.name,
        type: point.type,
        latest: this.latest(asset, point.type.name, now),
      })),
    };
  }

  rules(asset: Asset): RuleView[] {
    return asset.rules.map((rule) => ({ ...rule, condition: { ...rule.condition } }));
  }

  open(): AlarmView[] {
    return [...this.#alarms.values()].flatMap((alarm) =>
      alarm.state.is === "normal" ? [] : [alarmView(this.model, alarm)],
    );
  }

  alarm(id: string): AlarmView | undefined {
    const alarm = this.#alarms.get(id);
    return alarm && alarmView(this.model, alarm);
  }

  /** What GET /api/alarms/{id} answers, without earlier occurrences. */
  detail(id: string): AlarmDetail | undefined {
    const asset = [...this.model.assets.values()].find((each) => id.startsWith(`${each.id}.`));
    const rule = asset?.rules.find((each) => id === `${asset.id}.${each.id}`);
    if (!rule) return undefined;
    const { title, priority, lifeSafety, cause, consequence, response, respondWithinMinutes } = rule;
    return {
      alarm: this.alarm(id) ?? null,
      ...{ title, priority, lifeSafety, cause, consequence, response, respondWithinMinutes },
      consequences: [],
      occurrences: [],
    };
  }

  acknowledge(id: string, now: number, by: string, comment: string): AlarmView | undefined {
    return this.#transition(id, "acknowledge", now, by, comment);
  }

  /** Starts or ends a fault; its alarm follows as the real engine would raise it. */
  steer(id: string, act: "play" | "stop", now: number): boolean {
    const scenario = this.scenarios.find((candidate) => candidate.id === id);
    if (!scenario) return false;
    scenario.since = act === "play" ? now : null;
    this.#transition(scenario.alarm, act === "play" ? "raise" : "clear", now, "rule");
    return true;
  }

  #transition(id: string, on: "raise" | "clear" | "acknowledge", at: number, actor: string, reason = "") {
    const assetId = [...this.model.assets.keys()].find((candidate) => id.startsWith(`${candidate}.`));
    const asset = assetId && this.model.assets.get(assetId);
    const rule = asset?.rules.find((candidate) => id === `${asset.id}.${candidate.id}`);
    if (!asset || !rule) throw new Error(`no rule ${id} in the fake estate`);
    const before = this.#alarms.get(id);
    const held = before?.state ?? { is: "normal" as const };
    const when = instant(at);
    const next = step(held, on === "acknowledge" ? { on, at: when, by: actor } : { on, at: when });
    if (next === held) return before && alarmView(this.model, before);
    const { condition } = rule;
    const point =
      condition.kind === "limit"
        ? condition.point
        : condition.kind === "held"
          ? condition.all.at(-1)?.point
          : undefined;
    const alarm: Alarm = {
      id,
      asset: asset.id,
      rule: rule.id,
      state: next,
      occurrence: (before?.occurrence ?? 0) + (on === "raise" ? 1 : 0),
      sequence: ++this.#sequence,
      changedAt: when,
      evidence:
        on === "raise" && point
          ? { point: `${asset.id}.${point}`, value: this.value(asset, point, at), at }
          : (before?.evidence ?? {}),
    };
    this.#alarms.set(id, alarm);
    this.journal.unshift({
      sequence: alarm.sequence,
      alarm: id,
      asset: asset.id,
      rule: rule.id,
      title: rule.title,
      event: on,
      state: next.is,
      occurrence: alarm.occurrence,
      at,
      actor,
      reason,
    });
    const view = alarmView(this.model, alarm);
    this.onAlarm(view);
    return view;
  }
}
