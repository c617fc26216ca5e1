import type { House } from "../open.ts";

/** Prints one clear problem and ends with a code that is not zero. */
export function fail(problem: string): never {
  for (const line of problem.split("\n")) console.error(`✗ ${line}`);
  process.exit(1);
}

/** Closes on the first Ctrl-C or SIGTERM, gives up waiting on the second. */
export function untilStopped(close: () => Promise<void>): Promise<void> {
  return new Promise((stopped) => {
    let asked = false;
    const stop = () => {
      if (asked) process.exit(1);
      asked = true;
      console.log("\nClosing: storing what is on its way …");
      close().then(() => {
        console.log("Closed. Everything is kept; start again to go on.");
        stopped();
      }, fail);
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
    // The window was closed. Without one SIGHUP is a word to a server: read the settings anew.
    if (process.stdin.isTTY) process.on("SIGHUP", stop);
  });
}

/** What a person needs to know right after the start. */
export async function greet(house: House, data: string): Promise<void> {
  const trouble = await house.consoleBuilt;
  if (trouble) console.error(`✗ ${trouble}`);
  const lines = [
    "",
    "  Watchkeeper 值守",
    `  Console   http://localhost:${house.httpPort}`,
    ...(house.httpsPort ? [`            https://localhost:${house.httpsPort}`] : []),
    `  API       http://localhost:${house.httpPort}/api/docs`,
    `  MQTT      ${house.core.broker.external?.shown ?? `mqtt://localhost:${house.core.broker.port}`}`,
    ...(house.core.broker.tlsPort ? [`            mqtts://localhost:${house.core.broker.tlsPort}`] : []),
    `  Data      ${data}`,
    ...(house.core.remote ? [`  Readings  ${house.core.remote.shown}`] : []),
  ];
  if (house.adminPassword)
    lines.push(
      "",
      `  Sign in as  admin`,
      `  Password    ${house.adminPassword}   (shown this once; change it under Settings)`,
    );
  if (house.plant) {
    lines.push("", "  Simulated devices (Modbus TCP)");
    const seen = new Set<string>();
    for (const { gateway } of house.core.model().gateways)
      for (const device of gateway.devices) {
        const address = house.plant.addressOf(device.asset);
        const line =
          address && `    ${device.asset.padEnd(16)} ${address.host}:${address.port} unit ${address.unit}`;
        if (line && !seen.has(line)) lines.push(line);
        if (line) seen.add(line);
      }
  }
  console.log([...lines, "", "  Ctrl-C ends it; the next start goes on from there.", ""].join("\n"));
}
