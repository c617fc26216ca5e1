import mqtt, { type MqttClient } from "mqtt";
import {
  type AssetId,
  assetId,
  type Clock,
  done,
  type Instant,
  problem,
  type Result,
} from "../facility/units/index.ts";
import type { Broker, BrokerOptions, Link } from "./broker.ts";
import {
  hostStateTopic,
  isSparkplug,
  parseSparkplugTopic,
  parseTopic,
  StatusMessage,
} from "./contract/index.ts";
import { OrderedAcks } from "./ordered-acks.ts";

export interface ExternalOptions extends Pick<BrokerOptions, "take" | "log"> {
  /** `mqtt://user:password@host:1883` or `mqtts://…`; `?sparkplug=1` behind it takes in Sparkplug B nodes too. */
  readonly url: string;
  /** The name of this server's session at the broker: the same at every start, and of no other client. */
  readonly clientId: string;
  readonly clock: Clock;
  readonly reconnectMs?: number;
}

/** What gateways send; commands are for this server to give, so it does not listen to them. */
const FILTERS = [
  "facility/+/+/status",
  "facility/+/+/+/readings",
  "facility/+/+/+/event",
  "facility/+/+/+/command/result",
];
/** Of Sparkplug B nodes; only where asked for, since it needs rights that a server without such nodes need not have. */
const SPARKPLUG_FILTERS = ["NBIRTH/+", "NDATA/+", "NDEATH/+", "DBIRTH/+/+", "DDATA/+/+", "DDEATH/+/+"].map(
  (rest) => `spBv1.0/+/${rest}`,
);
const REFUSED_SUBSCRIPTION = 128;
const FIRST_ANSWER_MS = 5_000;

/**
 * Takes part in a broker run by somebody else (Mosquitto, EMQX): a persistent session, QoS 1, and PUBACK only after
 * `take` has stored the message, so that the broker keeps what this server has not. Who may publish what is the
 * broker's to enforce; the gateway's identity is read from the topic. Starts without the broker and finds it later.
 */
export async function joinBroker(options: ExternalOptions): Promise<Result<Broker>> {
  const address = addressOf(options.url);
  if (!address.ok) return address;
  const { shown, target, username, password, port, sparkplug } = address.value;
  const { clock, log } = options;
  const presence = new Map<AssetId, { online: boolean; since: Instant }>();
  const link = {
    connected: false,
    since: clock(),
    trouble: `${shown} has not answered yet` as string | null,
  };
  let said = "";
  const trouble = (why: string): void => {
    link.trouble = why;
    if (said === why) return;
    said = why;
    log.warn(why);
  };
  const turn = (connected: boolean): void => {
    if (link.connected === connected) return;
    link.connected = connected;
    link.since = clock();
  };

  /** The same moment in birth and will, so that a will that comes late is known to be of an older life. */
  const bornAt = clock();
  const [born, died] = [true, false].map((online) => JSON.stringify({ online, timestamp: bornAt })) as [
    string,
    string,
  ];
  const client = mqtt.connect(target, {
    // A node that waits for its host must not wait for one that died.
    ...(sparkplug
      ? { will: { topic: hostStateTopic, payload: Buffer.from(died), qos: 1 as const, retain: true } }
      : {}),
    clientId: options.clientId,
    ...(username ? { username, password } : {}),
    protocolVersion: 4,
    clean: false,
    resubscribe: false,
    reconnectPeriod: options.reconnectMs ?? 1_000,
    reconnectOnConnackError: true,
    connectTimeout: 5_000,
    keepalive: 15,
    manualConnect: true,
  });
  takeMessages(client, options, presence);

  const sayState = (): void => {
    client.publishAsync(hostStateTopic, born, { qos: 1, retain: true }).catch((error: Error) => {
      log.warn(`${hostStateTopic}: ${error.message}`);
    });
  };
  const answered = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, FIRST_ANSWER_MS);
    const first = (): void => {
      clearTimeout(timer);
      resolve();
    };
    client.on("connect", () => {
      // At every connection: rights may have changed, and the broker tells the retained statuses anew.
      client.subscribeAsync([...FILTERS, ...(sparkplug ? SPARKPLUG_FILTERS : [])], { qos: 1 }).then(
        (granted) => {
          const refused = granted.find(({ qos }) => qos === REFUSED_SUBSCRIPTION);
          if (refused)
            trouble(
              `${shown} does not let user ${username || "(none)"} subscribe to ${refused.topic}. Give it that right.`,
            );
          else {
            link.trouble = null;
            said = "";
            log.info(`connected to ${shown}`);
            if (sparkplug) sayState();
          }
          turn(!refused);
          first();
        },
        (error: Error) => {
          trouble(`${shown} refused the subscription: ${error.message}`);
          first();
        },
      );
    });
    client.on("error", (error: Error & { code?: number | string }) => {
      // CONNACK codes 4 and 5: bad user name or password, not authorized (MQTT 3.1.1 table 3.1).
      trouble(
        error.code === 4 || error.code === 5
          ? `${shown} refuses user ${username || "(none)"}. Mend the user and password of --broker.`
          : `${shown} cannot be reached (${error.message || error.code}). Start it, or mend the network.`,
      );
      first();
    });
    client.on("close", () => {
      if (link.connected && !client.disconnecting)
        // Mosquitto also cuts an MQTT 3.1.1 client off for publishing where it may not.
        trouble(
          `the connection to ${shown} was lost; it is dialled again. If it is lost at once each time, look at the rights of user ${username || "(none)"}.`,
        );
      turn(false);
    });
  });
  client.connect();
  await answered;

  const external: Link = {
    shown,
    url: target,
    username,
    password,
    state: () => ({ ...link }),
  };
  return done({
    port,
    external,
    online(gateway) {
      const known = presence.get(gateway);
      // While this server hears nothing it knows of nobody that they are there.
      if (!link.connected) return { online: false, since: link.since };
      return known ?? { online: false, since: null };
    },
    async publish(topic, payload, retain = false) {
      await client.publishAsync(topic, payload, { qos: 1, retain });
    },
    // Who may speak is that broker's to enforce; what a gateway without a site says is refused by the model.
    keepOnly(allowed) {
      for (const gateway of presence.keys()) if (!allowed(gateway)) presence.delete(gateway);
    },
    async close() {
      // A good-bye takes the will away, so what it would say is said.
      if (sparkplug && client.connected)
        await client
          .publishAsync(hostStateTopic, died, { qos: 1, retain: true })
          .catch((error: Error) => log.warn(`${hostStateTopic}: ${error.message}`));
      await client.endAsync();
    },
  });
}

