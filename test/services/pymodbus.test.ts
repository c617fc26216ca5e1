import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { ReadingsMessage } from "../../broker/contract/index.ts";
import { SiteGateway } from "../../facility/assets/index.ts";
import { startGateway } from "../../ingest/modbus/index.ts";
import { testBroker } from "../support/broker.ts";
import { answers, freePort, startServer } from "../support/program.ts";

const PYTHON = "/usr/bin/python3";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

it("the gateway reads a foreign meter served by pymodbus, notices its death, and its return", async (ctx) => {
  if (!answers(PYTHON, "-c", "import pymodbus"))
    ctx.skip("python3-pymodbus is not installed: apt-get install python3-pymodbus");
  const port = await freePort();
  const script = join(import.meta.dirname, "foreign-meter.py");
  const startMeter = () => startServer(PYTHON, [script, String(port)], port);
  const meter = await startMeter();
  open.push(meter.stop);
  const broker = await testBroker();
  open.push(broker.close);
  const bufferFolder = mkdtempSync(join(tmpdir(), "watchkeeper-pymodbus-"));
  open.push(() => rmSync(bufferFolder, { recursive: true, force: true }));
  const device = (asset: string, unit: number) => ({
    asset,
    profile: "eastron-sdm630",
    modbus: { host: "127.0.0.1", port, unit },
    pollSeconds: 0.2,
  });
  const gateway = await startGateway({
    site: "estate",
    gateway: SiteGateway.parse({
      id: "gw-1",
      name: { en: "Gateway", zh: "网关" },
      devices: [device("meter-1", 3)],
    }),
    mqttUrl: broker.url,
    username: "estate/gw-1",
    password: "secret",
    bufferFolder,
    timeoutMs: 1_000,
    silentAfterMs: 600,
  });
  if (!gateway.ok) throw new Error(gateway.problem);
  open.push(() => gateway.value.close());

  const readings = () =>
    broker.heard
      .filter(({ topic }) => topic.endsWith("/meter-1/readings"))
      .map(({ payload }) => ReadingsMessage.parse(JSON.parse(payload)));
  await expect.poll(() => readings().length, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(readings()[0]!.values).toEqual({
    voltage_L1_V: 231.5,
    voltage_L2_V: 229.25,
    voltage_L3_V: 230.75,
    current_L1_A: 12.5,
    current_L2_A: 11.25,
    current_L3_A: 13,
    power_kW: 8.25,
    power_factor: 0.955,
    frequency_Hz: 49.98,
    energy_import_kWh: 4_321.5,
    thd_voltage_percent: 0,
  });
  expect(gateway.value.report().devices[0]).toMatchObject({ online: true, errors: 0 });

  await meter.stop();
  await expect.poll(() => readings().at(-1)?.quality, { timeout: 10_000 }).toBe("bad");
  const again = await startMeter();
  open.push(again.stop);
  await expect.poll(() => readings().at(-1)?.values.voltage_L1_V, { timeout: 15_000 }).toBe(231.5);
});
