import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { installed } from "../support/tools.ts";

it("a server that a test started does not outlive a test run that is ended", async (ctx) => {
  if (!installed("setpriv")) ctx.skip("setpriv is not installed: apt-get install util-linux");
  const worker = spawn(
    process.execPath,
    [
      "--input-type=module-typescript",
      "-e",
      `import { spawnTied } from ${JSON.stringify(new URL("../support/tied.ts", import.meta.url).href)};
       console.log(spawnTied("sleep", ["600"]).pid);
       setInterval(() => undefined, 1000);`,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const [server] = (await once(createInterface(worker.stdout), "line")) as [string];
  const runs = (): boolean => {
    const state = spawnSync("ps", ["-o", "stat=", "-p", server], { encoding: "utf8" }).stdout.trim();
    // One that has ended and that nobody has asked about yet is a Z.
    return state !== "" && !state.startsWith("Z");
  };
  expect(runs()).toBe(true);
  worker.kill("SIGKILL");
  await once(worker, "exit");
  await expect.poll(runs, { timeout: 10_000 }).toBe(false);
});
