import { createRoute, z } from "@hono/zod-openapi";
import type { PointId } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import { HistoryView, ReadingList } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { bucketView, latestView } from "../present.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { Count, Id, json } from "./params.ts";
import { emptySpan, emptySpanErrors, fromMoment, noSuchPoint, spanOf, toMoment } from "./span.ts";

const tags = ["Points"];
const params = z.object({ id: Id("<site>.<asset>.<point>", "riverside.b2-lift-1.motor_temp_C") });

const history = createRoute({
  method: "get",
  path: "/api/points/{id}/history",
  tags,
  summary: "A trend: min, mean, max and last of equal slices; empty slices are left out · 历史趋势",
  ...allow("viewer"),
  request: { params, query: z.object({ from: fromMoment, to: toMoment, buckets: Count(1, 5000, 300) }) },
  responses: { 200: json(HistoryView, "The slices, oldest first"), ...problems(400, 401, 404, 503) },
});

const raw = createRoute({
  method: "get",
  path: "/api/points/{id}/readings",
  tags,
  summary: "Readings as they were stored · 原始读数",
  ...allow("viewer"),
  request: { params, query: z.object({ from: fromMoment, to: toMoment, limit: Count(1, 10_000, 1000) }) },
  responses: { 200: json(ReadingList, "The readings, oldest first"), ...problems(400, 401, 404, 503) },
});

export function pointRoutes(app: ApiApp, { model, readings, clock }: RouteDeps): void {
  app.openapi(history, async (c) => {
    const { id } = c.req.valid("param");
    const query = c.req.valid("query");
    const point = model().point(id as PointId);
    if (!point) return refuse(c, 404, noSuchPoint(model(), id));
    const span = spanOf(query.from, query.to, clock());
    if (!span) return refuse(c, 400, emptySpan, emptySpanErrors);
    const buckets = await readings.buckets(point.id, span.from, span.to, query.buckets);
    return c.json(
      {
        point: point.id,
        ...span,
        bucketMs: (span.to - span.from) / query.buckets,
        buckets: buckets.map((bucket) => bucketView(point, bucket)),
      },
      200,
    );
  });

  app.openapi(raw, async (c) => {
    const { id } = c.req.valid("param");
    const { limit, ...query } = c.req.valid("query");
    const point = model().point(id as PointId);
    if (!point) return refuse(c, 404, noSuchPoint(model(), id));
    const span = spanOf(query.from, query.to, clock());
    if (!span) return refuse(c, 400, emptySpan, emptySpanErrors);
    // One more than asked for tells whether there are more.
    const found = await readings.between(point.id, span.from, span.to, limit + 1);
    return c.json(
      {
        point: point.id,
        ...span,
        readings: found.slice(0, limit).map((reading) => ({
          ...latestView(point, reading),
          replayed: reading.replayed,
        })),
        more: found.length > limit,
      },
      200,
    );
  });
}
