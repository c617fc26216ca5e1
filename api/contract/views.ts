import { z } from "zod";
import { Evidence, Priority, RuleType } from "../../facility/alarms/index.ts";
import { PointType, System } from "../../facility/catalog/index.ts";
import { Quality } from "../../facility/readings/index.ts";
import { Text } from "../../facility/units/index.ts";
import { RegisterView } from "./sites.ts";

/** A value as a program sees it: number, boolean, enumeration code or text; null where the source had none. */
export const Value = z.union([z.number(), z.boolean(), z.string(), z.null()]);
export type Value = z.infer<typeof Value>;

/** The newest reading of a point. `quality` is as stored; a client ages it to stale after `staleAfterSeconds`. */
export const LatestValue = z.object({
  point: z.string(),
  at: z.number().describe("source time, ms since 1970"),
  receivedAt: z.number().describe("receive time, ms since 1970"),
  value: Value,
  quality: Quality,
});
export type LatestValue = z.infer<typeof LatestValue>;

export const PointView = z.object({
  id: z.string(),
  name: z.string(),
  type: PointType,
  latest: LatestValue.nullable(),
});
export type PointView = z.infer<typeof PointView>;

export const PlaceView = z.object({
  id: z.string(),
  name: Text,
  kind: z.string(),
  zone: z.number().optional().describe("the fire panel's zone that covers it"),
});

/** As much of a rule as is drawn beside a value: a tick on its bar, the colour of its lamp. */
export const LimitRule = z.object({
  title: Text,
  priority: Priority,
  condition: z.record(z.string(), z.unknown()),
});
export type LimitRule = z.infer<typeof LimitRule>;

export const AssetView = z.object({
  id: z.string().describe("<site>.<asset>"),
  site: z.string(),
  type: z.string(),
  typeLabel: Text,
  system: System,
  name: Text,
  places: z.array(PlaceView).describe("from the outermost inwards"),
  make: z.string().nullable(),
  model: z.string().nullable(),
  tags: z.array(z.string()).describe("words of the site's own"),
  feeds: z.array(z.string()),
  fedBy: z.array(z.string()),
  serves: z.array(z.string()),
  monitoredBy: z.string().nullable(),
  outOfService: z.boolean().describe("no rule runs on it, and silence is expected"),
  points: z.array(PointView),
  limits: z.array(LimitRule).describe("rules with a limit or a state of a headline point"),
});
export type AssetView = z.infer<typeof AssetView>;

/** What an alarm calls for, by name: an emergency plan, a maintenance task. */
export const LinkView = z.object({ id: z.string(), title: Text });
export type LinkView = z.infer<typeof LinkView>;

export const RuleView = LimitRule.extend({
  id: z.string(),
  lifeSafety: z.boolean(),
  latch: z.boolean().describe("stays until a person resets it"),
  cause: Text,
  consequence: Text,
  response: Text,
  respondWithinMinutes: z.number(),
  emergencyPlan: LinkView.nullable().describe("the plan that its alarm calls for"),
  maintenanceTask: LinkView.nullable().describe("the task that mends what is behind it"),
  quality: RuleType.shape.quality,
  schedule: RuleType.shape.schedule,
  source: z.string(),
});
export type RuleView = z.infer<typeof RuleView>;

/** GET /api/assets/{id}: the asset with the rules in force on it. */
export const AssetDetail = AssetView.extend({
  rules: z.array(RuleView),
  register: RegisterView,
  plans: z.array(LinkView).describe("the emergency plans that a rule may name"),
  tasks: z.array(LinkView).describe("the maintenance tasks of its equipment type"),
});
export type AssetDetail = z.infer<typeof AssetDetail>;

export const SiteView = z.object({ id: z.string(), name: Text, timeZone: z.string() });
/** GET /api/assets */
export const AssetList = z.object({ sites: z.array(SiteView), assets: z.array(AssetView) });
export type AssetList = z.infer<typeof AssetList>;

/** GET /api/points/{id}/readings: one reading as it was stored. */
export const ReadingView = LatestValue.extend({
  replayed: z.boolean().describe("sent later from a gateway's buffer"),
});
export const ReadingList = z.object({
  point: z.string(),
  from: z.number(),
  to: z.number(),
  readings: z.array(ReadingView).describe("oldest first"),
  more: z.boolean().describe("true when the limit cut the list: ask again from the last `at` + 1"),
});
export type ReadingList = z.infer<typeof ReadingList>;

export const BucketView = z.object({
  at: z.number(),
  min: z.number().nullable(),
  mean: z.number().nullable(),
  max: z.number().nullable(),
  last: Value,
  count: z.int(),
  good: z.number().describe("share of readings of good quality, 0 to 1"),
});
/** GET /api/points/{id}/history: slices without readings are left out. */
export const HistoryView = z.object({
  point: z.string(),
  from: z.number(),
  to: z.number(),
  bucketMs: z.number(),
  buckets: z.array(BucketView),
});
export type HistoryView = z.infer<typeof HistoryView>;

/** ISA-18.2 states A to I. */
export const AlarmStateName = z.enum([
  "normal",
  "unacknowledged",
  "acknowledged",
  "returned",
  "latched",
  "latched-acknowledged",
  "shelved",
  "suppressed",
  "out-of-service",
]);
export type AlarmStateName = z.infer<typeof AlarmStateName>;

