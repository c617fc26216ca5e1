import type { IncomingMessage } from "node:http";
import type { ServerType } from "@hono/node-server";
import { parse } from "hono/utils/cookie";
import { type DefaultEventsMap, Server, type Socket } from "socket.io";
import { credentialOf, isCrossSite, SESSION_COOKIE } from "../auth/index.ts";
import {
  type ClientToServer,
  LIVE_PATH,
  type Room,
  type RunSummary,
  type ServerToClient,
} from "../contract/index.ts";
import { type ApiDeps, callView } from "../routes/index.ts";
import { isSameScope, narrow, type SiteScope, scopeOf, seesAsset, seesSite } from "../scope/index.ts";
import { feedAlarms } from "./alarm-feed.ts";
import { sendSnapshot as sendAlarms } from "./alarm-snapshot.ts";
import { feedCalls } from "./call-feed.ts";
import { parseRoom, pointsOf, type ValuesRoom } from "./room.ts";
import { feedRuns } from "./run-feed.ts";
import { WatchedValues } from "./watched-values.ts";

/** How often to look for changed values and to send a pulse, in ms; tests go faster. */
export interface Pace {
  readonly lookMs: number;
  readonly pulseMs: number;
}
/** The contract promises a quarter of a second; the rest is for the way. */
const usualPace: Pace = { lookMs: 200, pulseMs: 2_000 };
/** A console shows a site, an asset or two and the alarms; more is a fault or an attack. */
const MOST_ROOMS = 64;
/** Alarms a client may lie behind. Past that it is gone: cut off, it comes back to a fresh snapshot. */
const MOST_UNSENT = 20_000;

/** What `serve` of @hono/node-server answers. */
export type Attachable = ServerType;

interface SocketData {
  token: string;
  /** Who watches, for what concerns him alone. */
  username: string;
  /** The only sites he sees; nothing where he sees every site. */
  scope: SiteScope | undefined;
  /** For each values room it watches: the look it was last sent. */
  sent: Map<ValuesRoom, number>;
  /** Alarms given since its transport last took any. */
  unsent: number;
  /** How many times it was given all alarms anew. */
  snapshots: number;
}
type LiveSocket = Socket<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;

export interface Live {
  /** How many clients are connected. */
  watching(): number;
  close(): Promise<void>;
}

