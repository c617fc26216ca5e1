import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, it } from "vitest";
import { SiteGateway } from "../../facility/assets/index.ts";
import { startGateway } from "../../ingest/modbus/index.ts";
import { testBroker } from "../support/broker.ts";
import { answers } from "../support/program.ts";
import { spawnTied } from "../support/tied.ts";

const PYTHON = "/usr/bin/python3";
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

it("two foreign meters on one serial line are read; a late or a half answer of one is not taken for the other's", async (ctx) => {
  if (!answers(PYTHON, "-c", "import pymodbus"))
    ctx.skip("python3-pymodbus is not installed: apt-get install python3-pymodbus");
  if (!(await import("serialport").catch(() => undefined)))
    ctx.skip("serialport is not installed: npm install");
  const line = spawnTied(PYTHON, [join(import.meta.dirname, "foreign-serial-meter.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  open.push(async () => {
    const ended = once(line, "exit");
    line.kill("SIGKILL");
    await ended;
  });
  const [terminal] = (await once(createInterface(line.stdout!), "line")) as [string];
  const broker = await testBroker();
  open.push(broker.close);
  const bufferFolder = mkdtempSync(join(tmpdir(), "watchkeeper-serial-"));
  open.push(() => rmSync(bufferFolder, { recursive: true, force: true }));
  const device = (unit: number) => ({
    asset: `meter-${unit}`,
    profile: "eastron-sdm630",
    modbus: { serial: terminal, baudRate: 115_200, unit },
    pollSeconds: 0.2,
  });
  const gateway = await startGateway({
    site: "estate",
    gateway: SiteGateway.parse({
      id: "gw-1",
      name: { en: "Gateway", zh: "网关" },
      devices: [device(3), device(7)],
    }),
    mqttUrl: broker.url,
    username: "estate/gw-1",
    password: "secret",
    bufferFolder,
    timeoutMs: 300,
    silentAfterMs: 600,
  });
  if (!gateway.ok) throw new Error(gateway.problem);
  open.push(() => gateway.value.close());

  const volts = (unit: number) =>
    broker.heard
      .filter(({ topic }) => topic.endsWith(`/meter-${unit}/readings`))
      .flatMap(({ payload }) => {
        const value = (JSON.parse(payload) as { values: Record<string, unknown> }).values.voltage_L1_V;
        return value === undefined ? [] : [value];
      });
  await expect.poll(() => [volts(3)[0], volts(7)[0]], { timeout: 10_000 }).toEqual([231.5, 229.25]);
  const errors = () => gateway.value.report().devices[1]!.errorsByKind;
  const before = errors();
  expect(gateway.value.report().devices.map(({ address }) => address)).toEqual([
    `${terminal} unit 3`,
    `${terminal} unit 7`,
  ]);

  line.stdin!.write("late\n");
  await expect.poll(() => errors().timeout, { timeout: 10_000 }).toBeGreaterThan(before.timeout + 1);
  line.stdin!.write("half\n");
  await expect.poll(() => volts(7).at(-1), { timeout: 10_000 }).toBe(null);
  line.stdin!.write("right\n");
  await expect.poll(() => volts(7).at(-1), { timeout: 15_000 }).toBe(229.25);
  expect(new Set(volts(3))).toEqual(new Set([231.5]));
  expect(new Set(volts(7))).toEqual(new Set([229.25, null]));
});
