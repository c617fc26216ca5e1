import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runCommand } from "../support/command.ts";
import { commandsOf, pages } from "../support/documented.ts";

const folder = mkdtempSync(join(tmpdir(), "wk-commands-"));
const inFolder = (name: string) => join(folder, name);

beforeAll(() => {
  copyFileSync(join(import.meta.dirname, "..", "..", "simulators", "riverside.yaml"), inFolder("site.yaml"));
  for (const [name, value] of Object.entries({ HTTP_PORT: "0", MQTT_PORT: "0", LOG: "error" }))
    vi.stubEnv(`WATCHKEEPER_${name}`, value);
  vi.stubEnv("WATCHKEEPER_DATA", inFolder("data"));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** In this order, on one data folder, as an installer comes to them. */
const runs: readonly { name: string; args: () => string[]; says: RegExp }[] = [
  { name: "config check", args: () => ["config", "check"], says: /✓ WATCHKEEPER_DATA/ },
  { name: "config example", args: () => ["config", "example"], says: /^#http_port: 8080$/m },
  { name: "import", args: () => ["import", inFolder("site.yaml"), "--yes"], says: /Applied\./ },
  ...["yaml", "csv", "xlsx"].map((format) => ({
    name: "export",
    args: () => ["export", "--format", format, "--out", inFolder(`out.${format}`)],
    says: /\d+ assets, \d+ gateways/,
  })),
  {
    name: "user add",
    args: () => ["user", "add", "li.wei", "--role", "technician"],
    says: /Password {2}\S{12}/,
  },
  { name: "user password", args: () => ["user", "password", "li.wei"], says: /Password {2}\S{16}/ },
  { name: "user list", args: () => ["user", "list"], says: /^li\.wei +technician/m },
  { name: "enroll", args: () => ["enroll", "riverside/gw-b1"], says: /MQTT password {2}\S{20}/ },
  {
    name: "certificates ca",
    args: () => ["certificates", "ca", "--out", inFolder("tls")],
    says: /ca\.crt/,
  },
  {
    name: "certificates server",
    args: () => ["certificates", "server", "server.local", "192.0.2.10", "--out", inFolder("tls")],
    says: /server/,
  },
  {
    name: "certificates gateway",
    args: () => ["certificates", "gateway", "riverside/gw-b1", "--out", inFolder("tls")],
    says: /riverside\.gw-b1\.crt/,
  },
  {
    name: "backtest",
    args: () => ["backtest", "riverside.b1-booster-1", "dry-run", "--from", "2026-01-31T08:00:00+08:00"],
    says: /done: 0 times in 0 readings/,
  },
  { name: "backup", args: () => ["backup", "--out", inFolder("estate.tar")], says: /read back and whole/ },
  { name: "restore", args: () => ["restore", inFolder("estate.tar")], says: /Restored the backup/ },
  { name: "doctor", args: () => ["doctor"], says: /The server does not run\.\n[✓!✗] clock/ },
];

/** Documented, and run elsewhere or nowhere. */
const elsewhere: Readonly<Record<string, string>> = {
  "": "command-line.test.ts starts and ends the demo twice",
  serve: "command-line.test.ts for its words; every house of the tests is what it opens",
  gateway: "needs a server and devices; tls.test.ts and the tests of ingest/modbus run what it starts",
  "simulate history": "three years take minutes; the demo's past is written by the same part",
  "simulate replay": "skab-replay.test.ts",
};

describe("commands of the pages do what they say, one after the other on one data folder", () => {
  it.each(runs)("$name", { timeout: 60_000 }, async ({ name, args, says }) => {
    // A backup is brought back into a place without a house.
    if (name === "restore") vi.stubEnv("WATCHKEEPER_DATA", inFolder("restored"));
    const { code, said } = await runCommand(...args());
    expect(said).toMatch(says);
    if (name !== "doctor") expect(code).toBe(0);
  });

  it("and the site that was exported is the one that was imported; it came back with the backup", async () => {
    const again = await runCommand("import", inFolder("out.yaml"), "--dry-run");
    expect(again.said).toContain("Nothing to change");
    expect(readFileSync(inFolder("out.csv"), "utf8").split("\n").length).toBeGreaterThan(20);
    expect((await runCommand("user", "list")).said).toMatch(/^li\.wei +technician/m);
  });
});

it("every documented command of the program is among them, or it is said where it is run", () => {
  const heads = new Set(
    pages
      .flatMap(commandsOf)
      .filter((line) => /^npm (-s )?start\b/.test(line))
      .map((line) => line.replace(/^npm (-s )?start( --)? ?/, "").split(/\s+/))
      .map(([verb = "", next = ""]) =>
        ["config", "user", "certificates", "simulate"].includes(verb) ? `${verb} ${next}` : verb,
      )
      .map((head) => (head.startsWith("-") ? "" : head)),
  );
  const known = new Set([...runs.map(({ name }) => name), ...Object.keys(elsewhere)]);
  expect([...heads].filter((head) => !known.has(head))).toEqual([]);
});