export const AlarmView = z.object({
  id: z.string().describe("<site>.<asset>.<rule>"),
  asset: z.string(),
  assetName: Text,
  system: System,
  places: z.array(PlaceView),
  rule: z.string(),
  title: Text,
  priority: Priority,
  lifeSafety: z.boolean(),
  state: AlarmStateName,
  occurrence: z.int().describe("how often it has been raised, this time included"),
  sequence: z.int().describe("orders all transitions of the house; tells first-out"),
  raisedAt: z.number().nullable(),
  clearedAt: z.number().nullable(),
  acknowledgedAt: z.number().nullable(),
  acknowledgedBy: z.string().nullable(),
  changedAt: z.number(),
  evidence: Evidence,
  respondWithinMinutes: z.number(),
  active: z.boolean().describe("the condition is true now, also where the alarm is hidden"),
  calledAt: z.number().nullable().describe("since when it waits for an acknowledgement"),
  assignedTo: z.string().nullable(),
  shelf: z
    .object({ until: z.number(), oneShot: z.boolean(), by: z.string(), reason: z.string() })
    .nullable()
    .describe("put aside by a person until then"),
  causes: z
    .array(z.object({ alarm: z.string(), because: z.string() }))
    .describe("the alarms that explain this one, while it is suppressed"),
  work: z
    .object({ since: z.number(), by: z.string(), reason: z.string(), order: z.string().nullable() })
    .nullable()
    .describe("why its asset is out of service"),
});
export type AlarmView = z.infer<typeof AlarmView>;

/** GET /api/alarms: what is not normal, most urgent first, a page at a time. */
export const AlarmList = z.object({
  alarms: z.array(AlarmView),
  total: z.int().describe("how many there are in all"),
  next: z.string().nullable().describe("`after` for the next page; null where this was the last"),
});
export type AlarmList = z.infer<typeof AlarmList>;

/** One line of the journal: GET /api/alarms/journal, GET /api/alarms/{id}/journal. */
export const JournalEntry = z.object({
  sequence: z.int(),
  alarm: z.string(),
  asset: z.string(),
  rule: z.string(),
  title: Text,
  event: z
    .string()
    .describe(
      "raise, clear, acknowledge, reset, realarm, shelve, unshelve, suppress, release, take-out, put-back, retire, comment, assign",
    ),
  state: AlarmStateName,
  occurrence: z.int(),
  at: z.number(),
  actor: z.string(),
  reason: z.string(),
  together: z.int().optional().describe("how many were acknowledged in the same act, where more than one"),
});
export type JournalEntry = z.infer<typeof JournalEntry>;
export const JournalList = z.object({ entries: z.array(JournalEntry) });

/** POST /api/alarms/{id}/acknowledge. Naming the occurrence keeps a late click off a newer alarm. */
export const Acknowledge = z.object({
  occurrence: z.int().optional(),
  comment: z.string().max(2_000).default(""),
});
export type Acknowledge = z.input<typeof Acknowledge>;

export const GatewayView = z.object({
  id: z.string().describe("<site>.<gateway>"),
  name: Text,
  online: z.boolean(),
  since: z.number().nullable(),
  assets: z.array(z.string()),
  hasCredential: z.boolean(),
});
export const GatewayList = z.object({ gateways: z.array(GatewayView) });
export type GatewayList = z.infer<typeof GatewayList>;

/** POST /api/gateways/{id}/credential: the only moment the secret can be read. */
export const GatewayCredential = z.object({
  username: z.string().describe("the MQTT user name, <site>/<gateway>"),
  secret: z.string().describe("the MQTT password; shown once, the one before it has ended"),
  alsoSetAt: z
    .string()
    .nullable()
    .describe(
      "address of another's broker, which checks passwords itself: its operator must set this one there too; null with the built-in broker",
    ),
});
export type GatewayCredential = z.infer<typeof GatewayCredential>;

/** A message that could not be used, kept so that a person can see what a gateway does wrong. */
export const DeadLetterView = z.object({
  at: z.number(),
  gateway: z.string(),
  topic: z.string(),
  reason: z.string(),
  detail: z.string(),
  payload: z.string().describe("the first 512 characters"),
});
export const IngestView = z.object({
  messages: z.int(),
  readings: z.int(),
  duplicates: z.int(),
  stored: z.int(),
  refused: z.record(z.string(), z.int()).describe("how many, by reason"),
  lastReadingAt: z.number().nullable(),
  storing: z.boolean().describe("false while the store takes nothing, so nothing is acknowledged"),
  trouble: z.string().nullable(),
  deadLetters: z.array(DeadLetterView),
});
export type IngestView = z.infer<typeof IngestView>;

/** GET /api/demo/scenarios: what the simulated plant can be made to do. */
export const ScenarioView = z.object({
  id: z.string(),
  title: Text,
  description: Text,
  playing: z.boolean(),
});
export type ScenarioView = z.infer<typeof ScenarioView>;
export const ScenarioList = z.object({ scenarios: z.array(ScenarioView) });
export type ScenarioList = z.infer<typeof ScenarioList>;

/** GET /healthz and /readyz. */
export const HealthView = z.object({ alive: z.boolean() });
export const ReadyView = z.object({
  ready: z.boolean(),
  parts: z.record(z.string(), z.string()).describe("each part with its state in words"),
});
export type ReadyView = z.infer<typeof ReadyView>;

/** RFC 9457 problem details; `detail` says what to do. */
export const Problem = z.object({
  type: z.string().default("about:blank"),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
