import { z } from "zod";
import { Slug, Text } from "../units/index.ts";

const port = z.int().min(1).max(65_535);
const url = z.url().max(2_000);
const base = {
  id: Slug,
  name: Text,
  enabled: z.boolean().default(true),
  /** When this one fails, the same message goes out here at once. */
  fallback: Slug.optional(),
  limit: z
    .strictObject({ messages: z.int().min(1).max(10_000), minutes: z.number().positive().max(1_440) })
    .default({ messages: 10, minutes: 10 })
    .describe("for one person; what is beyond it waits and goes out as one message, life safety never waits"),
  testEveryHours: z
    .number()
    .min(0)
    .max(8_760)
    .default(0)
    .describe("tested by itself this often; never when 0"),
  testAddress: z.string().max(320).default(""),
};

/** A configured way to reach people. Fields named in `secretFields` are stored encrypted and never shown again. */
export const Channel = z.discriminatedUnion("kind", [
  z.strictObject({
    ...base,
    kind: z.literal("email"),
    host: z.string().min(1).max(253),
    port: port.default(465),
    security: z.enum(["tls", "starttls", "none"]).default("tls"),
    user: z.string().max(320).default(""),
    password: z.string().max(500).default(""),
    from: z.string().min(3).max(320),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("webhook"),
    url,
    secret: z
      .string()
      .max(500)
      .default("")
      .describe("signs the body: HMAC-SHA256, header x-watchkeeper-signature"),
    headers: z.record(z.string().max(100), z.string().max(1_000)).default({}),
    template: z
      .string()
      .max(10_000)
      .default("")
      .describe("the body with {{title}}, {{body}}, {{address}} …; JSON with every field when empty"),
    contentType: z.string().max(100).default("application/json"),
  }),
  z.strictObject({ ...base, kind: z.literal("wecom"), url }),
  z.strictObject({ ...base, kind: z.literal("dingtalk"), url, secret: z.string().max(500).default("") }),
  z.strictObject({ ...base, kind: z.literal("feishu"), url, secret: z.string().max(500).default("") }),
  z.strictObject({ ...base, kind: z.literal("webpush") }),
]);
export type Channel = z.infer<typeof Channel>;
export type ChannelKind = Channel["kind"];

/** A robot's address is a secret: whoever has it may post into the group. */
export const secretFields: Record<ChannelKind, readonly string[]> = {
  email: ["password"],
  webhook: ["url", "secret", "headers"],
  wecom: ["url"],
  dingtalk: ["url", "secret"],
  feishu: ["url", "secret"],
  webpush: [],
};

/** Robots speak to a group: one message that mentions several people, not one for each. */
export const speaksToGroup = (kind: ChannelKind): boolean =>
  kind === "wecom" || kind === "dingtalk" || kind === "feishu";
