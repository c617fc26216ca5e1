import { createRoute, z } from "@hono/zod-openapi";
import type { AssetModel, Point } from "../../facility/assets/index.ts";
import { counted, NO_INCREASE } from "../../facility/readings/index.ts";
import { type Instant, instant, type PointId } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import { AlignedHistory, IncreaseView } from "../contract/index.ts";
import type { ApiApp } from "../env.ts";
import { bucketView } from "../present.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { Count, Id, json } from "./params.ts";
import { emptySpan, emptySpanErrors, fromMoment, noSuchPoint, spanOf, toMoment } from "./span.ts";

const tags = ["Points"];

/** More curves than these nobody can tell apart. */
const MOST_POINTS = 50;
export const Points = z
  .string()
  .min(1)
  .max(8_192)
  .transform((ids) => [...new Set(ids.split(",").filter(Boolean))])
  .pipe(z.array(z.string()).min(1).max(MOST_POINTS, `ask for at most ${MOST_POINTS} points at once`))
  .openapi({
    type: "string",
    description: "point ids, comma-separated",
    example: "riverside.b2-lift-1.motor_temp_C,riverside.b2-lift-1.floor",
  });

const aligned = createRoute({
  method: "get",
  path: "/api/history",
  tags,
  summary: "Trends of several points in the same slices · 多测点对齐历史",
  ...allow("viewer"),
  request: {
    query: z.object({ points: Points, from: fromMoment, to: toMoment, buckets: Count(1, 5000, 300) }),
  },
  responses: {
    200: json(AlignedHistory, "One series a point, in the order asked"),
    ...problems(400, 401, 404),
  },
});

const increase = createRoute({
  method: "get",
  path: "/api/points/{id}/increase",
  tags,
  summary: "What a counter went up by, over resets and rollovers · 计数器增量",
  ...allow("viewer"),
  request: {
    params: z.object({ id: Id("<site>.<asset>.<point>", "riverside.b1-meter-main.energy_import_kWh") }),
    query: z.object({
      from: fromMoment,
      to: toMoment,
      rollsOverAt: z.coerce.number().positive().optional().openapi({
        type: "number",
        description: "first value the register cannot show, such as 1000000 for six digits",
      }),
    }),
  },
  responses: {
    200: json(IncreaseView, "The increase and what stands behind it"),
    ...problems(400, 401, 404),
  },
});

export function historyRoutes(app: ApiApp, { model, readings, clock }: RouteDeps): void {
  app.openapi(aligned, async (c) => {
    const query = c.req.valid("query");
    const found = pointsOf(model(), query.points);
    if ("missing" in found) return refuse(c, 404, noSuchPoint(model(), found.missing));
    const span = spanOf(query.from, query.to, clock());
    if (!span) return refuse(c, 400, emptySpan, emptySpanErrors);
    const series = await Promise.all(
      found.points.map(async (point) => ({
        point: point.id,
        buckets: (await readings.buckets(point.id, span.from, span.to, query.buckets)).map((bucket) =>
          bucketView(point, bucket),
        ),
      })),
    );
    return c.json({ ...span, bucketMs: (span.to - span.from) / query.buckets, series }, 200);
  });

  app.openapi(increase, async (c) => {
    const { id } = c.req.valid("param");
    const { rollsOverAt, ...query } = c.req.valid("query");
    const point = model().point(id as PointId);
    if (!point) return refuse(c, 404, noSuchPoint(model(), id));
    const span = spanOf(query.from, query.to, clock());
    if (!span) return refuse(c, 400, emptySpan, emptySpanErrors);
    let sum = NO_INCREASE;
    for await (const page of pages(readings, point.id, span.from, span.to))
      for (const reading of page) sum = counted(sum, reading, rollsOverAt);
    return c.json({ point: point.id, ...span, ...sum }, 200);
  });
}

/** The points of those ids, or the first id that is none. */
export function pointsOf(
  model: AssetModel,
  ids: readonly string[],
): { readonly points: readonly Point[] } | { readonly missing: string } {
  const points: Point[] = [];
  for (const id of ids) {
    const point = model.point(id as PointId);
    if (!point) return { missing: id };
    points.push(point);
  }
  return { points };
}

const PAGE = 10_000;

/** All readings of a span, a page at a time: a year of them never stands in memory at once. */
export async function* pages(
  readings: RouteDeps["readings"],
  point: PointId,
  from: Instant,
  to: Instant,
): AsyncGenerator<Awaited<ReturnType<RouteDeps["readings"]["between"]>>> {
  for (let start = from; start < to; ) {
    const page = await readings.between(point, start, to, PAGE);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    if (page.length < PAGE) return;
    start = instant(last.at + 1);
  }
}