function takeMessages(
  client: MqttClient,
  { take, clock, log }: ExternalOptions,
  presence: Map<AssetId, { online: boolean; since: Instant }>,
): void {
  let acks: { readonly stream: MqttClient["stream"]; readonly queue: OrderedAcks } | undefined;
  client.handleMessage = (packet, proceed) => {
    const { stream } = client;
    const payload = typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload;
    notePresence(packet.topic, payload, clock(), presence);
    const message = { who: speakerOf(packet.topic), topic: packet.topic, payload };
    if (packet.qos !== 1 || packet.messageId === undefined) {
      take(message, () => undefined);
      return proceed();
    }
    if (acks?.stream !== stream)
      acks = { stream, queue: new OrderedAcks((id) => stream.destroyed || stream.write(puback(id))) };
    const acknowledge = acks.queue.expect(packet.messageId);
    take(message, (error) => {
      if (!error) return acknowledge();
      // Without a PUBACK the broker sends again, but only on a new connection.
      if (!stream.destroyed) log.warn(`messages are taken again later: ${error.message}`);
      stream.destroy();
    });
    // An "error" makes the client go on to the next message without a PUBACK of its own; ours follows the commit.
    // Waiting here instead would take in one message a commit.
    proceed(new Error("acknowledged after the commit"));
  };
}

/** `facility/<site>/<gateway>/…` or `spBv1.0/<site>/<type>/<gateway>…` */
function speakerOf(topic: string): { site: string; gateway: string } {
  const [, site = "", second = "", third = ""] = topic.split("/");
  return { site, gateway: isSparkplug(topic) ? third : second };
}

/** PUBACK, MQTT 3.1.1 §3.4. */
const puback = (id: number): Buffer => Buffer.from([0x40, 2, id >> 8, id & 0xff]);

function notePresence(
  topic: string,
  payload: Buffer,
  now: Instant,
  presence: Map<AssetId, { online: boolean; since: Instant }>,
): void {
  if (isSparkplug(topic)) {
    const node = parseSparkplugTopic(topic);
    if (!node.ok || (node.value.type !== "NBIRTH" && node.value.type !== "NDEATH")) return;
    const id = assetId(node.value.site, node.value.gateway);
    const online = node.value.type === "NBIRTH";
    if (presence.get(id)?.online !== online) presence.set(id, { online, since: now });
    return;
  }
  if (!topic.endsWith("/status")) return;
  const parsed = parseTopic(topic);
  if (!parsed.ok || parsed.value.channel !== "status") return;
  const id = assetId(parsed.value.site, parsed.value.gateway);
  const status = StatusMessage.safeParse(jsonOf(payload));
  if (!status.success) return;
  const { online, at } = status.data;
  if (presence.get(id)?.online === online) return;
  presence.set(id, { online, since: at !== undefined && at <= now ? (at as Instant) : now });
}

function jsonOf(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    // The pipeline files it among the dead letters.
    return undefined;
  }
}

function addressOf(text: string): Result<{
  readonly shown: string;
  readonly target: string;
  readonly username: string;
  readonly password: string;
  readonly port: number;
  readonly sparkplug: boolean;
}> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== "mqtt:" && url.protocol !== "mqtts:") || !url.hostname)
    return problem(
      "The broker's address is no mqtt:// or mqtts:// URL. Use for example mqtts://watchkeeper:password@host:8883.",
    );
  const port = Number(url.port) || (url.protocol === "mqtts:" ? 8883 : 1883);
  const target = `${url.protocol}//${url.hostname}:${port}`;
  return done({
    shown: target,
    target,
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    port,
    sparkplug: url.searchParams.get("sparkplug") === "1",
  });
}
