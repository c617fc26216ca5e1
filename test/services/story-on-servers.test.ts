import { describe, vi } from "vitest";
import { serversInstalled } from "../support/profile.ts";

/**
 * One story of the thirteen on PostgreSQL, InfluxDB and Mosquitto in every run: the one whose readings go the longest
 * way. All of them: WATCHKEEPER_TEST_PROFILE=server npx vitest run --project acceptance test/stories
 */
if (serversInstalled()) {
  vi.stubEnv("WATCHKEEPER_TEST_PROFILE", "server");
  await import("../stories/05-the-cable-is-pulled.test.ts");
} else describe.skip("story 5 on servers: apt-get install postgresql influxdb mosquitto", () => undefined);
