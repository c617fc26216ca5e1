import { beforeEach, describe, expect, it } from "vitest";
import { fakeHouse, pump, T } from "../fakes/index.ts";

let house: Awaited<ReturnType<typeof fakeHouse>>;
beforeEach(async () => {
  house = await fakeHouse();
});

describe("health", () => {
  it("answers 503 with the part that is not ready", async () => {
    const down = await fakeHouse({ ready: () => ({ ready: false, parts: { store: "opening" } }) });
    const answer = await down.call(undefined, "GET", "/readyz");
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ready: false, parts: { store: "opening" } });
    expect((await down.call(undefined, "GET", "/healthz")).status).toBe(200);
  });

  it("gives Prometheus its figures", async () => {
    house.desk.raise(pump, "dry-run", T);
    house.board.put(`${pump}.running`, 1, T);
    house.pass(2_500);
    const answer = await house.call(undefined, "GET", "/metrics");
    expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const lines = (await answer.text()).split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "watchkeeper_ingest_readings_total 40",
        'watchkeeper_ingest_refused_total{reason="bad-json"} 2',
        'watchkeeper_alarms{priority="high",state="unacknowledged"} 1',
        'watchkeeper_alarms{priority="critical",state="unacknowledged"} 0',
        "watchkeeper_last_reading_age_seconds 2.5",
        "watchkeeper_gateways_online 1",
      ]),
    );
    expect(lines.find((line) => line.startsWith("process_resident_memory_bytes "))).toMatch(/ \d{7,}$/);
  });
});
