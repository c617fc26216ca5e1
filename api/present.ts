import {
  type Alarm,
  isActive,
  type PlainState,
  plainOf,
  type RuleType,
  shelfOf,
  suppressionOf,
  type Transition,
} from "../facility/alarms/index.ts";
import type { Asset, AssetModel, Point } from "../facility/assets/index.ts";
import { EmergencyPlanId, emergencyPlanName, type PointType } from "../facility/catalog/index.ts";
import type { Bucket, RawValue, Reading } from "../facility/readings/index.ts";
import { type AssetId, type Text, text } from "../facility/units/index.ts";
import type {
  AlarmView,
  AssetDetail,
  AssetView,
  HistoryView,
  JournalEntry,
  LatestValue,
  LimitRule,
  RuleView,
  Value,
} from "./contract/index.ts";
import type { LatestBoard } from "./ports.ts";
import type { Urgency } from "./urgency.ts";

/** From the stored form to the caller's: a boolean is stored as 0 or 1. */
export const presentValue = (type: PointType, raw: RawValue): Value =>
  type.kind === "boolean" && typeof raw === "number" ? raw !== 0 : raw;

export const latestView = (point: Point, { at, receivedAt, value, quality }: Reading): LatestValue => ({
  point: point.id,
  at,
  receivedAt,
  value: presentValue(point.type, value),
  quality,
});

export const bucketView = (point: Point, bucket: Bucket): HistoryView["buckets"][number] => ({
  ...bucket,
  last: presentValue(point.type, bucket.last),
});

/** Who feeds whom, the other way round; worked out once for each model. */
const feeders = new WeakMap<AssetModel, ReadonlyMap<AssetId, AssetId[]>>();
function fedBy(model: AssetModel, id: AssetId): AssetId[] {
  let known = feeders.get(model);
  if (!known) {
    const map = new Map<AssetId, AssetId[]>();
    for (const asset of model.assets.values())
      for (const fed of asset.feeds) map.set(fed, [...(map.get(fed) ?? []), asset.id]);
    feeders.set(model, map);
    known = map;
  }
  return known.get(id) ?? [];
}

export function assetView(model: AssetModel, board: LatestBoard, asset: Asset): AssetView {
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
    tags: [...asset.tags],
    feeds: [...asset.feeds],
    fedBy: fedBy(model, asset.id),
    serves: [...asset.serves],
    monitoredBy: asset.monitoredBy ?? null,
    outOfService: asset.outOfService,
    points: asset.points.map((point) => {
      const reading = board.reading(point.index);
      return {
        id: point.id,
        name: point.type.name,
        type: point.type,
        latest: reading ? latestView(point, reading) : null,
      };
    }),
    limits: limitsOf(asset),
  };
}

/** The same for every reader until the model is another, so it is worked out once. */
const limits = new WeakMap<Asset, LimitRule[]>();
function limitsOf(asset: Asset): LimitRule[] {
  let known = limits.get(asset);
  if (!known) {
    const headlines = new Set(asset.points.filter(({ type }) => type.headline).map(({ type }) => type.name));
    known = asset.rules
      .filter(({ condition }) =>
        condition.kind === "limit"
          ? headlines.has(condition.point)
          : condition.kind === "held" && condition.all.some(({ point }) => headlines.has(point)),
      )
      .map(({ title, priority, condition }) => ({ title, priority, condition: { ...condition } }));
    limits.set(asset, known);
  }
  return known;
}

/** The plan and the task that a rule names, by name; one of the site's own goes by its id. */
export function linksOf(
  asset: Asset | undefined,
  { emergencyPlan: plan, maintenanceTask: task }: Pick<RuleType, "emergencyPlan" | "maintenanceTask">,
): Pick<RuleView, "emergencyPlan" | "maintenanceTask"> {
  const title = asset?.type.maintenance.find(({ id }) => id === task)?.title;
  return {
    emergencyPlan: plan === undefined ? null : { id: plan, title: emergencyPlanName(plan) },
    maintenanceTask: task === undefined ? null : { id: task, title: title ?? text(task, task) },
  };
}

const ruleView = (asset: Asset, rule: RuleType): RuleView => ({
  ...rule,
  condition: { ...rule.condition },
  ...linksOf(asset, rule),
});

export const assetDetail = (model: AssetModel, board: LatestBoard, asset: Asset): AssetDetail => ({
  ...assetView(model, board, asset),
  rules: asset.rules.map((rule) => ruleView(asset, rule)),
  plans: EmergencyPlanId.options.map((id) => ({ id, title: emergencyPlanName(id) })),
  tasks: asset.type.maintenance.map(({ id, title }) => ({ id, title })),
  register: {
    serial: asset.register.serial ?? null,
    installed: asset.register.installed ?? null,
    warrantyUntil: asset.register.warrantyUntil ?? null,
    costCny: asset.register.costCny ?? null,
    criticality: asset.criticality ?? null,
    serviceLife: asset.type.serviceLife ?? null,
  },
});

