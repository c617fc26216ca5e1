import { createSocket, type RemoteInfo, type Socket as UdpSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import type { EventMessage } from "../../../broker/contract/index.ts";
import type { Gb26875Listen } from "../../../facility/assets/index.ts";
import { type Clock, done, type Instant, problem, type Result } from "../../../facility/units/index.ts";
import type { Item } from "./body.ts";
import { eventOf } from "./events.ts";
import type { Frame, PanelTime } from "./frame.ts";
import { type PanelState, pointsOf, quietPanel, tell } from "./panel.ts";
import { hexAddress, Session } from "./session.ts";

export interface FireListener {
  /** False when it could not be kept. */
  readings(asset: string, values: ReadonlyMap<string, number | boolean>, at: Instant): boolean;
  event(asset: string, event: EventMessage): boolean;
  /** The panel's line has been silent for too long; once per silence. */
  silent(asset: string, at: Instant): void;
}

export interface PanelReport {
  readonly asset: string;
  readonly address: string;
  readonly online: boolean;
  readonly frames: number;
  readonly garbled: number;
  readonly refused: number;
  readonly lastError: string | null;
  readonly lastAnswerAt: Instant | null;
}

export interface FireReceiver {
  readonly port: number;
  /** One a panel. Errors of a line that no panel is known for yet count with the first. */
  report(): PanelReport[];
  checkDuty(): void;
  close(): Promise<void>;
}

interface Panel {
  readonly asset: string;
  readonly source: number | undefined;
  readonly systemAddress: number | undefined;
  state: PanelState;
  heardAt: Instant | undefined;
  silent: boolean;
  frames: number;
  garbled: number;
  refused: number;
  lastError: string | null;
}

const TICK_MS = 1_000;
const DAY_MS = 86_400_000;
/** A building has a few transmitters; more lines than this are a mistake or an attack. */
const MAX_LINES = 256;

/**
 * Receives GB/T 26875.3-2011 over TCP and UDP. A frame is confirmed once its readings and events are kept;
 * what is not understood is refused and counted, and never ends the line of another.
 */
export async function startFireReceiver(options: {
  readonly listen: Gb26875Listen;
  readonly timeZone: string;
  readonly clock: Clock;
  readonly listener: FireListener;
  readonly log: { info(message: string): void; warn(message: string): void };
}): Promise<Result<FireReceiver>> {
  const { listen, clock, listener, log } = options;
  const panels = listen.panels.map(
    ({ asset, source, systemAddress }): Panel => ({
      asset,
      source: source === undefined ? undefined : Number.parseInt(source, 16),
      systemAddress,
      state: quietPanel,
      heardAt: undefined,
      silent: false,
      frames: 0,
      garbled: 0,
      refused: 0,
      lastError: null,
    }),
  );
  const ofSource = (source: number) =>
    panels.filter((panel) => panel.source === undefined || panel.source === source);
  const publish = (panel: Panel) =>
    listener.readings(panel.asset, new Map(Object.entries(pointsOf(panel.state))), clock());

  const take = (frame: Frame, items: readonly Item[]): boolean => {
    const at = clock();
    const own = ofSource(frame.source);
    let kept = true;
    for (const panel of own) {
      const before = panel.state;
      for (const item of items) {
        const of = "systemAddress" in item ? item.systemAddress : undefined;
        if (panel.systemAddress !== undefined && of !== undefined && of !== panel.systemAddress) continue;
        panel.state = tell(panel.state, item);
        const event = eventOf(item, frame.time, at);
        if (event) kept = listener.event(panel.asset, event) && kept;
      }
      panel.heardAt = at;
      panel.silent = false;
      panel.frames++;
      kept = publish(panel) && kept;
      // Not kept is not heard: the transmitter will say it again.
      if (!kept) panel.state = before;
    }
    return kept;
  };

  const sessions = new Map<unknown, Session>();
  const newSession = (key: unknown, send: (bytes: Buffer) => void): Session => {
    const session: Session = new Session({
      dialect: listen.dialect,
      syncClock: listen.syncClock,
      now: clock,
      localTime: () => localTime(clock(), options.timeZone),
      send,
      take,
      knows: (source) => ofSource(source).length > 0,
      count: (kind, what) => {
        const panel = (session.source === undefined ? panels : ofSource(session.source))[0] ?? panels[0]!;
        if (kind === "garbled") panel.garbled++;
        else panel.refused++;
        if (panel.lastError !== what) log.warn(`fire panel ${panel.asset}: ${what}`);
        panel.lastError = what;
      },
      dutyAnswered: (answered) => {
        const code = answered ? "duty-answered" : "duty-unanswered";
        for (const { asset } of ofSource(session.source ?? -1))
          listener.event(asset, { at: clock(), scheme: "gb26875", code });
      },
    });
    sessions.set(key, session);
    return session;
  };

  const welcome = (address: string | undefined): boolean =>
    listen.from.length === 0 || listen.from.includes((address ?? "").replace(/^::ffff:/, ""));
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    if (!welcome(socket.remoteAddress) || sockets.size >= MAX_LINES) return void socket.destroy();
    sockets.add(socket);
    socket.setNoDelay(true);
    const session = newSession(socket, (bytes) => socket.write(bytes));
    socket.on("data", (data) => session.bytes(data));
    socket.on("error", () => socket.destroy());
    // A line that died without a word is not kept for ever.
    socket.setTimeout(Math.max(60_000, listen.silentAfterSeconds * 2_000), () => socket.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      sessions.delete(socket);
    });
  });
  const udp = createSocket("udp4");
  udp.on("message", (data: Buffer, remote: RemoteInfo) => {
    if (!welcome(remote.address)) return;
    const key = `${remote.address}:${remote.port}`;
    const known = sessions.get(key);
    if (!known && sessions.size >= MAX_LINES) return;
    const session = known ?? newSession(key, (bytes) => udp.send(bytes, remote.port, remote.address));
    session.bytes(data);
  });
  udp.on("error", (error) => log.warn(`fire receiver, UDP: ${error.message}`));

  const opened = await open(listen, tcp, udp);
  if (!opened.ok) return opened;

  let syncedAt = clock();
  let checkedAt = clock();
  const checkDuty = () => {
    for (const session of sessions.values()) session.checkDuty(listen.dutyCheck?.answerMinutes ?? 5);
  };
  const timer = setInterval(() => {
    const now = clock();
    for (const session of sessions.values()) session.tick();
    for (const panel of panels) {
      if (panel.heardAt === undefined || panel.silent) continue;
      if (now - panel.heardAt <= listen.silentAfterSeconds * 1_000) publish(panel);
      else {
        panel.silent = true;
        listener.silent(panel.asset, now);
        for (const [key, session] of sessions)
          if (typeof key === "string" && ofSource(session.source ?? -1).includes(panel)) sessions.delete(key);
      }
    }
    if (listen.syncClock && now - syncedAt >= DAY_MS) {
      syncedAt = now;
      for (const session of sessions.values()) session.setClock();
    }
    if (listen.dutyCheck && now - checkedAt >= listen.dutyCheck.everyMinutes * 60_000) {
      checkedAt = now;
      checkDuty();
    }
  }, TICK_MS);

  return done({
    port: opened.value,
    checkDuty,
    report: () =>
      panels.map(({ asset, source, heardAt, silent, frames, garbled, refused, lastError }) => ({
        asset,
        address: `${listen.host}:${opened.value}${source === undefined ? "" : ` from ${hexAddress(source)}`}`,
        online: heardAt !== undefined && !silent,
        frames,
        garbled,
        refused,
        lastError,
        lastAnswerAt: heardAt ?? null,
      })),
    async close() {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      if (tcp.listening) await new Promise<void>((closed) => tcp.close(() => closed()));
      await new Promise<void>((closed) => udp.close(() => closed()));
    },
  });
}

/** Opens what the site file asks for, UDP on the port that TCP was given. */
async function open(listen: Gb26875Listen, tcp: Server, udp: UdpSocket): Promise<Result<number>> {
  let port = listen.port;
  try {
    if (listen.transports.includes("tcp")) {
      tcp.listen(port, listen.host);
      await once(tcp, "listening");
      const address = tcp.address();
      port = typeof address === "object" && address ? address.port : port;
    }
    if (listen.transports.includes("udp")) {
      udp.bind(port, listen.host);
      await once(udp, "listening");
      port = udp.address().port;
    }
    return done(port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    tcp.close();
    udp.close();
    return problem(
      `the fire receiver cannot listen on ${listen.host}:${port} (${code ?? message}). Stop the program that has the port, or name another in the site file.`,
    );
  }
}

/** What a clock on the wall of the site shows. */
function localTime(now: Instant, timeZone: string): PanelTime {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(now);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return {
    year: of("year"),
    month: of("month"),
    day: of("day"),
    hour: of("hour"),
    minute: of("minute"),
    second: of("second"),
  };
}
