import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type Dialect, dialects } from "../dialect.ts";
import type { Tables } from "../tables.ts";

/** Plans, runs with their log and what is still to be done, drills. */
export function emergencyMigrations(dialect: Dialect): Record<string, Migration> {
  return {
    "emergency-001-plans-runs-drills": {
      async up(db: Kysely<Tables>) {
        await db.schema
          .createTable("emergency_runs")
          .addColumn("id", "text", (column) => column.primaryKey())
          .addColumn("site", "text", (column) => column.notNull())
          .addColumn("plan", "text", (column) => column.notNull())
          .addColumn("started_at", "bigint", (column) => column.notNull())
          .addColumn("state", "text", (column) => column.notNull())
          .addColumn("drill", "integer", (column) => column.notNull())
          .addColumn("run_json", "text", (column) => column.notNull())
          .addColumn("plan_json", "text", (column) => column.notNull())
          .execute();
        await db.schema
          .createIndex("emergency_runs_by_time")
          .on("emergency_runs")
          .columns(["site", "started_at"])
          .execute();
        await db.schema
          .createTable("emergency_triggers")
          .addColumn("trigger", "text", (column) => column.primaryKey())
          .addColumn("run", "text", (column) => column.notNull())
          .execute();
        await db.schema
          .createTable("emergency_log")
          .addColumn("run", "text", (column) => column.notNull())
          .addColumn("sequence", "integer", (column) => column.notNull())
          .addColumn("at", "bigint", (column) => column.notNull())
          .addColumn("actor", "text", (column) => column.notNull())
          .addColumn("what", "text", (column) => column.notNull())
          .addColumn("entry_json", "text", (column) => column.notNull())
          .addPrimaryKeyConstraint("emergency_log_key", ["run", "sequence"])
          .execute();
        await db.schema
          .createTable("emergency_effects")
          .addColumn("key", "text", (column) => column.primaryKey())
          .addColumn("run", "text", (column) => column.notNull())
          .addColumn("position", "integer", (column) => column.notNull())
          .addColumn("effect_json", "text", (column) => column.notNull())
          .execute();
        await db.schema
          .createTable("emergency_plans")
          .addColumn("site", "text", (column) => column.notNull())
          .addColumn("plan", "text", (column) => column.notNull())
          .addColumn("version", "integer", (column) => column.notNull())
          .addColumn("saved_by", "text", (column) => column.notNull())
          .addColumn("saved_at", "bigint", (column) => column.notNull())
          .addColumn("comment", "text", (column) => column.notNull())
          .addColumn("plan_json", "text", (column) => column.notNull())
          .addPrimaryKeyConstraint("emergency_plans_key", ["site", "plan", "version"])
          .execute();
        for (const table of ["emergency_log", "emergency_plans"])
          for (const statement of dialects[dialect].appendOnly(table)) await statement.execute(db);
        await db.schema
          .createTable("emergency_profiles")
          .addColumn("site", "text", (column) => column.primaryKey())
          .addColumn("profile_json", "text", (column) => column.notNull())
          .execute();
        await db.schema
          .createTable("emergency_drills")
          .addColumn("id", "text", (column) => column.primaryKey())
          .addColumn("site", "text", (column) => column.notNull())
          .addColumn("drill_at", "bigint", (column) => column.notNull())
          .addColumn("drill_json", "text", (column) => column.notNull())
          .execute();
      },
    },
  };
}