const gone = text(
  "The asset or its rule is no longer in the site's files.",
  "该设备或规则已不在项目文件中。",
);

/** An alarm outlives a change of the site's files: it must be seen and answered even when its rule is gone. */
type Said = Pick<
  RuleType,
  | "title"
  | "priority"
  | "lifeSafety"
  | "cause"
  | "consequence"
  | "response"
  | "respondWithinMinutes"
  | "emergencyPlan"
  | "maintenanceTask"
>;
const withoutRule = (rule: string): Said => ({
  title: text(rule, rule),
  priority: "medium",
  lifeSafety: false,
  cause: gone,
  consequence: gone,
  response: text("Look on the spot, then acknowledge.", "请到现场查看后确认。"),
  respondWithinMinutes: 60,
});

/** What the rule behind an alarm says. */
export const saidOf = (asset: Asset | undefined, rule: string): Said =>
  asset?.rules.find((each) => each.id === rule) ?? withoutRule(rule);

/** What an alarm is sorted by. */
/** Equipment by its building and name: on paper nothing else tells one lift 1 from the other. */
export function placedName({ name, places }: Pick<Asset, "name" | "places">): Text {
  const [outermost] = places;
  if (!outermost || name.en.includes(outermost.name.en) || name.zh.includes(outermost.name.zh)) return name;
  return text(`${outermost.name.en} · ${name.en}`, `${outermost.name.zh} · ${name.zh}`);
}

export const urgencyOf = (model: AssetModel, alarm: Alarm): Urgency => ({
  priority: saidOf(model.assets.get(alarm.asset), alarm.rule).priority,
  state: alarm.state.is,
  changedAt: alarm.changedAt,
  sequence: alarm.sequence,
});

/** Light, for there may be thousands: what the rule says in words is asked for one alarm at a time. */
export function alarmView(model: AssetModel, alarm: Alarm): AlarmView {
  const asset = model.assets.get(alarm.asset);
  const rule = saidOf(asset, alarm.rule);
  const shelf = shelfOf(alarm.state);
  const { state } = alarm;
  return {
    id: alarm.id,
    asset: alarm.asset,
    assetName: asset?.name ?? text(alarm.asset, alarm.asset),
    system: asset?.system ?? "network",
    places: asset ? [...asset.places] : [],
    rule: alarm.rule,
    title: rule.title,
    priority: rule.priority,
    lifeSafety: rule.lifeSafety,
    state: alarm.state.is,
    occurrence: alarm.occurrence,
    sequence: alarm.sequence,
    ...moments(plainOf(state)),
    changedAt: alarm.changedAt,
    evidence: alarm.evidence,
    respondWithinMinutes: rule.respondWithinMinutes,
    active: isActive(state),
    assignedTo: alarm.assignedTo ?? null,
    shelf: shelf ? { until: shelf.until, oneShot: shelf.oneShot, by: shelf.by, reason: shelf.reason } : null,
    causes: [...(suppressionOf(state)?.causes ?? [])],
    work:
      state.is === "out-of-service"
        ? { since: state.since, by: state.by, reason: state.reason, order: state.order ?? null }
        : null,
  };
}

type Moments = Pick<AlarmView, "raisedAt" | "clearedAt" | "acknowledgedAt" | "acknowledgedBy" | "calledAt">;
function moments(state: PlainState): Moments {
  const none: Moments = {
    raisedAt: null,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    calledAt: null,
  };
  switch (state.is) {
    case "normal":
      return none;
    case "unacknowledged":
      return { ...none, raisedAt: state.raisedAt, calledAt: state.calledAt ?? state.raisedAt };
    case "acknowledged":
      return {
        ...none,
        raisedAt: state.raisedAt,
        acknowledgedAt: state.acknowledgedAt,
        acknowledgedBy: state.by,
      };
    case "latched-acknowledged":
      return {
        ...none,
        raisedAt: state.raisedAt,
        clearedAt: state.clearedAt,
        acknowledgedAt: state.acknowledgedAt,
        acknowledgedBy: state.by,
      };
    case "latched":
    case "returned":
      return { ...none, raisedAt: state.raisedAt, clearedAt: state.clearedAt };
    default:
      return state satisfies never;
  }
}

export function journalEntry(model: AssetModel, { alarm, event, actor, reason }: Transition): JournalEntry {
  const rule = model.assets.get(alarm.asset)?.rules.find((each) => each.id === alarm.rule);
  const title: Text = rule?.title ?? text(alarm.rule, alarm.rule);
  return {
    sequence: alarm.sequence,
    alarm: alarm.id,
    asset: alarm.asset,
    rule: alarm.rule,
    title,
    event: event.on,
    state: alarm.state.is,
    occurrence: alarm.occurrence,
    at: event.at,
    actor,
    reason,
    ...(event.on === "acknowledge" && event.together !== undefined ? { together: event.together } : {}),
  };
}
