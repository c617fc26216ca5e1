import { type Instant, seconds, type Text } from "../units/index.ts";
import { type Agreements, agreedFor } from "./agreed.ts";
import type { Call, Member } from "./call.ts";
import type { ChainStep } from "./chain.ts";
import type { Notice, Urgency } from "./notice.ts";
import type { Route, Routed } from "./route.ts";
import { Timing } from "./route.ts";

/** An alarm that may be the consequence of another waits this long for it. */
export const CAUSE_WAIT = seconds(15);

export const urgencyOf = ({ lifeSafety, priority }: Pick<Routed, "lifeSafety" | "priority">): Urgency =>
  lifeSafety ? "life-safety" : priority === "critical" || priority === "high" ? "urgent" : "normal";

/** Where no route fits or its chain is gone: everybody of desk and management, again and again. */
export const openChain = (site: string): readonly ChainStep[] => [
  {
    do: "notify",
    who: [
      { to: "role", role: "desk", site },
      { to: "role", role: "manager", site },
    ],
    evenAcknowledged: false,
  },
  { do: "wait", minutes: 5 },
  { do: "repeat", fromStep: 1, times: 3 },
];

const usualTiming: Timing = Timing.parse({});

/**
 * How long an alarm waits for company before anybody is told: people in danger and root causes not at all, what may
 * be a mere consequence until its cause would be known, other urgent ones not at all, the rest as the route says.
 */
export function groupWait(alarm: Routed, timing: Timing): number {
  const urgency = urgencyOf(alarm);
  if (urgency === "life-safety") return 0;
  const wait = urgency === "urgent" ? 0 : seconds(timing.groupWaitSeconds);
  return alarm.mayFollow && !alarm.explains ? Math.max(wait, CAUSE_WAIT) : wait;
}

/** A call for an alarm that calls; further ones may join it. */
export function openForAlarm(
  alarm: Routed,
  member: Member,
  route: Route | undefined,
  steps: readonly ChainStep[] | undefined,
  group: string,
  body: Text,
  at: Instant,
  agreements: Agreements = () => undefined,
): Call {
  const timing = route?.timing ?? usualTiming;
  const agreed = agreedFor(steps ?? [], alarm, at, agreements);
  return {
    id: `alarm:${member.alarm}#${member.occurrence}`,
    of: "alarms",
    site: alarm.site,
    urgency: urgencyOf(alarm),
    group,
    route: route?.id ?? null,
    chain: steps ?? openChain(alarm.site),
    ...(Object.keys(agreed).length > 0 ? { agreed } : {}),
    timing,
    skills: route?.certified ? [alarm.system, alarm.type] : [],
    title: member.title,
    body,
    link: `/alarms?alarm=${encodeURIComponent(member.alarm)}`,
    about: { kind: "alarm", id: member.alarm },
    drill: false,
    answerable: true,
    openedAt: at,
    members: [member],
    state: { is: "gathering", until: (at + groupWait(alarm, timing)) as Instant },
    told: [],
    lastToldAt: null,
    contractor: null,
    begun: [],
  };
}

/** A call for what another part of the house has to say. Where nobody need answer it is told once. */
export function openForNotice(notice: Notice, at: Instant): Call {
  const wait = notice.urgency === "life-safety" ? 2 : notice.urgency === "urgent" ? 5 : 30;
  const told: ChainStep = { do: "notify", who: [notice.audience], evenAcknowledged: false };
  return {
    id: `notice:${notice.key}`,
    of: "notice",
    site: notice.site,
    urgency: notice.urgency,
    group: `notice ${notice.key}`,
    route: null,
    chain: notice.answerable
      ? [told, { do: "wait", minutes: wait }, { do: "repeat", fromStep: 1, times: 2 }]
      : [told],
    timing: { ...usualTiming, remindMinutes: 0 },
    skills: [],
    title: notice.title,
    body: notice.body,
    link: notice.link,
    about: notice.about,
    ...(notice.causes?.length ? { causes: notice.causes } : {}),
    drill: notice.drill ?? false,
    answerable: notice.answerable,
    openedAt: at,
    members: [],
    state: { is: "gathering", until: at },
    told: [],
    lastToldAt: null,
    contractor: null,
    begun: [],
  };
}
