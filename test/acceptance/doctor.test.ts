import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examine } from "../../house/doctor/index.ts";
import type { Settings } from "../../house/index.ts";
import { openTestHouse, type TestHouse } from "../support/house.ts";

let estate: TestHouse;
let settings: Settings;
beforeAll(async () => {
  estate = await openTestHouse();
  settings = {
    data: estate.data,
    httpPort: estate.house.httpPort,
    mqttPort: estate.house.core.broker.port,
    adminPassword: undefined,
    logLevel: "error",
  };
});
afterAll(() => estate?.close());

const found = async (of: Settings = settings, running = true, now = Date.now()) =>
  Object.fromEntries((await examine(of, now, running)).map(({ check, ...rest }) => [check, rest]));

describe("the doctor", () => {
  it("finds a running estate well", async () => {
    chmodSync(estate.data, 0o700);
    const findings = await found();
    expect(findings).toMatchObject({
      clock: { is: "well" },
      "data folder": { is: "well" },
      "console port": { is: "well", says: expect.stringMatching(/served/) },
      "gateway port": { is: "well" },
      "audit log": { is: "well", says: expect.stringMatching(/chain whole/) },
      administrator: { is: "well" },
      readings: { is: "well" },
      backup: { is: "look", says: expect.stringMatching(/WATCHKEEPER_BACKUP_FOLDER/) },
    });
  });

  it("sees a folder others may look into, a clock without a battery, and a journal from the future", async () => {
    chmodSync(estate.data, 0o755);
    expect((await found())["data folder"]).toMatchObject({
      is: "look",
      says: expect.stringMatching(/chmod 700/),
    });
    expect((await found(settings, true, 0)).clock).toMatchObject({
      is: "mend",
      says: expect.stringMatching(/1970/),
    });
  });

  it("sees a row of the audit log that somebody changed by hand", async () => {
    const hand = new DatabaseSync(join(estate.data, "state.sqlite"));
    hand.exec("drop trigger audit_log_no_update; update audit_log set actor = 'nobody' where sequence = 1");
    hand.close();
    expect((await found())["audit log"]).toMatchObject({
      is: "mend",
      says: expect.stringMatching(/Row 1 .*changed/),
    });
  });
});

describe("the doctor where nothing runs", () => {
  const data = mkdtempSync(join(tmpdir(), "wk-doctor-"));
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  it("sees a port that another program has", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((listening) => other.once("listening", listening));
    const address = other.address();
    const httpPort = typeof address === "object" && address ? address.port : 0;
    const findings = await found({ ...settings, data, httpPort, mqttPort: 1 }, false);
    other.close();
    expect(findings).toMatchObject({
      "console port": {
        is: "mend",
        says: expect.stringMatching(/Another program has port \d+.*WATCHKEEPER_HTTP_PORT/),
      },
      "gateway port": { is: "well" },
      administrator: { is: "look" },
      readings: { is: "well", says: "0 stored" },
    });
  });

  it("ends with 1 and one line a finding when something must be mended", async () => {
    const { code, out } = await new Promise<{ code: number; out: string }>((ended) => {
      const env = { ...process.env, WATCHKEEPER_DATA: join(data, "state.sqlite"), WATCHKEEPER_LOG: "silent" };
      execFile(process.execPath, ["watchkeeper.ts", "doctor"], { env }, (error, stdout) =>
        ended({ code: typeof error?.code === "number" ? error.code : 0, out: stdout }),
      );
    });
    expect(out).toMatch(/^The server does not run\.$/m);
    expect(out).toMatch(/^✗ data folder .*is not a folder.*WATCHKEEPER_DATA/m);
    expect(code).toBe(1);
  });
});
