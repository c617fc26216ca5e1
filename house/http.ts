import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { done, problem, type Result } from "../facility/units/index.ts";

/** How long a sender may take, ms; beyond, its connection is closed. */
export interface Patience {
  /** Until the headers are there. */
  readonly headersTimeout: number;
  /** Until the whole request is: a photo from a telephone on a bad line takes its time. */
  readonly requestTimeout: number;
  readonly connectionsCheckingInterval: number;
}

/** Whoever sends a byte now and then to hold connections (slowloris) holds them for 20 s at most. */
export const USUAL_PATIENCE: Patience = {
  headersTimeout: 15_000,
  requestTimeout: 180_000,
  connectionsCheckingInterval: 5_000,
};

/** Listens for the console and the API. A port in use is a problem, not an exception. */
export function listenHttp(
  fetch: Parameters<typeof getRequestListener>[0],
  port: number,
  host?: string,
  patience: Patience = USUAL_PATIENCE,
): Promise<Result<{ readonly server: Server; readonly port: number }>> {
  const server = createServer({ ...patience }, getRequestListener(fetch));
  return new Promise((answer) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      answer(
        problem(
          error.code === "EADDRINUSE"
            ? `Port ${port} for the console is in use. Stop the program that has it, or set WATCHKEEPER_HTTP_PORT to a free port.`
            : `Port ${port} for the console cannot be opened: ${error.message}. Set WATCHKEEPER_HTTP_PORT to another port.`,
        ),
      ),
    );
    server.listen({ port, host }, () => {
      const address = server.address();
      answer(done({ server, port: typeof address === "object" && address ? address.port : port }));
    });
  });
}

export function closeHttp(server: Server): Promise<void> {
  return new Promise((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });
}