/** The live channel: snapshots, then deltas of values, alarms the moment they happen, and a pulse. */
export function openLive(
  server: Attachable,
  deps: Pick<ApiDeps, "model" | "board" | "desk" | "oncall" | "sessions" | "clock" | "log" | "emergencies">,
  { lookMs, pulseMs }: Pace = usualPace,
): Live {
  const { board, desk, sessions, clock, log } = deps;
  const io = new Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>(server, {
    path: LIVE_PATH,
    serveClient: false,
    // Clients send nothing but room names.
    maxHttpBufferSize: 16 * 1024,
    allowRequest: (request, answer) => {
      const cross = isCrossSite(originOf(request));
      answer(cross ? "cross-site" : null, !cross);
    },
  });
  const rooms = new Map<ValuesRoom, WatchedValues>();
  let model = deps.model();

  io.use(async (socket, next) => {
    const token = tokenOf(socket);
    try {
      const person = token && (await sessions.find(token, clock()));
      if (!token || !person) return next(new Error("unauthorized"));
      const scope = scopeOf(person);
      socket.data = { token, username: person.username, scope, sent: new Map(), unsent: 0, snapshots: 0 };
    } catch (error) {
      log.error({ err: error }, "sessions cannot be read, so nobody new can watch");
      return next(new Error("unavailable"));
    }
    return next();
  });

  const sendSnapshot = (socket: LiveSocket, room: Room): void => {
    const at = clock();
    if (room === "alarms") {
      const turn = ++socket.data.snapshots;
      const { scope } = socket.data;
      const open = scope ? desk.open().filter(({ id }) => seesAsset(scope, id)) : desk.open();
      sendAlarms(model, open, at, (part, ready) => {
        // Gone, or another snapshot has begun.
        if (!socket.rooms.has(room) || socket.data.snapshots !== turn) return;
        socket.emit("snapshot", part);
        if (socket.conn.transport.writable) setImmediate(ready);
        else socket.conn.once("drain", ready);
      });
      return;
    }
    if (room === "calls") {
      const { oncall } = deps;
      const { scope, username } = socket.data;
      const calls =
        oncall?.pager
          .open()
          .filter(({ site }) => seesSite(scope, site))
          .map((call) => callView(call, username, oncall)) ?? [];
      socket.emit("snapshot", { room, at, calls });
      return;
    }
    const watched = rooms.get(room);
    socket.data.sent.set(room, watched?.look ?? 0);
    socket.emit("snapshot", { room, at, values: watched?.all() ?? [] });
  };

  const sendRuns = (socket: LiveSocket, list: readonly RunSummary[]): void => {
    const { scope } = socket.data;
    socket.emit(
      "runs",
      list.filter(({ site }) => seesSite(scope, site)),
    );
  };
  const runs = feedRuns(deps, (list) => {
    for (const socket of io.of("/").sockets.values()) sendRuns(socket, list);
  });
  io.on("connection", (socket) => {
    if (deps.emergencies) sendRuns(socket, runs.now());
    socket.conn.on("drain", () => {
      socket.data.unsent = 0;
    });
    socket.on("watch", (asked, answer) => {
      // What comes over the wire is not typed, whatever the contract says.
      const reply = typeof answer === "function" ? answer : () => undefined;
      const room = parseRoom(asked);
      if (!room.ok) return reply(room);
      // Each socket is also in a room of its own.
      if (socket.rooms.size > MOST_ROOMS)
        return reply({ ok: false, problem: `More than ${MOST_ROOMS} rooms. Unwatch some first.` });
      // Points of the model before would be looked up at other places of the board.
      if (deps.model() !== model) rebuild();
      if (room.value !== "alarms" && room.value !== "calls") {
        const { scope } = socket.data;
        const points = pointsOf(scope ? narrow(model, scope) : model, room.value);
        if (!points.ok) return reply(points);
        if (!rooms.has(room.value)) rooms.set(room.value, new WatchedValues(points.value, board));
      }
      socket.join(room.value);
      reply({ ok: true });
      return sendSnapshot(socket, room.value);
    });
    socket.on("unwatch", (asked) => {
      const room = parseRoom(asked);
      if (!room.ok) return;
      socket.leave(room.value);
      if (room.value !== "alarms" && room.value !== "calls") socket.data.sent.delete(room.value);
    });
  });

  const membersOf = (room: Room): LiveSocket[] =>
    [...(io.of("/").adapter.rooms.get(room) ?? [])].flatMap((id) => io.of("/").sockets.get(id) ?? []);

  /** After a change of the model its point table is another: every room begins again. */
  const rebuild = (): void => {
    model = deps.model();
    for (const room of rooms.keys()) {
      const points = pointsOf(model, room);
      rooms.set(room, new WatchedValues(points.ok ? points.value : [], board));
    }
    for (const socket of io.of("/").sockets.values())
      for (const room of socket.rooms) {
        const known = parseRoom(room);
        if (known.ok) sendSnapshot(socket, known.value);
      }
  };

  const look = (): void => {
    if (deps.model() !== model) rebuild();
    // Asked before anything is sent, so that a client watching many rooms is given all of them or none.
    const ready = new Set(
      [...io.of("/").sockets.values()].filter((socket) => socket.conn.transport.writable),
    );
    const at = clock();
    for (const [room, watched] of rooms) {
      const members = membersOf(room);
      if (members.length === 0) {
        rooms.delete(room);
        continue;
      }
      const changed = watched.lookAgain();
      const inTime: string[] = [];
      for (const socket of members) {
        if (!ready.has(socket)) continue;
        const sent = socket.data.sent.get(room) ?? 0;
        socket.data.sent.set(room, watched.look);
        if (sent === watched.look - 1) inTime.push(socket.id);
        else {
          const values = watched.since(sent);
          if (values.length > 0) socket.emit("values", { room, at, values });
        }
      }
      // Written down once for all who are in time.
      if (changed && inTime.length > 0)
        io.to(inTime).emit("values", { room, at, values: watched.since(watched.look - 1) });
    }
  };

  const alarms = feedAlarms(
    deps,
    () => (io.of("/").adapter.rooms.get("alarms")?.size ?? 0) > 0,
    (batch) => {
      for (const socket of membersOf("alarms")) {
        socket.data.unsent += batch.length;
        if (socket.data.unsent <= MOST_UNSENT) continue;
        log.warn({ socket: socket.id }, "a live client takes nothing any more and is cut off");
        socket.disconnect(true);
      }
      const limited = membersOf("alarms").filter(({ data }) => data.scope !== undefined);
      io.to("alarms")
        .except(limited.map(({ id }) => id))
        .emit("alarms", batch);
      for (const socket of limited) {
        const { scope } = socket.data;
        const seen = batch.filter(({ asset }) => scope && seesAsset(scope, asset));
        if (seen.length > 0) socket.emit("alarms", seen);
      }
    },
  );

  const calls = feedCalls(deps.oncall, () => membersOf("calls"));

  const pulse = async (): Promise<void> => {
    const flood = desk.flood();
    io.volatile.emit("pulse", {
      at: clock(),
      lastReadingAt: board.lastReadingAt(),
      ...(flood ? { flood } : {}),
    });
    const byToken = Map.groupBy(io.of("/").sockets.values(), (socket) => socket.data.token);
    for (const [token, sockets] of byToken) {
      // Watching is a use: a wall screen that nobody touches stays signed in until the session's longest life.
      const person = await sessions.find(token, clock());
      // Who sees other sites now comes back to another snapshot.
      for (const socket of sockets)
        if (!person || !isSameScope(socket.data.scope, scopeOf(person))) socket.disconnect(true);
    }
  };

  const looking = setInterval(look, lookMs);
  const pulsing = setInterval(() => {
    // Clients stay when sessions cannot be read for a moment: an alarm must reach them.
    pulse().catch((error: unknown) =>
      log.error({ err: error }, "sessions of live clients cannot be checked"),
    );
  }, pulseMs);

  return {
    watching: () => io.of("/").sockets.size,
    async close() {
      clearInterval(looking);
      clearInterval(pulsing);
      alarms.unsubscribe();
      runs.close();
      calls.unsubscribe();
      // Not io.close(): that would close the HTTP server, which is not ours.
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

const first = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

function originOf({ headers }: IncomingMessage): Parameters<typeof isCrossSite>[0] {
  return {
    site: first(headers["sec-fetch-site"]),
    origin: headers.origin,
    host: first(headers["x-forwarded-host"]) ?? headers.host,
  };
}

function tokenOf({ handshake }: LiveSocket): string | undefined {
  const { token }: { token?: unknown } = handshake.auth;
  const authorization = typeof token === "string" ? `Bearer ${token}` : handshake.headers.authorization;
  return credentialOf(authorization, parse(handshake.headers.cookie ?? "", SESSION_COOKIE)[SESSION_COOKIE])
    ?.token;
}
