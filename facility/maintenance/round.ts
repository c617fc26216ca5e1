import { z } from "zod";
import { printedUnit, Slug, Text, text } from "../units/index.ts";
import { Answer, ChecklistItem, misfit, verdictOf } from "./checklist.ts";
import { answerWords } from "./order-words.ts";

/** A round or patrol: stops in order, each with the code to scan there and lines to answer. */
export const Round = z.strictObject({
  id: Slug,
  site: Slug,
  title: Text,
  kind: z.enum(["inspection", "patrol"]),
  /** How often, in hours; 0 where it has no rhythm. */
  everyHours: z.number().nonnegative().max(8_784).default(24),
  basis: z.enum(["law", "standard", "practice"]).default("practice"),
  source: z.string().max(400).default(""),
  stops: z
    .array(
      z.strictObject({
        id: Slug,
        title: Text,
        asset: z.string().max(200).optional(),
        place: Text.optional(),
        /** What the code at the stop holds; scanning anything else is refused. */
        code: z.string().min(4).max(200),
        checklist: z.array(ChecklistItem).max(60),
      }),
    )
    .min(1)
    .max(200),
  enabled: z.boolean().default(true),
});
export type Round = z.infer<typeof Round>;

/** One stop as the phone sends it, perhaps hours later; its key makes it arrive once. */
export const StopReport = z.strictObject({
  key: z.string().min(8).max(200),
  run: z.string().min(8).max(120).describe("the round under way, made up by the phone"),
  round: Slug,
  stop: Slug,
  /** Phone's clock, ms; the server keeps its own beside it. */
  at: z.number(),
  startedAt: z.number(),
  scanned: z.boolean().describe("false where the code could not be read and the stop was chosen by hand"),
  answers: z.record(z.string().max(64), Answer),
  remark: z.string().max(2_000).default(""),
});
export type StopReport = z.infer<typeof StopReport>;

export interface KeptStop extends StopReport {
  readonly site: string;
  readonly by: string;
  readonly receivedAt: number;
  /** Lines that failed; each became, or joined, an order. */
  readonly failed: readonly { readonly item: string; readonly order: string | undefined }[];
}

/** What a report says: lines that do not fit (refused), or those that failed. */
export function judgeStop(round: Round, report: StopReport): { misfits: Text[]; failed: ChecklistItem[] } {
  const stop = round.stops.find(({ id }) => id === report.stop);
  if (!stop)
    return {
      misfits: [
        { en: `There is no stop ${report.stop} on this round.`, zh: `本次巡检没有 ${report.stop} 巡检点。` },
      ],
      failed: [],
    };
  const misfits: Text[] = [];
  const failed: ChecklistItem[] = [];
  for (const item of stop.checklist) {
    const answer = report.answers[item.id];
    if (!answer) {
      if (item.required)
        misfits.push({ en: `${item.title.en}: answer it.`, zh: `${item.title.zh}：请填写。` });
      continue;
    }
    const wrong = misfit(item, answer);
    if (wrong) misfits.push(wrong);
    else if (verdictOf({ item, answer: { ...answer, by: "", at: report.at as never } }) === "fail")
      failed.push(item);
  }
  return { misfits, failed };
}

/** What the order for a line that failed says: that it failed, what was found and what is allowed, and who saw it where. */
export function failureWords(
  round: Pick<Round, "title">,
  stop: { readonly title: Text },
  item: ChecklistItem,
  report: Pick<StopReport, "answers" | "remark">,
): { readonly title: Text; readonly description: Text } {
  const answer = report.answers[item.id];
  const found = answer && answerWords(item, answer.value);
  const own = answer?.remark === "" ? undefined : answer?.remark;
  const said = (lang: keyof Text) =>
    [
      found && (lang === "en" ? `Found: ${found.en}` : `检查结果：${found.zh}`) + allowed(item, lang),
      (lang === "en" ? "Round: " : "巡检：") + round.title[lang],
      own,
      report.remark === "" || report.remark === own ? undefined : report.remark,
    ]
      .filter((words) => words !== undefined)
      .join("\n");
  return {
    title: text(`${stop.title.en}: failed “${item.title.en}”`, `${stop.title.zh}：“${item.title.zh}”不合格`),
    description: text(said("en"), said("zh")),
  };
}

function allowed(item: ChecklistItem, lang: keyof Text): string {
  if (item.kind !== "number") return "";
  const unit = printedUnit(item.unit, lang);
  const limits = [
    ...(item.low === undefined ? [] : [`≥ ${item.low} ${unit}`.trim()]),
    ...(item.high === undefined ? [] : [`≤ ${item.high} ${unit}`.trim()]),
  ];
  if (limits.length === 0) return "";
  return lang === "en" ? ` (allowed: ${limits.join(", ")})` : `（允许值：${limits.join("、")}）`;
}
