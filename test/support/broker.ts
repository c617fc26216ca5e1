import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { Aedes } from "aedes";

export interface Heard {
  readonly topic: string;
  readonly retain: boolean;
  readonly payload: string;
}

/** A real in-process broker for tests that remembers what was published to it. */
export async function testBroker(port = 0, password = "secret") {
  const heard: Heard[] = [];
  const sockets = new Set<Socket>();
  const broker = await Aedes.createBroker({
    authenticate: (_client, _username, given, done) => done(null, given?.toString() === password),
  });
  broker.on("publish", ({ topic, payload, retain }) => {
    if (topic.startsWith("facility/")) heard.push({ topic, retain, payload: payload.toString() });
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    broker.handle(socket);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const at = typeof address === "object" && address ? address.port : 0;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: at,
    url: `mqtt://127.0.0.1:${at}`,
    heard,
    publish: (topic: string, payload: string) =>
      new Promise<void>((said, failed) =>
        broker.publish({ cmd: "publish", topic, payload, qos: 1, retain: false, dup: false }, (error) =>
          error ? failed(error) : said(),
        ),
      ),
    clients: () => broker.connectedClients,
    /** Pulls the cable of everyone connected. */
    cut,
    async close() {
      const closed = once(server, "close");
      server.close();
      cut();
      await closed;
      await new Promise<void>((resolve) => broker.close(() => resolve()));
    },
  };
}
