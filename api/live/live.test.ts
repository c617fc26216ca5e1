import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assetId, instant } from "../../facility/units/index.ts";
import { type ClientToServer, LIVE_PATH, type Role, type ServerToClient } from "../contract/index.ts";
import { fakeHouse, lift, pump, smallEstate, T } from "../fakes/index.ts";
import { type Live, openLive } from "./live.ts";

type Client = Socket<ServerToClient, ClientToServer>;

let house: Awaited<ReturnType<typeof fakeHouse>>;
let server: HttpServer;
let live: Live;
let url: string;
const clients: Client[] = [];

beforeEach(async () => {
  house = await fakeHouse();
  server = serve({ fetch: house.api.fetch, port: 0, hostname: "127.0.0.1" }) as HttpServer;
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  live = openLive(server, house.deps, { lookMs: 10, pulseMs: 20 });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await live.close();
  server.close();
  server.closeAllConnections();
});

function connect(options: Partial<ManagerOptions & SocketOptions>): Client {
  const client: Client = io(url, {
    path: LIVE_PATH,
    reconnection: false,
    transports: ["websocket"],
    ...options,
  });
  clients.push(client);
  return client;
}
const as = (role: Role): Client => connect({ extraHeaders: { cookie: `wk_session=${house.tokenOf(role)}` } });

/** The next event of that name; ask before it can happen. */
const next = <E extends keyof ServerToClient>(client: Client, event: E) =>
  new Promise<Parameters<ServerToClient[E]>[0]>((resolve) => {
    const listen = (name: string, payload: Parameters<ServerToClient[E]>[0]) => {
      if (name !== event) return;
      client.offAny(listen);
      resolve(payload);
    };
    client.onAny(listen);
  });
const refusal = (client: Client) =>
  new Promise<string>((resolve) => client.once("connect_error", (error) => resolve(error.message)));
const watch = (client: Client, room: string) => client.emitWithAck("watch", room as "alarms");

describe("who may watch", () => {
  it("refuses strangers and ended sessions", async () => {
    expect(await refusal(connect({}))).toBe("unauthorized");
    expect(await refusal(connect({ auth: { token: "made up" } }))).toBe("unauthorized");
    expect(await refusal(connect({ extraHeaders: { cookie: "wk_session=old" } }))).toBe("unauthorized");
  });

  it("refuses a page of another site although the browser sends the cookie along", async () => {
    const cookie = `wk_session=${house.tokenOf("admin")}`;
    const evil = connect({ extraHeaders: { cookie, origin: "https://evil.example" } });
    expect(await refusal(evil)).toBeTruthy();
    expect(live.watching()).toBe(0);
  });

  it("takes a viewer's cookie and a program's bearer token", async () => {
    const token = await house.sessions.issueToken(
      "viewer",
      { label: "wall screen", role: "viewer", endsAt: instant(T + 1e9) },
      T,
    );
    for (const client of [as("viewer"), connect({ auth: { token } })])
      expect(await watch(client, "alarms")).toEqual({ ok: true });
    expect(live.watching()).toBe(2);
  });

  it("disconnects a session that ended, at the next pulse", async () => {
    const client = as("technician");
    const other = as("viewer");
    await Promise.all([watch(client, "alarms"), watch(other, "alarms")]);
    const gone = new Promise<string>((resolve) => client.once("disconnect", resolve));
    await house.sessions.end(house.tokenOf("technician"));
    expect(await gone).toBe("io server disconnect");
    expect(other.connected).toBe(true);
  });
});

describe("values", () => {
  it("come as a snapshot and then as deltas of what changed", async () => {
    house.board.put(`${pump}.running`, 1, T);
    const client = as("viewer");
    const snapshot = next(client, "snapshot");
    expect(await watch(client, `asset:${pump}`)).toEqual({ ok: true });
    expect(await snapshot).toMatchObject({
      room: `asset:${pump}`,
      at: T,
      values: [{ point: `${pump}.running`, value: true, quality: "good" }],
    });

    const delta = next(client, "values");
    house.board.put(`${pump}.flow_m3_h`, 4.5, T + 1);
    house.board.put(`${lift}.motor_temp_C`, 60, T + 1);
    expect(await delta).toEqual({
      room: `asset:${pump}`,
      at: T,
      values: [{ point: `${pump}.flow_m3_h`, at: T + 1, receivedAt: T + 1, value: 4.5, quality: "good" }],
    });
  });

  it("of a site are its headlines", async () => {
    house.board.put(`${pump}.running`, 0, T);
    house.board.put(`${pump}.motor_temp_C`, 55, T);
    const client = as("viewer");
    const snapshot = next(client, "snapshot");
    await watch(client, "site:riverside");
    expect(await snapshot).toMatchObject({ values: [{ point: `${pump}.running`, value: false }] });
  });

  it("stop when unwatched", async () => {
    const [leaver, stayer] = [as("viewer"), as("engineer")];
    await Promise.all([watch(leaver, `asset:${pump}`), watch(stayer, `asset:${pump}`)]);
    const got: unknown[] = [];
    leaver.on("values", (delta) => got.push(delta));
    leaver.emit("unwatch", `asset:${pump}`);
    // The answer to a later request says that the earlier one was done.
    await watch(leaver, "alarms");
    const delta = next(stayer, "values");
    house.board.put(`${pump}.running`, 1, T);
    await delta;
    await watch(leaver, "alarms");
    expect(got).toEqual([]);
  });

  it.each([
    ["asset:riverside.b2-lift-9", "Did you mean riverside.b2-lift-1"],
    ["site:elsewhere", "Sites: riverside"],
    ["everything", "Watch site:<site>"],
    [{ not: "a room" }, "Watch site:<site>"],
  ])("of a room that is not, %j, are refused with what to watch instead", async (room, says) => {
    expect(await watch(as("viewer"), room as string)).toEqual({
      ok: false,
      problem: expect.stringContaining(says),
    });
  });

  it("begin again with a snapshot when the model has changed", async () => {
    const client = as("viewer");
    const first = next(client, "snapshot");
    await watch(client, "site:riverside");
    await first;
    const again = next(client, "snapshot");
    house.setModel(smallEstate(["b1-booster-9"]));
    await again;
    const delta = next(client, "values");
    house.board.put("riverside.b1-booster-9.running", 1, T);
    expect(await delta).toMatchObject({ values: [{ point: "riverside.b1-booster-9.running" }] });
  });
});

