import { z } from "zod";
import { Priority } from "../../facility/alarms/index.ts";
import { Text } from "../../facility/units/index.ts";
import { AlarmView, JournalEntry, LinkView } from "./views.ts";

const words = z.string().max(2_000);

/** GET /api/alarms/{id}: the alarm with what its rule says, and how it went the last times. */
export const AlarmDetail = z.object({
  alarm: AlarmView.nullable().describe("null while it is normal"),
  title: Text,
  priority: Priority,
  lifeSafety: z.boolean(),
  cause: Text,
  consequence: Text,
  response: Text,
  respondWithinMinutes: z.number(),
  emergencyPlan: LinkView.nullable(),
  maintenanceTask: LinkView.nullable(),
  consequences: z.array(AlarmView).describe("what this alarm explains, first-out first"),
  occurrences: z
    .array(
      z.object({
        occurrence: z.int(),
        raisedAt: z.number(),
        clearedAt: z.number().nullable(),
        notes: z.array(
          z.object({ event: JournalEntry.shape.event, at: z.number(), by: z.string(), words: z.string() }),
        ),
      }),
    )
    .describe("newest first, the present one included; with what people did and said"),
});
export type AlarmDetail = z.infer<typeof AlarmDetail>;

/** POST /api/alarms/{id}/shelve. A shelf has an end and a reason. */
export const Shelve = z.object({
  minutes: z.number().positive().max(1_440).describe("ends by itself after this long, at most 24 h"),
  oneShot: z.boolean().default(false).describe("ends already when this occurrence does"),
  reason: words.min(1, "say why"),
});
export type Shelve = z.input<typeof Shelve>;

/** POST /api/alarms/{id}/unshelve, /reset; POST /api/assets/{id}/return-to-service. */
export const WithComment = z.object({ comment: words.default("") });
export type WithComment = z.input<typeof WithComment>;

/** POST /api/alarms/{id}/comment */
export const Comment = z.object({ text: words.min(1, "write something") });
export type Comment = z.input<typeof Comment>;

/** POST /api/alarms/{id}/assign; null gives it back. */
export const Assign = z.object({ to: z.string().max(64).nullable(), comment: words.default("") });
export type Assign = z.input<typeof Assign>;

/** POST /api/assets/{id}/out-of-service */
export const TakeOut = z.object({
  reason: words.min(1, "say why"),
  order: z.string().max(128).optional().describe("the maintenance order it is tied to"),
});
export type TakeOut = z.input<typeof TakeOut>;

/** What changed on an asset. */
export const AlarmsChanged = z.object({ alarms: z.array(AlarmView) });
export type AlarmsChanged = z.infer<typeof AlarmsChanged>;

/** More than a person can have looked at is no acknowledgement. */
export const MOST_AT_ONCE = 200;

/** POST /api/alarms/acknowledge */
export const BulkAcknowledge = z.object({
  alarms: z
    .array(z.object({ id: z.string(), occurrence: z.int() }))
    .min(1)
    .max(MOST_AT_ONCE),
  comment: words.default(""),
});
export type BulkAcknowledge = z.input<typeof BulkAcknowledge>;
export const BulkAcknowledged = z.object({
  alarms: z.array(AlarmView).describe("as they stand now"),
  refused: z.array(z.object({ id: z.string(), problem: z.string() })),
});
export type BulkAcknowledged = z.infer<typeof BulkAcknowledged>;

/** More alarms than a person can follow: more than ten in ten minutes. */
export const FloodView = z.object({ since: z.number(), count: z.int() });
export type FloodView = z.infer<typeof FloodView>;
