import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { done, problem, type Result } from "../facility/units/index.ts";
import type { BrokerTls } from "./tls.ts";

export interface Listeners {
  readonly port: number;
  readonly tlsPort: number | undefined;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Opens the plain listener and, where there are certificates, the one over TLS; both or none. */
export async function openListeners(
  options: {
    readonly port: number;
    readonly host?: string;
    readonly maxConnections?: number;
    readonly tls?: BrokerTls | undefined;
    readonly log: { warn(message: string): void };
  },
  serve: (socket: Socket, secure: boolean) => void,
): Promise<Result<Listeners>> {
  const { tls, host = "0.0.0.0" } = options;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  };
  const plain = createServer((socket) => {
    keep(socket);
    serve(socket, false);
  });
  const servers: Server[] = [plain];
  plain.maxConnections = options.maxConnections ?? 10_000;
  const close = async () => {
    const closed = servers.map((each) => new Promise<void>((end) => each.close(() => end())));
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  };

  const listening = await listen(plain, options.port, host, "WATCHKEEPER_MQTT_PORT");
  if (!listening.ok || !tls)
    return listening.ok ? done({ port: listening.value, tlsPort: undefined, close }) : listening;

  const { context, mutual } = tls;
  const secure = createTlsServer(
    { ...context, requestCert: mutual, rejectUnauthorized: mutual, handshakeTimeout: 10_000 },
    (socket) => serve(socket, true),
  );
  servers.push(secure);
  secure.maxConnections = plain.maxConnections;
  secure.on("connection", keep);
  secure.on("tlsClientError", (error) => options.log.warn(`a TLS connection was refused: ${error.message}`));
  tls.renewed((next) => secure.setSecureContext(next));
  const listeningTls = await listen(secure, tls.port, tls.host ?? "0.0.0.0", "WATCHKEEPER_MQTTS_PORT");
  if (!listeningTls.ok) {
    await close();
    return listeningTls;
  }
  return done({ port: listening.value, tlsPort: listeningTls.value, close });
}

/** Listens and answers with the port; one in use is a problem that names the setting to change. */
function listen(server: Server, port: number, host: string, setting: string): Promise<Result<number>> {
  return new Promise((answer) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      answer(
        problem(
          error.code === "EADDRINUSE"
            ? `Port ${port} for MQTT is in use. Stop the program that has it, or set ${setting} to a free port.`
            : `Port ${port} for MQTT cannot be opened: ${error.message}. Set ${setting} to another port.`,
        ),
      ),
    );
    server.listen(port, host, () => {
      const address = server.address();
      answer(done(typeof address === "object" && address ? address.port : port));
    });
  });
}
