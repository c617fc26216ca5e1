import { chmod, rm } from "node:fs/promises";
import { createServer, request, type Server } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { TakeBackup } from "./backup/index.ts";
import type { Log } from "./log.ts";

/** Longest path a local socket may have (sockaddr_un of Linux and macOS, without its end). */
const LONGEST = 103;
const pathOf = (data: string): string => join(data, "control.sock");

/**
 * A socket in the data folder by which commands on this machine speak with the server that has the folder open. Whoever
 * may use the folder may use it; nobody else can reach it.
 */
export async function openControl(
  data: string,
  take: TakeBackup,
  log: Pick<Log, "warn">,
): Promise<{ close(): Promise<void> }> {
  const path = pathOf(data);
  if (Buffer.byteLength(path) > LONGEST) {
    log.warn(
      `${data} is too long a path for a control socket: a backup of the running server is made by POST /api/backup.`,
    );
    return { close: async () => undefined };
  }
  await rm(path, { force: true });
  const server = createServer((asked, answer) => {
    if (asked.method !== "POST" || asked.url !== "/backup") {
      answer.writeHead(404).end();
      return;
    }
    take()
      .then(
        ({ stream }) => pipeline(stream, answer.writeHead(200, { "content-type": "application/x-tar" })),
        (error: unknown) => answer.writeHead(500).end(String(error)),
      )
      .catch((error: unknown) => log.warn(`a backup was cut short: ${String(error)}`));
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(path, listening);
  });
  await chmod(path, 0o600);
  return { close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

/** Whether a server has this data folder open. */
export function isRunning(data: string): Promise<boolean> {
  return new Promise((answer) => {
    const asking = request({ socketPath: pathOf(data), path: "/" }, (response) => {
      response.resume();
      answer(true);
    });
    asking.on("error", () => answer(false));
    asking.end();
  });
}

/** The running server's backup; undefined where no server has this data folder open. */
export function askForBackup(data: string): Promise<NodeJS.ReadableStream | undefined> {
  return new Promise((answer, failed) => {
    const asking = request({ socketPath: pathOf(data), method: "POST", path: "/backup" }, (response) => {
      if (response.statusCode === 200) return answer(response);
      let words = "";
      response.on("data", (data) => {
        words += data;
      });
      response.on("end", () => failed(new Error(words)));
    });
    asking.on("error", (error: NodeJS.ErrnoException) =>
      ["ENOENT", "ECONNREFUSED", "EINVAL", "ENOTDIR"].includes(error.code ?? "")
        ? answer(undefined)
        : failed(error),
    );
    asking.end();
  });
}
