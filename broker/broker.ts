import type { Socket } from "node:net";
import { Aedes, type AuthenticateError, type Client, type ConnectPacket } from "aedes";
import {
  type AssetId,
  assetId,
  type Clock,
  done,
  type Instant,
  type Result,
} from "../facility/units/index.ts";
import { announcedBytes } from "./announced.ts";
import { Keeping } from "./keeping.ts";
import { type BrokerLimits, type LimitCounts, Share } from "./limits.ts";
import { openListeners } from "./listeners.ts";
import { ReadingsShortcut } from "./readings-shortcut.ts";
import { Redelivered } from "./redelivered.ts";
import { type Identity, identityOf, mayPublish, maySubscribe } from "./rights.ts";
import { type BrokerTls, certificateTrouble } from "./tls.ts";

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
  /** A second listener, over TLS. */
  readonly tls?: BrokerTls | undefined;
  /** What each gateway may take for itself; all it can when left out. */
  readonly limits?: BrokerLimits | undefined;
  /** Milliseconds that only go forward, for the limits; the computer's own when left out. */
  readonly ticks?: () => number;
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
  /** Of the listener over TLS, where there is one. */
  readonly tlsPort?: number | undefined;
  /** How often a gateway ran into its limits; absent where the broker is another's. */
  readonly limited?: () => Readonly<LimitCounts>;
  /** Other limits from now on; absent where the broker is another's, and where it began without any. */
  readonly limit?: ((limits: BrokerLimits) => void) | undefined;
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

/** A client that has signed in. */
interface Known {
  readonly who: Identity;
  /**
   * Topics it has been found to have the right to. A right hangs on identity and topic alone, and reading the topic
   * anew for every message took a tenth of the time of ingest.
   */
  readonly topics: Set<string>;
  readonly subscriptions: Set<string>;
  /** Its gateway's, where there are limits. */
  readonly share: Share | undefined;
}

