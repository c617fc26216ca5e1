import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type Dialect, dialects } from "../dialect.ts";
import { noteEarlierFiles } from "../file-uses.ts";
import type { Tables } from "../tables.ts";

/** Kept files; the tables of maintenance follow. */
export function maintenanceMigrations(dialect: Dialect): Record<string, Migration> {
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
    "maintenance-002-orders-and-records": {
      async up(db: Kysely<Tables>) {
        await db.schema
          .createTable("maintenance_orders")
          .addColumn("id", "text", (column) => column.primaryKey())
          .addColumn("order_key", "text", (column) => column.notNull().unique())
          .addColumn("site", "text", (column) => column.notNull())
          .addColumn("asset", "text")
          .addColumn("state", "text", (column) => column.notNull())
          .addColumn("source_kind", "text", (column) => column.notNull())
          .addColumn("source_id", "text", (column) => column.notNull())
          .addColumn("opened_at", "bigint", (column) => column.notNull())
          .addColumn("changed_at", "bigint", (column) => column.notNull())
          .addColumn("version", "integer", (column) => column.notNull())
          .addColumn("order_json", "text", (column) => column.notNull())
          .execute();
        for (const by of ["state", "asset", "site"] as const)
          await db.schema
            .createIndex(`maintenance_orders_by_${by}`)
            .on("maintenance_orders")
            .columns([by, "opened_at"])
            .execute();
        await db.schema
          .createTable("maintenance_events")
          .addColumn("order_id", "text", (column) => column.notNull())
          .addColumn("version", "integer", (column) => column.notNull())
          .addColumn("at", "bigint", (column) => column.notNull())
          .addColumn("actor", "text", (column) => column.notNull())
          .addColumn("act_key", "text", (column) => column.unique())
          .addColumn("event_json", "text", (column) => column.notNull())
          .addPrimaryKeyConstraint("maintenance_events_key", ["order_id", "version"])
          .execute();
        for (const statement of dialects[dialect].appendOnly("maintenance_events"))
          await statement.execute(db);
        await db.schema
          .createTable("maintenance_records")
          .addColumn("kind", "text", (column) => column.notNull())
          .addColumn("id", "text", (column) => column.notNull())
          .addColumn("site", "text", (column) => column.notNull())
          .addColumn("asset", "text")
          .addColumn("at", "bigint", (column) => column.notNull())
          .addColumn("record_json", "text", (column) => column.notNull())
          .addPrimaryKeyConstraint("maintenance_records_key", ["kind", "id"])
          .execute();
        await db.schema
          .createIndex("maintenance_records_by_site")
          .on("maintenance_records")
          .columns(["kind", "site", "at"])
          .execute();
        await db.schema
          .createIndex("maintenance_records_by_asset")
          .on("maintenance_records")
          .columns(["kind", "asset", "at"])
          .execute();
      },
    },
    // Sorts after the tables of emergencies and lifecycle, which it reads.
    "maintenance-003-uses-of-files": {
      async up(db: Kysely<Tables>) {
        await db.schema
          .createTable("file_uses")
          .addColumn("file", "text", (column) => column.notNull())
          .addColumn("site", "text", (column) => column.notNull())
          .addPrimaryKeyConstraint("file_uses_key", ["file", "site"])
          .execute();
        await noteEarlierFiles(db);
      },
    },
  };
}
