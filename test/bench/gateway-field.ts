import { serveModbus, type Unit } from "../../simulators/modbus-server.ts";
import { images } from "../../simulators/registers/index.ts";
import { testBroker } from "../support/broker.ts";

/** A field for the gateway bench, in a process of its own: lines of Modbus TCP meters, and a broker that only acknowledges. */
const [, , lines = "1", units = "1"] = process.argv;
const image = images["eastron-sdm630"]!;
let counter = 0;
/** Every answer is news: power and energy move with each. */
const meter: Unit = {
  image: () => image({ power_kW: 10 + (counter++ % 100), voltage_L1_V: 230, energy_import_kWh: counter }),
  write: () => 2,
};
const ports: number[] = [];
const servers: { close(): Promise<void> }[] = [];
for (let line = 0; line < Number(lines); line++) {
  const server = await serveModbus(
    "127.0.0.1",
    0,
    new Map(Array.from({ length: Number(units) }, (_, i) => [i + 1, meter])),
  );
  if (!server.ok) throw new Error(server.problem);
  ports.push(server.value.port);
  servers.push(server.value);
}
const broker = await testBroker();
process.send?.({ ports, mqttUrl: broker.url });
process.on("message", async () => {
  await broker.close();
  await Promise.all(servers.map((server) => server.close()));
  process.exit(0);
});
