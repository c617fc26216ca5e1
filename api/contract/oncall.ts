import { z } from "zod";
import { Priority } from "../../facility/alarms/index.ts";
import {
  About,
  AnswerKind,
  Certificate,
  Chain,
  Channel,
  ContactMethod,
  DutyRole,
  deliveryStates,
  Rota,
  RotaOverride,
  Route,
  StaffGroup,
  StaffId,
  StaffMember,
  Timing,
  Urgency,
} from "../../facility/oncall/index.ts";
import { Text } from "../../facility/units/index.ts";

export {
  AnswerKind,
  Certificate,
  Chain,
  Channel,
  ContactMethod,
  DutyRole,
  Rota,
  RotaOverride,
  Route,
  StaffGroup,
  StaffMember,
  Timing,
};

/** GET /api/oncall/staff. Phone and contact methods are null for those who need not know them. */
export const StaffView = StaffMember.omit({ phone: true, contacts: true }).extend({
  id: z.string(),
  phone: z.string().nullable(),
  contacts: z.array(ContactMethod).nullable(),
  written: z.boolean().describe("false: made from the account, nobody has written a profile"),
  account: z.boolean().describe("may sign in"),
  push: z.int().describe("browsers that take push messages"),
});
export type StaffView = z.infer<typeof StaffView>;
export const StaffList = z.object({ staff: z.array(StaffView), groups: z.array(StaffGroup) });

export const ShiftView = z.object({
  start: z.number(),
  end: z.number(),
  people: z.array(z.string()),
  from: z.string().describe("a layer's id, override, holiday or nobody"),
});
export type ShiftView = z.infer<typeof ShiftView>;

export const WarningView = z.object({
  is: z.enum(["gap", "certificate", "unreachable"]),
  rota: z.string().optional(),
  person: z.string().optional(),
  skill: z.string().optional(),
  from: z.number().optional(),
  to: z.number().optional(),
  until: z.string().optional(),
});

export type WarningView = z.infer<typeof WarningView>;

/** GET /api/oncall/now: who is on, who is next, and what a manager should mend. */
export const OnCallNow = z.object({
  at: z.number(),
  rotas: z.array(
    z.object({
      id: z.string(),
      name: Text,
      site: z.string(),
      role: DutyRole,
      now: ShiftView,
      next: ShiftView.nullable(),
      score: z.int(),
    }),
  ),
  people: z.array(
    z.object({ id: z.string(), name: Text, roles: z.array(DutyRole), phone: z.string().nullable() }),
  ),
  warnings: z.array(WarningView),
});
export type OnCallNow = z.infer<typeof OnCallNow>;

export const RotaList = z.object({ rotas: z.array(Rota) });
export const WeaknessView = z.object({
  is: z.enum(["gap", "one-person", "imbalance", "long-duty", "away"]),
  points: z.int(),
  hours: z.number().optional(),
  share: z.number().optional(),
  person: z.string().optional(),
  most: z.string().optional(),
  mostHours: z.number().optional(),
  least: z.string().optional(),
  leastHours: z.number().optional(),
  from: z.number().optional(),
});
/** GET /api/oncall/rotas/{id}/shifts */
export const RotaCalendar = z.object({
  rota: z.string(),
  from: z.number(),
  to: z.number(),
  shifts: z.array(ShiftView),
  score: z.int().describe("0 to 100, over the time asked for"),
  weaknesses: z.array(WeaknessView),
  hours: z.array(z.object({ person: z.string(), hours: z.number() })),
});
export type RotaCalendar = z.infer<typeof RotaCalendar>;

export const NewOverride = z.object({
  from: z.number(),
  to: z.number(),
  people: z.array(StaffId).min(1).max(10),
  replaces: StaffId.optional(),
  note: z.string().max(500).default(""),
});

const span = z.object({ from: z.number(), to: z.number() });
export const NewSwap = z.object({
  rota: z.string().min(1),
  asked: StaffId.describe("the colleague"),
  shift: span.describe("mine, that he takes"),
  against: span.nullable().default(null).describe("his, that I take"),
  note: z.string().max(500).default(""),
});
export const SwapView = z.object({
  id: z.string(),
  rota: z.string(),
  askedAt: z.number(),
  asks: z.string(),
  asked: z.string(),
  shift: span,
  against: span.nullable(),
  note: z.string(),
  state: z.enum(["asked", "agreed", "declined", "withdrawn"]),
});
export type SwapView = z.infer<typeof SwapView>;
export const SwapList = z.object({ swaps: z.array(SwapView) });
export const AnswerSwap = z.object({ answer: z.enum(["agree", "decline", "withdraw"]) });

