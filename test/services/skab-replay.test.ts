import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { replayCsv } from "../../simulators/index.ts";
import { testBroker } from "../support/broker.ts";

/** A run of the Skoltech Anomaly Benchmark (github.com/waico/SKAB); GPL-3.0 data, never part of this repository. */
const file =
  process.env.SKAB_FILE ??
  join(import.meta.dirname, "..", "..", "..", "shared", "data", "skab", "valve2", "0.csv");

it("replays a recorded run of a real pump rig whole and in order", async (ctx) => {
  if (!existsSync(file))
    ctx.skip("no SKAB recording: set SKAB_FILE to the path of valve2/0.csv from github.com/waico/SKAB");
  const broker = await testBroker();
  try {
    const report = await replayCsv({
      file,
      atColumn: "datetime",
      map: {
        "Volume Flow RateRMS": "b1-booster-1.flow_m3_h",
        Pressure: "b1-booster-1.discharge_pressure_kPa",
      },
      speed: "max",
      shift: "none",
      mqttUrl: broker.url,
      username: "riverside/gw-b1",
      password: "secret",
      site: "riverside",
      gateway: "gw-b1",
    });
    if (!report.ok) throw new Error(report.problem);
    expect(report.value.badRows).toBe(0);
    expect(report.value.acknowledged).toBe(report.value.rows);
    expect(broker.heard).toHaveLength(report.value.rows);
    const times = broker.heard.map(({ payload }) => (JSON.parse(payload) as { at: number }).at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  } finally {
    await broker.close();
  }
});
