import type { Aedes, AedesPublishPacket, Client } from "aedes";

/** What names a message at this broker; aedes types leave the counter out. */
const counterOf = (packet: object): unknown => Reflect.get(packet, "brokerCounter");

/**
 * Marks what is told again to a lasting session as told again [MQTT-3.3.1-1]; aedes sends it as if for the first time.
 * Remembers only what is told and not acknowledged yet.
 */
export class Redelivered {
  readonly #told = new Map<string, Set<unknown>>();

  /** Called before a message goes out; may change it. */
  forward(client: Client, packet: AedesPublishPacket): AedesPublishPacket {
    if (packet.qos === 0 || client.clean) return packet;
    const told = this.#told.get(client.id) ?? new Set();
    this.#told.set(client.id, told);
    const counter = counterOf(packet);
    if (told.has(counter)) packet.dup = true;
    else told.add(counter);
    return packet;
  }

  listen(aedes: Aedes): void {
    aedes.on("ack", (packet, client) => {
      if (packet) this.#told.get(client.id)?.delete(counterOf(packet));
    });
    // A clean session ends the lasting one of its name, and what waited in it.
    aedes.on("clientReady", (client) => {
      if (client.clean) this.#told.delete(client.id);
    });
  }
}
