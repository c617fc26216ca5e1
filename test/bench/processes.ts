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
  upkeepMs?: number,
): Promise<Served> {
  const child = fork(
    join(import.meta.dirname, "server.ts"),
    [kind, data, String(gateways), String(assetsEach)],
    {
      // Where the time goes: WATCHKEEPER_BENCH_PROFILE=folder writes a V8 CPU profile of every measured server there.
      execArgv: process.env.WATCHKEEPER_BENCH_PROFILE
        ? ["--cpu-prof", `--cpu-prof-dir=${process.env.WATCHKEEPER_BENCH_PROFILE}`]
        : [],
      env: { ...process.env, ...(upkeepMs ? { WATCHKEEPER_BENCH_UPKEEP_MS: String(upkeepMs) } : {}) },
    },
  );
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
