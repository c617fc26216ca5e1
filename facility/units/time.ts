declare const unit: unique symbol;

/** A number that carries its unit in its type, so that seconds never land where milliseconds are meant. */
export type In<U extends string> = number & { readonly [unit]: U };

/** A length of time in milliseconds. */
export type Millis = In<"ms">;

/** A moment: milliseconds since 1970-01-01T00:00:00Z, as JavaScript counts them. */
export type Instant = In<"ms since 1970">;

export const millis = (n: number): Millis => n as Millis;
export const seconds = (n: number): Millis => (n * 1_000) as Millis;
export const minutes = (n: number): Millis => (n * 60_000) as Millis;
export const hours = (n: number): Millis => (n * 3_600_000) as Millis;

export const instant = (n: number): Instant => n as Instant;
export const after = (start: Instant, wait: Millis): Instant => (start + wait) as Instant;
export const elapsed = (from: Instant, to: Instant): Millis => (to - from) as Millis;

/** Hands the present moment to whoever needs it; tests and backtests hand in their own. */
export type Clock = () => Instant;
