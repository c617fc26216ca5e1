import type { Instant, Text } from "../units/index.ts";
import type { SiteProfile } from "./calendar.ts";
import type { Lang } from "./report-words.ts";
import type { Run } from "./run.ts";
import type { Entry } from "./run-events.ts";

/** A trend around the event, drawn. */
export interface Plot {
  readonly title: Text;
  readonly svg: string;
}

export interface ReportOf {
  readonly run: Run;
  /** Oldest first. */
  readonly entries: readonly Entry[];
  readonly plots: readonly Plot[];
  readonly profile: SiteProfile;
  readonly siteName: Text;
  readonly timeZone: string;
  /** A person's name by user name. */
  readonly nameOf: (id: string, lang: Lang) => string;
  /** A channel's name by its id. */
  readonly channelName: (id: string, lang: Lang) => string;
  readonly assetName: (id: string, lang: Lang) => string;
  readonly language: Lang;
  readonly madeAt: Instant;
}

/** Moments in the site's time, as a report writes them. */
export function clockOf(lang: Lang, timeZone: string) {
  const locale = lang === "zh" ? "zh-CN" : "en-GB";
  const full = new Intl.DateTimeFormat(locale, {
    timeZone,
    dateStyle: "medium",
    timeStyle: "medium",
    hourCycle: "h23",
  });
  const time = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: "medium", hourCycle: "h23" });
  return { full: (at: number) => full.format(at), time: (at: number) => time.format(at) };
}

/** Assets by their names where the log has their ids. */
export const named = (
  words: string,
  { assetName, language }: Pick<ReportOf, "assetName" | "language">,
): string => words.replace(/[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9-]*/g, (id) => assetName(id, language));
