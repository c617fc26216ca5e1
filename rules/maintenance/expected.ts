import { type Alarm, alarmId, isActive, type Transition } from "../../facility/alarms/index.ts";
import type { AssetModel } from "../../facility/assets/index.ts";
import {
  type Day,
  dayOf,
  daysBetween,
  dayToAsk,
  forecast,
  type LastTurns,
  later,
  meterAfter,
  newMeter,
  type Plan,
  type PlanStanding,
  plusDays,
  type Shelves,
  standingOf,
  type Trigger,
} from "../../facility/maintenance/index.ts";
import type { DeviceEventStore, ReadingStore } from "../../facility/readings/index.ts";
import {
  type AssetId,
  type Instant,
  instant,
  momentOf,
  pointId,
  printedUnit,
  type Text,
  text,
} from "../../facility/units/index.ts";
import { dailyMeans } from "../running-slices.ts";
import type { VerifierDesk } from "./verifier.ts";

/** What triggers other than the calendar look at. */
export interface TriggerSources {
  readonly model: () => AssetModel;
  readonly readings: Pick<ReadingStore, "between" | "buckets">;
  readonly desk: Pick<VerifierDesk, "get"> & {
    history(query: { asset: AssetId; limit: number }): Promise<Transition[]>;
  };
  readonly events?: DeviceEventStore | undefined;
  readonly shelves: Pick<Shelves, "meters">;
  readonly now: Instant;
  readonly zone: string;
}

const DAY_MS = 86_400_000;
/** After its order was called off a forecast is not heard again for so long. */
const QUIET_DAYS = 7;
/** Readings of a counter taken up in one go; what is left comes at the next look. */
const MOST_READINGS = 50_000;

/** The day that a plan's counter, forecast, rule, event or idle time comes to; undefined while it does not. */
export async function expectedOf(
  plan: Plan,
  turns: LastTurns | undefined,
  sources: TriggerSources,
): Promise<PlanStanding["expected"]> {
  const { trigger } = plan;
  const today = dayOf(sources.now, sources.zone);
  const { lastDone, skipped } = turns ?? {};
  switch (trigger.by) {
    case "calendar":
      return byLinkedRule(plan, turns, today, sources);
    case "use":
      return byUse(plan, trigger, lastDone, today, sources);
    case "forecast":
      return skipped && daysBetween(skipped.on, today) < QUIET_DAYS
        ? undefined
        : byForecast(plan, trigger, lastDone, today, sources);
    case "condition":
      return byRule(plan, trigger.rule, turns, today, sources);
    case "event": {
      const events = (await sources.events?.list({ asset: plan.asset, limit: 500 })) ?? [];
      const found = events.find(({ scheme, code }) => scheme === trigger.scheme && code === trigger.code);
      const due = found && dayToAsk(found.at, turns, today, sources.zone);
      if (!found || due === undefined) return undefined;
      const day = dayOf(found.at, sources.zone);
      const why = text(`Event ${trigger.code} of ${day}.`, `${day} 发生事件 ${trigger.code}。`);
      return { day: due, latest: plusDays(due, 7), why };
    }
    case "idle":
      return byIdle(plan, trigger.days, turns, today, sources);
    default:
      return trigger satisfies never;
  }
}

/** The alarm of a rule of the plan's asset, while it is active and belongs to this plan's work. */
export function askingAlarm(
  plan: Plan,
  { model, desk }: { readonly model: () => AssetModel; readonly desk: Pick<VerifierDesk, "get"> },
): Alarm | undefined {
  const { trigger, task, asset } = plan;
  const rules =
    trigger.by === "condition"
      ? [trigger.rule]
      : trigger.by === "calendar" && task !== undefined
        ? (model().assets.get(asset)?.rules ?? [])
            .filter(({ maintenanceTask, enabled }) => maintenanceTask === task && enabled !== false)
            .map(({ id }) => id)
        : [];
  const asking = rules.flatMap((rule) => {
    const alarm = desk.get(alarmId(asset, rule));
    return alarm && isActive(alarm.state) ? [alarm] : [];
  });
  // Several rules may name one task: one visit is for all of them, under the name of the first in the list.
  return asking[0];
}

/** A rule that names the plan's task brings its next visit forward for as long as it is active. */
async function byLinkedRule(
  plan: Plan,
  turns: LastTurns | undefined,
  today: Day,
  sources: TriggerSources,
): Promise<PlanStanding["expected"]> {
  const alarm = askingAlarm(plan, sources);
  return alarm && byRule(plan, alarm.rule, turns, today, sources);
}

/**
 * Due on the day it rang, so that work done since then answers it; the rule's own delays and hysteresis keep it from
 * coming and going.
 */
async function byRule(
  plan: Plan,
  rule: string,
  turns: LastTurns | undefined,
  today: Day,
  { desk, zone, model, now }: TriggerSources,
): Promise<PlanStanding["expected"]> {
  const id = alarmId(plan.asset, rule);
  const alarm = desk.get(id);
  if (!alarm || !isActive(alarm.state)) return undefined;
  const lines = await desk.history({ asset: plan.asset, limit: 500 });
  const raised = lines.find((line) => line.alarm.id === id && line.event.on === "raise")?.event.at;
  const due = dayToAsk(raised ?? now, turns, today, zone);
  if (due === undefined) return undefined;
  const since = dayOf(raised ?? now, zone);
  const title = model()
    .assets.get(plan.asset)
    ?.rules.find((one) => one.id === rule)?.title;
  return {
    day: due,
    latest: plusDays(due, 7),
    why: text(
      `"${title?.en ?? rule}" rings since ${since} and asks for this work.`,
      `报警“${title?.zh ?? rule}”自 ${since} 起未消除，需要安排此项工作。`,
    ),
  };
}

