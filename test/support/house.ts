import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io, type Socket } from "socket.io-client";
import type { z } from "zod";
import {
  type ClientToServer,
  GatewayCredential,
  LIVE_PATH,
  type Room,
  type ServerToClient,
} from "../../api/contract/index.ts";
import type { SiteFile } from "../../facility/assets/index.ts";
import { type House, type HouseOptions, openHouse, openLog, readSiteFile } from "../../house/index.ts";
import { chosenProfile, type Profile } from "./profile.ts";

export const PASSWORD = "a-long-password";

export interface TestHouse {
  readonly house: House;
  readonly url: string;
  readonly data: string;
  /** GET or POST as user admin; the answer's JSON through the contract's schema. */
  get<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>>;
  post(path: string, body: unknown): Promise<Response>;
  /** Any request as user admin, with a body as it is. */
  send(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    headers?: Record<string, string>,
  ): Promise<Response>;
  put(path: string, body: unknown): Promise<Response>;
  /** A new credential of a gateway, as the broker knows it, and where that is. */
  enrolled(gateway: string): Promise<{ url: string; username: string; secret: string }>;
  /** Everything taken in can be asked for; at once where the store is embedded. */
  stored(): Promise<void>;
  /** The servers it stands on; undefined where everything is built in. */
  readonly profile?: Profile;
  /** A signed-in live connection, watching the rooms. */
  live(...rooms: Room[]): Promise<Socket<ServerToClient, ClientToServer>>;
  /** The same for whoever that session is. */
  liveAs(session: string, ...rooms: Room[]): Promise<Socket<ServerToClient, ClientToServer>>;
  /** Closes and opens again on the same data. */
  restart(): Promise<TestHouse>;
  close(): Promise<void>;
}

export interface TestHouseOptions {
  readonly data?: string;
  readonly files?: readonly SiteFile[];
  readonly console?: boolean;
  readonly time?: HouseOptions["time"];
  /** Servers instead of the built-in parts. */
  readonly servers?: Pick<HouseOptions["settings"], "state" | "readings" | "broker">;
}

/** The demo estate on free ports and a folder of its own; or the given site without a plant. */
export async function openTestHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  if (options.servers) return await openOn(options);
  const profile = await chosenProfile();
  if (!profile) return await openOn(options);
  const { servers, mosquitto } = profile;
  // The servers stay while the house is opened again, and end with it.
  const ending = (house: TestHouse): TestHouse => ({
    ...house,
    profile,
    async enrolled(gateway) {
      const credential = await house.enrolled(gateway);
      await mosquitto.admit(credential.username, credential.secret);
      return credential;
    },
    restart: async () => ending(await house.restart()),
    async close() {
      await house.close();
      await profile.close();
    },
  });
  return ending(await openOn({ ...options, servers }));
}

async function openOn(options: TestHouseOptions): Promise<TestHouse> {
  const data = options.data ?? (await mkdtemp(join(tmpdir(), "wk-house-")));
  const demo = options.files === undefined;
  const site = await readSiteFile(join(import.meta.dirname, "..", "..", "simulators", "riverside.yaml"));
  if (!site.ok) throw new Error(site.problem);
  const opened = await openHouse({
    settings: {
      data,
      httpPort: 0,
      mqttPort: 0,
      adminPassword: PASSWORD,
      logLevel: "error",
      ...options.servers,
    },
    files: options.files ?? [site.value],
    log: openLog("error"),
    demo: demo ? { seed: 1, ports: "free", autoPlay: false } : false,
    console: options.console ?? false,
    ...(options.time ? { time: options.time } : {}),
  });
  if (!opened.ok) throw new Error(opened.problem);
  const house = opened.value;
  const url = `http://127.0.0.1:${house.httpPort}`;
  const signedIn = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "admin", password: PASSWORD }),
  });
  if (!signedIn.ok) throw new Error(`sign-in answered ${signedIn.status}: ${await signedIn.text()}`);
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const sendJson = (method: string, path: string, body: unknown) =>
    fetch(url + path, {
      method,
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const sockets: Socket[] = [];
  const shut = async () => {
    for (const socket of sockets) socket.close();
    await house.close();
  };
  const liveAs = async (session: string, ...rooms: Room[]) => {
    const socket: Socket<ServerToClient, ClientToServer> = io(url, {
      path: LIVE_PATH,
      extraHeaders: session.startsWith("Bearer ") ? { authorization: session } : { cookie: session },
      transports: ["websocket"],
    });
    sockets.push(socket);
    await new Promise<void>((connected, failed) => {
      socket.once("connect", connected);
      socket.once("connect_error", failed);
    });
    for (const room of rooms) {
      const answer = await socket.emitWithAck("watch", room);
      if (!answer.ok) throw new Error(answer.problem);
    }
    return socket;
  };
  return {
    house,
    url,
    data,
    async get(path, schema) {
      const answer = await fetch(url + path, { headers: { cookie } });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
      return schema.parse(await answer.json());
    },
    post: (path, body) => sendJson("POST", path, body),
    put: (path, body) => sendJson("PUT", path, body),
    send: (method, path, body, headers = {}) =>
      fetch(url + path, { method, headers: { cookie, ...headers }, ...(body === undefined ? {} : { body }) }),
    async enrolled(gateway) {
      const made = await sendJson("POST", `/api/gateways/${gateway}/credential`, {});
      const { username, secret } = GatewayCredential.parse(await made.json());
      return { url: `mqtt://127.0.0.1:${house.core.broker.port}`, username, secret };
    },
    async stored() {
      if ((await house.core.readings.caughtUp?.(30_000)) === false) throw new Error("readings still wait");
    },
    live: (...rooms) => liveAs(cookie, ...rooms),
    liveAs,
    async restart() {
      await shut();
      return openOn({ ...options, data });
    },
    async close() {
      await shut();
      await rm(data, { recursive: true, force: true });
    },
  };
}
