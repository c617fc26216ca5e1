/**
 * The pager: carries the law of calls out on durable state. Alarms and notices in, messages to people out; the duty
 * book holds who is on, the courier sends.
 */
export { type Account, DutyBook, type Put } from "./duty-book.ts";
export { type Answer, type Answered, Pager, type PagerOptions } from "./pager.ts";
export type {
  Attempt,
  CalendarFeeds,
  CallChange,
  CallLine,
  CallStore,
  Delivery,
  DutyDocuments,
  DutyKind,
  DutyLog,
  DutySettings,
  DutyStore,
  LogEntry,
  PushSubscription,
  PushSubscriptions,
  Recipient,
  Sender,
  Senders,
  Sent,
  Swap,
  Swaps,
} from "./ports.ts";
