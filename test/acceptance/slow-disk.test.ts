import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DuckDbReadings, openDuckDb } from "../../adapters/duckdb/index.ts";
import { readingsTopic } from "../../broker/contract/index.ts";
import { type Broker, startBroker } from "../../broker/index.ts";
import { buildModel } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import type { ReadingBatch } from "../../facility/readings/index.ts";
import { instant } from "../../facility/units/index.ts";
import { Intake } from "../../ingest/pipeline/index.ts";
import { LoadGateway } from "../../simulators/load/index.ts";
import { assetName, benchSite, benchType, gatewayName } from "../bench/site.ts";
import { lookAtStored } from "../support/stored.ts";

/** How many commits the disk is slow for; more with WATCHKEEPER_SLOW_DISK_COMMITS. */
const COMMITS = Number(process.env.WATCHKEEPER_SLOW_DISK_COMMITS ?? 6);
const GATEWAYS = 2;
/** What a socket hands over at once, and what a message of this test takes of it at least. */
const CHUNK_BYTES = 64 * 1024;
const MESSAGE_BYTES = 1_024;
/** White space is JSON too, and fills sockets with little work. */
const PADDING = " ".repeat(MESSAGE_BYTES);

const data = mkdtempSync(join(tmpdir(), "wk-slow-"));
const clock = () => instant(Date.now());
const log = { info() {}, warn() {} };
let store: DuckDbReadings;
let intake: Intake;
let broker: Broker;
/** A disk that takes so long for every commit, however little there is in it. */
let commitMs = 0;
const groups: number[] = [];

beforeAll(async () => {
  const model = buildModel([benchSite(GATEWAYS, 1)], [...catalog, benchType]);
  const opened = await openDuckDb(join(data, "readings.duckdb"));
  if (!model.ok || !opened.ok) throw new Error("the store did not open");
  store = opened.value;
  const slow = Object.create(store, {
    append: {
      value: async (batch: ReadingBatch) => {
        groups.push(batch.length);
        await pause(commitMs);
        return await store.append(batch);
      },
    },
  }) as DuckDbReadings;
  intake = new Intake({ model: model.value, store: slow, clock, log });
  const started = await startBroker({
    port: 0,
    host: "127.0.0.1",
    verify: async () => true,
    take: ({ who, topic, payload }, taken) => intake.take({ ...who, topic, payload }, taken),
    clock,
    log,
  });
  if (!started.ok) throw new Error(started.problem);
  broker = started.value;
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

it("a slow disk holds the gateways back at their sockets: memory stays bounded, nothing is lost or turned away", {
  timeout: 60_000 + COMMITS * 2_000,
}, async () => {
  const base = Date.now() - 3_600_000 * 10;
  const acknowledged = Array.from({ length: GATEWAYS }, () => new Set<number>());
  const gateways = await Promise.all(
    acknowledged.map((set, g) =>
      LoadGateway.open({
        host: "127.0.0.1",
        port: broker.port,
        clientId: gatewayName(g),
        username: `bench/${gatewayName(g)}`,
        password: "x",
        window: 60_000,
        next: (sequence) => ({
          topic: readingsTopic("bench", gatewayName(g), assetName(g, 0)),
          payload: `{"at":${base + sequence},"values":{"a":${sequence}}}${PADDING}`,
        }),
        acknowledged: (sequence) => set.add(sequence),
      }),
    ),
  );
  // Until every sender's socket takes no more: it is held back by TCP, long before a message is turned away.
  commitMs = 250;
  const stuck = new Set<number>();
  while (stuck.size < GATEWAYS || groups.length < COMMITS) {
    for (const [g, gateway] of gateways.entries()) if (gateway.publish(60) === 0) stuck.add(g);
    await pause(1);
  }
  expect(gateways.every(({ waiting }) => waiting < 60_000)).toBe(true);
  expect(gateways.every(({ connected }) => connected)).toBe(true);
  expect(intake.report()).toMatchObject({ refused: {}, storing: true });
  // What is held is what the sockets hand over at once, however long the disk takes.
  expect(Math.max(...groups)).toBeLessThanOrEqual((GATEWAYS * CHUNK_BYTES * 2) / MESSAGE_BYTES);

  // The disk is itself again: everything is taken and answered, once.
  commitMs = 0;
  await expect
    .poll(() => gateways.reduce((sum, { waiting }) => sum + waiting, 0), { timeout: 30_000 })
    .toBe(0);
  for (const gateway of gateways) gateway.close();
  await broker.close();
  await intake.close();
  await store.close();
  const sent = gateways.reduce((sum, gateway) => sum + gateway.sent, 0);
  expect(acknowledged.reduce((sum, { size }) => sum + size, 0)).toBe(sent);
  const [rows, distinct] = await lookAtStored(data, async (connection) => {
    const counted = await connection.runAndReadAll(
      "SELECT count(*)::DOUBLE, count(DISTINCT (point, time, value))::DOUBLE FROM stored",
    );
    return counted.getRows()[0]!.map(Number) as [number, number];
  });
  expect([rows, distinct]).toEqual([sent, sent]);
});
