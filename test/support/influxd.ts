import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, startServer } from "./program.ts";

/** A real InfluxDB 1.x of its own: free ports, own folder, one database. */
export interface TestInflux {
  readonly port: number;
  /** `influx://127.0.0.1:port/database` */
  address(database: string): string;
  query(influxql: string): Promise<string>;
  /** As a crash: SIGKILL. The folder stays. */
  kill(): Promise<void>;
  /** On the same ports and folder. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function startInfluxd(): Promise<TestInflux> {
  const folder = await mkdtemp(join(tmpdir(), "wk-influxd-"));
  const [port, rpc] = [await freePort(), await freePort()];
  const config = join(folder, "influxdb.conf");
  await writeFile(
    config,
    `reporting-disabled = true
bind-address = "127.0.0.1:${rpc}"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  index-version = "inmem"
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
`,
  );
  const run = () => startServer("influxd", ["-config", config], port);
  let server = await run();
  return {
    port,
    address: (database) => `influx://127.0.0.1:${port}/${database}`,
    async query(influxql) {
      const answer = await fetch(`http://127.0.0.1:${port}/query`, {
        method: "POST",
        body: new URLSearchParams({ q: influxql }),
      });
      return answer.text();
    },
    async kill() {
      server.process.kill("SIGKILL");
      await server.stop();
    },
    async start() {
      server = await run();
    },
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