export const RoutingView = z.object({ routes: z.array(Route), chains: z.array(Chain) });
export type RoutingView = z.infer<typeof RoutingView>;
export const PutRoutes = z.object({ routes: z.array(Route).max(200) });

/** POST /api/oncall/dry-run: an alarm that is, or a rule on an asset. */
export const DryRunAsked = z.object({
  alarm: z.string().min(1).max(256).describe("<site>.<asset>.<rule>"),
  at: z.number().optional().describe("now when left out"),
  hours: z.number().positive().max(48).default(4),
});
/** Who says how long a contractor has: the chain's step, a contract, or neither (30 minutes). */
export const ClockBasisView = z.discriminatedUnion("is", [
  z.object({ is: z.literal("step") }),
  z.object({ is: z.literal("contract"), contract: z.string(), title: Text }),
  z.object({ is: z.literal("usual") }),
]);
export type ClockBasisView = z.infer<typeof ClockBasisView>;
export const DryRunView = z.object({
  route: z
    .object({ id: z.string(), name: Text })
    .nullable()
    .describe("null: none fits, so everybody is told"),
  chain: z.object({ id: z.string(), name: Text }).nullable(),
  asked: z.array(z.string()).describe("what the route asks for and found: tags, systems, lifeSafety, …"),
  passedOver: z.array(z.object({ route: z.string(), because: z.string() })),
  told: z.array(
    z.object({
      at: z.number(),
      kind: z.string(),
      step: z.int(),
      fellOpen: z.boolean(),
      people: z.array(z.object({ id: z.string(), name: Text })),
      ways: z.array(z.object({ person: z.string(), channel: z.string(), at: z.number() })),
      clock: z
        .object({ dueAt: z.number(), basis: ClockBasisView })
        .nullable()
        .describe("of a contractor who is called: when he must be there, and who says so"),
    }),
  ),
});
export type DryRunView = z.infer<typeof DryRunView>;

export const MemberView = z.object({
  alarm: z.string(),
  title: Text,
  where: Text,
  priority: Priority,
  raisedAt: z.number(),
  is: z.enum(["calling", "acknowledged", "over", "explained"]),
});

/** A call: one cause that people are told of. */
export const CallView = z.object({
  id: z.string(),
  of: z.enum(["alarms", "notice"]),
  site: z.string(),
  urgency: Urgency,
  title: Text,
  body: Text,
  about: About,
  link: z.string(),
  drill: z.boolean(),
  answerable: z.boolean(),
  openedAt: z.number(),
  state: z.enum(["gathering", "calling", "answered", "closed"]),
  answeredBy: z.string().nullable(),
  answeredAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  nextAt: z.number().nullable().describe("when the chain goes on"),
  told: z.array(z.string()),
  members: z.array(MemberView).describe("the first 50"),
  count: z.int(),
  contractor: z
    .object({
      id: z.string(),
      calledAt: z.number(),
      dueAt: z.number(),
      is: z.enum(["running", "arrived", "late"]),
      basis: ClockBasisView,
    })
    .nullable(),
  mine: z.boolean().describe("I have been told"),
  plan: z
    .object({ id: z.string(), title: Text })
    .nullable()
    .describe("the emergency plan that belongs to its alarm; POST …/plan starts it"),
  begun: z
    .array(z.object({ what: z.enum(["plan", "order"]), id: z.string(), by: z.string(), at: z.number() }))
    .describe("what has been set going from it: runs of plans, work orders"),
});
export type CallView = z.infer<typeof CallView>;
export const CallList = z.object({ calls: z.array(CallView) });

