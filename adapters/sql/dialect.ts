import { type RawBuilder, sql } from "kysely";

/** What two SQL databases do not say alike. Everything else is written once, with Kysely's builder. */
export interface DialectDifferences {
  /** Statements after which the table refuses every UPDATE and DELETE, whoever asks. */
  appendOnly(table: string): RawBuilder<unknown>[];
}

export type Dialect = "sqlite";

export const dialects: Record<Dialect, DialectDifferences> = {
  sqlite: {
    appendOnly: (table) =>
      ["update", "delete"].map(
        (act) => sql`create trigger ${sql.ref(`${table}_no_${act}`)}
          before ${sql.raw(act)} on ${sql.table(table)}
          begin select raise(abort, ${sql.lit(`${table} is append-only`)}); end`,
      ),
  },
};
