import { readingsTopic } from "../../broker/contract/index.ts";
import { LoadGateway } from "../../simulators/load/index.ts";
import { assetName, gatewayName, POINTS } from "./site.ts";

export interface LoadOptions {
  readonly port: number;
  readonly secrets: Readonly<Record<string, string>>;
  readonly gateways: number;
  readonly assetsEach: number;
  readonly seconds: number;
  /** Messages a second over all gateways; as many as are acknowledged when left out. */
  readonly messagesPerSecond?: number;
  readonly window?: number;
}

export interface LoadResult {
  readonly sent: number;
  readonly acked: number;
  readonly seconds: number;
  /** Acknowledged messages a gateway; asset n of a gateway got every n-th of them. */
  readonly ackedByGateway: readonly number[];
}

/** Publishes four values a message, round robin over each gateway's assets, and waits for every PUBACK. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const { gateways, assetsEach } = options;
  const connections: LoadGateway[] = [];
  for (let g = 0; g < gateways; g++) {
    const topics = Array.from({ length: assetsEach }, (_, a) =>
      readingsTopic("bench", gatewayName(g), assetName(g, a)),
    );
    const lastAt = new Float64Array(assetsEach);
    connections.push(
      await LoadGateway.open({
        host: "127.0.0.1",
        port: options.port,
        clientId: gatewayName(g),
        username: `bench/${gatewayName(g)}`,
        password: options.secrets[gatewayName(g)] ?? "none",
        window: options.window ?? 4_000,
        // Source times are now, so that the rules act on them, and never the same twice for an asset.
        next: (sequence) => {
          const asset = sequence % assetsEach;
          const at = Math.max(Date.now(), lastAt[asset]! + 1);
          lastAt[asset] = at;
          const v = (sequence * 7919) % 9_000;
          return {
            topic: topics[asset]!,
            payload: `{"at":${at},"values":{"${POINTS[0]}":${v / 10},"${POINTS[1]}":${(v + 13) / 100},"${POINTS[2]}":${v / 1000},"${POINTS[3]}":${(9_000 - v) / 10}}}`,
          };
        },
      }),
    );
  }
  const began = performance.now();
  const ends = began + options.seconds * 1_000;
  let quota = 0;
  while (performance.now() < ends) {
    let published = 0;
    if (options.messagesPerSecond)
      quota =
        Math.floor(((performance.now() - began) / 1_000) * options.messagesPerSecond) -
        total(connections, "sent");
    for (const connection of connections) {
      const share = options.messagesPerSecond ? Math.ceil(quota / gateways) : 1_000;
      if (share > 0) published += connection.publish(share);
    }
    // Let PUBACKs in. At a given rate sleep between rounds, for a generator that spins takes a core from what it measures.
    const flatOut = published > 0 && !options.messagesPerSecond;
    await new Promise<void>((next) => (flatOut ? setImmediate(next) : setTimeout(next, 1)));
  }
  const deadline = performance.now() + 30_000;
  while (total(connections, "waiting") > 0 && performance.now() < deadline)
    await new Promise((next) => setTimeout(next, 5));
  const seconds = (performance.now() - began) / 1_000;
  const result = {
    sent: total(connections, "sent"),
    acked: total(connections, "acked"),
    seconds,
    ackedByGateway: connections.map(({ acked }) => acked),
  };
  for (const connection of connections) connection.close();
  return result;
}

const total = (connections: readonly LoadGateway[], what: "sent" | "acked" | "waiting"): number =>
  connections.reduce((sum, connection) => sum + connection[what], 0);
