import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  AlarmList,
  type AlarmView,
  type ClientToServer,
  JournalList,
  LIVE_PATH,
  type ServerToClient,
} from "../../api/contract/index.ts";
import { readingsTopic } from "../../broker/contract/index.ts";
import { LoadGateway } from "../../simulators/load/index.ts";
import { type Served, serve } from "../bench/processes.ts";
import { assetName, gatewayName, POINTS } from "../bench/site.ts";

/** A signed-in person at a server in a process of its own. */
async function person({ httpPort }: Served) {
  const url = `http://127.0.0.1:${httpPort}`;
  const signedIn = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "admin", password: "bench-password" }),
  });
  if (!signedIn.ok) throw new Error(`sign-in answered ${signedIn.status}`);
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  return {
    get: async (path: string): Promise<unknown> => (await fetch(url + path, { headers: { cookie } })).json(),
    post: (path: string, body: unknown) =>
      fetch(url + path, {
        method: "POST",
        headers: { cookie, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    async live(): Promise<Socket<ServerToClient, ClientToServer>> {
      const socket: Socket<ServerToClient, ClientToServer> = io(url, {
        path: LIVE_PATH,
        extraHeaders: { cookie },
        transports: ["websocket"],
      });
      await socket.emitWithAck("watch", "alarms");
      return socket;
    },
  };
}

/** One message for each asset, every value at once, as fast as it is taken. */
async function publishAll(server: Served, gateway: number, assets: number, value: number, at = Date.now()) {
  const sender = await LoadGateway.open({
    host: "127.0.0.1",
    port: server.port,
    clientId: gatewayName(gateway),
    username: `bench/${gatewayName(gateway)}`,
    password: server.secrets[gatewayName(gateway)]!,
    window: 3_000,
    next: (sequence) => ({
      topic: readingsTopic("bench", gatewayName(gateway), assetName(gateway, sequence)),
      payload: JSON.stringify({ at, values: Object.fromEntries(POINTS.map((point) => [point, value])) }),
    }),
  });
  while (sender.sent < assets && sender.connected) {
    sender.publish(assets - sender.sent);
    await new Promise(setImmediate);
  }
  await expect.poll(() => sender.acked, { timeout: 20_000, interval: 5 }).toBe(assets);
  sender.close();
}

let data = "";
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "wk-desk-"));
});
afterAll(() => rm(data, { recursive: true, force: true }));

describe("the desk under load", () => {
  it("shows 10 000 alarms of one second, loses none, and answers while they come", {
    timeout: 90_000,
  }, async () => {
    const GATEWAYS = 10;
    const EACH = 250;
    const server = await serve("house", join(data, "burst"), GATEWAYS, EACH);
    const desk = await person(server);
    const live = await desk.live();
    const seen = new Set<string>();
    live.on("alarms", (alarms) => {
      for (const { id, state, rule } of alarms)
        if (state === "unacknowledged" && rule.endsWith("-high")) seen.add(id);
    });
    const began = performance.now();
    await Promise.all(Array.from({ length: GATEWAYS }, (_, g) => publishAll(server, g, EACH, 5_000)));
    await expect.poll(() => seen.size, { timeout: 20_000, interval: 10 }).toBe(GATEWAYS * EACH * 4);
    const tookMs = performance.now() - began;
    const asked = performance.now();
    const alarms: AlarmView[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const page: AlarmList = AlarmList.parse(
        await desk.get(`/api/alarms?limit=1000${after ? `&after=${after}` : ""}`),
      );
      alarms.push(...page.alarms);
      after = page.next;
    }
    const listMs = performance.now() - asked;
    const high = alarms.filter(({ rule }) => rule.endsWith("-high"));
    expect(new Set(high.map(({ id }) => id)).size).toBe(10_000);
    // Whoever opens a desk now is given them in parts, and has them all.
    const late = await desk.live();
    const found = new Set<string>();
    late.on("snapshot", (part) => {
      if ("alarms" in part) for (const { id, rule } of part.alarms) if (rule.endsWith("-high")) found.add(id);
    });
    late.emit("watch", "alarms", () => undefined);
    await expect.poll(() => found.size, { timeout: 20_000, interval: 10 }).toBe(10_000);
    late.close();
    live.close();
    await server.close();
    process.stdout.write(
      `10 000 alarms on a desk in ${tookMs.toFixed(0)} ms; the list in ${listMs.toFixed(0)} ms\n`,
    );
    expect(tookMs).toBeLessThan(15_000);
  });
});

describe("kill -9 in the middle of everything", () => {
  it("keeps every state, ends a shelf in time, and the journal tells it in order", {
    timeout: 90_000,
  }, async () => {
    const folder = join(data, "crash");
    const first = await serve("house", folder, 1, 3);
    const before = await person(first);
    await publishAll(first, 0, 3, 5_000);
    const id = (asset: number, point: string) => `bench.${assetName(0, asset)}.${point}-high`;
    const listed = async (who: typeof before) =>
      new Map(
        AlarmList.parse(await who.get("/api/alarms"))
          .alarms.filter(({ rule }) => rule.endsWith("-high"))
          .map((alarm): [string, AlarmView] => [alarm.id, alarm]),
      );
    await expect.poll(async () => (await listed(before)).size).toBe(12);
    const ok = async (path: string, body: object) => expect((await before.post(path, body)).status).toBe(200);
    await ok(`/api/alarms/${id(0, "a")}/acknowledge`, { comment: "seen" });
    await ok(`/api/alarms/${id(0, "b")}/shelve`, { minutes: 0.15, reason: "nine seconds" });
    await ok(`/api/alarms/${id(0, "c")}/shelve`, { minutes: 60, oneShot: true, reason: "an hour" });
    await ok(`/api/alarms/${id(0, "d")}/assign`, { to: "admin" });
    await ok(`/api/assets/bench.${assetName(0, 1)}/out-of-service`, { reason: "work", order: "WO-1" });
    const then = await listed(before);
    first.process.kill("SIGKILL");

    const second = await serve("house", folder, 1, 3);
    const after = await person(second);
    const now = await listed(after);
    const shelf = id(0, "b");
    for (const [alarm, view] of then) if (alarm !== shelf) expect(now.get(alarm)).toEqual(view);
    expect(now.size).toBe(then.size);
    await expect
      .poll(async () => (await listed(after)).get(shelf)?.state, { timeout: 20_000, interval: 100 })
      .toBe("unacknowledged");
    const { entries } = JournalList.parse(await after.get(`/api/alarms/${shelf}/journal`));
    expect(entries.toReversed().map(({ event, actor }) => [event, actor])).toEqual([
      ["raise", "rule"],
      ["shelve", "admin"],
      ["unshelve", "clock"],
    ]);
    const [ended, shelved] = entries;
    expect(ended!.at - shelved!.at).toBeGreaterThanOrEqual(9_000);
    await second.close();
  });
});