describe("alarms", () => {
  it("come as a snapshot, most urgent first, and then one by one as they happen", async () => {
    house.desk.raise(pump, "motor-hot", T);
    house.desk.raise(pump, "dry-run", T + 1);
    const client = as("technician");
    const snapshot = next(client, "snapshot");
    await watch(client, "alarms");
    const { alarms: open } = (await snapshot) as { alarms: { rule: string }[] };
    expect(open.map((alarm) => alarm.rule)).toEqual(["dry-run", "motor-hot"]);

    const acknowledged = next(client, "alarms");
    await house.call("technician", "POST", `/api/alarms/${pump}.dry-run/acknowledge`, {});
    expect(await acknowledged).toEqual([
      expect.objectContaining({ rule: "dry-run", state: "acknowledged", acknowledgedBy: "technician" }),
    ]);
    const cleared = next(client, "alarms");
    house.desk.clear(pump, "dry-run", T + 5_000);
    expect(await cleared).toEqual([expect.objectContaining({ rule: "dry-run", state: "normal" })]);
  });

  it("of a burst of 10 000 all arrive, in order, in few events", { timeout: 30_000 }, async () => {
    const client = as("viewer");
    await watch(client, "alarms");
    const sequences: number[] = [];
    let events = 0;
    const all = new Promise<void>((resolve) =>
      client.on("alarms", (alarms) => {
        events++;
        for (const alarm of alarms) sequences.push(alarm.sequence);
        if (sequences.length >= 10_000) resolve();
      }),
    );
    for (let i = 0; i < 10_000; i++) house.desk.raise(assetId("riverside", `pump-${i}`), "dry-run", T + i);
    await all;
    expect(sequences).toEqual(Array.from({ length: 10_000 }, (_, i) => i + 1));
    expect(events).toBe(20);
    expect(client.connected).toBe(true);
  });
});

it("the pulse carries the server's clock and the last reading", async () => {
  const client = as("viewer");
  expect(await next(client, "pulse")).toEqual({ at: T, lastReadingAt: null });
  house.board.put(`${pump}.running`, 1, T - 3_000);
  expect(await next(client, "pulse")).toEqual({ at: T, lastReadingAt: T - 3_000 });
});

it("a client that takes nothing for a while gets no pile of deltas, but every alarm", async () => {
  // A long-polling client in its bare protocol (engine.io 4, socket.io 5), so that it can leave off polling.
  const poll = async (sid: string, body?: string) => {
    const answer = await fetch(`${url}${LIVE_PATH}/?EIO=4&transport=polling${sid ? `&sid=${sid}` : ""}`, {
      headers: { cookie: `wk_session=${house.tokenOf("viewer")}` },
      ...(body === undefined ? {} : { method: "POST", body }),
    });
    return (await answer.text()).split("\x1e");
  };
  /** Polls until a packet of that event has come; answers all packets on the way there. */
  const pollUntil = async (sid: string, event: string) => {
    const packets: [string, unknown][] = [];
    while (!packets.some(([name]) => name === event))
      for (const packet of await poll(sid))
        if (packet === "2") await poll(sid, "3");
        else if (packet.startsWith("42[")) packets.push(JSON.parse(packet.slice(2)));
    return packets;
  };
  const [handshake = ""] = await poll("");
  const { sid } = JSON.parse(handshake.slice(1)) as { sid: string };
  await poll(sid, "40");
  await poll(sid, `42["watch","asset:${pump}"]`);
  await pollUntil(sid, "snapshot");
  await poll(sid, '42["watch","alarms"]');
  await pollUntil(sid, "snapshot");

  // Another client on a web socket tells when the looks have passed.
  const witness = as("engineer");
  await watch(witness, `asset:${pump}`);
  for (let i = 1; i <= 5; i++) {
    const seen = next(witness, "values");
    house.board.put(`${pump}.flow_m3_h`, i, T + i);
    house.desk.raise(pump, i % 2 === 1 ? "dry-run" : "motor-hot", T + i);
    await seen;
  }

  const packets = [...(await pollUntil(sid, "values")), ...(await pollUntil(sid, "pulse"))];
  const deltas = packets.filter(([name]) => name === "values");
  const alarms = packets
    .filter(([name]) => name === "alarms")
    .flatMap(([, batch]) => batch as { sequence: number }[]);
  expect(alarms.map((alarm) => alarm.sequence)).toEqual([1, 2, 3, 4, 5]);
  expect(deltas.at(-1)).toMatchObject(["values", { values: [{ point: `${pump}.flow_m3_h`, value: 5 }] }]);
  expect(deltas.length).toBeLessThanOrEqual(2);
});

it("is attached by createApi once, and closes without closing the HTTP server", async () => {
  const { api } = await fakeHouse();
  const own = serve({ fetch: api.fetch, port: 0, hostname: "127.0.0.1" }) as HttpServer;
  await once(own, "listening");
  api.attachLive(own);
  expect(() => api.attachLive(own)).toThrow("already");
  await api.close();
  const { port } = own.address() as AddressInfo;
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  own.close();
  own.closeAllConnections();
});
