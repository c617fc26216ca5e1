import { expect, it } from "vitest";
import { ConnectionsView } from "../contract/index.ts";
import { fakeHouse, T } from "../fakes/index.ts";

const down: ConnectionsView = {
  readings: {
    kind: "influxdb",
    address: "influx://tsdb:8086/readings",
    spool: {
      waiting: 1_200,
      waitingBytes: 64_000,
      budgetBytes: 2_000_000,
      oldestAt: T,
      trouble: "influx://tsdb:8086/readings cannot be reached (ECONNREFUSED). Start it, or mend the network.",
      troubleSince: T,
      drained: 900,
      duplicates: 3,
      refused: 2,
    },
  },
  broker: { kind: "external", address: "mqtts://broker:8883", connected: true, since: T, trouble: null },
};

it("shows an engineer where readings are kept and what waits; a viewer does not see addresses", async () => {
  const house = await fakeHouse({ connections: () => down });
  expect(ConnectionsView.parse(await house.get("/api/connections", "engineer"))).toEqual(down);
  expect((await house.call("viewer", "GET", "/api/connections")).status).toBe(403);
  expect((await house.call(undefined, "GET", "/api/connections")).status).toBe(401);
});

it("gives Prometheus the spool's size and age, and the broker's link", async () => {
  const house = await fakeHouse({ connections: () => down });
  house.pass(90_000);
  const lines = (await (await house.call(undefined, "GET", "/metrics")).text()).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      "watchkeeper_readings_store_up 0",
      "watchkeeper_spool_readings 1200",
      "watchkeeper_spool_bytes 64000",
      "watchkeeper_spool_budget_bytes 2000000",
      "watchkeeper_spool_oldest_age_seconds 90",
      "watchkeeper_spool_refused_total 2",
      "watchkeeper_broker_connected 1",
    ]),
  );
});

it("says nothing of a spool and a link where there are none", async () => {
  const house = await fakeHouse();
  const text = await (await house.call(undefined, "GET", "/metrics")).text();
  expect(text).not.toMatch(/spool|broker_connected|readings_store_up/);
});
