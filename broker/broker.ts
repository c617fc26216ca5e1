import { createServer, type Server, type Socket } from "node:net";
import { Aedes, type AuthenticateError, type Client } from "aedes";
import {
  type AssetId,
  assetId,
  type Clock,
  done,
  type Instant,
  problem,
  type Result,
} from "../facility/units/index.ts";
import { ReadingsShortcut } from "./readings-shortcut.ts";
import { Redelivered } from "./redelivered.ts";
import { type Identity, identityOf, mayPublish, maySubscribe } from "./rights.ts";

/** A message on one of our topics, from a gateway that may publish there. */
export interface Incoming {
  readonly who: Identity;
  readonly topic: string;
  readonly payload: Buffer;
}

export interface BrokerOptions {
  readonly port: number;
  readonly host?: string;
  readonly verify: (username: string, secret: string) => Promise<boolean>;
  /**
   * Takes a message in. PUBACK goes out when `taken` is called without an error, so that an acknowledged
   * message is a stored one; an error closes the connection and the gateway sends the message again.
   */
  readonly take: (message: Incoming, taken: (error?: Error) => void) => void;
  readonly clock: Clock;
  readonly log: { info(message: string): void; warn(message: string): void };
  /** Connections at once; one more is turned away. */
  readonly maxConnections?: number;
}

/** The connection to a broker that somebody else runs. */
export interface Link {
  /** Without user and password. */
  readonly shown: string;
  readonly url: string;
  /** Empty where none was given. */
  readonly username: string;
  readonly password: string;
  state(): { readonly connected: boolean; readonly since: Instant; readonly trouble: string | null };
}

export interface Broker {
  readonly port: number;
  /** Only where the broker is not the built-in one. */
  readonly external?: Link;
  /** Says something to gateways, QoS 1; resolves when the broker has it. */
  publish(topic: string, payload: Buffer | string, retain?: boolean): Promise<void>;
  /** Is this gateway connected now, and since when? */
  online(gateway: AssetId): { readonly online: boolean; readonly since: Instant | null };
  /** Ends the connections of gateways that may no longer speak. */
  keepOnly(allowed: (gateway: AssetId) => boolean): void;
  close(): Promise<void>;
}

/** MQTT's own limit is 256 MB a packet; ours keeps a stranger from filling the memory before it has signed in. */
const MAX_PACKET_BYTES = 4 * 1024 * 1024;
const MAX_PACKET_BYTES_BEFORE_SIGN_IN = 16 * 1024;

/** Topics remembered a client; a gateway has one or two an asset. */
const MOST_GRANTED = 20_000;

