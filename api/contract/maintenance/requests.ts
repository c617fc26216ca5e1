import { z } from "zod";
import { Answer, ResidentWords, Round, StopReport } from "../../../facility/maintenance/index.ts";
import { FileRef, Text } from "../../../facility/units/index.ts";

const moment = z.number().describe("ms since 1970");

/** GET /api/public/assets/{id}: what the code on an asset opens, for anybody. */
export const PublicAsset = z.object({
  id: z.string(),
  name: Text,
  type: Text,
  place: Text.nullable(),
  site: Text,
  timeZone: z.string().describe("the site's"),
  /** Known already: nobody need write it again. */
  known: z.array(z.object({ what: Text, since: moment, state: Text })),
  outOfService: z.boolean(),
  what: z.array(z.object({ id: ResidentWords.shape.what, label: Text })),
  keepsPersonalDataDays: z.int(),
  ticket: z.string().describe("goes back with the request; a page older than a day needs a new one"),
});
export type PublicAsset = z.infer<typeof PublicAsset>;

/** POST /api/public/assets/{id}/requests */
export const NewRequest = ResidentWords.extend({
  ticket: z.string().max(200),
  website: z.string().max(200).default("").describe("leave it empty"),
  photo: z.base64().max(2_800_000, "the photo is too large; 2 MB at most · 照片过大，最多 2 MB").optional(),
});
export type NewRequest = z.input<typeof NewRequest>;

/** Where the reporter follows it. */
export const RequestTaken = z.object({
  id: z.string(),
  link: z.string(),
  joined: z.boolean(),
  urgent: z.boolean(),
});
export type RequestTaken = z.infer<typeof RequestTaken>;

const state = z.enum(["received", "in-work", "fixed", "confirmed", "reopened", "dismissed"]);

/** GET /api/public/requests/{id}/{secret}: nothing of the staff but what was said to the reporter. */
export const PublicRequest = z.object({
  id: z.string(),
  assetName: Text,
  place: Text.nullable(),
  timeZone: z.string().describe("the site's"),
  what: Text,
  words: z.string(),
  at: moment,
  state,
  steps: z.array(z.object({ at: moment, what: Text, words: z.string() })),
  hasPersonalData: z.boolean(),
});
export type PublicRequest = z.infer<typeof PublicRequest>;

/** POST /api/public/requests/{id}/{secret} */
export const RequestAnswer = z.object({
  fixed: z.boolean(),
  words: z.string().trim().max(1_000).default(""),
});
export type RequestAnswer = z.input<typeof RequestAnswer>;

/** GET /api/requests: the inbox. The phone is shown from technician on. */
export const RequestView = z.object({
  id: z.string(),
  site: z.string(),
  asset: z.string(),
  assetName: Text,
  place: Text.nullable(),
  what: Text,
  words: z.string(),
  language: z.enum(["en", "zh"]),
  at: moment,
  state,
  order: z.string().nullable(),
  phone: z.string().nullable(),
  photos: z.array(FileRef),
  condition: z.array(z.object({ point: Text, value: Text })).describe("what telemetry said at that moment"),
  answers: z.array(z.object({ at: moment, by: z.enum(["resident", "desk"]), words: z.string() })),
  course: z
    .array(z.object({ at: moment, is: state, order: z.string().nullable() }))
    .describe("every state it came to, oldest first, with the order it was joined to then"),
  erased: z.boolean(),
});
export type RequestView = z.infer<typeof RequestView>;
export const RequestList = z.object({ requests: z.array(RequestView) });
export type RequestList = z.infer<typeof RequestList>;
export const RequestReply = z.object({
  words: z.string().trim().min(1).max(1_000),
  dismiss: z.boolean().default(false),
});
export type RequestReply = z.input<typeof RequestReply>;

/** GET /api/rounds */
export const RoundList = z.object({
  rounds: z.array(
    z.object({
      round: Round,
      lastAt: moment.nullable(),
      overdue: z.boolean(),
    }),
  ),
});
export type RoundList = z.infer<typeof RoundList>;

export const StopView = z.object({
  key: z.string(),
  run: z.string(),
  round: z.string(),
  stop: z.string(),
  stopTitle: Text,
  at: moment,
  receivedAt: moment,
  by: z.string(),
  scanned: z.boolean(),
  remark: z.string(),
  answers: z.record(z.string(), Answer),
  failed: z.array(z.object({ item: z.string(), order: z.string().nullable() })),
});
export type StopView = z.infer<typeof StopView>;
export const StopList = z.object({ stops: z.array(StopView) });
export type StopList = z.infer<typeof StopList>;
/** POST /api/rounds/stops: each is kept or refused by itself; sent again, nothing changes. */
export const StopsSent = z.object({ stops: z.array(StopReport).min(1).max(50) });
export type StopsSent = z.input<typeof StopsSent>;
export const StopsTaken = z.object({
  taken: z.array(
    z.object({ key: z.string(), ok: z.boolean(), again: z.boolean(), problem: Text.nullable() }),
  ),
});
export type StopsTaken = z.infer<typeof StopsTaken>;
