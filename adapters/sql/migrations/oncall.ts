import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type Dialect, dialects } from "../dialect.ts";
import type { Tables } from "../tables.ts";

/** On call: what people set up, calls with their messages, push subscriptions, the duty log book. */
export function oncallMigrations(dialect: Dialect): Record<string, Migration> {
  return {
    "oncall-001-documents-calls-deliveries": {
      async up(db: Kysely<Tables>) {
        await db.schema
          .createTable("oncall_documents")
          .addColumn("kind", "text", (column) => column.notNull())
          .addColumn("id", "text", (column) => column.notNull())
          .addColumn("position", "integer", (column) => column.notNull())
          .addColumn("document_json", "text", (column) => column.notNull())
          .addColumn("changed_by", "text", (column) => column.notNull())
          .addColumn("changed_at", "bigint", (column) => column.notNull())
          .addPrimaryKeyConstraint("oncall_documents_key", ["kind", "id"])
          .execute();
        await db.schema
          .createTable("oncall_calls")
          .addColumn("id", "text", (column) => column.primaryKey())
          .addColumn("site", "text", (column) => column.notNull())
          .addColumn("state", "text", (column) => column.notNull())
          .addColumn("opened_at", "bigint", (column) => column.notNull())
          .addColumn("call_json", "text", (column) => column.notNull())
          .execute();
        await db.schema.createIndex("oncall_calls_by_time").on("oncall_calls").column("opened_at").execute();
        await db.schema
          .createTable("oncall_members")
          .addColumn("call", "text", (column) => column.notNull())
          .addColumn("alarm", "text", (column) => column.notNull())
          .addColumn("position", "integer", (column) => column.notNull())
          .addColumn("member_json", "text", (column) => column.notNull())
          .addPrimaryKeyConstraint("oncall_members_key", ["call", "alarm"])
          .execute();
        await db.schema
          .createTable("oncall_deliveries")
          .addColumn("id", "text", (column) => column.primaryKey())
          .addColumn("call", "text", (column) => column.notNull())
          .addColumn("person", "text")
          .addColumn("channel", "text", (column) => column.notNull())
          .addColumn("state", "text", (column) => column.notNull())
          .addColumn("queued_at", "bigint", (column) => column.notNull())
          .addColumn("delivery_json", "text", (column) => column.notNull())
          .execute();
        for (const [name, columns] of [
          ["call", ["call"]],
          ["time", ["queued_at"]],
          ["state", ["state", "queued_at"]],
        ] as const)
          await db.schema
            .createIndex(`oncall_deliveries_by_${name}`)
            .on("oncall_deliveries")
            .columns([...columns])
            .execute();
        await db.schema
          .createTable("oncall_attempts")
          .addColumn("delivery", "text", (column) => column.notNull())
          .addColumn("at", "bigint", (column) => column.notNull())
          .addColumn("ms", "integer", (column) => column.notNull())
          .addColumn("ok", "integer", (column) => column.notNull())
          .addColumn("detail", "text", (column) => column.notNull())
          .execute();
        await db.schema
          .createIndex("oncall_attempts_by_delivery")
          .on("oncall_attempts")
          .column("delivery")
          .execute();
        await db.schema
          .createTable("oncall_lines")
          .addColumn("call", "text", (column) => column.notNull())
          .addColumn("at", "bigint", (column) => column.notNull())
          .addColumn("what", "text", (column) => column.notNull())
          .addColumn("who", "text")
          .addColumn("detail", "text", (column) => column.notNull())
          .execute();
        await db.schema.createIndex("oncall_lines_by_call").on("oncall_lines").column("call").execute();
        await db.schema
          .createTable("oncall_spent_links")
          .addColumn("delivery", "text", (column) => column.primaryKey())
          .addColumn("at", "bigint", (column) => column.notNull())
          .addColumn("what", "text", (column) => column.notNull())
          .execute();
        await db.schema
          .createTable("oncall_push")
          .addColumn("endpoint", "text", (column) => column.primaryKey())
          .addColumn("person", "text", (column) => column.notNull())
          .addColumn("p256dh", "text", (column) => column.notNull())
          .addColumn("auth", "text", (column) => column.notNull())
          .addColumn("label", "text", (column) => column.notNull())
          .addColumn("since", "bigint", (column) => column.notNull())
          .execute();
        await db.schema
          .createTable("oncall_log")
          .addColumn("id", "text", (column) => column.primaryKey())
          .addColumn("site", "text", (column) => column.notNull())
          .addColumn("at", "bigint", (column) => column.notNull())
          .addColumn("by", "text", (column) => column.notNull())
          .addColumn("kind", "text", (column) => column.notNull())
          .addColumn("words", "text", (column) => column.notNull())
          .addColumn("read_by", "text")
          .addColumn("read_at", "bigint")
          .execute();
        await db.schema.createIndex("oncall_log_by_site").on("oncall_log").columns(["site", "at"]).execute();
        await db.schema
          .createTable("oncall_feeds")
          .addColumn("token_hash", "text", (column) => column.primaryKey())
          .addColumn("person", "text", (column) => column.notNull())
          .addColumn("rota", "text")
          .addColumn("made_at", "bigint", (column) => column.notNull())
          .execute();
        await db.schema
          .createTable("oncall_swaps")
          .addColumn("id", "text", (column) => column.primaryKey())
          .addColumn("rota", "text", (column) => column.notNull())
          .addColumn("asked_at", "bigint", (column) => column.notNull())
          .addColumn("state", "text", (column) => column.notNull())
          .addColumn("swap_json", "text", (column) => column.notNull())
          .execute();
        for (const statement of dialects[dialect].appendOnly("oncall_spent_links"))
          await statement.execute(db);
      },
    },
  };
}
