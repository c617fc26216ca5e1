import { Readable } from "node:stream";
import { createRoute, z } from "@hono/zod-openapi";
import type { Point } from "../../facility/assets/index.ts";
import type { Reading } from "../../facility/readings/index.ts";
import { type Instant, text } from "../../facility/units/index.ts";
import { allow } from "../auth/index.ts";
import type { ApiApp } from "../env.ts";
import { presentValue } from "../present.ts";
import { problems, refuse } from "../problems.ts";
import type { RouteDeps } from "./deps.ts";
import { growing } from "./growing.ts";
import { Points, pages, pointsOf } from "./history.ts";
import { emptySpan, emptySpanErrors, fromMoment, noSuchPoint, spanOf, toMoment } from "./span.ts";

const CSV = "text/csv; charset=utf-8";
const PARQUET = "application/vnd.apache.parquet";

const exporting = createRoute({
  method: "get",
  path: "/api/export",
  tags: ["Points"],
  summary: "Readings as they were stored, as a file: CSV or Parquet · 导出原始读数",
  ...allow("viewer"),
  request: {
    query: z.object({
      points: Points,
      from: fromMoment,
      to: toMoment,
      format: z.enum(["csv", "parquet"]).default("csv"),
    }),
  },
  responses: {
    200: {
      description: "Point by point, oldest first, sent while it is read",
      content: {
        [CSV]: { schema: z.string() },
        [PARQUET]: { schema: z.string().openapi({ format: "binary" }) },
      },
    },
    ...problems(400, 401, 404, 422),
  },
});

export function exportRoutes(app: ApiApp, { model, readings, archive, clock, log }: RouteDeps): void {
  app.openapi(exporting, async (c) => {
    const query = c.req.valid("query");
    const found = pointsOf(model(), query.points);
    if ("missing" in found) return refuse(c, 404, noSuchPoint(model(), found.missing));
    const span = spanOf(query.from, query.to, clock());
    if (!span) return refuse(c, 400, emptySpan, emptySpanErrors);
    const day = (at: Instant) => new Date(at).toISOString().slice(0, 16).replaceAll(":", "");
    const name = `readings-${day(span.from)}-${day(span.to)}.${query.format}`;
    const headers = { "content-disposition": `attachment; filename="${name}"` };
    if (query.format === "csv") {
      const lines = Readable.from(csv(readings, found.points, span.from, span.to));
      return c.body(Readable.toWeb(lines) as ReadableStream, 200, { ...headers, "content-type": CSV });
    }
    if (!archive)
      return refuse(
        c,
        422,
        text(
          "This store writes no Parquet. Ask for format=csv, or export from the database itself.",
          "当前存储不支持 Parquet，请使用 format=csv，或直接从数据库导出。",
        ),
      );
    const file = archive.writeParquet(
      found.points.map(({ id }) => id),
      span.from,
      span.to,
    );
    const bytes = Readable.from(growing(file.path, file.written));
    // Sent or broken off, the file has served.
    bytes.once("close", () => {
      file.remove().catch((error: unknown) => log.warn({ err: error }, "an export was left behind"));
    });
    return c.body(Readable.toWeb(bytes) as ReadableStream, 200, { ...headers, "content-type": PARQUET });
  });
}

const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/**
 * RFC 4180 with times in ISO 8601 UTC. A text that a spreadsheet would take for a formula gets a quote in front:
 * the texts come from devices (OWASP, CSV injection).
 */
function csvLine(point: Point, reading: Reading): string {
  const value = presentValue(point.type, reading.value);
  const shown =
    value === null
      ? ""
      : typeof value === "string" && /^[=+\-@\t\r]/.test(value)
        ? `'${value}`
        : String(value);
  const [at, receivedAt] = [reading.at, reading.receivedAt].map((time) => new Date(time).toISOString());
  return `${[point.id, at!, receivedAt!, cell(shown), reading.quality, String(reading.replayed)].join(",")}\r\n`;
}

async function* csv(
  readings: RouteDeps["readings"],
  points: readonly Point[],
  from: Instant,
  to: Instant,
): AsyncGenerator<Buffer> {
  yield Buffer.from("point,at,received_at,value,quality,replayed\r\n");
  for (const point of points)
    for await (const page of pages(readings, point.id, from, to))
      yield Buffer.from(page.map((reading) => csvLine(point, reading)).join(""));
}
