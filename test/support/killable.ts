import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { z } from "zod";
import type { SiteFile } from "../../facility/assets/index.ts";

export const PASSWORD = "a-long-password";

/** Servers instead of the built-in parts. */
export interface KillableServers {
  readonly state?: string;
  readonly readings?: string;
  readonly broker?: string;
}

/** A house in a process of its own, as its users reach it: HTTP and MQTT. */
export class KillableHouse {
  readonly httpPort: number;
  readonly mqttPort: number;
  readonly #data: string;
  readonly #site: SiteFile;
  readonly #process: ChildProcess;
  readonly #cookie: string;
  readonly #servers: KillableServers;

  private constructor(
    data: string,
    site: SiteFile,
    child: ChildProcess,
    ports: { httpPort: number; mqttPort: number },
    cookie: string,
    servers: KillableServers,
  ) {
    this.#servers = servers;
    this.#data = data;
    this.#site = site;
    this.#process = child;
    this.httpPort = ports.httpPort;
    this.mqttPort = ports.mqttPort;
    this.#cookie = cookie;
  }

  static async start(data: string, site: SiteFile, servers: KillableServers = {}): Promise<KillableHouse> {
    const { child, ports } = await run(data, site, 0, 0, servers);
    const signedIn = await fetch(`http://127.0.0.1:${ports.httpPort}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "admin", password: PASSWORD }),
    });
    if (!signedIn.ok) throw new Error(`sign-in answered ${signedIn.status}`);
    const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    return new KillableHouse(data, site, child, ports, cookie, servers);
  }

  /** As a power cut: SIGKILL. */
  async kill(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }

  /** On the same data, or a copy of it, and the same ports, with the person still signed in. */
  async again(data = this.#data): Promise<KillableHouse> {
    const { child, ports } = await run(data, this.#site, this.httpPort, this.mqttPort, this.#servers);
    return new KillableHouse(data, this.#site, child, ports, this.#cookie, this.#servers);
  }

  async get<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> {
    return schema.parse(JSON.parse(await this.text(path)));
  }

  async text(path: string): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.httpPort}${path}`, {
      headers: { cookie: this.#cookie },
    });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${body}`);
    return body;
  }

  post(path: string, body: unknown): Promise<Response> {
    return this.send("POST", path, body);
  }

  send(method: "POST" | "PUT", path: string, body: unknown): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.httpPort}${path}`, {
      method,
      headers: { cookie: this.#cookie, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#process.send("close");
    await ended;
  }
}

async function run(
  data: string,
  site: SiteFile,
  httpPort: number,
  mqttPort: number,
  servers: KillableServers,
) {
  const child = fork(join(import.meta.dirname, "house-process.ts"), [
    data,
    JSON.stringify(site),
    String(httpPort),
    String(mqttPort),
    JSON.stringify(servers),
  ]);
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the house ended with ${code} before it listened`);
  });
  ended.catch(() => undefined);
  const [ports] = (await Promise.race([once(child, "message"), ended])) as [
    { httpPort: number; mqttPort: number },
  ];
  return { child, ports };
}
