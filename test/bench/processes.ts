import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface Served {
  /** MQTT */
  readonly port: number;
  readonly httpPort: number;
  readonly secrets: Readonly<Record<string, string>>;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

/** Starts a bench server and waits until it listens. */
export async function serve(
  kind: "ours" | "house" | "big" | "bare",
  data: string,
  gateways: number,
  assetsEach: number,
  /** Environment of the server: WATCHKEEPER_READINGS, WATCHKEEPER_BROKER, WATCHKEEPER_BENCH_UPKEEP_MS. */
  environment: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const args = [kind, data, String(gateways), String(assetsEach)];
  const child = fork(join(import.meta.dirname, "server.ts"), args, {
    env: { ...process.env, ...environment },
  });
  const [ready] = (await once(child, "message")) as [
    { port: number; httpPort: number; secrets: Record<string, string> },
  ];
  return {
    ...ready,
    process: child,
    async close() {
      const ended = once(child, "exit");
      child.send("close");
      await ended;
    },
  };
}
