import { z } from "zod";
import { type AssetId, type FileRef, type Instant, type Text, text } from "../units/index.ts";

/** What a resident or a passer-by tells through the code on an asset. The e-mail of a robot is not among it. */
export const ResidentWords = z.strictObject({
  what: z.enum(["not-working", "noise", "stuck", "leak", "smell", "dirty", "light", "other"]),
  words: z.string().trim().min(2, "write what is wrong · 请填写情况").max(1_000),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9 -]{5,20}$/, "a phone number has digits only · 电话号码只能填数字")
    .optional(),
  language: z.enum(["en", "zh"]).default("zh"),
});
export type ResidentWords = z.infer<typeof ResidentWords>;

export const whatLabels: { readonly [W in ResidentWords["what"]]: Text } = {
  "not-working": text("does not work", "无法使用"),
  noise: text("strange noise or jerk", "异响或顿挫"),
  stuck: text("stuck, somebody inside", "卡住、有人被困"),
  leak: text("leaks water", "漏水"),
  smell: text("smell or smoke", "异味或冒烟"),
  dirty: text("dirty", "不卫生"),
  light: text("light is out", "照明不亮"),
  other: text("something else", "其他"),
};

/** A resident's request and what became of it. Personal data stands in `contact` and `photo` alone. */
export interface ServiceRequest {
  readonly id: string;
  readonly site: string;
  readonly asset: AssetId;
  readonly what: ResidentWords["what"];
  readonly words: string;
  readonly language: "en" | "zh";
  readonly at: Instant;
  /** The order it was joined to. */
  readonly order: string | undefined;
  /** SHA-256 of the private link's secret; the secret itself is known to the reporter alone. */
  readonly secretHash: string;
  readonly contact: { readonly phone?: string } | undefined;
  readonly photos: readonly FileRef[];
  /** What the asset's telemetry said at that moment. */
  readonly condition: readonly { readonly point: string; readonly value: string | Text }[];
  readonly state: RequestState;
  readonly answers: readonly {
    readonly at: Instant;
    readonly by: "resident" | "desk";
    readonly words: string;
  }[];
  /** Every state it came to, oldest first, with the order it was joined to then; left out by older versions. */
  readonly course?: readonly CourseStep[];
  /** Personal data is gone from then on. */
  readonly erasedAt?: Instant;
}

export interface CourseStep {
  readonly at: Instant;
  readonly is: RequestState["is"];
  readonly order?: string | undefined;
}

export type RequestState =
  | { readonly is: "received" }
  | { readonly is: "in-work"; readonly since: Instant }
  | { readonly is: "fixed"; readonly at: Instant }
  | { readonly is: "confirmed"; readonly at: Instant }
  | { readonly is: "reopened"; readonly at: Instant; readonly words: string }
  | { readonly is: "dismissed"; readonly at: Instant; readonly reason: string };

const momentOf = (state: RequestState, received: Instant): Instant =>
  state.is === "received" ? received : state.is === "in-work" ? state.since : state.at;

/** What became of a request from its first day; of an older version's, what can still be known. */
export function courseOf({ at, state, order, course }: ServiceRequest): readonly CourseStep[] {
  if (course) return course;
  const received: CourseStep = { at, is: "received", order };
  return state.is === "received" ? [received] : [received, { at: momentOf(state, at), is: state.is, order }];
}

/** The request in its next state; the ones before stay in its course, so that nobody's word is lost by a later one. */
export const moveRequest = (
  request: ServiceRequest,
  state: RequestState,
  order = request.order,
): ServiceRequest => ({
  ...request,
  order,
  state,
  course: [...courseOf(request), { at: momentOf(state, request.at), is: state.is, order }],
});

/** Personal data stays so long after the request is over; stated on the page itself. */
export const PERSONAL_DATA_DAYS = 90;

const DAY_MS = 86_400_000;

/** Is it time to forget who it was? */
export function mustErase(request: ServiceRequest, now: number): boolean {
  if (request.erasedAt !== undefined || (request.contact === undefined && request.photos.length === 0))
    return false;
  const { state } = request;
  const over =
    state.is === "confirmed" || state.is === "dismissed" || state.is === "fixed" ? state.at : undefined;
  // One that nobody ever ended is forgotten too, a year after it came.
  return over === undefined ? now - request.at > 365 * DAY_MS : now - over > PERSONAL_DATA_DAYS * DAY_MS;
}

export const erased = (request: ServiceRequest, now: Instant): ServiceRequest => ({
  ...request,
  contact: undefined,
  photos: [],
  erasedAt: now,
});

/** Emergencies do not wait for an order: the page says whom to call. */
export const isUrgent = (words: ResidentWords): boolean => words.what === "stuck" || words.what === "smell";

export type SpamSign = "honeypot" | "too-fast" | "too-many" | "repeated";

/** What a form filled in by a robot looks like; undefined for a person. Times in ms. */
export function spamSign(form: {
  /** A field that people do not see. */
  readonly trap: string;
  readonly openedAt: number;
  readonly now: number;
  readonly sameWordsBefore: boolean;
}): SpamSign | undefined {
  if (form.trap !== "") return "honeypot";
  // Nobody reads the page, chooses and writes in under three seconds; a page older than a day is stale.
  if (form.now - form.openedAt < 3_000 || form.now - form.openedAt > DAY_MS) return "too-fast";
  return form.sameWordsBefore ? "repeated" : undefined;
}