async function byUse(
  plan: Plan,
  trigger: Extract<Trigger, { by: "use" }>,
  lastDone: Day | undefined,
  today: Day,
  { shelves, readings, now, zone, model }: TriggerSources,
): Promise<PlanStanding["expected"]> {
  const since = lastDone === undefined ? now : momentOf(lastDone, 0, zone);
  let meter = (await shelves.meters.get(plan.id)) ?? newMeter(since);
  const from = instant((meter.increase.last?.at ?? meter.since) + 1);
  const id = pointId(plan.asset, trigger.point);
  const news =
    now - from > 3 * DAY_MS
      ? await daily(readings, id, from, now)
      : await readings.between(id, from, now, MOST_READINGS);
  meter = meterAfter(meter, news);
  await shelves.meters.put({ id: plan.id, site: plan.site, asset: plan.asset, at: now, value: meter });
  const standing = standingOf(meter, trigger, now, today, nameOf(plan, trigger.point, model));
  return standing.day === undefined
    ? undefined
    : { day: standing.day, latest: plusDays(standing.day, 7), why: standing.why };
}

/** A counter over long stretches, by the last value of each day: a reset inside a day loses at most that day. */
async function daily(
  readings: Pick<ReadingStore, "buckets">,
  id: ReturnType<typeof pointId>,
  from: Instant,
  to: Instant,
) {
  const days = Math.min(2_000, Math.max(1, Math.ceil((to - from) / DAY_MS)));
  const slices = await readings.buckets(id, from, to, days);
  return slices.map(({ at, last }) => ({ at, value: last, quality: "good" as const }));
}

async function byForecast(
  plan: Plan,
  { point, limit, side, lookBackDays, leadDays }: Extract<Trigger, { by: "forecast" }>,
  lastDone: Day | undefined,
  today: Day,
  { readings, now, zone, model }: TriggerSources,
): Promise<PlanStanding["expected"]> {
  const asset = model().assets.get(plan.asset);
  const watched = asset?.points.find(({ type }) => type.name === point);
  if (!asset || !watched) return undefined;
  // What was measured before the work was done tells of the part that was renewed.
  const since = lastDone === undefined ? 0 : momentOf(plusDays(lastDone, 1), 0, zone);
  const samples = (await dailyMeans(asset, watched, readings, lookBackDays, now)).flatMap(({ at, value }) =>
    at < since ? [] : [{ at: instant(at), value }],
  );
  const said = forecast({ samples, limit, side, now });
  const name = nameOf(plan, point, model);
  const within = (language: "en" | "zh"): string =>
    `${limit} ${watched.type.kind === "number" ? printedUnit(watched.type.unit, language) : ""}`.trimEnd();
  switch (said.is) {
    case "too-little":
    case "steady":
      return undefined;
    case "beyond":
      return {
        day: today,
        latest: plusDays(today, 3),
        why: text(
          `${name.en} is at ${round(said.value)}, beyond ${within("en")}.`,
          `${name.zh}当前 ${round(said.value)}，已超过 ${within("zh")}。`,
        ),
      };
    case "reaches": {
      const low = dayOf(said.low, zone);
      const inDays = (at: number) => Math.round((at - now) / DAY_MS);
      const high = said.high === undefined ? "…" : String(inDays(said.high));
      return {
        // Done in good time before the low edge of the band.
        day: later(plusDays(low, -leadDays - 5), today),
        latest: later(plusDays(low, -leadDays), today),
        why: text(
          `${name.en} reaches ${within("en")} in about ${inDays(said.at)} days, 80 % band ${inDays(said.low)}–${high}.`,
          `${name.zh}预计约 ${inDays(said.at)} 天后达到 ${within("zh")}（80% 区间 ${inDays(said.low)}–${high} 天）。`,
        ),
      };
    }
    default:
      return said satisfies never;
  }
}

/** Out of service so long and back again: looked at before it is trusted. */
async function byIdle(
  plan: Plan,
  days: number,
  turns: LastTurns | undefined,
  today: Day,
  { desk, zone }: TriggerSources,
): Promise<PlanStanding["expected"]> {
  const lines = await desk.history({ asset: plan.asset, limit: 500 });
  const back = lines.find(({ event }) => event.on === "put-back");
  // Of the same alarm: another may have been taken out by itself in the meantime.
  const out =
    back &&
    lines.find(
      ({ alarm, event }) => event.on === "take-out" && alarm.id === back.alarm.id && event.at < back.event.at,
    );
  if (!back || !out || back.event.at - out.event.at < days * DAY_MS) return undefined;
  // By the day alone: coming back from this plan's own work is not coming back from a time out of service.
  const due = dayToAsk(back.event.at, { ...turns, answeredAt: undefined }, today, zone);
  if (due === undefined) return undefined;
  const day = dayOf(back.event.at, zone);
  const idle = Math.round((back.event.at - out.event.at) / DAY_MS);
  return {
    day: due,
    latest: plusDays(due, 3),
    why: text(`Back on ${day} after ${idle} days out of service.`, `停用 ${idle} 天后于 ${day} 恢复。`),
  };
}

/** What people call a point; its id where it is not there any more. */
const nameOf = ({ asset }: Plan, point: string, model: TriggerSources["model"]): Text =>
  model()
    .assets.get(asset)
    ?.points.find(({ type }) => type.name === point)?.type.label ?? text(point, point);

const round = (value: number): number => Math.round(value * 100) / 100;
