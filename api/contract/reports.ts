import { z } from "zod";

const FileOf = z.object({ id: z.string(), name: z.string(), type: z.string() });

/** A document as data, as facility/reports has it; the console shows it, the printer puts it on paper. */
export const ReportView = z.object({
  title: z.string(),
  subtitle: z.string().optional(),
  language: z.enum(["en", "zh"]),
  site: z.string(),
  madeAt: z.number(),
  timeZone: z.string(),
  mark: z.string().optional(),
  blocks: z.array(
    z.discriminatedUnion("is", [
      z.object({
        is: z.literal("heading"),
        text: z.string(),
        level: z.union([z.literal(1), z.literal(2)]).optional(),
      }),
      z.object({
        is: z.literal("paragraph"),
        text: z.string(),
        tone: z.enum(["plain", "quiet", "warn"]).optional(),
      }),
      z.object({
        is: z.literal("table"),
        columns: z.array(
          z.object({
            title: z.string(),
            align: z.enum(["left", "right", "center"]).optional(),
            width: z.union([z.enum(["fit", "fill"]), z.number()]).optional(),
          }),
        ),
        rows: z.array(z.array(z.string())),
        caption: z.string().optional(),
        empty: z.string().optional(),
      }),
      z.object({ is: z.literal("facts"), entries: z.array(z.tuple([z.string(), z.string()])) }),
      z.object({ is: z.literal("list"), items: z.array(z.string()), ordered: z.boolean().optional() }),
      z.object({ is: z.literal("photo"), file: FileOf, caption: z.string().optional() }),
      z.object({
        is: z.literal("chart"),
        svg: z.string(),
        caption: z.string().optional(),
        alt: z.string().optional().describe("what it shows, for those who do not see it"),
      }),
      z.object({
        is: z.literal("signature"),
        role: z.string(),
        name: z.string().optional(),
        at: z.string().optional(),
        image: FileOf.optional(),
      }),
      z.object({ is: z.literal("page-break") }),
    ]),
  ),
});
export type ReportView = z.infer<typeof ReportView>;
