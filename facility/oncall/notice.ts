import { z } from "zod";
import { type Instant, Text } from "../units/index.ts";
import { DutyRole, StaffId } from "./person.ts";

/** Who is to be told. A rota or group that is not there, or is empty at the time, falls open to desk and managers. */
export const Audience = z.discriminatedUnion("to", [
  z.strictObject({ to: z.literal("person"), id: StaffId }),
  z.strictObject({ to: z.literal("role"), role: DutyRole, site: z.string().min(1) }),
  z.strictObject({ to: z.literal("rota"), id: z.string().min(1) }),
  z.strictObject({ to: z.literal("group"), id: z.string().min(1) }),
  /** A contractor's people, by the id of one of them. */
  z.strictObject({ to: z.literal("contractor"), id: z.string().min(1) }),
]);
export type Audience = z.infer<typeof Audience>;

/** `life-safety` breaks every quiet hour and limit; `normal` may wait for the end of quiet hours. */
export const Urgency = z.enum(["life-safety", "urgent", "normal"]);
export type Urgency = z.infer<typeof Urgency>;

/** What the notice is about, for links and for the log. */
export const About = z.strictObject({
  kind: z.enum(["alarm", "run", "order", "request", "system"]),
  id: z.string().min(1),
});
export type About = z.infer<typeof About>;

/** Something that people are to be told, whoever says it. */
export interface Notice {
  /** The same key twice is one notice. */
  readonly key: string;
  readonly site: string;
  readonly audience: Audience;
  readonly title: Text;
  readonly body: Text;
  readonly urgency: Urgency;
  readonly about: About;
  /** A console path, for example /orders/17. */
  readonly link: string;
  /** Alarms behind it, which page people as well: whoever is told of both gets one message. */
  readonly causes?: readonly string[];
  /** Said in the first line of every message. */
  readonly drill?: true;
  /** Somebody must say that he has it: it is repeated, and after that the desk and the managers are told. */
  readonly answerable: boolean;
  readonly at: Instant;
}

export const Notice = z.strictObject({
  key: z.string().min(1).max(200),
  site: z.string().min(1),
  audience: Audience,
  title: Text,
  body: Text,
  urgency: Urgency,
  about: About,
  link: z.string().startsWith("/"),
  causes: z.array(z.string()).max(100).optional(),
  drill: z.literal(true).optional(),
  answerable: z.boolean(),
  at: z.number(),
});

/** What a person says to a page. */
export const AnswerKind = z.enum(["acknowledge", "take", "on-my-way", "arrived", "escalate", "comment"]);
export type AnswerKind = z.infer<typeof AnswerKind>;

/** What has become of a notice; one for each person and channel where there are several. */
export interface Receipt {
  /** The notice's key; for the page of an alarm `alarm:<alarm id>#<occurrence>`. */
  readonly key: string;
  readonly at: Instant;
  readonly state: "queued" | "sent" | "delivered" | "failed" | "seen" | "answered";
  readonly person?: StaffId;
  readonly channel?: string;
  /** Why it failed, or what the provider said. */
  readonly detail?: string;
  /** With `answered`. */
  readonly answer?: { readonly do: AnswerKind; readonly comment: string };
}
