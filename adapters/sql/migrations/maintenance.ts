import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import type { Dialect } from "../dialect.ts";
import type { Tables } from "../tables.ts";

/** Kept files; the tables of maintenance follow. */
export function maintenanceMigrations(_dialect: Dialect): Record<string, Migration> {
  return {
    "maintenance-001-files": {
      async up(db: Kysely<Tables>) {
        await db.schema
          .createTable("files")
          .addColumn("id", "text", (column) => column.primaryKey())
          .addColumn("name", "text", (column) => column.notNull())
          .addColumn("type", "text", (column) => column.notNull())
          .addColumn("bytes", "bigint", (column) => column.notNull())
          .addColumn("kept_by", "text", (column) => column.notNull())
          .addColumn("kept_at", "bigint", (column) => column.notNull())
          .addColumn("readers", "text", (column) => column.notNull())
          .execute();
      },
    },
  };
}
