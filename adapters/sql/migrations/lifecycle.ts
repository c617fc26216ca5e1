import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type Dialect, dialects } from "../dialect.ts";
import type { Tables } from "../tables.ts";

/** Everything lifecycle keeps, in versions that are never changed. */
export function lifecycleMigrations(dialect: Dialect): Record<string, Migration> {
  return {
    "lifecycle-001-versions": {
      async up(db: Kysely<Tables>) {
        await db.schema
          .createTable("lifecycle_versions")
          .addColumn("kind", "text", (column) => column.notNull())
          .addColumn("id", "text", (column) => column.notNull())
          .addColumn("version", "integer", (column) => column.notNull())
          .addColumn("site", "text", (column) => column.notNull())
          .addColumn("changed_at", "bigint", (column) => column.notNull())
          .addColumn("changed_by", "text", (column) => column.notNull())
          .addColumn("body_json", "text")
          .addPrimaryKeyConstraint("lifecycle_versions_key", ["kind", "id", "version"])
          .execute();
        await db.schema
          .createIndex("lifecycle_versions_by_site")
          .on("lifecycle_versions")
          .columns(["site", "changed_at"])
          .execute();
        for (const statement of dialects[dialect].appendOnly("lifecycle_versions"))
          await statement.execute(db);
      },
    },
  };
}
