import { type Instant, minutes, seconds, wallOf } from "../units/index.ts";
import type { TellKind } from "./call.ts";
import { minuteOf, within } from "./day-and-minute.ts";
import type { Urgency } from "./notice.ts";
import type { ContactMethod, StaffId, StaffMember } from "./person.ts";

/** One message to one person by one way, as planned. */
export interface Planned {
  readonly person: StaffId;
  readonly channel: string;
  readonly address: string;
  /** Its place among the person's ways. */
  readonly order: number;
  readonly dueAt: Instant;
}

/** The consoles that are open, with sound; every step is told there too, once. */
export const DESK_CHANNEL = "desk";

/** The end of quiet hours that hold at this moment; undefined where none do. */
export function quietUntil(
  { quiet }: Pick<ContactMethod, "quiet">,
  timeZone: string,
  at: Instant,
): Instant | undefined {
  if (!quiet) return undefined;
  const [from, to] = [minuteOf(quiet.from), minuteOf(quiet.to)];
  const { minute } = wallOf(at, timeZone);
  if (!within(minute, from, to) || from === to) return undefined;
  const left = (to - minute + 1_440) % 1_440;
  return (at - (at % 60_000) + left * 60_000) as Instant;
}

/**
 * What is sent to the people of one step, and when. For life safety every way at once, quiet or not. Otherwise the
 * ways in their order; one that is quiet waits for the end of its quiet hours, unless the page is urgent and nobody of
 * the step would be told now: then quiet hours give way.
 */
export function planFor(
  people: readonly StaffMember[],
  urgency: Urgency,
  kind: TellKind,
  at: Instant,
  isUsable: (channel: string) => boolean,
): Planned[] {
  const hasToHear = urgency !== "normal" && kind !== "over" && kind !== "reminder";
  const later = kind === "over" || kind === "reminder" || kind === "more";
  // News of what one has heard of already does not come by every way.
  const plan = (member: StaffMember, loud: boolean) => {
    const planned = ways(member, urgency, at, isUsable, loud);
    return later ? planned.slice(0, 1) : planned;
  };
  const plans = people.flatMap((member) => plan(member, false));
  const now = plans.some(({ dueAt }) => dueAt <= at);
  if (now || !hasToHear) return plans;
  const loud = people.flatMap((member) => plan(member, true));
  return loud.length > 0 ? loud : plans;
}

function ways(
  member: StaffMember,
  urgency: Urgency,
  at: Instant,
  isUsable: (channel: string) => boolean,
  ignoreQuiet: boolean,
): Planned[] {
  const planned: Planned[] = [];
  const usable = member.contacts.filter(({ channel }) => isUsable(channel));
  // The first way that is not quiet goes out at once, whatever its place.
  let shift: number | undefined;
  usable.forEach((method, order) => {
    const { channel, address, afterMinutes } = method;
    const loud = urgency === "life-safety" || ignoreQuiet;
    const end = loud ? undefined : quietUntil(method, member.timeZone, at);
    if (end === undefined) shift ??= afterMinutes;
    const wait = urgency === "life-safety" ? 0 : minutes(Math.max(0, afterMinutes - (shift ?? 0)));
    planned.push({
      person: member.id,
      channel,
      address,
      order,
      dueAt: (end ?? at + wait) as Instant,
    });
  });
  return planned;
}

/** Waits between tries of one message; after the last it is given up, and the chain goes on without it. */
const RETRY_AFTER = [seconds(5), seconds(15), seconds(45), minutes(2), minutes(5), minutes(10), minutes(15)];

/** When to try again after so many failed tries; undefined: given up. `retryAfter` is what the provider asked, ms. */
export function retryAt(tries: number, at: Instant, retryAfter?: number): Instant | undefined {
  const wait = RETRY_AFTER[tries - 1];
  if (wait === undefined) return undefined;
  return (at + Math.max(wait, Math.min(retryAfter ?? 0, minutes(30)))) as Instant;
}

/** At most so many messages in so long, for one person on one channel; life safety does not count it. */
export interface Limit {
  readonly messages: number;
  readonly minutes: number;
}

/** When the next message may go out; what waits until then goes out as one. */
export function slotAt(sent: readonly Instant[], limit: Limit, at: Instant): Instant {
  const span = limit.minutes * 60_000;
  const recent = sent.filter((moment) => moment > at - span).sort((a, b) => a - b);
  if (recent.length < limit.messages) return at;
  return (recent[recent.length - limit.messages]! + span) as Instant;
}