/** Starts the MQTT listeners. A port in use is a problem, not an exception. */
export async function startBroker(options: BrokerOptions): Promise<Result<Broker>> {
  let { limits } = options;
  const ticks = options.ticks ?? (() => performance.now());
  const known = new WeakMap<Client, Known>();
  /** By gateway, so that a new connection is no new share. */
  const shares = new Map<AssetId, Share>();
  const counts: LimitCounts = {
    held: 0,
    abused: 0,
    connections: 0,
    subscriptions: 0,
    packetSize: 0,
    sessions: 0,
    waiting: 0,
    retained: 0,
  };
  const keeping = new Keeping(() => limits, counts);
  const shareOf = (id: AssetId): Share | undefined => {
    const known = shares.get(id);
    if (known || !limits) return known;
    const share = new Share(limits, ticks);
    shares.set(id, share);
    return share;
  };
  /** What each client asked for when it connected, until it is let in. */
  const asked = new WeakMap<Client, ConnectPacket>();
  const sessions = new Map<AssetId, { count: number; since: Instant }>();
  /** Which gateway holds a client id: MQTT lets a second client with the same id throw out the first. */
  const holders = new Map<string, AssetId>();
  const overTls = new WeakSet<Socket>();
  const signedIn = new Set<Client>();

  const abused = () => {
    counts.abused++;
    return new Error("it sends far more than a gateway may, and goes on; disconnected");
  };
  const redelivered = new Redelivered();
  const aedes = await Aedes.createBroker({
    authorizeForward: (client, packet) => redelivered.forward(client, packet),
    connectTimeout: 10_000,
    maxClientsIdLength: 64,
    preConnect(client, packet, answer) {
      asked.set(client, packet);
      answer(null, true);
    },
    authenticate(client, username, password, answer) {
      const connect = asked.get(client);
      // By now aedes has made a name up for it.
      if (connect?.clientId === "" && !connect.clean)
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
      const byTls = overTls.has(client.conn as Socket);
      const wrong = byTls && options.tls?.mutual ? certificateTrouble(client.conn, who) : undefined;
      if (wrong) return answer(refused(wrong), false);
      options.verify(username ?? "", password.toString()).then(
        (valid) => {
          if (!valid) return answer(refused(`wrong secret or unknown gateway ${username}`), false);
          const share = shareOf(assetId(who.site, who.gateway));
          if (share && limits && share.connections >= limits.connections && !holder) {
            counts.connections++;
            return answer(refused(`${username} has ${limits.connections} connections already`, 3), false);
          }
          if (share && !client.conn.destroyed) {
            share.connections++;
            client.conn.once("close", () => share.connections--);
          }
          // aedes reads the packet again when it looks for what it has kept.
          if (client.clean) keeping.ended(assetId(who.site, who.gateway), client.id);
          else if (!keeping.mayLast(assetId(who.site, who.gateway), client.id)) {
            client.clean = true;
            if (connect) connect.clean = true;
          }
          known.set(client, { who, topics: new Set(), share, subscriptions: new Set() });
          answer(null, true);
        },
        (error: unknown) => answer(refused(String(error)), false),
      );
    },
    authorizePublish(client, packet, answer) {
      const from = client && known.get(client);
      // The broker's own messages ($SYS) have no client.
      if (!from) return answer(client ? new Error("not signed in") : null);
      const { who, topics, share } = from;
      if (!topics.has(packet.topic)) {
        const right = mayPublish(who, packet.topic);
        if (!right.ok) {
          options.log.warn(`refused: ${right.problem}`);
          return answer(new Error(right.problem));
        }
        if (topics.size < MOST_GRANTED) topics.add(packet.topic);
      }
      const payload = typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload;
      // aedes 1.x sends PUBACK right after this hook says yes, and before its own publish, so the store is asked here.
      const message = { who, topic: packet.topic, payload };
      const take = () =>
        shortcut.fits(who, packet)
          ? options.take(message, (error) => (error ? answer(error) : shortcut.pass(client, packet, answer)))
          : options.take(message, answer);
      const charged = share ? share.charge(payload.length + packet.topic.length) : "go";
      if (charged === "go" || !share) return take();
      counts.held++;
      if (charged === "abuse") return answer(abused());
      // Whoever has gone meanwhile sends it again.
      share.hold(() => (client.conn.destroyed ? answer(new Error("gone while it waited")) : take()));
    },
    authorizeSubscribe(client, subscription, answer) {
      const from = known.get(client);
      // A null subscription is MQTT's "not allowed" (0x80); the connection stays.
      if (!from || !maySubscribe(from.who, subscription.topic)) return answer(null, null);
      const { who, subscriptions, share } = from;
      if (share?.charge(0) === "abuse") return answer(abused());
      if (limits && subscriptions.size >= limits.subscriptions && !subscriptions.has(subscription.topic)) {
        counts.subscriptions++;
        options.log.warn(`${who.site}/${who.gateway} has ${limits.subscriptions} subscriptions already`);
        return answer(null, null);
      }
      subscriptions.add(subscription.topic);
      shortcut.subscribed(who, subscription.topic);
      answer(null, subscription);
    },
  });

  keeping.bound(aedes);
  redelivered.listen(aedes);
  const shortcut = new ReadingsShortcut(aedes);
  const idOf = (client: Client): AssetId | undefined => {
    const who = known.get(client)?.who;
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

  // A gateway that pings without an end takes time as well.
  aedes.on("ping", (_packet, client) => {
    if (known.get(client)?.share?.charge(0) !== "abuse") return;
    options.log.warn(`gateway ${idOf(client) ?? "?"}: ${abused().message}`);
    client.close();
  });
  aedes.on("unsubscribe", (topics, client) => {
    for (const topic of topics) known.get(client)?.subscriptions.delete(topic);
  });

  const serve = (socket: Socket, secure: boolean) => {
    if (secure) overTls.add(socket);
    socket.setNoDelay(true);
    const client = aedes.handle(socket);
    socket.on("readable", () => {
      const limit = known.has(client) ? MAX_PACKET_BYTES : MAX_PACKET_BYTES_BEFORE_SIGN_IN;
      if (announcedBytes(client) <= limit) return;
      options.log.warn(
        `${idOf(client) ?? "an unknown client"} announced a packet above ${limit} bytes; disconnected`,
      );
      counts.packetSize++;
      socket.destroy();
    });
  };
  const listening = await openListeners(options, serve);
  if (!listening.ok) {
    await new Promise<void>((closed) => aedes.close(closed));
    return listening;
  }
  return done({
    port: listening.value.port,
    tlsPort: listening.value.tlsPort,
    limited: () => counts,
    limit:
      limits &&
      ((other) => {
        limits = other;
        for (const share of shares.values()) share.limit(other);
      }),
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
      for (const share of shares.values()) share.end();
      await new Promise<void>((closed) => aedes.close(closed));
      await listening.value.close();
    },
  });
}

/** CONNACK return codes (MQTT 3.1.1 table 3.1): 2 identifier rejected, 3 server unavailable, 5 not authorized. */
function refused(message: string, returnCode: 2 | 3 | 5 = 5): AuthenticateError {
  return Object.assign(new Error(message), { returnCode });
}
