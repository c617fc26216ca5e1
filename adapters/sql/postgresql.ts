import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import { Pool, type PoolClient, types } from "pg";
import { StoreUnavailable } from "../../facility/readings/index.ts";

/** OID of `bigint`. Ours are times in ms, sequences and counts, all below 2^53, so they fit a number. */
const INT8 = 20;
const CONNECT_MS = 5_000;
/** Beyond this a statement hangs on a lock or a dead line, and whoever waits for it is told. */
const STATEMENT_MS = 30_000;

/** `postgresql://user:password@host:5432/database` as it may be shown: no user, no password, no options. */
export function shownAddress(address: string): string {
  const { hostname, port, pathname } = new URL(address);
  return `postgresql://${hostname}:${port || 5432}${pathname}`;
}

/**
 * One connection, as with SQLite: transactions never run beside each other, so what one has read still holds when it
 * writes, and no query needs a lock of its own. Thousands of small transactions a second are far more than a house asks.
 * A commit is answered when it is on the server's disk. Lost connections are dialled again by the next query; queries
 * meanwhile fail with StoreUnavailable.
 */
export function openPostgresql(address: string): { pool: Pool; dialect: PostgresDialect } {
  const pool = new Pool({
    connectionString: address,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    application_name: "watchkeeper",
    keepAlive: true,
    options: "-c synchronous_commit=on -c timezone=UTC",
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === INT8 && format !== "binary"
          ? (value: string) => Number(value)
          : types.getTypeParser(oid, format),
    },
  });
  // An idle connection that breaks is no trouble yet: the next query opens another.
  pool.on("error", () => undefined);
  // One that breaks while a query runs tells the query; without a listener it would end the process as well.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return { pool, dialect: new PostgresDialect({ pool: telling(pool, shownAddress(address)) }) };
}

/** Says in the house's own word when the server is away, so that the API answers 503 and the desk tries again. */
function telling(pool: Pool, shown: string): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw away(error, shown);
      });
      return tellingClient(client, shown);
    },
    end: () => pool.end(),
    options: pool.options as object,
  };
}

const wrapped = new WeakMap<PoolClient, PostgresPoolClient>();

function tellingClient(client: PoolClient, shown: string): PostgresPoolClient {
  const known = wrapped.get(client);
  if (known) return known;
  const query = client.query.bind(client) as (...what: unknown[]) => unknown;
  const telling = new Proxy(client, {
    get(target, name) {
      if (name === "query")
        return (...what: unknown[]) => {
          const asked = query(...what);
          return asked instanceof Promise
            ? asked.catch((error: unknown) => {
                throw away(error, shown);
              })
            : asked;
        };
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  }) as unknown as PostgresPoolClient;
  wrapped.set(client, telling);
  return telling;
}

/** SQLSTATE classes 08 (connection), 57P (shut down, crashed), 53 (no resources); and what the socket says. */
function away(error: unknown, shown: string): unknown {
  const { code = "", message = String(error) } = error as { code?: string; message?: string };
  const gone =
    /^(08|57P|53)/.test(code) ||
    /^E[A-Z]+$/.test(code) ||
    /terminated|timeout|not queryable|Connection/i.test(message);
  return gone
    ? new StoreUnavailable(`${shown} cannot be reached (${message}). Start it, or mend the network.`, {
        cause: error,
      })
    : error;
}
