/**
 * The measured side of a bench, in its own process: `ours` opens the whole line from MQTT to store and rules,
 * `house` adds the API and the live channel, `big` is a house of an estate with ten rules an asset, `bare` is aedes alone, which acknowledges and forgets.
 * Talks to the parent by IPC: first what can be connected to, later the answer to "close".
 */
import { createServer } from "node:net";
import { Aedes } from "aedes";
import { catalog } from "../../facility/catalog/index.ts";
import { instant } from "../../facility/units/index.ts";
import { openCore, openHouse, openLog } from "../../house/index.ts";
import { instancesOf } from "../../rules/index.ts";
import { benchSite, benchType, bigType, gatewayName } from "./site.ts";

const [kind, data, gateways, assetsEach] = process.argv.slice(2);

if (kind === "bare") {
  const aedes = await Aedes.createBroker();
  const server = createServer(aedes.handle);
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    process.send?.({
      port: typeof address === "object" && address ? address.port : 0,
      httpPort: 0,
      secrets: {},
    });
  });
  process.on("message", () => process.exit(0));
} else {
  const type = kind === "big" ? bigType : benchType;
  const files = [benchSite(Number(gateways), Number(assetsEach), type)];
  const types = [...catalog, type];
  const log = openLog("warn");
  const opened =
    kind === "house" || kind === "big"
      ? await openHouse({
          settings: {
            data: data!,
            httpPort: 0,
            mqttPort: 0,
            adminPassword: "bench-password",
            logLevel: "warn",
          },
          files,
          types,
          log,
          demo: false,
          console: false,
        })
      : await openCore({
          data: data!,
          mqttPort: 0,
          mqttHost: "127.0.0.1",
          readings: process.env.WATCHKEEPER_READINGS,
          broker: process.env.WATCHKEEPER_BROKER,
          files,
          types,
          clock: () => instant(Date.now()),
          log,
          // For crash tests: closes and sorts days without patience, so that a kill often falls into it.
          ...(process.env.WATCHKEEPER_BENCH_UPKEEP_MS
            ? {
                upkeep: {
                  everyMs: Number(process.env.WATCHKEEPER_BENCH_UPKEEP_MS),
                  patience: { graceMs: 0, lateMs: 0, looseRows: 1_500 },
                },
              }
            : {}),
        });
  if (!opened.ok) throw new Error(opened.problem);
  const part = opened.value;
  const core = "core" in part ? part.core : part;
  const secrets: Record<string, string> = {};
  for (let g = 0; g < Number(gateways); g++)
    secrets[gatewayName(g)] = await core.state.credentials.enroll("bench", gatewayName(g));
  // As the house does at once: else the next look, two seconds on, ends the sessions that the new secrets opened.
  await core.secrets.look();
  process.on("message", async (asked) => {
    if (asked === "instances") return process.send?.(instancesOf(core.model()).length);
    await part.close();
    process.exit(0);
  });
  process.send?.({
    port: core.broker.port,
    httpPort: "httpPort" in part ? part.httpPort : 0,
    secrets,
  });
}
