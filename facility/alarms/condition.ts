import { z } from "zod";

export const point = z.string().min(1).describe("a point's name on the rule's own asset");
export const delay = z.number().nonnegative().max(86_400).default(0);

/** One look at one point. An unknown or bad value makes the whole look unknown, never false. */
export const Test = z.union([
  z.strictObject({ point, is: z.union([z.boolean(), z.int(), z.string()]) }),
  z.strictObject({ point, above: z.number() }),
  z.strictObject({ point, below: z.number() }),
]);
export type Test = z.infer<typeof Test>;

const delays = { onDelaySeconds: delay, offDelaySeconds: delay };
const span = z
  .number()
  .positive()
  .max(31 * 86_400);
const side = z.enum(["high", "low"]);

/** How fast a value moves, per minute, measured over a stretch: rising above or falling below the limit. */
export const RateCondition = z.strictObject({
  kind: z.literal("rate"),
  point,
  overSeconds: span,
  side: z.enum(["rising", "falling", "either"]),
  limitPerMinute: z.number().positive(),
  ...delays,
});

/**
 * Something about the last so many seconds. `run-time` is in seconds; `starts` counts turns from false (or 0) to
 * true, `sum` adds what a counter grew by, or else the values.
 */
export const WindowCondition = z.strictObject({
  kind: z.literal("window"),
  point,
  aggregate: z.enum(["mean", "min", "max", "sum", "count", "run-time", "starts"]),
  overSeconds: span,
  side,
  limit: z.number(),
  hysteresis: z.number().nonnegative().default(0),
  ...delays,
});

/**
 * A value far from what is expected of it, in standard deviations of its own past.
 * `ewma` follows slowly; `hour-of-week` knows that Monday 08:00 is not Sunday 03:00; `learned` is fixed once learned.
 */
export const DeviationCondition = z.strictObject({
  kind: z.literal("deviation"),
  point,
  from: z.enum(["ewma", "hour-of-week", "learned"]),
  side: z.enum(["high", "low", "either"]),
  sigmas: z.number().positive().default(4),
  /** Never raised by less than this, however steady the past was; in the point's unit. */
  atLeast: z.number().nonnegative().default(0),
  /** Never raised by less than this share of what is expected, in percent. */
  atLeastPercent: z.number().nonnegative().default(0),
  /** Judges the ratio to the median of these instead: what all of them share (load, speed, weather) cancels out. */
  siblings: z.array(point).min(1).max(24).optional(),
  /** Readings averaged before they are judged (ewma of the value itself). */
  smoothSamples: z.int().min(1).max(10_000).default(1),
  /** Readings before anything is judged; for `hour-of-week` in each hour of the week. */
  learnSamples: z.int().min(10).max(1_000_000).default(400),
  /** Readings after which an older one counts 1/e; for `ewma` and `hour-of-week`. */
  memorySamples: z.int().min(10).max(10_000_000).default(5_000),
  ...delays,
});

/** Siblings that should be alike: the largest distance from their mean, in percent of the mean (NEMA MG 1 §12.45). */
export const ImbalanceCondition = z.strictObject({
  kind: z.literal("imbalance"),
  points: z.array(point).min(2).max(24),
  limitPercent: z.number().positive(),
  hysteresisPercent: z.number().nonnegative().default(0),
  /** Below this mean nothing is judged: a sleeping motor is unbalanced by noise. */
  meanAtLeast: z.number().nonnegative().default(0),
  ...delays,
});

/** Use added up by a counter since a given reading; resets and roll-overs of the counter are bridged. */
export const UsageCondition = z.strictObject({
  kind: z.literal("usage"),
  point,
  limit: z.number().positive(),
  /** What the counter showed when the part was new or last serviced. */
  since: z.number().nonnegative().default(0),
});

/**
 * Many values together against a learned normal: Hotelling's T² inside the main patterns, Q (squared prediction
 * error) outside them. Finds what no single limit sees. Learns by itself from its first readings.
 */
export const MultivariateCondition = z.strictObject({
  kind: z.literal("multivariate"),
  /** All numbers of the asset but counters when left out. */
  points: z.array(point).min(2).max(64).optional(),
  learnSamples: z.int().min(50).max(100_000).default(400),
  smoothSamples: z.int().min(1).max(10_000).default(22),
  /** How far beyond the farthest seen while learning, as a ratio of distances. */
  factor: z.number().min(1).default(1.4),
  ...delays,
});

/** A coded event or state that the device itself reports, for example a fault code. */
export const EventCondition = z.strictObject({
  kind: z.literal("event"),
  point,
  codes: z.array(z.union([z.int(), z.string()])).min(1),
  ...delays,
});

/** A condition in CEL over the asset's points, and `feeders`: the points of each asset that feeds it. */
export const CompoundCondition = z.strictObject({
  kind: z.literal("compound"),
  when: z.string().min(1).max(2_000).describe("for example: running && suction_pressure_kPa < 20"),
  forSeconds: delay,
  offDelaySeconds: delay,
});

/** First A, then B within a time; or A, and B fails to come. True until B ends, or for the latter until B comes or A ends. */
export const SequenceCondition = z.strictObject({
  kind: z.literal("sequence"),
  first: Test,
  next: Test,
  withinSeconds: z.number().positive().max(86_400),
  alarm: z.enum(["when-it-follows", "when-it-does-not"]),
  offDelaySeconds: delay,
});

export type RateCondition = z.infer<typeof RateCondition>;
export type WindowCondition = z.infer<typeof WindowCondition>;
export type DeviationCondition = z.infer<typeof DeviationCondition>;
export type ImbalanceCondition = z.infer<typeof ImbalanceCondition>;
export type UsageCondition = z.infer<typeof UsageCondition>;
export type MultivariateCondition = z.infer<typeof MultivariateCondition>;
export type EventCondition = z.infer<typeof EventCondition>;
export type CompoundCondition = z.infer<typeof CompoundCondition>;
export type SequenceCondition = z.infer<typeof SequenceCondition>;
