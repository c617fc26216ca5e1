import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import type { Tables } from "../tables.ts";

export const readingMigrations: Record<string, Migration> = {
  "readings-002-rules-heard-until": {
    async up(db: Kysely<Tables>) {
      await db.schema
        .createTable("rule_memories_heard")
        .addColumn("id", "integer", (column) => column.primaryKey())
        .addColumn("until", "bigint", (column) => column.notNull())
        .execute();
    },
  },
};
