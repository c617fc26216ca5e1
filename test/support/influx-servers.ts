import { randomUUID } from "node:crypto";
import { openInflux } from "../../adapters/influx/index.ts";
import type { ReadingStore } from "../../facility/readings/index.ts";
import { withoutDocker } from "./docker.ts";
import { startInfluxd } from "./influxd.ts";
import { installed } from "./tools.ts";

/** A running server that gives an empty database for each test. */
export interface InfluxServer {
  /** The address of a new, empty database. */
  fresh(): Promise<string>;
  close(): Promise<void>;
}

export interface InfluxKind {
  readonly name: string;
  /** What would enable it; undefined where it can run. */
  readonly missing: string | undefined;
  start(): Promise<InfluxServer>;
}

const TOKEN = "a-token-for-tests-alone";

/** Debian's 1.x as a process; 2.x and 3.x as containers. */
export const influxKinds: readonly InfluxKind[] = [
  {
    name: "InfluxDB 1",
    missing: installed("influxd") ? undefined : "influxd is not installed: apt-get install influxdb",
    async start() {
      const server = await startInfluxd();
      return {
        async fresh() {
          const name = freshName();
          await server.query(`CREATE DATABASE "${name}"`);
          return server.address(name);
        },
        close: () => server.close(),
      };
    },
  },
  {
    name: "InfluxDB 2",
    missing: withoutDocker,
    async start() {
      const { GenericContainer, Wait } = await import("testcontainers");
      const container = await new GenericContainer("influxdb:2.7-alpine")
        .withEnvironment({
          DOCKER_INFLUXDB_INIT_MODE: "setup",
          DOCKER_INFLUXDB_INIT_USERNAME: "admin",
          DOCKER_INFLUXDB_INIT_PASSWORD: "a-long-password",
          DOCKER_INFLUXDB_INIT_ORG: "estate",
          DOCKER_INFLUXDB_INIT_BUCKET: "first",
          DOCKER_INFLUXDB_INIT_ADMIN_TOKEN: TOKEN,
        })
        .withExposedPorts(8086)
        .withWaitStrategy(Wait.forHttp("/health", 8086))
        .start();
      const host = `${container.getHost()}:${container.getMappedPort(8086)}`;
      const call = async (path: string, body?: object) => {
        const answer = await fetch(`http://${host}/api/v2${path}`, {
          headers: { authorization: `Token ${TOKEN}`, "content-type": "application/json" },
          ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
        });
        if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
        return (await answer.json()) as { id: string; orgs: { id: string }[] };
      };
      return {
        async fresh() {
          const name = freshName();
          const org = (await call("/orgs?org=estate")).orgs[0]?.id;
          const bucket = await call("/buckets", { orgID: org, name, retentionRules: [] });
          await call("/dbrps", {
            orgID: org,
            bucketID: bucket.id,
            database: name,
            retention_policy: "autogen",
            default: true,
          });
          return `influx://${host}?org=estate&bucket=${name}&token=${TOKEN}`;
        },
        close: async () => void (await container.stop()),
      };
    },
  },
  {
    name: "InfluxDB 3",
    missing: withoutDocker,
    async start() {
      const { GenericContainer, Wait } = await import("testcontainers");
      const container = await new GenericContainer("influxdb:3-core")
        .withCommand([
          "influxdb3",
          "serve",
          "--node-id=test",
          "--object-store=memory",
          // The contract writes readings of years ago; Core itself answers only for the last days otherwise.
          "--query-file-limit=10000",
          "--without-auth",
        ])
        .withExposedPorts(8181)
        .withWaitStrategy(Wait.forHttp("/health", 8181))
        .start();
      const host = `${container.getHost()}:${container.getMappedPort(8181)}`;
      return {
        async fresh() {
          const name = freshName();
          const made = await fetch(`http://${host}/api/v3/configure/database`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ db: name }),
          });
          if (!made.ok) throw new Error(`the database was not made: ${made.status} ${await made.text()}`);
          return `influx://${host}?bucket=${name}&token=none`;
        },
        close: async () => void (await container.stop()),
      };
    },
  },
];

const freshName = (): string => `t${randomUUID().replaceAll("-", "")}`;

export function openAt(address: string): ReadingStore {
  const opened = openInflux(address);
  if (!opened.ok) throw new Error(opened.problem);
  return opened.value;
}
