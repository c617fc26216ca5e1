/**
 * The measured side of a bench, in its own process: `ours` opens the whole line from MQTT to store and rules,
 * `bare` is aedes alone, which acknowledges and forgets.
 * Talks to the parent by IPC: first what can be connected to, later answers to "count" and "close".
 */
import { createServer } from "node:net";
import { Aedes } from "aedes";
import { catalog } from "../../facility/catalog/index.ts";
import { instant } from "../../facility/units/index.ts";
import { openCore, openLog } from "../../house/index.ts";
import { benchSite, benchType, gatewayName } from "./site.ts";

const [kind, data, gateways, assetsEach] = process.argv.slice(2);

if (kind === "bare") {
  const aedes = await Aedes.createBroker();
  const server = createServer(aedes.handle);
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    process.send?.({ port: typeof address === "object" && address ? address.port : 0, secrets: {} });
  });
  process.on("message", () => process.exit(0));
} else {
  const core = await openCore({
    data: data!,
    mqttPort: 0,
    mqttHost: "127.0.0.1",
    files: [benchSite(Number(gateways), Number(assetsEach))],
    types: [...catalog, benchType],
    clock: () => instant(Date.now()),
    log: openLog("warn"),
  });
  if (!core.ok) throw new Error(core.problem);
  const secrets: Record<string, string> = {};
  for (let g = 0; g < Number(gateways); g++)
    secrets[gatewayName(g)] = await core.value.state.credentials.enroll("bench", gatewayName(g));
  process.on("message", async (message) => {
    if (message === "cpu") process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() });
    if (message !== "close") return;
    await core.value.close();
    process.exit(0);
  });
  process.send?.({ port: core.value.broker.port, secrets });
}
