import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { type DialectAdapter, SqliteAdapter, type SqliteDatabase, SqliteDialect } from "kysely";

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

class NodeSqliteDialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new TransactionalAdapter();
  }
}

/** Opens the file with what is promised is on disk: WAL, each commit fsynced. Throws SQLite's own errors. */
export function openSqlite(file: string): { db: DatabaseSync; dialect: SqliteDialect } {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5_000 });
  try {
    db.exec("pragma journal_mode = wal");
    db.exec("pragma synchronous = full");
    // Lets the append-only triggers see the deletes inside `insert or replace` (sqlite.org/lang_conflict.html).
    db.exec("pragma recursive_triggers = on");
  } catch (error) {
    db.close();
    throw error;
  }
  return { db, dialect: new NodeSqliteDialect({ database: asKyselyDatabase(db) }) };
}
