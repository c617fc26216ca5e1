import { z } from "zod";
import { type Condition, Priority } from "../alarms/index.ts";
import { type Instant, isTimeZone, Slug, Text, wallOf } from "../units/index.ts";
import { minuteOf, within } from "./day-and-minute.ts";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "say hours and minutes, for example 08:00");
const some = z.array(z.string().min(1)).max(200).default([]);

/** Which alarms a route takes; what is left empty asks nothing. */
export const RouteMatch = z.strictObject({
  sites: some,
  systems: some.describe("of the catalogue, for example lift"),
  types: some.describe("equipment types, for example booster-pump"),
  places: some.describe("ids of places the asset is in"),
  assets: some.describe("full ids"),
  rules: some,
  tags: some.describe("of the asset: one of them is enough"),
  priorities: z.array(Priority).default([]),
  lifeSafety: z.boolean().optional(),
  hours: z
    .strictObject({
      timeZone: z.string().refine(isTimeZone, "name a time zone, for example Asia/Shanghai"),
      days: z.array(z.int().min(1).max(7)).min(1),
      from: clock,
      to: clock,
    })
    .optional(),
});
export type RouteMatch = z.infer<typeof RouteMatch>;

/** Timers as Alertmanager has them, and what becomes of an acknowledgement. */
export const Timing = z.strictObject({
  groupWaitSeconds: z
    .number()
    .min(0)
    .max(3_600)
    .default(30)
    .describe("alarms that come within this time are one page; urgent ones do not wait"),
  groupIntervalMinutes: z
    .number()
    .min(0)
    .max(1_440)
    .default(5)
    .describe("what joins a page already told is told after this time"),
  remindMinutes: z
    .number()
    .min(0)
    .max(7 * 1_440)
    .default(60)
    .describe("acknowledged but not over: whoever has it is reminded this often; never when 0"),
  unacknowledgeMinutes: z
    .number()
    .min(0)
    .max(7 * 1_440)
    .default(0)
    .describe("acknowledged and no work noted for this long: it calls again; never when 0"),
});
export type Timing = z.infer<typeof Timing>;

export const GroupBy = z.enum(["site", "system", "place", "asset", "rule", "priority"]);
export type GroupBy = z.infer<typeof GroupBy>;

export const Route = z.strictObject({
  id: Slug,
  name: Text,
  match: RouteMatch,
  chain: Slug,
  certified: z
    .boolean()
    .default(false)
    .describe("of each step only those certified for the asset's system or type are told, if there are any"),
  groupBy: z.array(GroupBy).max(6).default(["site", "system"]),
  timing: Timing,
});
export type Route = z.infer<typeof Route>;

/** An alarm as routing sees it. */
export interface Routed {
  readonly alarm: string;
  readonly asset: string;
  readonly site: string;
  readonly system: string;
  readonly type: string;
  readonly places: readonly string[];
  /** Words of the site's own for the asset. */
  readonly tags: readonly string[];
  readonly rule: string;
  readonly priority: Priority;
  readonly lifeSafety: boolean;
  /** Others may follow from it: it is the root, and is told at once. */
  readonly explains: boolean;
  /** It may follow from another that is not known yet. */
  readonly mayFollow: boolean;
}

/** Could it be the consequence of a loss that is told a moment later? */
export const mayFollow = (rule: {
  readonly condition: Pick<Condition, "kind">;
  readonly followsFrom: readonly unknown[];
}): boolean => rule.condition.kind === "no-data" || rule.followsFrom.length > 0;

export type Mismatch = keyof RouteMatch;

/** Read from top to bottom; the first that does not fit says so. */
const questions: readonly (readonly [
  Mismatch,
  (match: RouteMatch, alarm: Routed, at: Instant) => boolean,
])[] = [
  ["sites", ({ sites }, { site }) => sites.length === 0 || sites.includes(site)],
  ["systems", ({ systems }, { system }) => systems.length === 0 || systems.includes(system)],
  ["types", ({ types }, { type }) => types.length === 0 || types.includes(type)],
  ["places", ({ places }, alarm) => places.length === 0 || places.some((one) => alarm.places.includes(one))],
  ["assets", ({ assets }, { asset }) => assets.length === 0 || assets.includes(asset)],
  [
    "tags",
    ({ tags }, alarm) =>
      tags.length === 0 || tags.some((one) => alarm.tags.includes(one.trim().toLowerCase())),
  ],
  ["rules", ({ rules }, { rule }) => rules.length === 0 || rules.includes(rule)],
  ["priorities", ({ priorities }, { priority }) => priorities.length === 0 || priorities.includes(priority)],
  [
    "lifeSafety",
    (match, { lifeSafety }) => match.lifeSafety === undefined || match.lifeSafety === lifeSafety,
  ],
  ["hours", ({ hours }, _, at) => hours === undefined || inHours(hours, at)],
];

function inHours({ timeZone, days, from, to }: NonNullable<RouteMatch["hours"]>, at: Instant): boolean {
  const { minute, weekday } = wallOf(at, timeZone);
  const [start, end] = [minuteOf(from), minuteOf(to)];
  const startDay = end <= start && minute < start ? ((weekday + 5) % 7) + 1 : weekday;
  return within(minute, start, end) && days.includes(startDay);
}

/** Why a route does not take the alarm; undefined when it does. */
export const mismatch = (route: Route, alarm: Routed, at: Instant): Mismatch | undefined =>
  questions.find(([, fits]) => !fits(route.match, alarm, at))?.[0];

/** What a route asks for, so why it takes an alarm that fits it; empty for one that takes every alarm. */
export const askedBy = ({ match }: Route): Mismatch[] =>
  questions
    .map(([what]) => what)
    .filter((what) => {
      const asked = match[what];
      return Array.isArray(asked) ? asked.length > 0 : asked !== undefined;
    });

/** The first route that fits; none: everybody of desk and management is told (fail open). */
export const routeFor = (routes: readonly Route[], alarm: Routed, at: Instant): Route | undefined =>
  routes.find((route) => mismatch(route, alarm, at) === undefined);

/** Alarms of one key are told together. A danger to people is always told alone. */
export function groupOf(route: Route | undefined, alarm: Routed, urgency: string): string {
  if (alarm.lifeSafety) return `alone ${alarm.alarm}`;
  const value: Record<GroupBy, string> = {
    site: alarm.site,
    system: alarm.system,
    place: alarm.places[0] ?? "",
    asset: alarm.asset,
    rule: alarm.rule,
    priority: alarm.priority,
  };
  const by = route?.groupBy ?? ["site", "system"];
  return [route?.id ?? "", urgency, ...by.map((each) => value[each])].join(" ");
}
