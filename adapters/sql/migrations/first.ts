import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type Dialect, dialects } from "../dialect.ts";
import type { Tables } from "../tables.ts";

/** The tables up to 0.1.0: alarms and journal, people, sessions, credentials, sites, events, offers, rules. */
export function firstMigrations(dialect: Dialect): Record<string, Migration> {
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
    "002-plantmodel-sites": {
      async up(db: Kysely<Tables>) {
        await db.schema
          .createTable("sites")
          .addColumn("id", "text", (column) => column.primaryKey())
          .addColumn("position", "integer", (column) => column.notNull())
          .addColumn("site_json", "text", (column) => column.notNull())
          .addColumn("revision", "integer", (column) => column.notNull())
          .addColumn("changed_at", "bigint", (column) => column.notNull())
          .addColumn("changed_by", "text", (column) => column.notNull())
          .execute();
        await db.schema
          .createTable("site_nouns")
          .addColumn("site", "text", (column) => column.notNull().references("sites.id").onDelete("cascade"))
          .addColumn("noun", "text", (column) => column.notNull())
          .addColumn("id", "text", (column) => column.notNull())
          .addColumn("position", "integer", (column) => column.notNull())
          .addColumn("noun_json", "text", (column) => column.notNull())
          .addPrimaryKeyConstraint("site_nouns_key", ["site", "noun", "id"])
          .execute();
      },
    },
    "fieldbus-001-device-events": {
      async up(db: Kysely<Tables>) {
        await db.schema
          .createTable("device_events")
          .addColumn("hash", "text", (column) => column.primaryKey())
          .addColumn("asset", "text", (column) => column.notNull())
          .addColumn("at", "bigint", (column) => column.notNull())
          .addColumn("received_at", "bigint", (column) => column.notNull())
          .addColumn("scheme", "text", (column) => column.notNull())
          .addColumn("code", "text", (column) => column.notNull())
          .addColumn("text", "text")
          .addColumn("details_json", "text")
          .execute();
        await db.schema
          .createIndex("device_events_by_asset")
          .on("device_events")
          .columns(["asset", "at"])
          .execute();
      },
    },
    "desk-001-assignment-and-time": {
      async up(db: Kysely<Tables>) {
        await db.schema.alterTable("alarms").addColumn("assigned_to", "text").execute();
        await db.schema.alterTable("alarm_transitions").addColumn("assigned_to", "text").execute();
        await db.schema
          .createIndex("alarm_transitions_by_time")
          .on("alarm_transitions")
          .column("changed_at")
          .execute();
      },
    },
    "readings-001-point-offers": {
      async up(db: Kysely<Tables>) {
        await db.schema
          .createTable("point_offers")
          .addColumn("id", "text", (column) => column.primaryKey())
          .addColumn("gateway", "text", (column) => column.notNull())
          .addColumn("asset", "text", (column) => column.notNull())
          .addColumn("point", "text", (column) => column.notNull())
          .addColumn("new_asset", "integer", (column) => column.notNull())
          .addColumn("value_json", "text", (column) => column.notNull())
          .addColumn("count", "bigint", (column) => column.notNull())
          .addColumn("first_at", "bigint", (column) => column.notNull())
          .addColumn("last_at", "bigint", (column) => column.notNull())
          .addColumn("dismissed_by", "text")
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
