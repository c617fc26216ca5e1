import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io } from "socket.io-client";
import { type AlarmView, LIVE_PATH } from "../../api/contract/index.ts";
import { readingsTopic } from "../../broker/contract/index.ts";
import { LoadGateway } from "../../simulators/load/index.ts";
import { load } from "./load.ts";
import { type Served, serve } from "./processes.ts";
import { assetName, gatewayName } from "./site.ts";

const LOADING = 4;
const ASSETS_EACH = 125;
/** The gateway beside the loading ones whose values raise alarms. */
const PROBE = LOADING;
const MESSAGES_PER_SECOND = 10_000;
/** Half of the design's bar of 200 000 values a second. */
const HALF_LIMIT_MESSAGES_PER_SECOND = 25_000;

/**
 * Publish → alarm event at a browser socket, at 10 000 messages a second; then the API's answers while ingest runs at
 * half its limit. Both ends of each time are taken in this process, on one clock.
 */
export async function latency(seconds: number): Promise<Record<string, number>> {
  const data = await mkdtemp(join(tmpdir(), "wk-bench-"));
  try {
    const server = await serve("house", data, LOADING + 1, ASSETS_EACH);
    const base = `http://127.0.0.1:${server.httpPort}`;
    const signedIn = await fetch(`${base}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "admin", password: "bench-password" }),
    });
    const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    const options = { ...server, gateways: LOADING, assetsEach: ASSETS_EACH };

    const probing = probe(server, base, cookie, seconds);
    const under = await load({ ...options, seconds, messagesPerSecond: MESSAGES_PER_SECOND });
    const alarms = await probing;

    const asking = ask(base, cookie, Math.max(3, seconds / 2));
    await load({
      ...options,
      seconds: Math.max(3, seconds / 2),
      messagesPerSecond: HALF_LIMIT_MESSAGES_PER_SECOND,
    });
    const answers = await asking;
    await server.close();
    return {
      p50_ms: quantile(alarms.times, 0.5),
      p99_ms: quantile(alarms.times, 0.99),
      messages_per_s: Math.round(under.acked / under.seconds),
      api_p95_ms: quantile(answers, 0.95),
      alarms: alarms.times.length,
      alarms_missing: alarms.missing,
      api_requests: answers.length,
    };
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** Raises an alarm every 20 ms, each on the next asset, and clears it half a round later. */
async function probe(
  server: Served,
  base: string,
  cookie: string,
  seconds: number,
): Promise<{ times: number[]; missing: number }> {
  const socket = io(base, { path: LIVE_PATH, extraHeaders: { cookie }, transports: ["websocket"] });
  await new Promise<void>((ready, failed) => {
    socket.once("connect_error", failed);
    socket.once("connect", () => socket.emit("watch", "alarms", () => ready()));
  });
  const published = new Map<string, number>();
  const times: number[] = [];
  socket.on("alarms", (alarms: AlarmView[]) => {
    const now = performance.now();
    for (const { asset, state } of alarms) {
      const since = published.get(asset);
      if (since === undefined || (state !== "unacknowledged" && state !== "acknowledged")) continue;
      published.delete(asset);
      times.push(now - since);
    }
  });
  const values: { asset: number; value: number }[] = [];
  const gateway = await LoadGateway.open({
    host: "127.0.0.1",
    port: server.port,
    clientId: gatewayName(PROBE),
    username: `bench/${gatewayName(PROBE)}`,
    password: server.secrets[gatewayName(PROBE)]!,
    window: 1_000,
    next: () => {
      const { asset, value } = values.shift()!;
      return {
        topic: readingsTopic("bench", gatewayName(PROBE), assetName(PROBE, asset)),
        payload: `{"at":${Date.now()},"values":{"a":${value}}}`,
      };
    },
  });
  const ends = performance.now() + seconds * 1_000;
  for (let n = 0; performance.now() < ends; n++) {
    const raised = n % ASSETS_EACH;
    const cleared = (n + 62) % ASSETS_EACH;
    values.push({ asset: raised, value: 2_000 }, { asset: cleared, value: 0 });
    published.set(`bench.${assetName(PROBE, raised)}`, performance.now());
    gateway.publish(2);
    await new Promise((next) => setTimeout(next, 20));
  }
  await new Promise((settle) => setTimeout(settle, 1_000));
  gateway.close();
  socket.close();
  return { times, missing: published.size };
}

/** What a console asks, one request after the other; ms each. */
async function ask(base: string, cookie: string, seconds: number): Promise<number[]> {
  const point = `bench.${assetName(0, 0)}.a`;
  const paths = [
    `/api/assets/bench.${assetName(0, 0)}`,
    `/api/points/${point}/history?buckets=300`,
    "/api/alarms",
    "/api/ingest",
  ];
  const times: number[] = [];
  const ends = performance.now() + seconds * 1_000;
  for (let n = 0; performance.now() < ends; n++) {
    const began = performance.now();
    const answer = await fetch(base + paths[n % paths.length]!, { headers: { cookie } });
    if (!answer.ok) throw new Error(`${paths[n % paths.length]} answered ${answer.status}`);
    await answer.arrayBuffer();
    times.push(performance.now() - began);
    await new Promise((next) => setTimeout(next, 20));
  }
  return times;
}

function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
  return Math.round(value * 10) / 10;
}
