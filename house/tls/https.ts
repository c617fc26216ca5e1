import type { Server } from "node:http";
import { createServer } from "node:https";
import { done, problem, type Result } from "../../facility/units/index.ts";
import { USUAL_PATIENCE } from "../http.ts";
import type { Certificates } from "./renewal.ts";

/**
 * HTTPS before the HTTP server: requests and web sockets are handed on to it, decrypted, so that everything behind is
 * there once. What came over TLS is known by its socket.
 */
export function listenHttps(
  plain: Server,
  certificates: Certificates,
  port: number,
): Promise<Result<{ readonly server: ReturnType<typeof createServer>; readonly port: number }>> {
  const server = createServer({ ...certificates.context, ...USUAL_PATIENCE });
  server.on("request", (request, answer) => plain.emit("request", request, answer));
  server.on("upgrade", (request, socket, head) => plain.emit("upgrade", request, socket, head));
  certificates.renewed((context) => server.setSecureContext(context));
  return new Promise((answer) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      answer(
        problem(
          `Port ${port} for HTTPS cannot be opened (${error.code ?? error.message}). Set WATCHKEEPER_HTTPS_PORT to a free port.`,
        ),
      ),
    );
    server.listen(port, () => {
      const address = server.address();
      answer(done({ server, port: typeof address === "object" && address ? address.port : port }));
    });
  });
}
