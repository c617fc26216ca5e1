import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import type { Tables } from "../tables.ts";

export const peopleMigrations: Record<string, Migration> = {
  "people-001-tokens-end": {
    async up(db: Kysely<Tables>) {
      await db.schema.alterTable("sessions").addColumn("role", "text").execute();
      await db.schema.alterTable("sessions").addColumn("ends_at", "bigint").execute();
    },
  },
  "people-002-sites-and-leaving": {
    async up(db: Kysely<Tables>) {
      await db.schema.alterTable("people").addColumn("sites_json", "text").execute();
      await db.schema.alterTable("people").addColumn("closed_at", "bigint").execute();
    },
  },
  "people-003-sites-of-tokens": {
    async up(db: Kysely<Tables>) {
      await db.schema.alterTable("sessions").addColumn("sites_json", "text").execute();
    },
  },
};
