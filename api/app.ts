import { randomUUID } from "node:crypto";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { methodNotAllowed } from "hono/method-not-allowed";
import { NONCE, secureHeaders } from "hono/secure-headers";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { StoreUnavailable } from "../facility/readings/index.ts";
import { text } from "../facility/units/index.ts";
import { identify, refuseCrossSite, SignInThrottle } from "./auth/index.ts";
import { type ApiApp, newApp } from "./env.ts";
import { type Attachable, type Live, openLive } from "./live/index.ts";
import type { Log } from "./ports.ts";
import { refuse, said } from "./problems.ts";
import { RequestFigures, watchRequests } from "./requests.ts";
import {
  type ApiDeps,
  aboutRoutes,
  alarmActRoutes,
  alarmDetailRoutes,
  alarmKpiRoutes,
  alarmRoutes,
  assetRoutes,
  auditRoutes,
  backtestRoutes,
  backupRoutes,
  catalogRoutes,
  commandRoutes,
  connectionRoutes,
  consoleFiles,
  demoRoutes,
  deviceRoutes,
  emergencyPlanRoutes,
  emergencyReportRoutes,
  emergencyRoutes,
  eventRoutes,
  exportRoutes,
  fileRoutes,
  gatewayRoutes,
  healthRoutes,
  historyRoutes,
  ingestRoutes,
  lifecycleRoutes,
  maintenanceRoutes,
  nameSchemas,
  offerRoutes,
  oncallRoutes,
  openSessionRoutes,
  peopleRoutes,
  pointRoutes,
  referenceRoutes,
  reportRoutes,
  ruleRoutes,
  secondFactorRoutes,
  serviceRoutes,
  sessionRoutes,
  signOnRoutes,
  signOnWays,
  siteRoutes,
  storageRoutes,
  tokenRoutes,
} from "./routes/index.ts";
import { styleHashes } from "./routes/style-hashes.ts";
import { OutOfScope, ownFilesAlone, scopedDeps, withinSites } from "./scope/index.ts";

/** The biggest body a usual route takes is a form of a few fields; a site or its register is a file. */
const BODY_BYTES = 64 * 1024;
const FILE_BYTES = 4 * 1024 * 1024;
const IMPORTS = "/api/sites/import/";
/** Photos and documents; the store behind the route says the same limit in its own words. */
const KEPT_FILE_BYTES = 10 * 1024 * 1024 + 1024;
const keepsFile = (method: string, path: string): boolean => method === "POST" && path === "/api/files";

export interface Api {
  readonly app: ApiApp;
  /** For `serve({ fetch })` of @hono/node-server. */
  readonly fetch: ApiApp["fetch"];
  /** Puts the live channel on the HTTP server that serves `fetch`. Once. */
  attachLive(server: Attachable): void;
  /** Says good-bye to the live clients and stops the timers; the HTTP server is the caller's to close. */
  close(): Promise<void>;
}

export function createApi(whole: ApiDeps): Api {
  const app = newApp();
  const deps = scopedDeps(whole);
  let live: Live | undefined;
  const requests = new RequestFigures();
  const routeDeps = {
    ...deps,
    throttle: new SignInThrottle(),
    codes: new SignInThrottle(),
    watching: () => live?.watching() ?? 0,
    requests: () => requests.metrics(),
  };

  app.use(watchRequests(requests, deps.log, deps.spans));
  walls(app, deps);
  nameSchemas();
  healthRoutes(app, routeDeps);
  sessionRoutes(app, routeDeps);
  aboutRoutes(app, routeDeps);
  assetRoutes(app, routeDeps);
  siteRoutes(app, routeDeps);
  catalogRoutes(app, routeDeps);
  pointRoutes(app, routeDeps);
  historyRoutes(app, routeDeps);
  exportRoutes(app, routeDeps);
  if (deps.archive) storageRoutes(app, deps.archive, routeDeps);
  alarmRoutes(app, routeDeps);
  alarmActRoutes(app, routeDeps);
  // Before the detail, whose {id} would take "kpi" for an alarm.
  alarmKpiRoutes(app, routeDeps);
  alarmDetailRoutes(app, routeDeps);
  serviceRoutes(app, routeDeps);
  ruleRoutes(app, routeDeps);
  backtestRoutes(app, routeDeps);
  gatewayRoutes(app, routeDeps);
  ingestRoutes(app, routeDeps);
  offerRoutes(app, routeDeps);
  connectionRoutes(app, routeDeps);
  peopleRoutes(app, routeDeps);
  tokenRoutes(app, routeDeps);
  openSessionRoutes(app, routeDeps);
  if (deps.secondFactor) secondFactorRoutes(app, routeDeps, deps.secondFactor);
  signOnWays(app, deps.signOn);
  if (deps.signOn) signOnRoutes(app, routeDeps, deps.signOn);
  auditRoutes(app, routeDeps);
  if (deps.deviceEvents) eventRoutes(app, routeDeps, deps.deviceEvents);
  if (deps.oncall) oncallRoutes(app, routeDeps, deps.oncall);
  if (deps.files) fileRoutes(app, deps.files);
  if (deps.maintenance) maintenanceRoutes(app, routeDeps, deps.maintenance);
  reportRoutes(app, routeDeps);
  if (deps.lifecycle) lifecycleRoutes(app, routeDeps, deps.lifecycle);
  if (deps.commands) commandRoutes(app, routeDeps, deps.commands);
  if (deps.emergencies) {
    emergencyRoutes(app, routeDeps, deps.emergencies);
    emergencyPlanRoutes(app, routeDeps, deps.emergencies);
    if (deps.printer) emergencyReportRoutes(app, routeDeps, deps.emergencies, deps.printer);
  }
  if (deps.backup) backupRoutes(app, routeDeps, deps.backup);
  if (deps.field) deviceRoutes(app, routeDeps, deps.field);
  if (deps.demo) demoRoutes(app, deps.demo);
  referenceRoutes(app);
  if (deps.consoleFolder !== undefined) consoleFiles(app, deps.consoleFolder);
  lastWords(app, deps.log);

  return {
    app,
    fetch: app.fetch,
    attachLive(server) {
      if (live) throw new Error("the live channel is attached already");
      live = openLive(server, whole);
    },
    close: async () => await live?.close(),
  };
}

