import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  describeSettings,
  exampleSettings,
  readAnew,
  readSettings,
  type Settings,
  SettingsReload,
} from "../../house/index.ts";

const folder = mkdtempSync(join(tmpdir(), "wk-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "settings.yaml");
const readOf = (text: string, environment: Record<string, string> = {}) => {
  writeFileSync(file, text);
  return readSettings({ WATCHKEEPER_SETTINGS: file, ...environment });
};

describe("a settings file", () => {
  it("says what the environment could; the environment wins, whichever way it says it", () => {
    const secret = join(folder, "password");
    writeFileSync(secret, "from-a-secret-file\n");
    const text = `http_port: 8111\nlog: warn\noutbound_allow: [10.0.0.0/8, sms.local]\nadmin_password_file: ${secret}\n`;
    expect(readOf(text)).toMatchObject({
      ok: true,
      value: {
        httpPort: 8111,
        logLevel: "warn",
        outboundAllow: ["10.0.0.0/8", "sms.local"],
        adminPassword: "from-a-secret-file",
      },
    });
    expect(
      readOf(text, { WATCHKEEPER_HTTP_PORT: "9000", WATCHKEEPER_ADMIN_PASSWORD: "of-the-environment" }),
    ).toMatchObject({ ok: true, value: { httpPort: 9000, adminPassword: "of-the-environment" } });
  });

  it.each([
    [
      "a value that cannot be used",
      "log: info\nhttp_port: eighty\n",
      /settings\.yaml:2: http_port: a port is/,
    ],
    ["a key that is none", "\nhttp_prot: 80\n", /settings\.yaml:2: http_prot is no setting.*config example/],
    ["a key without a value", "data:\n", /settings\.yaml:1: data has no value/],
    ["the same key twice", "log: info\nlog: warn\n", /settings\.yaml:2: .*unique/],
    ["no settings at all", "- a\n- b\n", /lines of "key: value"/],
  ])("with %s is refused with file, line, key and what to do", (_, text, says) => {
    expect(readOf(text)).toMatchObject({ ok: false, problem: expect.stringMatching(says) });
  });

  it("that is not there is told", () => {
    expect(readSettings({ WATCHKEEPER_SETTINGS: join(folder, "none.yaml") })).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/none\.yaml cannot be read \(ENOENT\)/),
    });
  });

  it("has an example with every setting, which is taken as it is", () => {
    expect(readOf(exampleSettings())).toMatchObject({ ok: true, value: { httpPort: 8080 } });
    for (const { name } of describeSettings({}))
      if (name !== "WATCHKEEPER_SETTINGS")
        expect(exampleSettings()).toContain(`#${name.replace("WATCHKEEPER_", "").toLowerCase()}:`);
  });
});

describe("settings read anew while the house runs", () => {
  /** A house that only remembers what it was told. */
  function running(text: string) {
    const said: string[] = [];
    const told: Settings[] = [];
    const first = readOf(text);
    if (!first.ok) throw new Error(first.problem);
    let now = text;
    const note = (level: string) => (message: string) => void said.push(`${level} ${message}`);
    const settings = new SettingsReload({
      current: first.value,
      read: () => readOf(now),
      adjust: (next) => void told.push(next),
      log: { info: note("info"), warn: note("warn"), error: note("error") },
    });
    const write = (next: string): boolean => {
      now = next;
      return settings.reload();
    };
    return { said, told, write };
  }

  it("are taken where they can be, and the rest is said to wait for a restart, once", () => {
    const { said, told, write } = running("http_port: 8080\nspool_mb: 100\n");
    const next = "http_port: 9090\nspool_mb: 200\nlog: debug\noutbound_allow: [10.0.0.0/8]\n";
    expect(write(next)).toBe(true);
    expect(told).toMatchObject([
      { spoolBytes: 200 * 2 ** 20, logLevel: "debug", outboundAllow: ["10.0.0.0/8"] },
    ]);
    expect(said.splice(0)).toEqual([
      "info settings read anew and in use: WATCHKEEPER_SPOOL_MB, WATCHKEEPER_OUTBOUND_ALLOW, WATCHKEEPER_LOG",
      "warn changed, and in use after a restart: WATCHKEEPER_HTTP_PORT",
    ]);
    write(next);
    expect(said.splice(0)).toEqual([]);
    // Taken back before the restart: nothing waits any more.
    write(next.replace("9090", "8080"));
    expect(said).toEqual(["info settings read anew: nothing has changed"]);
  });

  it("stay as they are when the file cannot be used, and it is said why", () => {
    const { said, told, write } = running("log: warn\n");
    expect(write("log: warn\nspool_mb: lots\n")).toBe(false);
    expect(told).toEqual([]);
    expect(said).toEqual([
      expect.stringMatching(/^error the settings stay as they are: .*settings\.yaml:2: spool_mb/),
    ]);
    expect(write("log: info\n")).toBe(true);
    expect(told).toMatchObject([{ logLevel: "info" }]);
  });

  it("are marked in the list of settings", () => {
    const names = new Set(describeSettings({}).map(({ name }) => name));
    expect([...readAnew].filter((name) => !names.has(name))).toEqual([]);
    expect(readAnew.size).toBeGreaterThan(6);
  });
});
