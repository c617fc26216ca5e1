import type { Kysely } from "kysely";
import { type AlarmId, RuleOverride, scopeKey } from "../../facility/alarms/index.ts";
import { instant } from "../../facility/units/index.ts";
import type { OverrideStore, RuleMemory, RuleMemoryStore } from "../../rules/index.ts";
import type { Tables } from "./tables.ts";

const CHUNK = 200;

/** What sites changed of their rules, one row a scope and rule. */
export const sqlOverrides = (db: Kysely<Tables>): OverrideStore => ({
  async list() {
    const rows = await db.selectFrom("rule_overrides").selectAll().orderBy("changed_at").execute();
    return rows.map((row) => RuleOverride.parse(JSON.parse(row.override_json)));
  },
  async put(override, by, at) {
    const row = {
      scope: scopeKey(override.scope),
      rule: override.rule,
      override_json: JSON.stringify(override),
      changed_by: by,
      changed_at: at,
    };
    await db
      .insertInto("rule_overrides")
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(["scope", "rule"]).doUpdateSet({
          override_json: row.override_json,
          changed_by: by,
          changed_at: at,
        }),
      )
      .execute();
  },
  async remove(scope, rule) {
    const { numDeletedRows } = await db
      .deleteFrom("rule_overrides")
      .where("scope", "=", scope)
      .where("rule", "=", rule)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  },
});

/** What rules must remember, one row an alarm. */
export const sqlRuleMemories = (db: Kysely<Tables>): RuleMemoryStore => ({
  async load() {
    const rows = await db.selectFrom("rule_memories").selectAll().execute();
    return rows.map(({ alarm, definition, parts_json }) => ({
      alarm: alarm as AlarmId,
      definition,
      // Written by `save` below and by nobody else; each rule kind asks its own part by its definition.
      parts: JSON.parse(parts_json) as RuleMemory["parts"],
    }));
  },
  async heardUntil() {
    const row = await db.selectFrom("rule_memories_heard").select("until").executeTakeFirst();
    return row && instant(Number(row.until));
  },
  async save(changed, gone, heardUntil) {
    await db.transaction().execute(async (transaction) => {
      for (let i = 0; i < changed.length; i += CHUNK)
        await transaction
          .insertInto("rule_memories")
          .values(
            changed.slice(i, i + CHUNK).map(({ alarm, definition, parts }) => ({
              alarm,
              definition,
              parts_json: JSON.stringify(parts),
            })),
          )
          .onConflict((conflict) =>
            conflict.column("alarm").doUpdateSet((row) => ({
              definition: row.ref("excluded.definition"),
              parts_json: row.ref("excluded.parts_json"),
            })),
          )
          .execute();
      for (let i = 0; i < gone.length; i += CHUNK)
        await transaction
          .deleteFrom("rule_memories")
          .where("alarm", "in", gone.slice(i, i + CHUNK))
          .execute();
      await transaction
        .insertInto("rule_memories_heard")
        .values({ id: 1, until: heardUntil })
        .onConflict((conflict) => conflict.column("id").doUpdateSet({ until: heardUntil }))
        .execute();
    });
  },
});
