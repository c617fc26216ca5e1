import { readFile } from "node:fs/promises";
import type { Server as HttpServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { Server } from "socket.io";
import {
  type ClientToServer,
  LIVE_PATH,
  type Room,
  type ServerToClient,
  type SessionView,
} from "../../api/contract/index.ts";
import type { Asset } from "../../facility/assets/index.ts";
import { FakeEstate } from "./fake-estate.ts";

/**
 * A small honest stand-in for the server, for looking at the console alone: the riverside estate in memory,
 * values that move, alarms that follow the real law, the same routes and rooms.
 * `npx node test/browser/fake-server.ts 8090`, then sign in as duty / watchkeeper.
 */
export const fakeSignIn = { username: "duty", password: "watchkeeper" };

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

const problem = (status: number, detail: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ type: "about:blank", title: "Problem", status, detail }), {
    status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  });

export interface FakeServer {
  readonly url: string;
  readonly estate: FakeEstate;
  /** Drops every socket and refuses new ones until called with false: what a pulled cable does. */
  unplug(out: boolean): void;
  close(): Promise<void>;
}

export async function startFakeServer(options: { port?: number; dist?: string } = {}): Promise<FakeServer> {
  const dist = options.dist ?? "dashboards/console/dist";
  const estate = new FakeEstate(Date.now());
  const session: SessionView = { username: "duty", name: "Duty desk", role: "engineer" };
  let failures = 0;

  const app = new Hono();
  app.use("*", async (c, next) => {
    await next();
    c.res.headers.set(
      "Content-Security-Policy",
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'",
    );
  });
  app.post("/api/session", async (c) => {
    if (failures >= 5) return problem(429, "Too many attempts. Wait a minute.", { "Retry-After": "60" });
    const body: Partial<typeof fakeSignIn> = await c.req.json();
    if (body.username !== fakeSignIn.username || body.password !== fakeSignIn.password) {
      failures++;
      return problem(401, "User name or password is wrong.");
    }
    failures = 0;
    setCookie(c, "session", "fake", { httpOnly: true, sameSite: "Strict", path: "/" });
    return c.json(session);
  });
  app.delete("/api/session", (c) => {
    deleteCookie(c, "session", { path: "/" });
    return c.body(null, 204);
  });
  app.use("/api/*", async (c, next) =>
    getCookie(c, "session") === "fake" ? next() : problem(401, "Sign in first: POST /api/session."),
  );
  app.get("/api/session", (c) => c.json(session));
  app.post("/api/people/:username/password", async (c) => {
    const { current }: { current?: string } = await c.req.json();
    return current === fakeSignIn.password
      ? c.body(null, 204)
      : problem(403, "The present password is wrong. Type the one you signed in with.");
  });
  app.get("/api/sites", (c) => c.json({ sites: [] }));
  app.get("/api/assets", (c) =>
    c.json({
      sites: estate.model.sites,
      assets: [...estate.model.assets.values()].map((asset) => estate.assetView(asset, Date.now())),
    }),
  );
  const assetOf = (id: string): Asset | undefined =>
    [...estate.model.assets.values()].find((asset) => asset.id === id);
  app.get("/api/assets/:id", (c) => {
    const asset = assetOf(c.req.param("id"));
    return asset
      ? c.json({
          ...estate.assetView(asset, Date.now()),
          rules: estate.rules(asset),
          register: {
            serial: null,
            installed: null,
            warrantyUntil: null,
            costCny: null,
            criticality: null,
            serviceLife: null,
          },
        })
      : problem(404, `There is no asset ${c.req.param("id")}.`);
  });
  app.get("/api/points/:id/history", (c) => {
    const point = estate.model.points.find((candidate) => candidate.id === c.req.param("id"));
    if (!point) return problem(404, `There is no point ${c.req.param("id")}.`);
    const [from, to, count] = ["from", "to", "buckets"].map((name) => Number(c.req.query(name)));
    if (!from || !to || !count) return problem(400, "Give from, to (ms) and buckets.");
    const bucketMs = Math.max(1, Math.ceil((to - from) / count));
    const buckets = [];
    for (let at = from; at < Math.min(to, Date.now()); at += bucketMs) {
      // Ten silent minutes each hour and a half, so that a gap can be seen.
      if (point.asset.slug === "b1-meter-main" && at % 5_400_000 < 600_000) continue;
      if (!estate.heard(point.asset, at)) continue;
      const samples = (
        bucketMs > 600_000 ? Array.from({ length: 97 }, (_, i) => i / 97) : [0, 0.25, 0.5, 0.75]
      ).flatMap((part) => {
        const value = estate.value(point.asset, point.type.name, at + part * bucketMs);
        return value === null ? [] : [Number(value)];
      });
      const mean = samples.length > 0 ? samples.reduce((sum, n) => sum + n, 0) / samples.length : null;
      buckets.push({
        at,
        min: samples.length > 0 ? Math.min(...samples) : null,
        mean,
        max: samples.length > 0 ? Math.max(...samples) : null,
        last: samples.at(-1) ?? null,
        count: samples.length,
        good: 1,
      });
    }
    return c.json({ point: point.id, from, to, bucketMs, buckets });
  });
  app.get("/api/alarms", (c) => c.json({ alarms: estate.open() }));
  app.get("/api/alarms/journal", (c) => {
    const before = Number(c.req.query("before") ?? Number.POSITIVE_INFINITY);
    const asset = c.req.query("asset");
    const entries = estate.journal.filter(
      (entry) => entry.sequence < before && (asset === undefined || entry.asset === asset),
    );
    return c.json({ entries: entries.slice(0, Number(c.req.query("limit") ?? 100)) });
  });
  app.get("/api/alarms/:id", (c) => {
    const detail = estate.detail(c.req.param("id"));
    return detail ? c.json(detail) : problem(404, `There is no alarm ${c.req.param("id")}.`);
  });
  app.get("/api/alarms/:id/journal", (c) =>
    c.json({ entries: estate.journal.filter((entry) => entry.alarm === c.req.param("id")) }),
  );
  app.post("/api/alarms/:id/acknowledge", async (c) => {
    const alarm = estate.alarm(c.req.param("id"));
    const body: { occurrence?: number; comment?: string } = await c.req.json();
    if (!alarm || alarm.state === "normal") return problem(404, "This alarm is back to normal.");
    if (body.occurrence !== undefined && body.occurrence !== alarm.occurrence)
      return problem(409, "It has been raised again since. Look at it again, then acknowledge.");
    return c.json(estate.acknowledge(alarm.id, Date.now(), session.username, body.comment ?? ""));
  });
  app.get("/readyz", (c) => c.json({ ready: true, parts: { readings: "ok" } }));
  app.get("/api/offers", (c) => c.json({ offers: [] }));
  app.get("/api/storage", (c) =>
    c.json({
      tiers: (["raw", "1m", "1h"] as const).map((tier) => ({
        tier,
        readings: 3_300_000,
        bytes: 8_900_000,
        days: 30,
        oldest: Date.now() - 30 * 86_400_000,
      })),
      hot: { readings: 1_200_000, bytes: 31_000_000 },
      retention: { raw: 400, "1m": 1_825, "1h": null },
      disk: { freeBytes: 83e9, totalBytes: 271e9 },
      upkeep: { lastAt: Date.now(), trouble: null },
    }),
  );
  app.get("/api/gateways", (c) =>
    c.json({
      gateways: estate.model.gateways.map(({ site, gateway }) => {
        const asset = assetOf(`${site}.${gateway.id}`);
        return {
          id: `${site}.${gateway.id}`,
          name: gateway.name,
          online: asset ? estate.heard(asset, Date.now()) : false,
          since: Date.now() - 7_200_000,
          assets: [gateway.id, ...gateway.devices.map((device) => device.asset)].map(
            (slug) => `${site}.${slug}`,
          ),
          hasCredential: true,
        };
      }),
    }),
  );
  app.get("/api/demo/scenarios", (c) =>
    c.json({
      scenarios: estate.scenarios.map(({ id, title, since }) => ({
        id,
        title,
        description: title,
        playing: since !== null,
      })),
    }),
  );
  app.post("/api/demo/scenarios/:id/:act{play|stop}", (c) =>
    estate.steer(c.req.param("id"), c.req.param("act") === "play" ? "play" : "stop", Date.now())
      ? c.body(null, 204)
      : problem(404, "There is no such scenario."),
  );
  app.get("*", async (c) => {
    const path = normalize(c.req.path).replace(/^(\.\.[/\\])+/, "");
    const send = async (file: string) =>
      c.body(await readFile(join(dist, file)), 200, {
        "Content-Type": types[extname(file)] ?? "application/octet-stream",
      });
    // Ids carry dots (/assets/riverside.b2-lift-1): a page is what is no file and is asked for as HTML.
    const isPage = c.req.header("accept")?.includes("text/html") ?? false;
    return send(path === "/" ? "/index.html" : path)
      .catch(() => (isPage ? send("/index.html") : problem(404, "No such file.")))
      .catch(() => problem(404, "Build the console first: npx node dashboards/console/build.ts"));
  });

  const { promise: listening, resolve } = Promise.withResolvers<number>();
  const http = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: "127.0.0.1" }, ({ port }) =>
    resolve(port),
  ) as HttpServer;
  const port = await listening;

  const io = new Server<ClientToServer, ServerToClient>(http, { path: LIVE_PATH });
  let unplugged = false;
  io.use((socket, next) =>
    unplugged || !socket.request.headers.cookie?.includes("session=fake")
      ? next(new Error(unplugged ? "unplugged" : "Sign in first."))
      : next(),
  );
  const valuesOf = (room: Room, now: number) => {
    const [kind, id] = [room.slice(0, room.indexOf(":")), room.slice(room.indexOf(":") + 1)];
    return [...estate.model.assets.values()]
      .filter((asset) => (kind === "site" ? asset.site === id : asset.id === id) && estate.heard(asset, now))
      .flatMap((asset) =>
        asset.points
          .filter((point) => kind === "asset" || point.type.headline)
          .map((point) => estate.latest(asset, point.type.name, now)),
      );
  };
  io.on("connection", (socket) => {
    socket.on("watch", (room, answer) => {
      void socket.join(room);
      answer({ ok: true });
      const at = Date.now();
      if (room === "alarms") socket.emit("snapshot", { room, at, alarms: estate.open() });
      else socket.emit("snapshot", { room, at, values: valuesOf(room, at) });
    });
    socket.on("unwatch", (room) => void socket.leave(room));
  });
  estate.onAlarm = (alarm) => io.to("alarms").emit("alarms", [alarm]);
  const moving = setInterval(() => {
    const at = Date.now();
    for (const name of io.of("/").adapter.rooms.keys())
      if (name.startsWith("site:") || name.startsWith("asset:")) {
        const room = name as `site:${string}` | `asset:${string}`;
        io.to(room).emit("values", { room, at, values: valuesOf(room, at) });
      }
  }, 500);
  const pulse = () => io.emit("pulse", { at: Date.now(), lastReadingAt: Date.now() - 120 });
  const beating = setInterval(pulse, 2_000);

  return {
    url: `http://127.0.0.1:${port}`,
    estate,
    unplug(out) {
      unplugged = out;
      if (out) for (const socket of io.of("/").sockets.values()) socket.conn.close();
    },
    async close() {
      clearInterval(moving);
      clearInterval(beating);
      await io.close();
    },
  };
}

if (import.meta.main) {
  const { url } = await startFakeServer({ port: Number(process.argv[2] ?? 8090) });
  console.log(`fake server: ${url}  (${fakeSignIn.username} / ${fakeSignIn.password})`);
}
