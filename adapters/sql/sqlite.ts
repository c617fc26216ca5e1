import { type FileHandle, open } from "node:fs/promises";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  type QueryResult,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from "kysely";

/** How many compiled statements are kept; our queries have some thirty shapes. */
const CACHED_STATEMENTS = 256;

/** node:sqlite in the shape Kysely's dialect expects (that of better-sqlite3, whose add-on we cannot load). */
function asKyselyDatabase(db: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, ReturnType<SqliteDatabase["prepare"]>>();
  const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  const wrap = (statement: StatementSync) => ({
    // A statement that answers rows has columns; `insert … returning` has them too.
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
    run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
    iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
  });
  return {
    prepare(sql) {
      const known = statements.get(sql);
      if (known) return known;
      const statement = wrap(db.prepare(sql));
      if (statements.size >= CACHED_STATEMENTS) {
        const oldest = statements.keys().next();
        if (!oldest.done) statements.delete(oldest.value);
      }
      statements.set(sql, statement);
      return statement;
    },
    close: () => db.close(),
  };
}

/** SQLite does roll back DDL; Kysely assumes not. With this a migration cut by a power failure leaves nothing behind. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** A statement that changes nothing, so that nothing of it need reach the disk. */
const READS = /^\s*(select|pragma|begin|savepoint|release|rollback|explain)\b/i;

/**
 * Answers a change once it is on disk, without holding up the event loop for it: SQLite itself would fsync its log
 * inside the call (`synchronous = full`), and while it did, up to 30 ms beside a busy readings store, nothing else
 * would run: no message, no alarm, no answer. So SQLite only writes (`normal`, which syncs at checkpoints), and the log
 * is synced from here, on a thread of its own, before anybody is told.
 */
class SyncingDriver extends SqliteDriver {
  readonly #db: DatabaseSync;
  readonly #log: string | undefined;
  #connection: DatabaseConnection | undefined;
  #handle: Promise<FileHandle> | undefined;

  constructor(db: DatabaseSync, database: SqliteDatabase, log: string | undefined) {
    super({ database });
    this.#db = db;
    this.#log = log;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const inner = await super.acquireConnection();
    this.#connection ??= {
      executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
        const result = await inner.executeQuery<R>(query);
        if (!this.#db.isTransaction && !READS.test(query.sql)) await this.#sync();
        return result;
      },
      streamQuery: (query, size) => inner.streamQuery(query, size),
    };
    return this.#connection;
  }

  async #sync(): Promise<void> {
    if (this.#log === undefined) return;
    this.#handle ??= open(this.#log, "r+");
    await (await this.#handle).datasync();
  }

  override async destroy(): Promise<void> {
    await (await this.#handle)?.close();
    await super.destroy();
  }
}

class NodeSqliteDialect extends SqliteDialect {
  readonly #driver: () => SyncingDriver;

  constructor(db: DatabaseSync, file: string) {
    const database = asKyselyDatabase(db);
    super({ database });
    const log = file === ":memory:" ? undefined : `${file}-wal`;
    this.#driver = () => new SyncingDriver(db, database, log);
  }

  override createDriver(): SyncingDriver {
    return this.#driver();
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalAdapter();
  }
}

/** Opens the file so that what was promised is on disk: WAL, each change synced before it is answered. Throws SQLite's own errors. */
export function openSqlite(file: string): { db: DatabaseSync; dialect: SqliteDialect } {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5_000 });
  try {
    db.exec("pragma journal_mode = wal");
    // The rest is the driver's above.
    db.exec("pragma synchronous = normal");
    // Lets the append-only triggers see the deletes inside `insert or replace` (sqlite.org/lang_conflict.html).
    db.exec("pragma recursive_triggers = on");
  } catch (error) {
    db.close();
    throw error;
  }
  return { db, dialect: new NodeSqliteDialect(db, file) };
}
