import { createHash } from "node:crypto";
import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import type { Migration } from "kysely/migration";
import {
  type AuditDetails,
  type AuditEntry,
  type AuditRow,
  type AuditStore,
  checkNext,
  link,
} from "../../facility/audit/index.ts";
import { instant } from "../../facility/units/index.ts";
import { type Dialect, dialects } from "./dialect.ts";
import type { Tables } from "./tables.ts";

/** One row of the chain, as stored. */
export interface AuditTable {
  sequence: number;
  at: number;
  actor: string;
  act: string;
  subject: string;
  details_json: string;
  previous: string;
  hash: string;
}

export const auditMigrations = (dialect: Dialect): Record<string, Migration> => ({
  "audit-001-log": {
    async up(db: Kysely<Tables>) {
      await db.schema
        .createTable("audit_log")
        .addColumn("sequence", "bigint", (column) => column.primaryKey())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addColumn("actor", "text", (column) => column.notNull())
        .addColumn("act", "text", (column) => column.notNull())
        .addColumn("subject", "text", (column) => column.notNull())
        .addColumn("details_json", "text", (column) => column.notNull())
        .addColumn("previous", "text", (column) => column.notNull())
        .addColumn("hash", "text", (column) => column.notNull())
        .execute();
      for (const by of ["actor", "act", "subject"] as const)
        await db.schema.createIndex(`audit_log_by_${by}`).on("audit_log").columns([by, "sequence"]).execute();
      for (const statement of dialects[dialect].appendOnly("audit_log")) await statement.execute(db);
    },
  },
});

/** Rows read at once while the chain is checked. */
const CHUNK = 1_000;
/** Another process may write the same place in the chain first; then it is joined after that one. */
const TRIES = 5;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The audit in SQL: a table that refuses every change, whose rows are chained by their hashes. */
export function sqlAudit(db: Kysely<Tables>): AuditStore {
  let turn: Promise<unknown> = Promise.resolve();
  const last = (on: Kysely<Tables> | Transaction<Tables>) =>
    on.selectFrom("audit_log").selectAll().orderBy("sequence", "desc").limit(1).executeTakeFirst();

  const append = async (entry: AuditEntry): Promise<AuditRow> => {
    for (let tries = 1; ; tries++)
      try {
        return await db.transaction().execute(async (transaction) => {
          const before = await last(transaction);
          const row = link(entry, before && rowOf(before), sha256);
          const { details, ...plain } = row;
          await transaction
            .insertInto("audit_log")
            .values({ ...plain, details_json: JSON.stringify(details) })
            .execute();
          return row;
        });
      } catch (error) {
        if (tries === TRIES || !isTaken(error)) throw error;
      }
  };

  return {
    append(entry) {
      const appended = turn.then(() => append(entry));
      turn = appended.catch(() => undefined);
      return appended;
    },

    async list({ act, actor, subject, before, limit }) {
      let query = db.selectFrom("audit_log").selectAll();
      if (act !== undefined)
        query = act.endsWith(".") ? query.where(beginsWith("act", act)) : query.where("act", "=", act);
      if (actor !== undefined) query = query.where("actor", "=", actor);
      if (subject !== undefined)
        query = subject.endsWith(".")
          ? query.where(beginsWith("subject", subject))
          : query.where("subject", "=", subject);
      if (before !== undefined) query = query.where("sequence", "<", before);
      const rows = await query.orderBy("sequence", "desc").limit(limit).execute();
      return rows.map(rowOf);
    },

    async verify(mark) {
      let before: AuditRow | undefined;
      let marked: AuditRow | undefined;
      for (;;) {
        const rows = await db
          .selectFrom("audit_log")
          .selectAll()
          .where("sequence", ">", before?.sequence ?? 0)
          .orderBy("sequence")
          .limit(CHUNK)
          .execute();
        for (const each of rows) {
          const row = rowOf(each);
          const checked = checkNext(row, before, sha256);
          if (!checked.ok)
            return {
              ok: false,
              sequence: checked.why === "gap" ? (before?.sequence ?? 0) + 1 : row.sequence,
              why: checked.why,
            };
          if (row.sequence === mark?.sequence) marked = row;
          before = row;
        }
        if (rows.length < CHUNK) break;
      }
      if (mark && !marked) return { ok: false, sequence: mark.sequence, why: "mark-missing" };
      if (mark && marked?.hash !== mark.hash)
        return { ok: false, sequence: mark.sequence, why: "mark-differs" };
      return {
        ok: true,
        rows: before?.sequence ?? 0,
        head: before && { sequence: before.sequence, hash: before.hash },
      };
    },
  };
}

/** Not by a range of texts: what comes after a dot hangs on the collation of the database. */
const beginsWith = (column: "act" | "subject", prefix: string) =>
  sql<boolean>`substr(${sql.ref(column)}, 1, ${sql.lit(prefix.length)}) = ${prefix}`;

/** UNIQUE of SQLite, or SQLSTATE 23505 and 40001 of PostgreSQL. */
const isTaken = (error: unknown): boolean =>
  error instanceof Error &&
  (/UNIQUE constraint/.test(error.message) ||
    ["23505", "40001"].includes(String(Reflect.get(error, "code"))));

const rowOf = (row: Selectable<AuditTable>): AuditRow => ({
  sequence: Number(row.sequence),
  at: instant(Number(row.at)),
  actor: row.actor,
  act: row.act,
  subject: row.subject,
  details: JSON.parse(row.details_json) as AuditDetails,
  previous: row.previous,
  hash: row.hash,
});
