import { z } from "zod";
import { FileRef, type Instant, Text } from "../units/index.ts";

const common = {
  id: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, "use lower-case letters, digits and hyphens"),
  title: Text,
  required: z.boolean().default(true),
  /** A photo must be taken with the answer. */
  photo: z.boolean().default(false),
};

/** One line of a checklist, by the kind of its answer. A `permit` bars the start of work until it is given. */
export const ChecklistItem = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("check") }),
  z.strictObject({
    ...common,
    kind: z.literal("number"),
    unit: z.string().max(20).default("1"),
    low: z.number().optional().describe("below this it fails"),
    high: z.number().optional().describe("above this it fails"),
    point: z
      .string()
      .max(64)
      .optional()
      .describe("the asset's point whose newest value fills it in with one tap"),
  }),
  z.strictObject({ ...common, kind: z.literal("text") }),
  z.strictObject({ ...common, kind: z.literal("choice"), choices: z.array(Text).min(2).max(12) }),
  z.strictObject({
    ...common,
    kind: z.literal("permit"),
    permit: z.enum(["isolation", "hot-work", "height", "pit"]),
  }),
]);
export type ChecklistItem = z.infer<typeof ChecklistItem>;

/** What was answered: `ok`, a number, words, or the place of the choice; with remarks and photos. */
export const Answer = z.strictObject({
  value: z.union([z.boolean(), z.number(), z.string().max(2_000)]),
  remark: z.string().max(2_000).default(""),
  photos: z.array(FileRef).max(10).default([]),
  /** Taken from the telemetry, at this source time. */
  readAt: z.number().optional(),
});
export type Answer = z.infer<typeof Answer>;

export interface Checked {
  readonly item: ChecklistItem;
  readonly answer?: Answer & { readonly by: string; readonly at: Instant };
}

/** What an answer says of its item. */
export type Verdict = "open" | "pass" | "fail";

export function verdictOf({ item, answer }: Checked): Verdict {
  if (!answer) return "open";
  const { value } = answer;
  switch (item.kind) {
    case "check":
    case "permit":
      return value === true ? "pass" : "fail";
    case "number":
      return typeof value === "number" && value >= (item.low ?? -Infinity) && value <= (item.high ?? Infinity)
        ? "pass"
        : "fail";
    case "text":
    case "choice":
      return "pass";
    default:
      return item satisfies never;
  }
}

/** Does the answer fit the kind of the item? What is wrong in both languages, or undefined. */
export function misfit(item: ChecklistItem, { value, photos }: Answer): Text | undefined {
  const said = (en: string, zh: string): Text => ({
    en: `${item.title.en}: ${en}`,
    zh: `${item.title.zh}：${zh}`,
  });
  switch (item.kind) {
    case "check":
    case "permit":
      if (typeof value !== "boolean") return said("answer yes or no.", "请回答是或否。");
      break;
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value))
        return said("enter a number.", "请填写数值。");
      break;
    case "text":
      if (typeof value !== "string" || value.trim() === "") return said("write something.", "请填写文字。");
      break;
    case "choice":
      if (typeof value !== "number" || !item.choices[value])
        return said("choose one of the answers.", "请选择一项。");
      break;
    default:
      return item satisfies never;
  }
  return item.photo && photos.length === 0 ? said("take a photo.", "请拍照。") : undefined;
}

/** Required lines without an answer, permits apart. */
export const unanswered = (list: readonly Checked[]): readonly ChecklistItem[] =>
  list.flatMap(({ item, answer }) => (item.required && !answer ? [item] : []));

/** Permits that are not given: work must not begin. */
export const missingPermits = (list: readonly Checked[]): readonly ChecklistItem[] =>
  list.flatMap(({ item, answer }) => (item.kind === "permit" && answer?.value !== true ? [item] : []));
