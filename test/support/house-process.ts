/**
 * A house in a process of its own, to be killed: the data folder, the site and the servers, as JSON, are the arguments. Answers by
 * IPC with its ports once it listens; the ports may be asked for, so that gateways find it again.
 */
import { SiteFile } from "../../facility/assets/index.ts";
import { openHouse, openLog } from "../../house/index.ts";
import { type KillableServers, PASSWORD } from "./killable.ts";

const [data = "", site = "", httpPort, mqttPort, servers = "{}"] = process.argv.slice(2);
const opened = await openHouse({
  settings: {
    data,
    httpPort: Number(httpPort),
    mqttPort: Number(mqttPort),
    adminPassword: PASSWORD,
    logLevel: "error",
    ...(JSON.parse(servers) as KillableServers),
    // Receivers of the tests listen on this machine.
    outboundAllow: ["127.0.0.1"],
  },
  files: [SiteFile.parse(JSON.parse(site))],
  log: openLog("error"),
  demo: false,
  console: false,
});
if (!opened.ok) throw new Error(opened.problem);
// Whoever started it is gone: a worker of the tests that was ended has nobody to close its houses.
process.on("disconnect", () => process.exit(1));
process.on("message", async () => {
  await opened.value.close();
  process.exit(0);
});
process.send?.({ httpPort: opened.value.httpPort, mqttPort: opened.value.core.broker.port });
