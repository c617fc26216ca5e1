import { z } from "@hono/zod-openapi";
import { type Instant, instant } from "../../facility/units/index.ts";

/** A zone is demanded: without one the answer would hang on where the server stands. */
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/;
/** ECMA-262 §21.4.1.1: no moment lies further from 1970. */
const FARTHEST = 8.64e15;

/** Undefined where the text is no moment: ms since 1970, or ISO 8601 with its zone (a date alone is UTC). */
export function parseMoment(text: string): Instant | undefined {
  // A "+" that was not percent-encoded in a query arrives as a blank.
  const iso = text.replace(" ", "+");
  const ms = /^\d+$/.test(text) ? Number(text) : ISO.test(iso) ? Date.parse(iso) : Number.NaN;
  return Math.abs(ms) <= FARTHEST ? instant(ms) : undefined;
}

/** A moment in a query. */
export const Moment = z
  .string()
  .transform((text, context) => {
    const moment = parseMoment(text);
    if (moment !== undefined) return moment;
    context.addIssue("say ms since 1970 (1760000000000) or ISO 8601 with a zone (2026-01-31T08:00:00+08:00)");
    return z.NEVER;
  })
  .openapi({
    type: "string",
    description: "ms since 1970, or ISO 8601 with a zone",
    example: "1760000000000",
  });

/** A whole number in a query. */
export const Count = (from: number, to: number, fallback: number) =>
  z.coerce.number().int().min(from).max(to).default(fallback).openapi({ type: "integer" });

/** An id in a path. */
export const Id = (description: string, example: string) =>
  z.string().min(1).max(256).openapi({ description, example });

/** A JSON answer, for a route's description. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

/** A JSON body that a route cannot do without. */
export const body = <S extends z.ZodType>(schema: S) => ({
  required: true as const,
  content: { "application/json": { schema } },
});

/** The revision of a site that a change was made from. */
export const Revision = z.coerce
  .number()
  .int()
  .min(0)
  .openapi({ type: "integer", description: "the revision that was looked at; 0 for a new site" });
