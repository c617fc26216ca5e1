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
    execArgv: [
      // As `npm start` runs: a young generation of 16 MB halves keeps some 60 MB off the resident memory.
      "--max-semi-space-size=16",
      // Where the time goes: WATCHKEEPER_BENCH_PROFILE=folder writes a V8 CPU profile of every measured server there.
      ...(process.env.WATCHKEEPER_BENCH_PROFILE
        ? ["--cpu-prof", `--cpu-prof-dir=${process.env.WATCHKEEPER_BENCH_PROFILE}`]
        : []),
    ],
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
