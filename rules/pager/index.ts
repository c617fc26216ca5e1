/**
 * The pager: carries the law of calls out on durable state. Alarms and notices in, messages to people out; the duty
 * book holds who is on, the courier sends.
 */
export type { Answer, Answered } from "./answering.ts";
export { type Account, DutyBook, type Put } from "./duty-book.ts";
export { DutyUpkeep, type DutyUpkeepOptions } from "./duty-upkeep.ts";
export { HEARTBEAT, Heartbeat, type HeartbeatOptions } from "./heartbeat.ts";
export { Pager, type PagerOptions } from "./pager.ts";
export type {
  Recipient,
  Sender,
  Senders,
  Sent,
} from "./ports.ts";
