import { z } from "zod";
import { type Instant, Slug, type Text, text } from "../units/index.ts";

/** What the law takes the site for; decides how often it must practise. */
export const SiteClass = z.enum(["fire-key-unit", "other"]);
export type SiteClass = z.infer<typeof SiteClass>;

/** What a site is by law, for its calendar and its reports. */
export const SiteProfile = z.strictObject({
  class: SiteClass.default("other"),
  region: z.string().min(2).max(40).default("CN"),
  unit: z.string().max(200).default("").describe("name of the unit as it reports to authorities"),
  address: z.string().max(300).default(""),
  /** Working days between the announcement and the drill. */
  noticeDays: z.int().min(0).max(60).default(3),
});
export type SiteProfile = z.infer<typeof SiteProfile>;

/** A drill the law or good practice asks for. */
export interface DrillRule {
  readonly id: string;
  readonly plan: string;
  readonly title: Text;
  readonly everyMonths: number;
  readonly classes: readonly SiteClass[];
  /** Region it binds in; a region's own rule goes before that of the country. */
  readonly region: string;
  readonly basis: "law" | "practice";
  readonly source: string;
}

const ALL: readonly SiteClass[] = SiteClass.options;

/** Provinces differ on whether each plan counts: have it confirmed for the site. */
export const drillRules: readonly DrillRule[] = [
  {
    id: "fire-half-year",
    plan: "fire",
    title: text("Fire drill, half-yearly", "消防演练（半年）"),
    everyMonths: 6,
    classes: ["fire-key-unit"],
    region: "CN",
    basis: "law",
    source: "公安部61号令 art. 40: fire key units half-yearly (51dongshi.com, 233.com)",
  },
  {
    id: "fire-year",
    plan: "fire",
    title: text("Fire drill, yearly", "消防演练（年度）"),
    everyMonths: 12,
    classes: ["other"],
    region: "CN",
    basis: "law",
    source: "公安部61号令 art. 40: others yearly (51dongshi.com, 233.com)",
  },
  {
    id: "entrapment-half-year",
    plan: "entrapment",
    title: text("Lift rescue drill, half-yearly, each lift type", "电梯困人救援演练（半年，每种类型）"),
    everyMonths: 6,
    classes: ALL,
    region: "CN",
    basis: "law",
    source: "TSG T5002-2017 maintainer's duties (one source)",
  },
  {
    id: "site-plan-half-year",
    plan: "power-cut",
    title: text("On-site plan drill, half-yearly", "现场处置方案演练（半年）"),
    everyMonths: 6,
    classes: ALL,
    region: "CN",
    basis: "law",
    source: "on-site plans half-yearly as minimum (yjj.bozhou.gov.cn 672924, yjglt.jiangsu.gov.cn 317835)",
  },
  {
    id: "flood-season",
    plan: "flood",
    title: text("Flood drill before the rainy season", "汛前防汛演练"),
    everyMonths: 12,
    classes: ALL,
    region: "CN",
    basis: "practice",
    source: "one special plan a year as minimum; before the rains is heuristic",
  },
];

export const PlannedDrill = z.strictObject({
  id: z.string().min(1),
  site: Slug,
  plan: Slug,
  rule: z.string().nullable().describe("the line of the calendar it is for"),
  at: z.number().describe("when it begins, ms since 1970"),
  scenario: z.string().min(1).max(2_000).describe("what is played, in words"),
  asset: z.string().nullable().describe("where: the asset that is said to have called"),
  allow: z
    .array(z.string())
    .max(60)
    .default([])
    .describe("steps whose message or command really leaves the house"),
  notice: z.string().max(2_000).default("").describe("what is announced beforehand"),
  noticeAt: z.number().nullable().describe("when it was announced; null while it was not"),
  run: z.string().nullable().describe("the run it became"),
  cancelled: z.string().nullable().describe("why it does not take place"),
  by: z.string(),
});
export type PlannedDrill = z.infer<typeof PlannedDrill>;

export interface CalendarLine {
  readonly rule: DrillRule;
  readonly last: Instant | null;
  /** Midnight UTC of the last day on which it is in time; null while none was ever held. */
  readonly dueBy: Instant | null;
  readonly planned: PlannedDrill | null;
  readonly is: "fine" | "soon" | "overdue" | "never";
}

const MONTH_SOON = 30 * 86_400_000;

/** Months added by the calendar; the last day of a shorter month where the day does not exist. */
export function monthsAfter(at: Instant, months: number): Instant {
  const from = new Date(at);
  const day = from.getUTCDate();
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(day, last));
  return (to.getTime() + (at % 86_400_000)) as Instant;
}

/** Which drills a site owes, when each was last held to its end, and what is planned. */
export function calendarOf(
  profile: SiteProfile,
  held: readonly { readonly plan: string; readonly at: Instant }[],
  planned: readonly PlannedDrill[],
  now: Instant,
): readonly CalendarLine[] {
  return drillRules
    .filter((rule) => rule.classes.includes(profile.class) && profile.region.startsWith(rule.region))
    .map((rule) => {
      const times = held.filter(({ plan }) => plan === rule.plan).map(({ at }) => at);
      const last = times.length === 0 ? null : (Math.max(...times) as Instant);
      const dueBy = last === null ? null : monthsAfter(last, rule.everyMonths);
      const next = planned
        .filter(
          (one) =>
            one.plan === rule.plan &&
            one.cancelled === null &&
            one.run === null &&
            one.at >= now - 86_400_000,
        )
        .sort((a, b) => a.at - b.at)[0];
      const is =
        dueBy === null ? "never" : dueBy < now ? "overdue" : dueBy - now < MONTH_SOON ? "soon" : "fine";
      return { rule, last, dueBy, planned: next ?? null, is };
    });
}

/** When a drill must be announced: that many working days before, weekends left out (public holidays are not known here). */
export function noticeDueAt(at: Instant, workingDays: number): Instant {
  let day = at as number;
  for (let left = workingDays; left > 0; ) {
    day -= 86_400_000;
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return day as Instant;
}
