/**
 * On call: who is to be told, who is on duty, and what happens while nobody answers.
 * Pure: people, rotas, routes and chains are data; time is handed in; what is to be sent comes out as data.
 */
export {
  type Agreed,
  type Agreements,
  agreedFor,
  type ClockBasis,
  USUAL_MINUTES,
  withinOf,
} from "./agreed.ts";
export type {
  Begun,
  Call,
  CallEffect,
  CallEvent,
  CallState,
  CallStep,
  ContractorClock,
  Member,
  Position,
  TellKind,
} from "./call.ts";
export { UNANSWERED_EVERY } from "./call-chain.ts";
export { dueAt } from "./call-clock.ts";
export { type Called, calledBy } from "./called.ts";
export { Chain, ChainStep, StaffGroup } from "./chain.ts";
export { Channel, type ChannelKind, secretFields, speaksToGroup } from "./channel.ts";
export { DESK_CHANNEL, type Limit, type Planned, planFor, quietUntil, retryAt, slotAt } from "./deliver.ts";
export { type DryRun, dryRun, type Told } from "./dry-run.ts";
export { compose, type Message, merge } from "./message.ts";
export { About, AnswerKind, Audience, Notice, type Receipt, Urgency } from "./notice.ts";
export type { Heard, Notifier } from "./notifier.ts";
export { CAUSE_WAIT, groupWait, openChain, openForAlarm, openForNotice, urgencyOf } from "./open-call.ts";
export { everybody, onDutyAs, type Resolved, type Roster, resolve } from "./people.ts";
export {
  Certificate,
  ContactMethod,
  DutyRole,
  isCertified,
  QuietHours,
  StaffId,
  StaffMember,
  worksAt,
} from "./person.ts";
export { type Quality, qualityOf, type RotaWarning, type Weakness, warningsOf } from "./quality.ts";
export {
  type Attempt,
  type CallLine,
  type Delivery,
  type DeliveryState,
  type DutyDocuments,
  type DutyKind,
  type DutySettings,
  deliveryStates,
  type LogEntry,
  type PushSubscription,
  type Swap,
} from "./records.ts";
export {
  DutyWindow,
  Holiday,
  nowAndNext,
  type OnDuty,
  onDuty,
  Rota,
  RotaLayer,
  RotaOverride,
  type Shift,
  shiftsOf,
} from "./rota.ts";
export {
  askedBy,
  GroupBy,
  groupOf,
  type Mismatch,
  mayFollow,
  mismatch,
  Route,
  type Routed,
  RouteMatch,
  routeFor,
  Timing,
} from "./route.ts";
export { stepCall } from "./step-call.ts";
export type {
  CalendarFeeds,
  CallChange,
  CallStore,
  DutyLog,
  DutyStore,
  PushSubscriptions,
  Swaps,
} from "./stores.ts";
export { answeredWith, both, COMPANY_MS, causesOf, goesWith, isNotice } from "./together.ts";
