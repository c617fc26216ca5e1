import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type Dialect, dialects } from "./dialect.ts";
import type { Tables } from "./tables.ts";

/** Every change of the tables, in order of its name. A migration that has been released is never edited. */
export function migrations(dialect: Dialect): Record<string, Migration> {
  return {
    "001-alarms-people-sessions-credentials": {
      async up(db: Kysely<Tables>) {
        await db.schema
          .createTable("alarm_transitions")
          .addColumn("sequence", "bigint", (column) => column.primaryKey())
          .addColumn("alarm", "text", (column) => column.notNull())
          .addColumn("asset", "text", (column) => column.notNull())
          .addColumn("rule", "text", (column) => column.notNull())
          .addColumn("occurrence", "integer", (column) => column.notNull())
          .addColumn("state_json", "text", (column) => column.notNull())
          .addColumn("event_json", "text", (column) => column.notNull())
          .addColumn("evidence_json", "text", (column) => column.notNull())
          .addColumn("changed_at", "bigint", (column) => column.notNull())
          .addColumn("actor", "text", (column) => column.notNull())
          .addColumn("reason", "text", (column) => column.notNull())
          .execute();
        for (const by of ["alarm", "asset"] as const)
          await db.schema
            .createIndex(`alarm_transitions_by_${by}`)
            .on("alarm_transitions")
            .columns([by, "sequence"])
            .execute();
        for (const statement of dialects[dialect].appendOnly("alarm_transitions"))
          await statement.execute(db);

        await db.schema
          .createTable("alarms")
          .addColumn("id", "text", (column) => column.primaryKey())
          .addColumn("asset", "text", (column) => column.notNull())
          .addColumn("rule", "text", (column) => column.notNull())
          .addColumn("occurrence", "integer", (column) => column.notNull())
          .addColumn("sequence", "bigint", (column) => column.notNull())
          .addColumn("state", "text", (column) => column.notNull())
          .addColumn("state_json", "text", (column) => column.notNull())
          .addColumn("evidence_json", "text", (column) => column.notNull())
          .addColumn("changed_at", "bigint", (column) => column.notNull())
          .execute();
        await db.schema.createIndex("alarms_by_state").on("alarms").column("state").execute();

        await db.schema
          .createTable("people")
          .addColumn("key", "text", (column) => column.primaryKey())
          .addColumn("username", "text", (column) => column.notNull())
          .addColumn("name", "text", (column) => column.notNull())
          .addColumn("role", "text", (column) => column.notNull())
          .addColumn("password", "text", (column) => column.notNull())
          .execute();

        await db.schema
          .createTable("sessions")
          .addColumn("token_hash", "text", (column) => column.primaryKey())
          .addColumn("id", "text", (column) => column.notNull().unique())
          .addColumn("person", "text", (column) =>
            column.notNull().references("people.key").onDelete("cascade"),
          )
          .addColumn("kind", "text", (column) => column.notNull())
          .addColumn("label", "text", (column) => column.notNull())
          .addColumn("opened_at", "bigint", (column) => column.notNull())
          .addColumn("used_at", "bigint", (column) => column.notNull())
          .execute();
        await db.schema.createIndex("sessions_by_person").on("sessions").column("person").execute();

        await db.schema
          .createTable("gateway_credentials")
          .addColumn("username", "text", (column) => column.primaryKey())
          .addColumn("secret_hash", "text", (column) => column.notNull())
          .execute();
      },
    },
    "100-rules-overrides-and-memories": {
      async up(db: Kysely<Tables>) {
        await db.schema
          .createTable("rule_overrides")
          .addColumn("scope", "text", (column) => column.notNull())
          .addColumn("rule", "text", (column) => column.notNull())
          .addColumn("override_json", "text", (column) => column.notNull())
          .addColumn("changed_by", "text", (column) => column.notNull())
          .addColumn("changed_at", "bigint", (column) => column.notNull())
          .addPrimaryKeyConstraint("rule_overrides_key", ["scope", "rule"])
          .execute();
        await db.schema
          .createTable("rule_memories")
          .addColumn("alarm", "text", (column) => column.primaryKey())
          .addColumn("definition", "text", (column) => column.notNull())
          .addColumn("parts_json", "text", (column) => column.notNull())
          .execute();
      },
    },
  };
}