/** What every request passes before it reaches a route. */
function walls(app: ApiApp, { sessions, clock, files }: ApiDeps): void {
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // Ant Design writes style elements into the page, with the nonce that the page was given; the few pages that
        // are made here have one fixed style each.
        styleSrc: ["'self'", NONCE, ...styleHashes],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'", "data:"],
        // 'self' covers the web socket of the same host too (CSP 3 §6.7.2.8).
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: "DENY",
      // Browsers heed it on https only. Without includeSubDomains: the estate's other hosts are not ours to bind.
      strictTransportSecurity: "max-age=15552000",
      referrerPolicy: "same-origin",
      permissionsPolicy: { camera: ["self"], microphone: [], geolocation: ["self"] },
    }),
  );
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const allowed = methods.join(", ");
        const refusal = refuse(
          c,
          405,
          text(`${c.req.path} takes ${allowed}. Use one of these.`, `${c.req.path} 仅支持 ${allowed}。`),
        );
        refusal.headers.set("allow", allowed);
        return refusal;
      },
    }),
  );
  app.use("/api/*", async (c, next) => {
    await next();
    c.res.headers.set("cache-control", "no-store");
  });
  app.use("/api/*", refuseCrossSite);
  app.use("/api/*", identify(sessions, clock));
  app.use("/api/*", withinSites);
  const form = limited(BODY_BYTES);
  const file = limited(FILE_BYTES);
  const kept = limited(KEPT_FILE_BYTES);
  app.use("/api/*", (c, next) => {
    if (keepsFile(c.req.method, c.req.path)) return kept(c, next);
    // A resident's photo, a phone's stops of a whole round.
    if (c.req.path.startsWith("/api/public/") || c.req.path === "/api/rounds/stops") return file(c, next);
    return (c.req.path.startsWith(IMPORTS) ? file : form)(c, next);
  });
  app.use("/api/*", ownFilesAlone(files));
}

const limited = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: (c) =>
      refuse(
        c,
        413,
        text(
          `The body is longer than ${maxSize / 1024} KB. Send less.`,
          `请求内容超过 ${maxSize / 1024} KB，请缩减。`,
        ),
      ),
  });

/** What is left when no route answered, or one broke. */
function lastWords(app: ApiApp, log: Log): void {
  app.notFound((c) =>
    refuse(
      c,
      404,
      text(
        `There is nothing at ${c.req.path}. /api/docs lists what there is.`,
        `${c.req.path} 不存在，接口清单见 /api/docs。`,
      ),
    ),
  );
  app.onError((error, c) => {
    if (error instanceof OutOfScope) return refuse(c, 403, error.said);
    // Thrown by the framework for input it could not read; it says itself what was wrong.
    if (error instanceof HTTPException)
      return refuse(c, error.status as ContentfulStatusCode, said(error.message));
    if (error instanceof StoreUnavailable)
      return refuse(
        c,
        503,
        text(
          `History cannot be read now; live values and alarms go on. ${error.message}`,
          `暂时无法读取历史数据，实时值与报警不受影响。${error.message}`,
        ),
      );
    const reference = randomUUID().slice(0, 8);
    log.error(
      { reference, requestId: c.get("requestId"), method: c.req.method, path: c.req.path, err: error },
      "a request broke",
    );
    return refuse(
      c,
      500,
      text(
        `This is a fault of the server. Try again; if it stays, look for ${reference} in its log.`,
        `服务器故障。请重试；如仍失败，请在日志中查找 ${reference}。`,
      ),
    );
  });
}
