import type { Aedes, Client, PublishPacket } from "aedes";
import type { Identity } from "./rights.ts";

/** A sender that leaves so many bytes of answers unread is gone, whatever its socket says. */
const MOST_UNREAD_BYTES = 1024 * 1024;

/**
 * The short way of a reading that is for the server alone, and nearly all are. aedes would match it against every
 * subscription, queue it for absent sessions and write each PUBACK as three pieces: together half of its time. Here
 * the answers of one commit go out as one write a socket, and nothing is forwarded, since nobody listens.
 */
export class ReadingsShortcut {
  /** Gateways that have ever subscribed to readings of their own, `<site>/<gateway>`; these go the long way. */
  readonly #listened = new Set<string>();
  #stored: Stored[] = [];
  #passing: unknown;

  constructor(aedes: Aedes) {
    const publish = aedes.publish.bind(aedes);
    aedes.publish = (packet: unknown, ...rest: unknown[]) => {
      if (packet !== this.#passing) return Reflect.apply(publish, undefined, [packet, ...rest]);
      // By aedes' types the last of them takes an error or nothing.
      (rest.at(-1) as () => void)();
    };
  }

  /** A subscription was granted; rights leave a gateway none but to its own topics. */
  subscribed({ site, gateway }: Identity, filter: string): void {
    const last = filter.split("/").at(-1);
    if (last === "readings" || last === "+" || last === "#") this.#listened.add(`${site}/${gateway}`);
  }

  fits({ site, gateway }: Identity, { qos, retain, topic }: PublishPacket): boolean {
    return qos === 1 && !retain && topic.endsWith("/readings") && !this.#listened.has(`${site}/${gateway}`);
  }

  /** The message is stored: acknowledges it at the end of this turn, and has aedes go on with the next. */
  pass(client: Client, packet: PublishPacket, goOn: () => void): void {
    // Never at once: a message that was refused at a glance would have the parser called within itself.
    if (this.#stored.length === 0) process.nextTick(() => this.#answer());
    this.#stored.push({ client, packet, goOn });
  }

  #answer(): void {
    const stored = this.#stored;
    this.#stored = [];
    const ids = new Map<Client, number[]>();
    for (const { client, packet } of stored) {
      const own = ids.get(client);
      // aedes leaves the id out of its types.
      const id = Number(Reflect.get(packet, "messageId"));
      if (own) own.push(id);
      else ids.set(client, [id]);
    }
    for (const [{ conn }, own] of ids) acknowledge(conn, own);
    for (const { packet, goOn } of stored) {
      // aedes writes a PUBACK of its own for QoS 1; at 0 it goes straight to `publish`, which knows this packet.
      packet.qos = 0;
      this.#passing = packet;
      goOn();
      this.#passing = undefined;
    }
  }
}

interface Stored {
  readonly client: Client;
  readonly packet: PublishPacket;
  readonly goOn: () => void;
}

/** PUBACK, MQTT 3.1.1 §3.4, for each of them. */
function acknowledge(conn: Client["conn"], ids: readonly number[]): void {
  if (conn.destroyed) return;
  const bytes = Buffer.allocUnsafe(ids.length * 4);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    bytes[i * 4] = 0x40;
    bytes[i * 4 + 1] = 2;
    bytes[i * 4 + 2] = id >> 8;
    bytes[i * 4 + 3] = id & 0xff;
  }
  conn.write(bytes);
  if (conn.writableLength > MOST_UNREAD_BYTES) conn.destroy();
}
