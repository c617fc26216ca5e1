import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { ApiEnv } from "./env.ts";
import type { Log, RequestSpans } from "./ports.ts";
import type { Metric } from "./routes/exposition.ts";

/** Upper edges in seconds; an answer of the API is to take 50 ms at most under load, a PDF takes seconds. */
const EDGES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const;

interface Route {
  readonly method: string;
  readonly route: string;
  readonly byStatus: Map<string, number>;
  /** Answers no slower than each edge, not yet added up. */
  readonly buckets: number[];
  seconds: number;
  count: number;
}

/** Rate, errors and duration of what is asked over HTTP, by method and route as it is declared. */
export class RequestFigures {
  readonly #routes = new Map<string, Route>();

  note(method: string, route: string, status: number, seconds: number): void {
    const key = `${method} ${route}`;
    let known = this.#routes.get(key);
    if (!known) {
      known = { method, route, byStatus: new Map(), buckets: EDGES.map(() => 0), seconds: 0, count: 0 };
      this.#routes.set(key, known);
    }
    // By class: a label for each status would be a series for each.
    const shown = `${Math.floor(status / 100)}xx`;
    known.byStatus.set(shown, (known.byStatus.get(shown) ?? 0) + 1);
    const bucket = EDGES.findIndex((edge) => seconds <= edge);
    if (bucket >= 0) known.buckets[bucket]! += 1;
    known.seconds += seconds;
    known.count += 1;
  }

  metrics(): Metric[] {
    const routes = [...this.#routes.values()];
    return [
      {
        name: "watchkeeper_http_requests_total",
        help: "Answers over HTTP, by method, route and class of status.",
        type: "counter",
        samples: routes.flatMap(({ method, route, byStatus }) =>
          [...byStatus].map(([status, value]) => ({ labels: { method, route, status }, value })),
        ),
      },
      {
        name: "watchkeeper_http_request_duration_seconds",
        help: "Time to the answer's headers, by method and route.",
        type: "histogram",
        samples: routes.flatMap(({ method, route, buckets, seconds, count }) => {
          let below = 0;
          return [
            ...EDGES.map((edge, i) => {
              below += buckets[i]!;
              return {
                suffix: "_bucket" as const,
                labels: { method, route, le: String(edge) },
                value: below,
              };
            }),
            { suffix: "_bucket" as const, labels: { method, route, le: "+Inf" }, value: count },
            { suffix: "_sum" as const, labels: { method, route }, value: seconds },
            { suffix: "_count" as const, labels: { method, route }, value: count },
          ];
        }),
      },
    ];
  }
}

/** What a proxy in front may call a request; anything else gets an id of ours. */
const GIVEN = /^[A-Za-z0-9._-]{8,64}$/;
const SLOW_SECONDS = 2.5;

/**
 * Gives each request an id (taken from X-Request-Id where it has a sensible one, told in the answer), counts it, and
 * logs those that change something, fail or are slow. Paths are logged without their query, which may hold secrets.
 */
export function watchRequests(
  figures: RequestFigures,
  log: Log,
  spans?: RequestSpans,
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const given = c.req.header("x-request-id");
    const id = given !== undefined && GIVEN.test(given) ? given : randomUUID();
    c.set("requestId", id);
    const span = spans?.begin({ method: c.req.method, traceparent: c.req.header("traceparent") });
    const began = performance.now();
    await next();
    const seconds = (performance.now() - began) / 1_000;
    c.res.headers.set("x-request-id", id);
    const route = routeOf(c.req.path, routePath(c, -1), c.res.status);
    const { method } = c.req;
    figures.note(method, route, c.res.status, seconds);
    span?.end({ route, status: c.res.status, requestId: id });
    const tells = (c.res.status >= 500 || seconds > SLOW_SECONDS) && route !== "/readyz";
    if (tells || !["GET", "HEAD", "OPTIONS"].includes(method)) {
      const by = c.get("person")?.username;
      const fields = { requestId: id, method, route, status: c.res.status, ms: Math.round(seconds * 1_000) };
      log[tells ? "warn" : "info"]({ ...fields, ...(by === undefined ? {} : { by }) }, "request");
    }
  };
}

/** The declared route: never what was typed, or every guess of a stranger would be a new series. */
function routeOf(path: string, declared: string, status: number): string {
  if (declared !== "*" && declared !== "/*" && declared !== "/api/*") return declared;
  if (path.startsWith("/api/")) return status === 404 ? "no such route" : "/api/*";
  return status === 404 ? "no such route" : "console";
}
