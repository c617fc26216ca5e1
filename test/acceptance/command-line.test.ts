import type { ChildProcess } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AboutView, AssetList } from "../../api/contract/index.ts";
import { buildConsole } from "../../dashboards/console/build.ts";
import { runCommand } from "../support/command.ts";
import { spawnTied } from "../support/tied.ts";

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

const usual = () => ({
  WATCHKEEPER_DATA: join(folder, "data"),
  WATCHKEEPER_HTTP_PORT: "0",
  WATCHKEEPER_MQTT_PORT: "0",
  WATCHKEEPER_LOG: "error",
});

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; output: string }>;
  said(): string;
}

function watchkeeper(args: readonly string[], environment: Record<string, string | undefined> = {}): Run {
  const child = spawnTied(process.execPath, [join(top, "watchkeeper.ts"), ...args], {
    cwd: folder,
    env: { ...process.env, ...usual(), ...environment },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (output += String(data)));
  return {
    child,
    said: () => output,
    ended: new Promise((ended) => child.on("close", (code) => ended({ code, output }))),
  };
}

/** What the program says before it ends by itself, without a process of its own. */
async function ends(args: readonly string[], environment: Record<string, string>) {
  for (const [name, value] of Object.entries({ ...usual(), ...environment })) vi.stubEnv(name, value);
  const { code, said } = await runCommand(...args).finally(() => vi.unstubAllEnvs());
  return { code, output: said };
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
    async (_, args, environment, says) => {
      const { code, output } = await ends(args, environment());
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
    const { code, output } = await ends(["serve", "--config", file], {});
    expect(code).toBe(1);
    expect(output).toMatch(/site\.yaml:3: assets\.0\.id: use lower-case/);
    expect(output).toMatch(/site\.yaml:4: assets\.1\.name\.zh/);
  });
});

describe("a process of its own", () => {
  // Once, and not within the patience of a start: on a busy machine it takes a minute.
  beforeAll(async () => {
    expect(await buildConsole()).toMatchObject({ ok: true });
  }, 240_000);

  it("says in one line what to do about a console port in use, and ends with a code", async () => {
    const { code, output } = await watchkeeper([], { WATCHKEEPER_HTTP_PORT: String(takenPort) }).ended;
    expect(output).toMatch(/Port \d+ for the console is in use.*WATCHKEEPER_HTTP_PORT/);
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(1);
  });

  it("starts, prints its password once, ends cleanly on Ctrl-C, starts again without one, and names the file to move aside when a gateway's buffer is damaged", {
    timeout: 240_000,
  }, async () => {
    const data = join(folder, "twice");
    const demo = () =>
      watchkeeper(["demo", "--no-auto-play", "--history-years", "0"], { WATCHKEEPER_DATA: data });
    const first = demo();
    await expect.poll(first.said, { timeout: 90_000 }).toMatch(/Password {4}\S{12,}/);
    expect(first.said()).toMatch(/b1-meter-main +127\.0\.0\.1:\d+ unit 1/);
    first.child.kill("SIGINT");
    const { code, output } = await first.ended;
    expect({ code, closed: output.includes("Closed. Everything is kept") }).toEqual({
      code: 0,
      closed: true,
    });

    const second = demo();
    await expect.poll(second.said, { timeout: 90_000 }).toMatch(/Ctrl-C ends it/);
    expect(second.said()).not.toMatch(/Password/);
    second.child.kill("SIGTERM");
    expect((await second.ended).code).toBe(0);

    const buffer = join(data, "gateways", "riverside", "gw-b1", "buffer");
    const segment = (await readdir(buffer)).filter((name) => !/cursor/.test(name)).sort()[0]!;
    const bytes = await readFile(join(buffer, segment));
    // Noise in the middle of a run of good records, as a failing disk leaves it.
    const record = bytes.length > 64 ? bytes : Buffer.alloc(4_096, 1);
    record.fill(0xee, 8, 40);
    await writeFile(join(buffer, segment), Buffer.concat([record, record]));
    const third = await demo().ended;
    expect(third.code).toBe(1);
    expect(third.output).toMatch(/✗ .*gw-b1.*[Mm]ove/);
  });

  it("serves an empty site from an empty folder, and takes changed settings at SIGHUP and after the file was written", {
    timeout: 240_000,
  }, async () => {
    const settings = join(folder, "settings.yaml");
    await writeFile(settings, "log: warn\n");
    const served = watchkeeper(["serve"], {
      WATCHKEEPER_DATA: join(folder, "empty"),
      WATCHKEEPER_SETTINGS: settings,
      WATCHKEEPER_ADMIN_PASSWORD: "a-long-password",
      // The file says it.
      WATCHKEEPER_LOG: undefined,
    });
    await expect.poll(served.said, { timeout: 90_000 }).toMatch(/Ctrl-C ends it/);
    const url = /http:\/\/localhost:\d+/.exec(served.said())?.[0] ?? "";
    const signedIn = await fetch(`${url}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "admin", password: "a-long-password" }),
    });
    const headers = { cookie: signedIn.headers.get("set-cookie")?.split(";")[0] ?? "" };
    const held = AssetList.parse(await (await fetch(`${url}/api/assets`, { headers })).json());
    expect(held.assets).toEqual([]);
    expect(held.sites).toMatchObject([{ id: "site", name: { en: "New site", zh: "新项目" } }]);

    await writeFile(settings, "log: warn\npublic_url: https://watch.example.org\n");
    served.child.kill("SIGHUP");
    await expect.poll(served.said, { timeout: 20_000 }).toMatch(/after a restart: WATCHKEEPER_PUBLIC_URL/);
    await writeFile(settings, "log: loud\n");
    await expect.poll(served.said, { timeout: 20_000 }).toMatch(/stay as they are: .*settings\.yaml:1: log/);
    await writeFile(settings, "log: info\ngrafana: http://grafana.local:3000/\n");
    const grafana = async () =>
      AboutView.parse(await (await fetch(`${url}/api/about`, { headers })).json()).grafana;
    await expect.poll(grafana, { timeout: 20_000 }).toBe("http://grafana.local:3000");
    // The log's level was one of them: what is done is told now.
    expect(served.said()).not.toContain('"level":30');
    await fetch(`${url}/api/session`, { method: "DELETE", headers });
    await expect.poll(served.said, { timeout: 10_000 }).toContain('"level":30');
    served.child.kill("SIGTERM");
    expect((await served.ended).code).toBe(0);
  });
});
