import { expect, it } from "vitest";
import { parseInflux } from "./address.ts";

it("reads a 1.x address: user and password, database, the old write path", () => {
  expect(parseInflux("influx://wk:s%40cret@tsdb/readings?rp=two_years")).toEqual({
    ok: true,
    value: {
      base: "http://tsdb:8086",
      writePath: "/write?db=readings&rp=two_years&precision=ms",
      read: { db: "readings", rp: "two_years" },
      authorization: `Basic ${Buffer.from("wk:s@cret").toString("base64")}`,
      database: "readings",
      shown: "influx://tsdb:8086/readings",
    },
  });
});

it("reads a 2.x or 3.x address: https, token, organisation, bucket", () => {
  expect(parseInflux("influxs://tsdb:8443?token=t0k%2Fen&org=estate&bucket=readings")).toEqual({
    ok: true,
    value: {
      base: "https://tsdb:8443",
      writePath: "/api/v2/write?org=estate&bucket=readings&precision=ms",
      read: { db: "readings" },
      authorization: "Token t0k/en",
      database: "readings",
      shown: "influxs://tsdb:8443/readings",
    },
  });
});

it.each([
  ["readings.duckdb", /is no URL/],
  ["postgres://host/db", /begins with postgres:\/\//],
  ["influx://host:8086", /names no database/],
  ["influx://host:8086?token=x", /names no bucket/],
  ["influx://u:p@host/db?token=x", /a user and a token/],
  ["influx://host/db?buckets=x", /has "buckets", which is none of/],
  ["influx://host/db/more", /more than a database/],
])("says what is wrong with %s, and what is right", (address, why) => {
  const parsed = parseInflux(address);
  expect(parsed).toEqual({ ok: false, problem: expect.stringMatching(why) });
  expect(parsed).toMatchObject({ problem: expect.stringContaining("influx://user:password@host:8086") });
});
