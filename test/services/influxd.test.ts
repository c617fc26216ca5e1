import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openInflux } from "../../adapters/influx/index.ts";
import { readingsTopic } from "../../broker/contract/index.ts";
import { SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { ReadingBatch, StoreUnavailable } from "../../facility/readings/index.ts";
import { instant, type PointId } from "../../facility/units/index.ts";
import { type Core, openCore, openLog } from "../../house/index.ts";
import { LoadGateway } from "../../simulators/load/index.ts";
import { type Served, serve } from "../bench/processes.ts";
import { assetName, gatewayName } from "../bench/site.ts";
import { openAt } from "../support/influx-servers.ts";
import { startInfluxd, type TestInflux } from "../support/influxd.ts";
import { installed } from "../support/tools.ts";

const there = installed("influxd");
let influx: TestInflux;
let data: string;
beforeAll(async () => {
  if (there) influx = await startInfluxd();
});
afterAll(async () => influx?.close());
beforeEach(async ({ skip }) => {
  skip(!there, "influxd is not installed: apt-get install influxdb");
  data = await mkdtemp(join(tmpdir(), "wk-influx-"));
});
afterEach(async () => {
  if (data) await rm(data, { recursive: true, force: true });
});

const points = ["s.a.x", "s.a.note"] as PointId[];
const NOW = Date.now();
function batch(...rows: (readonly [point: number, at: number, value: number | string])[]): ReadingBatch {
  const made = new ReadingBatch(points, 1);
  for (const [point, at, value] of rows) made.push(point, at, at + 5, value, 0, false);
  return made;
}

describe("what InfluxDB refuses", () => {
  it("by a field's type is told row by row; the rest is stored", async () => {
    await influx.query('CREATE DATABASE "conflict"');
    await fetch(`http://127.0.0.1:${influx.port}/write?db=conflict&precision=ms`, {
      method: "POST",
      body: `readings,asset=s.z,point=s.z.p,site=s value="a text" ${NOW}`,
    });
    const store = openAt(influx.address("conflict"));
    const appended = await store.append(batch([1, NOW, "open"], [0, NOW + 1, 3], [1, NOW + 2, "shut"]));
    expect(appended).toEqual({
      stored: 2,
      duplicates: 0,
      refused: [{ row: 1, reason: expect.stringMatching(/field type conflict/) }],
    });
    expect(await store.between(points[1]!, instant(NOW), instant(NOW + 9), 9)).toHaveLength(2);
    await store.close();
  });

  it("as older than its retention is told too", async () => {
    await influx.query('CREATE DATABASE "short" WITH DURATION 2h');
    const store = openAt(influx.address("short"));
    const old = Array.from({ length: 500 }, (_, i) => [0, NOW - 86_400_000 + i, i] as const);
    const appended = await store.append(batch([0, NOW - 90_000_000, 1], ...old, [0, NOW, 2]));
    expect(appended).toMatchObject({ stored: 1, duplicates: 0 });
    expect("refused" in appended && appended.refused).toHaveLength(501);
    await store.close();
  });

  it("for want of a database is no fault of the readings, and says what to do", async () => {
    const opened = openInflux(influx.address("nowhere"));
    if (!opened.ok) throw new Error(opened.problem);
    const appending = opened.value.append(batch([0, NOW, 1]));
    await expect(appending).rejects.toThrow(StoreUnavailable);
    await expect(appending).rejects.toThrow(/has no database or bucket "nowhere".*Make it/);
    await opened.value.close();
  });
});

describe("a house with its readings in InfluxDB", () => {
  const file = SiteFile.parse({
    site: { id: "s", name: { en: "S", zh: "S" } },
    assets: [{ id: "lift-1", type: "lift", name: { en: "L", zh: "L" } }],
    gateways: [{ id: "gw", name: { en: "G", zh: "G" }, assets: ["lift-1"] }],
  });
  const open = async (database: string): Promise<Core> => {
    const core = await openCore({
      data,
      mqttPort: 0,
      mqttHost: "127.0.0.1",
      readings: influx.address(database),
      files: [file],
      types: catalog,
      clock: () => instant(Date.now()),
      log: openLog("silent"),
    });
    if (!core.ok) throw new Error(core.problem);
    return core.value;
  };
  const send = (core: Core, at: number, floor: number) =>
    new Promise<Error | undefined>((taken) =>
      core.intake.take(
        {
          site: "s",
          gateway: "gw",
          topic: "facility/s/gw/lift-1/readings",
          payload: Buffer.from(JSON.stringify({ at, values: { floor } })),
        },
        taken,
      ),
    );
  const waiting = (core: Core) => core.remote?.spool.report().waiting;

  it("files what InfluxDB refuses among the dead letters, with its reason, and goes on", async () => {
    await influx.query('CREATE DATABASE "letters" WITH DURATION 2h');
    const core = await open("letters");
    expect(await send(core, NOW - 86_400_000, 3)).toBeUndefined();
    expect(await send(core, NOW, 4)).toBeUndefined();
    await expect.poll(() => waiting(core)).toBe(0);
    expect(core.intake.report()).toMatchObject({
      refused: { "store-refused": 1 },
      deadLetters: [
        {
          reason: "store-refused",
          gateway: "s/gw",
          topic: "s.lift-1.floor",
          detail: expect.stringMatching(/retention policy/),
        },
      ],
    });
    expect(await core.readings.count()).toBe(1);
    await core.close();
  });

  it("starts while InfluxDB is away, takes readings, knows its last values again, and delivers them later", async () => {
    await influx.query('CREATE DATABASE "away"');
    await influx.kill();
    const first = await open("away");
    expect(await send(first, NOW, 7)).toBeUndefined();
    await first.close();
    const second = await open("away");
    const floor = second.model().point("s.lift-1.floor" as PointId)?.index ?? -1;
    expect(second.intake.board.reading(floor)).toMatchObject({ value: 7, at: NOW });
    expect(waiting(second)).toBe(1);
    await influx.start();
    await expect.poll(() => waiting(second), { timeout: 20_000 }).toBe(0);
    expect(await second.readings.latest()).toMatchObject([{ point: "s.lift-1.floor", value: 7, at: NOW }]);
    await second.close();
  });
});

describe("InfluxDB killed under load and returned", () => {
  it("loses no acknowledged reading and stores none twice, though the server is killed meanwhile too", {
    timeout: 90_000,
  }, async () => {
    await influx.query('CREATE DATABASE "load"');
    const base = Date.now() - 3_600_000;
    const acknowledged = new Set<number>();
    let sentTo = 0;
    /** Publishes until `enough` more are acknowledged, at a pace the two cores of a small machine can hold. */
    const load = async (server: Served, enough: number, until?: () => void): Promise<LoadGateway> => {
      // As a gateway does: what was not acknowledged comes again, and a little that was.
      let from = 0;
      while (acknowledged.has(from)) from++;
      from = Math.max(0, from - 20);
      const gateway = await LoadGateway.open({
        host: "127.0.0.1",
        port: server.port,
        clientId: gatewayName(0),
        username: `bench/${gatewayName(0)}`,
        password: server.secrets[gatewayName(0)]!,
        window: 2_000,
        next: (sequence) => {
          sentTo = Math.max(sentTo, from + sequence);
          return {
            topic: readingsTopic("bench", gatewayName(0), assetName(0, 0)),
            payload: `{"at":${base + from + sequence},"values":{"a":${from + sequence}}}`,
          };
        },
        acknowledged: (sequence) => acknowledged.add(from + sequence),
      });
      const goal = acknowledged.size + enough;
      let told = false;
      while (acknowledged.size < goal) {
        gateway.publish(50);
        if (!told && acknowledged.size > goal - enough / 2) {
          told = true;
          until?.();
        }
        await new Promise((later) => setTimeout(later, 5));
      }
      return gateway;
    };
    const open = () => serve("ours", data, 1, 1, { WATCHKEEPER_READINGS: influx.address("load") });

    let server = await open();
    let killed: Promise<void> | undefined;
    let gateway = await load(server, 6_000, () => {
      killed = influx.kill();
    });
    await killed;
    server.process.kill("SIGKILL");
    gateway.break();
    server = await open();
    gateway = await load(server, 3_000);
    await influx.start();
    while (gateway.waiting > 0) await new Promise((later) => setTimeout(later, 5));
    gateway.close();
    gateway = await load(server, 2_000);
    gateway.break();

    const store = openAt(influx.address("load"));
    const point = `bench.${assetName(0, 0)}.a` as PointId;
    const stored = async () =>
      (await store.between(point, instant(base), instant(base + sentTo + 1), 1e6)).map(
        ({ at, value }) => [at - base, value] as const,
      );
    const missing = async () => {
      const sequences = new Set((await stored()).map(([sequence]) => sequence));
      return [...acknowledged].filter((sequence) => !sequences.has(sequence)).length;
    };
    await expect.poll(missing, { timeout: 30_000, interval: 500 }).toBe(0);
    expect(acknowledged.size).toBeGreaterThan(11_000);
    expect((await stored()).filter(([sequence, value]) => sequence !== value)).toEqual([]);
    await store.close();
    await server.close();
  });
});
