import { execFileSync } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import { vi } from "vitest";
import { freePort, startServer } from "./program.ts";

/** A real Mosquitto of its own: a free port, its own folder, users and rights as the operator's guide has them. */
export interface TestMosquitto {
  readonly port: number;
  url(username: string): string;
  /** As the operator does: gives a gateway its password, and has the broker read it. */
  admit(username: string, secret: string): Promise<void>;
  /** Takes it away again; a new connection is refused. */
  expel(username: string): Promise<void>;
  /** Has it write its sessions to disk now, as it does by itself every `autosave_interval`. */
  save(): Promise<void>;
  /** As a crash: SIGKILL. What it saved stays. */
  kill(): Promise<void>;
  /** SIGTERM: it saves its sessions first. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export const SERVER = "watchkeeper";
const PASSWORD = "a-password";

export async function startMosquitto(gateways: readonly string[]): Promise<TestMosquitto> {
  const folder = await mkdtemp(join(tmpdir(), "wk-mosquitto-"));
  const port = await freePort();
  const file = (name: string) => join(folder, name);
  await writeFile(
    file("mosquitto.conf"),
    `listener ${port} 127.0.0.1
allow_anonymous false
password_file ${file("passwords")}
acl_file ${file("rights")}
persistence true
persistence_location ${folder}/
max_inflight_messages 1000
max_queued_messages 0
user ${userInfo().username}
`,
  );
  await writeFile(
    file("rights"),
    [
      `user ${SERVER}\ntopic readwrite facility/#\ntopic readwrite spBv1.0/#\n`,
      ...gateways.map((user) => {
        const [site, node] = user.split("/");
        return `user ${user}
topic write spBv1.0/${site}/+/${node}
topic write spBv1.0/${site}/+/${node}/+
topic read spBv1.0/${site}/NCMD/${node}
topic read spBv1.0/STATE/+
`;
      }),
      "pattern write facility/%u/status",
      "pattern read facility/%u/clock",
      "pattern write facility/%u/+/readings",
      "pattern write facility/%u/+/event",
      "pattern write facility/%u/+/command/result",
      "pattern read facility/%u/+/command",
      "",
    ].join("\n"),
  );
  for (const [i, user] of [SERVER, ...gateways].entries())
    execFileSync("mosquitto_passwd", ["-b", ...(i === 0 ? ["-c"] : []), file("passwords"), user, PASSWORD], {
      stdio: "ignore",
    });
  const run = () => startServer("mosquitto", ["-c", file("mosquitto.conf")], port);
  let server = await run();
  const passwords = (...args: string[]) => execFileSync("mosquitto_passwd", args, { stdio: "ignore" });
  /** It reads its files within a moment of the signal, and does not say when. */
  const readAnew = async (username: string, secret: string, lets: boolean): Promise<void> => {
    server.process.kill("SIGHUP");
    await vi.waitUntil(
      async () => {
        const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
          ...{ username, password: secret, clientId: `probe-${username}`, reconnectPeriod: 0 },
        });
        const letIn = await new Promise<boolean>((known) => {
          client.once("connect", () => known(true));
          client.once("error", () => known(false));
          client.once("close", () => known(false));
        });
        await client.endAsync(true);
        return letIn === lets;
      },
      { timeout: 10_000, interval: 50 },
    );
  };
  const secrets = new Map<string, string>();
  return {
    port,
    url: (username) => `mqtt://${encodeURIComponent(username)}:${PASSWORD}@127.0.0.1:${port}`,
    async admit(username, secret) {
      passwords("-b", file("passwords"), username, secret);
      secrets.set(username, secret);
      await readAnew(username, secret, true);
    },
    async expel(username) {
      passwords("-D", file("passwords"), username);
      await readAnew(username, secrets.get(username) ?? "", false);
    },
    async save() {
      const saved = file("mosquitto.db");
      const when = async () => (await stat(saved).catch(() => undefined))?.mtimeMs ?? 0;
      const before = await when();
      server.process.kill("SIGUSR1");
      await vi.waitUntil(async () => (await when()) > before, { timeout: 10_000, interval: 20 });
    },
    async kill() {
      server.process.kill("SIGKILL");
      await server.stop();
    },
    stop: () => server.stop(),
    async start() {
      server = await run();
    },
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
