import { type ChildProcess, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { spawnTied } from "./tied.ts";

/** Whether a program answers at all with these arguments; false where it is not installed. */
export const answers = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { stdio: "ignore", timeout: 10_000 }).status === 0;

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}

/** Starts a server program and waits until its port is open; rejects with its own words when it ends first. */
export async function startServer(
  program: string,
  args: readonly string[],
  port: number,
  patienceMs = 15_000,
): Promise<{ readonly process: ChildProcess; stop(): Promise<void> }> {
  const child = spawnTied(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let words = "";
  child.stdout?.on("data", (data) => {
    words += data;
  });
  child.stderr?.on("data", (data) => {
    words += data;
  });
  const deadline = Date.now() + patienceMs;
  while (!(await isOpen(port))) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}: ${words}`);
    if (Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`${program} did not open port ${port} within ${patienceMs} ms: ${words}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
