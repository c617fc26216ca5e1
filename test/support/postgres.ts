import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { vi } from "vitest";
import { freePort } from "./program.ts";
import { spawnTied } from "./tied.ts";

/** A real PostgreSQL of its own: a free port, its own folder, one database a call. */
export interface TestPostgres {
  readonly port: number;
  /** Makes a database and answers its address: an empty one, or a copy of another that nobody is connected to. */
  database(copyOf?: string): Promise<string>;
  /** Takes a database away that nobody is connected to any more. */
  drop(address: string): Promise<void>;
  /** As a crash: SIGQUIT is PostgreSQL's immediate shutdown, which recovers from its log at the next start. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const versions = "/usr/lib/postgresql";
const newest = existsSync(versions) ? readdirSync(versions).sort().at(-1) : undefined;
const bin = (program: string): string => join(versions, newest ?? "", "bin", program);

/** Debian keeps the server's programs out of PATH. */
export const postgresInstalled = (): boolean => newest !== undefined && existsSync(bin("postgres"));

/** PostgreSQL refuses to run as root, so there it runs as Debian's own user of it. */
const asRoot = process.getuid?.() === 0;
const idOf = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));

export async function startPostgres(): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "wk-postgres-"));
  const account = asRoot ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  if (asRoot) chownSync(folder, idOf("-u"), idOf("-g"));
  const data = join(folder, "data");
  execFileSync(bin("initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], {
    stdio: "ignore",
    cwd: folder,
    ...account,
  });
  const port = await freePort();
  const address = (database: string) => `postgresql://postgres@127.0.0.1:${port}/${database}`;
  // Only the process is killed here, never the machine, so what the kernel was given is not lost: no fsync, for speed.
  const run = () =>
    spawnTied(
      bin("postgres"),
      ["-D", data, "-p", String(port), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"],
      {
        stdio: "ignore",
        cwd: folder,
        ...account,
      },
    );
  const query = async (sql: string): Promise<void> => {
    const client = new Client(address("postgres"));
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  const started = async () => {
    const child = run();
    await vi.waitUntil(
      () =>
        query("select 1").then(
          () => true,
          () => false,
        ),
      {
        timeout: 20_000,
        interval: 100,
      },
    );
    return child;
  };
  let server = await started();
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill(signal);
    await ended;
  };
  let made = 0;
  return {
    port,
    async database(copyOf) {
      const name = `house_${++made}`;
      await query(`create database ${name}${copyOf ? ` template ${nameOf(copyOf)}` : ""}`);
      return address(name);
    },
    drop: (address) => query(`drop database ${nameOf(address)} with (force)`),
    kill: () => stop("SIGQUIT"),
    async start() {
      server = await started();
    },
    async close() {
      await stop("SIGQUIT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const nameOf = (address: string): string => new URL(address).pathname.slice(1);
