import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { describeSettings, exampleSettings, readSettings } from "../../house/index.ts";

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
