import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SiteGateway } from "../../facility/assets/index.ts";
import { type Gateway, startGateway } from "../../ingest/modbus/index.ts";

const GATEWAYS = 20;
const DEVICES = 50;

/**
 * 20 gateways with 50 meters each, every meter read once a second over Modbus TCP, every reading through the disk
 * buffer to a broker. Devices and broker run in a process of their own; the CPU is that of the gateways alone.
 */
export async function gateway(seconds: number): Promise<Record<string, number>> {
  const field = fork(join(import.meta.dirname, "gateway-field.ts"), [String(GATEWAYS), String(DEVICES)]);
  const [{ ports, mqttUrl }] = (await once(field, "message")) as [{ ports: number[]; mqttUrl: string }];
  const folder = mkdtempSync(join(tmpdir(), "watchkeeper-bench-gateway-"));
  const gateways: Gateway[] = [];
  try {
    for (const [line, port] of ports.entries()) {
      const id = `gw-${line}`;
      const started = await startGateway({
        site: "bench",
        gateway: SiteGateway.parse({
          id,
          name: { en: id, zh: id },
          devices: Array.from({ length: DEVICES }, (_, i) => ({
            asset: `m-${line}-${i}`,
            profile: "eastron-sdm630",
            modbus: { host: "127.0.0.1", port, unit: i + 1 },
            pollSeconds: 1,
          })),
        }),
        mqttUrl,
        username: `bench/${id}`,
        password: "secret",
        bufferFolder: join(folder, id),
      });
      if (!started.ok) throw new Error(started.problem);
      gateways.push(started.value);
    }
    // The first polls, when everything is news and every line is dialled, are not the steady state.
    await sleep(5_000);
    const totals = () => {
      const devices = gateways.flatMap((each) => each.report().devices);
      return {
        polls: devices.reduce((sum, { polls }) => sum + polls, 0),
        errors: devices.reduce((sum, { errors }) => sum + errors, 0),
        online: devices.filter(({ online }) => online).length,
        waiting: gateways.reduce((sum, each) => sum + each.report().waitingMessages, 0),
      };
    };
    const before = totals();
    const cpu = process.cpuUsage();
    const from = performance.now();
    await sleep(seconds * 1_000);
    const took = (performance.now() - from) / 1_000;
    const used = process.cpuUsage(cpu);
    const after = totals();
    return {
      gateways: GATEWAYS,
      devices: GATEWAYS * DEVICES,
      devicesOnline: after.online,
      pollsPerSecond: Math.round((after.polls - before.polls) / took),
      pollErrors: after.errors - before.errors,
      messagesWaiting: after.waiting,
      percentOfOneCore: Math.round((used.user + used.system) / 10_000 / took),
      rssMb: Math.round(process.memoryUsage().rss / 1_048_576),
    };
  } finally {
    await Promise.all(gateways.map((each) => each.close()));
    const ended = once(field, "exit");
    field.send("close");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

const sleep = (ms: number) => new Promise<void>((slept) => setTimeout(slept, ms));
