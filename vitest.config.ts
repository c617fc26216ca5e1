import { join } from "node:path";
import { defineConfig } from "vitest/config";

const node = {
  environment: "node" as const,
  pool: "forks" as const,
  // Houses that tests start in processes of their own compile their 900 modules once, not each time.
  env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules", ".cache", "compiled") },
};

/**
 * unit: beside each file; contracts: one suite for every filler of a port; acceptance: stories and timelines;
 * services: against real servers from Debian; containers: where a Docker engine answers; browser: the console in chromium.
 */
export default defineConfig({
  test: {
    reporters: ["default", "./test/reporter.ts"],
    // vitest would leave a core idle and so run file after file on two of them; most of a story is waiting anyway.
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...node,
          name: "unit",
          include: [
            "{facility,broker,ingest,rules,api,adapters,simulators}/**/*.test.ts",
            "dashboards/**/*.test.{ts,tsx}",
            "test/house-rules.test.ts",
            "watchkeeper*.test.ts",
          ],
        },
      },
      {
        test: {
          ...node,
          name: "contracts",
          include: ["test/contracts/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...node,
          name: "acceptance",
          include: [
            "test/stories/**/*.test.ts",
            "test/timelines/**/*.test.ts",
            "test/acceptance/**/*.test.ts",
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...node,
          name: "services",
          include: ["test/services/**/*.test.ts", "test/containers/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...node,
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
