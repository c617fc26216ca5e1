import { z } from "zod";
import { Slug, Text } from "../units/index.ts";
import { Audience } from "./notice.ts";

/** One step of a chain; a notifying step takes no time, only waiting does. */
export const ChainStep = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("notify"),
    who: z.array(Audience).min(1).max(10),
    evenAcknowledged: z
      .boolean()
      .default(false)
      .describe("also told when somebody has acknowledged, while the alarm is not over"),
  }),
  z.strictObject({
    do: z.literal("wait"),
    minutes: z
      .number()
      .positive()
      .max(24 * 60),
  }),
  z.strictObject({
    do: z.literal("repeat"),
    fromStep: z.int().min(1).describe("counted from 1"),
    times: z.int().min(1).max(100).nullable().default(null).describe("until acknowledged when null"),
  }),
  z.strictObject({
    do: z.literal("contractor"),
    contractor: z.string().min(1).describe("id of one of the contractor's people"),
    withinMinutes: z
      .number()
      .positive()
      .max(7 * 24 * 60)
      .optional()
      .describe("from the call to arrival; left out, as the contract says"),
    evenAcknowledged: z.boolean().default(false),
  }),
]);
export type ChainStep = z.infer<typeof ChainStep>;

/** Who is told one after the other while nobody answers. After its last step desk and managers are told, for ever. */
export const Chain = z
  .strictObject({ id: Slug, name: Text, steps: z.array(ChainStep).min(1).max(50) })
  .superRefine(({ steps }, context) => {
    steps.forEach((step, i) => {
      if (step.do !== "repeat") return;
      const stretch = steps.slice(step.fromStep - 1, i);
      if (step.fromStep > i || !stretch.some(({ do: what }) => what === "wait"))
        context.addIssue({
          code: "custom",
          path: ["steps", i, "fromStep"],
          message: "repeat from an earlier step, with a wait in between",
        });
    });
    if (!steps.some(({ do: what }) => what === "notify" || what === "contractor"))
      context.addIssue({ code: "custom", path: ["steps"], message: "a chain must tell somebody" });
  });
export type Chain = z.infer<typeof Chain>;

/** People told together. */
export const StaffGroup = z.strictObject({ id: Slug, name: Text, people: z.array(z.string()).max(200) });
export type StaffGroup = z.infer<typeof StaffGroup>;