export const DeliveryView = z.object({
  id: z.string(),
  call: z.string(),
  kind: z.string(),
  urgency: Urgency,
  person: z.string().nullable(),
  channel: z.string(),
  address: z.string().describe("shortened for those who need not know it"),
  title: Text,
  state: z
    .enum(deliveryStates)
    .describe("hushed: answered before it was sent; unshown: no console was open, the other ways count"),
  queuedAt: z.number(),
  dueAt: z.number(),
  sentAt: z.number().nullable(),
  seenAt: z.number().nullable(),
  tries: z.int(),
  merged: z.int(),
  detail: z.string(),
  attempts: z.array(z.object({ at: z.number(), ms: z.int(), ok: z.boolean(), detail: z.string() })),
});
export type DeliveryView = z.infer<typeof DeliveryView>;
export const DeliveryList = z.object({
  deliveries: z.array(DeliveryView),
  next: z.string().nullable().describe("hand it back as `after` for what is older; null at the end"),
});

export const CallDetail = CallView.extend({
  lines: z.array(
    z.object({ at: z.number(), what: z.string(), who: z.string().nullable(), detail: z.string() }),
  ),
  deliveries: z.array(DeliveryView),
});
export type CallDetail = z.infer<typeof CallDetail>;

/** POST /api/oncall/calls/{id}/plan and …/order: what the person has seen, for whoever comes. */
export const BeginFromCall = z.object({ words: z.string().max(2_000).default("") });
export const BegunFromCall = z.object({
  id: z.string().describe("of the run, or of the order"),
  call: CallView,
});
export type BegunFromCall = z.infer<typeof BegunFromCall>;

export const AnswerCall = z.object({ do: AnswerKind, comment: z.string().max(2_000).default("") });

/** Channels as shown: secrets are empty and named in `set`. Sent back empty, they stay as they are. */
export const ChannelView = z.object({ channel: Channel, set: z.array(z.string()) });
export type ChannelView = z.infer<typeof ChannelView>;
export const ChannelList = z.object({ channels: z.array(ChannelView) });
export const TestChannel = z.object({ address: z.string().max(320).default("") });

export const OnCallSettings = z.object({
  publicUrl: z
    .union([z.literal(""), z.url()])
    .describe("where people reach the console; links in messages need it"),
  heartbeat: z.object({ url: z.url(), everySeconds: z.int().min(30).max(86_400) }).nullable(),
  linkHours: z.number().min(1).max(72),
  keepDays: z
    .int()
    .min(90)
    .max(3_660)
    .default(400)
    .describe("calls that are over are kept this long, with their messages and tries"),
});
export const OnCallSettingsView = OnCallSettings.extend({
  beat: z.object({ at: z.number(), ok: z.boolean(), detail: z.string() }).nullable(),
});
export type OnCallSettingsView = z.infer<typeof OnCallSettingsView>;

export const PushKey = z.object({
  key: z.string(),
  subscriptions: z.array(z.object({ label: z.string(), since: z.number() })),
});
export const Subscribe = z.object({
  endpoint: z.url().max(1_000),
  keys: z.object({ p256dh: z.string().min(20).max(200), auth: z.string().min(10).max(100) }),
  label: z.string().max(200).default(""),
});
export const Unsubscribe = z.object({ endpoint: z.url().max(1_000) });
export const MyContacts = z.object({
  contacts: z.array(ContactMethod).max(20),
  language: z.enum(["en", "zh"]),
  phone: z.string().max(40).default(""),
});

export const LogEntryView = z.object({
  id: z.string(),
  at: z.number(),
  by: z.string(),
  kind: z.enum(["note", "handover"]),
  words: z.string(),
  readBy: z.string().nullable(),
  readAt: z.number().nullable(),
});
export const DutyLogView = z.object({ entries: z.array(LogEntryView) });
export type DutyLogView = z.infer<typeof DutyLogView>;
export const NewLogEntry = z.object({
  site: z.string().min(1),
  kind: z.enum(["note", "handover"]),
  words: z.string().trim().min(1).max(4_000),
});

export const FeedView = z.object({
  path: z.string().describe("private: whoever has it can read the calendar"),
});

/** What the demo's message wall has received. */
export const WallMessage = z.object({
  id: z.int(),
  at: z.number(),
  channel: z.string(),
  to: z.string(),
  text: z.string(),
  link: z.string(),
});
export const WallView = z.object({ messages: z.array(WallMessage) });
export type WallView = z.infer<typeof WallView>;