/** Starts the MQTT listener. A port in use is a problem, not an exception. */
export async function startBroker(options: BrokerOptions): Promise<Result<Broker>> {
  const identities = new WeakMap<Client, Identity>();
  /**
   * Topics each client has been found to have the right to. A right hangs on identity and topic alone, and reading
   * the topic anew for every message took a tenth of the time of ingest.
   */
  const granted = new WeakMap<Client, Set<string>>();
  /** Asked for a lasting session without saying whose. */
  const nameless = new WeakSet<Client>();
  const sessions = new Map<AssetId, { count: number; since: Instant }>();
  /** Which gateway holds a client id: MQTT lets a second client with the same id throw out the first. */
  const holders = new Map<string, AssetId>();
  const sockets = new Set<Socket>();
  const signedIn = new Set<Client>();

  const redelivered = new Redelivered();
  const aedes = await Aedes.createBroker({
    authorizeForward: (client, packet) => redelivered.forward(client, packet),
    connectTimeout: 10_000,
    maxClientsIdLength: 64,
    preConnect(client, packet, answer) {
      // By the time a client is asked who it is, aedes has made a name up for it.
      if (packet.clientId === "" && !packet.clean) nameless.add(client);
      answer(null, true);
    },
    authenticate(client, username, password, answer) {
      if (nameless.has(client))
        return answer(
          refused(
            "a session that is to last needs a client id [MQTT-3.1.3-8]; name one, or ask for a clean session",
            2,
          ),
          false,
        );
      const who = identityOf(username ?? "");
      if (!who || !password)
        return answer(refused("sign in as <site>/<gateway> with the gateway's secret"), false);
      const holder = holders.get(client.id);
      if (holder && holder !== assetId(who.site, who.gateway))
        return answer(refused(`client id ${client.id} is held by another gateway; use another`), false);
      options.verify(username ?? "", password.toString()).then(
        (valid) => {
          if (!valid) return answer(refused(`wrong secret or unknown gateway ${username}`), false);
          identities.set(client, who);
          granted.set(client, new Set());
          answer(null, true);
        },
        (error: unknown) => answer(refused(String(error)), false),
      );
    },
    authorizePublish(client, packet, answer) {
      const who = client ? identities.get(client) : undefined;
      // The broker's own messages ($SYS) have no client.
      if (!who) return answer(client ? new Error("not signed in") : null);
      const topics = client && granted.get(client);
      if (!topics?.has(packet.topic)) {
        const right = mayPublish(who, packet.topic);
        if (!right.ok) {
          options.log.warn(`refused: ${right.problem}`);
          return answer(new Error(right.problem));
        }
        if (topics && topics.size < MOST_GRANTED) topics.add(packet.topic);
      }
      const payload = typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload;
      // aedes 1.x sends PUBACK right after this hook says yes, and before its own publish, so the store is asked here.
      const message = { who, topic: packet.topic, payload };
      if (!client || !shortcut.fits(who, packet)) return options.take(message, answer);
      options.take(message, (error) => (error ? answer(error) : shortcut.pass(client, packet, answer)));
    },
    authorizeSubscribe(client, subscription, answer) {
      const who = identities.get(client);
      // A null subscription is MQTT's "not allowed" (0x80); the connection stays.
      if (!who || !maySubscribe(who, subscription.topic)) return answer(null, null);
      shortcut.subscribed(who, subscription.topic);
      answer(null, subscription);
    },
  });

  redelivered.listen(aedes);
  const shortcut = new ReadingsShortcut(aedes);
  const idOf = (client: Client): AssetId | undefined => {
    const who = identities.get(client);
    return who && assetId(who.site, who.gateway);
  };
  aedes.on("clientReady", (client) => {
    const id = idOf(client);
    if (!id) return;
    holders.set(client.id, id);
    signedIn.add(client);
    const before = sessions.get(id);
    sessions.set(id, { count: (before?.count ?? 0) + 1, since: options.clock() });
    options.log.info(`gateway ${id} connected`);
  });
  aedes.on("clientDisconnect", (client) => {
    const id = idOf(client);
    holders.delete(client.id);
    signedIn.delete(client);
    const before = id && sessions.get(id);
    if (!id || !before) return;
    sessions.set(id, { count: before.count - 1, since: options.clock() });
    options.log.info(`gateway ${id} disconnected`);
  });
  aedes.on("clientError", (client, error) =>
    options.log.warn(`gateway ${idOf(client) ?? "?"}: ${error.message}`),
  );
  aedes.on("connectionError", (_client, error) =>
    options.log.warn(`a connection was refused: ${error.message}`),
  );

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.setNoDelay(true);
    const client = aedes.handle(socket);
    socket.on("readable", () => {
      const limit = identities.has(client) ? MAX_PACKET_BYTES : MAX_PACKET_BYTES_BEFORE_SIGN_IN;
      if (announcedBytes(client) <= limit) return;
      options.log.warn(
        `${idOf(client) ?? "an unknown client"} announced a packet above ${limit} bytes; disconnected`,
      );
      socket.destroy();
    });
  });
  server.maxConnections = options.maxConnections ?? 10_000;

  const listening = await listen(server, options.port, options.host ?? "0.0.0.0");
  if (!listening.ok) {
    await new Promise<void>((closed) => aedes.close(closed));
    return listening;
  }
  return done({
    port: listening.value,
    publish: (topic, payload, retain = false) =>
      new Promise<void>((said, failed) =>
        aedes.publish({ cmd: "publish", topic, payload, qos: 1, retain, dup: false }, (error) =>
          error ? failed(error) : said(),
        ),
      ),
    online(gateway) {
      const session = sessions.get(gateway);
      return { online: (session?.count ?? 0) > 0, since: session?.since ?? null };
    },
    keepOnly(allowed) {
      for (const client of signedIn) {
        const id = idOf(client);
        if (id && !allowed(id)) client.close();
      }
    },
    async close() {
      await new Promise<void>((closed) => aedes.close(closed));
      const closed = new Promise<void>((end) => server.close(() => end()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  });
}

/** CONNACK return codes (MQTT 3.1.1 table 3.1): 2 identifier rejected, 5 not authorized. */
function refused(message: string, returnCode: 2 | 5 = 5): AuthenticateError {
  return Object.assign(new Error(message), { returnCode });
}

/** The length a half-received packet announces; mqtt-packet itself sets no bound. 0 where none is under way. */
function announcedBytes(client: Client): number {
  const parser: unknown = Reflect.get(client, "_parser");
  const packet: unknown =
    typeof parser === "object" && parser !== null ? Reflect.get(parser, "packet") : null;
  const length: unknown = typeof packet === "object" && packet !== null ? Reflect.get(packet, "length") : 0;
  return typeof length === "number" ? length : 0;
}

function listen(server: Server, port: number, host: string): Promise<Result<number>> {
  return new Promise((answer) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      answer(
        problem(
          error.code === "EADDRINUSE"
            ? `Port ${port} for MQTT is in use. Stop the program that has it, or set WATCHKEEPER_MQTT_PORT to a free port.`
            : `Port ${port} for MQTT cannot be opened: ${error.message}. Set WATCHKEEPER_MQTT_PORT to another port.`,
        ),
      ),
    );
    server.listen(port, host, () => {
      const address = server.address();
      answer(done(typeof address === "object" && address ? address.port : port));
    });
  });
}
