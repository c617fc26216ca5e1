import type { Client } from "aedes";

/** The length a half-received packet announces; mqtt-packet itself sets no bound. 0 where none is under way. */
export function announcedBytes(client: Client): number {
  const parser: unknown = Reflect.get(client, "_parser");
  const packet: unknown =
    typeof parser === "object" && parser !== null ? Reflect.get(parser, "packet") : null;
  const length: unknown = typeof packet === "object" && packet !== null ? Reflect.get(packet, "length") : 0;
  return typeof length === "number" ? length : 0;
}
