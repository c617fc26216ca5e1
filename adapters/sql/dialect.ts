import { type RawBuilder, sql } from "kysely";

/** What two SQL databases do not say alike. Everything else is written once, with Kysely's builder. */
export interface DialectDifferences {
  /** Statements after which the table refuses every UPDATE and DELETE, whoever asks. */
  appendOnly(table: string): RawBuilder<unknown>[];
}

export type Dialect = "sqlite" | "postgresql";

export const dialects: Record<Dialect, DialectDifferences> = {
  sqlite: {
    appendOnly: (table) =>
      ["update", "delete"].map(
        (act) => sql`create trigger ${sql.ref(`${table}_no_${act}`)}
          before ${sql.raw(act)} on ${sql.table(table)}
          begin select raise(abort, ${sql.lit(`${table} is append-only`)}); end`,
      ),
  },
  postgresql: {
    // A statement trigger, so that an UPDATE of no row and TRUNCATE are refused too.
    appendOnly: (table) => [
      sql`create function ${sql.ref(`${table}_stays`)}() returns trigger language plpgsql as
        ${sql.lit(`begin raise exception '${table} is append-only'; end`)}`,
      sql`create trigger ${sql.ref(`${table}_append_only`)}
        before update or delete or truncate on ${sql.table(table)}
        for each statement execute function ${sql.ref(`${table}_stays`)}()`,
    ],
  },
};
