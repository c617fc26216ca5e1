import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const top = join(import.meta.dirname, "..", "..");
let folder = "";
let taken: Server;
let takenPort = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wk-cli-"));
  taken = createServer();
  await new Promise<void>((listening) => taken.listen(0, listening));
  const address = taken.address();
  takenPort = typeof address === "object" && address ? address.port : 0;
});
afterAll(async () => {
  taken.close();
  await rm(folder, { recursive: true, force: true });
});

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; output: string }>;
  said(): string;
}

function watchkeeper(args: readonly string[], environment: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [join(top, "watchkeeper.ts"), ...args], {
    cwd: folder,
    env: {
      ...process.env,
      WATCHKEEPER_DATA: join(folder, "data"),
      WATCHKEEPER_HTTP_PORT: "0",
      WATCHKEEPER_MQTT_PORT: "0",
      WATCHKEEPER_LOG: "error",
      ...environment,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (output += String(data)));
  return {
    child,
    said: () => output,
    ended: new Promise((ended) => child.on("close", (code) => ended({ code, output }))),
  };
}

describe("the command line", () => {
  it.each([
    [
      "an MQTT port in use",
      [],
      () => ({ WATCHKEEPER_MQTT_PORT: String(takenPort) }),
      /Port \d+ for MQTT is in use.*WATCHKEEPER_MQTT_PORT/,
    ],
    [
      "a console port in use",
      [],
      () => ({ WATCHKEEPER_HTTP_PORT: String(takenPort) }),
      /Port \d+ for the console is in use.*WATCHKEEPER_HTTP_PORT/,
    ],
    [
      "a port that is none",
      [],
      () => ({ WATCHKEEPER_HTTP_PORT: "eighty" }),
      /WATCHKEEPER_HTTP_PORT: a port is a number/,
    ],
    [
      "a data folder that is a file",
      [],
      () => ({ WATCHKEEPER_DATA: join(top, "package.json") }),
      /is not a folder.*WATCHKEEPER_DATA/,
    ],
    [
      "a short administrator password",
      [],
      () => ({ WATCHKEEPER_ADMIN_PASSWORD: "short" }),
      /at least 8 characters/,
    ],
    [
      "a site file that is not there",
      ["serve", "--config", "none.yaml"],
      () => ({}),
      /There is no file none\.yaml/,
    ],
    ["an unknown role", ["user", "add", "li", "--role", "king"], () => ({}), /is no role\. Roles: viewer/],
  ] as const)(
    "says what to do about %s, in one line, and ends with a code",
    { timeout: 30_000 },
    async (_, args, environment, says) => {
      const { code, output } = await watchkeeper(args, environment()).ended;
      expect(output).toMatch(says);
      expect(output.trim().split("\n")).toHaveLength(1);
      expect(code).toBe(1);
    },
  );

  it("names every mistake of a site file with its line", async () => {
    const file = join(folder, "site.yaml");
    await writeFile(
      file,
      "site: { id: s, name: { en: S, zh: S } }\nassets:\n  - { id: Lift 1, type: lift, name: { en: L, zh: L } }\n  - { id: l2, type: lift, name: { en: L } }\n",
    );
    const { code, output } = await watchkeeper(["serve", "--config", file]).ended;
    expect(code).toBe(1);
    expect(output).toMatch(/site\.yaml:3: assets\.0\.id: use lower-case/);
    expect(output).toMatch(/site\.yaml:4: assets\.1\.name\.zh/);
  });

  it("starts, prints its password once, ends cleanly on Ctrl-C, and starts again without one", {
    timeout: 60_000,
  }, async () => {
    const data = { WATCHKEEPER_DATA: join(folder, "twice") };
    const first = watchkeeper(["demo", "--no-auto-play"], data);
    await expect.poll(first.said, { timeout: 40_000 }).toMatch(/Password {4}\S{12,}/);
    expect(first.said()).toMatch(/b1-meter-main +127\.0\.0\.1:\d+ unit 1/);
    first.child.kill("SIGINT");
    const { code, output } = await first.ended;
    expect({ code, closed: output.includes("Closed. Everything is kept") }).toEqual({
      code: 0,
      closed: true,
    });

    const second = watchkeeper(["demo", "--no-auto-play"], data);
    await expect.poll(second.said, { timeout: 40_000 }).toMatch(/Ctrl-C ends it/);
    expect(second.said()).not.toMatch(/Password/);
    second.child.kill("SIGTERM");
    expect((await second.ended).code).toBe(0);
  });

  it("names the file to move aside when a gateway's buffer is damaged", { timeout: 60_000 }, async () => {
    const data = join(folder, "damaged");
    const buffer = join(data, "gateways", "riverside", "gw-b1", "buffer");
    const first = watchkeeper(["demo", "--no-auto-play"], { WATCHKEEPER_DATA: data });
    await expect.poll(first.said, { timeout: 40_000 }).toMatch(/Ctrl-C ends it/);
    first.child.kill("SIGINT");
    await first.ended;
    const { readdir, readFile } = await import("node:fs/promises");
    const segment = (await readdir(buffer)).filter((name) => !/cursor/.test(name)).sort()[0]!;
    const bytes = await readFile(join(buffer, segment));
    // Noise in the middle of a run of good records, as a failing disk leaves it.
    const record = bytes.length > 64 ? bytes : Buffer.alloc(4_096, 1);
    record.fill(0xee, 8, 40);
    await writeFile(join(buffer, segment), Buffer.concat([record, record]));
    const { code, output } = await watchkeeper(["demo", "--no-auto-play"], { WATCHKEEPER_DATA: data }).ended;
    expect(code).toBe(1);
    expect(output).toMatch(/✗ .*gw-b1.*[Mm]ove/);
  });
});
