import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { personKey } from "../../api/ports.ts";
import type { SecondFactorStore } from "../../api/second-factor/index.ts";
import type { Tables } from "./tables.ts";

export interface SecondFactorTables {
  second_factors: {
    person: string;
    /** Sealed with the key of the data folder. */
    secret: string;
    confirmed: number;
    /** The thirty seconds since 1970 of the last code that was used. */
    last_step: number;
  };
  recovery_codes: {
    person: string;
    /** SHA-256 of name and code, hex. */
    hash: string;
  };
}

export const secondFactorMigrations: Record<string, Migration> = {
  "security-001-second-factor": {
    async up(db: Kysely<Tables>) {
      await db.schema
        .createTable("second_factors")
        .addColumn("person", "text", (column) =>
          column.primaryKey().references("people.key").onDelete("cascade"),
        )
        .addColumn("secret", "text", (column) => column.notNull())
        .addColumn("confirmed", "integer", (column) => column.notNull())
        .addColumn("last_step", "bigint", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("recovery_codes")
        .addColumn("person", "text", (column) =>
          column.notNull().references("second_factors.person").onDelete("cascade"),
        )
        .addColumn("hash", "text", (column) => column.primaryKey())
        .execute();
    },
  },
  "security-002-session-devices": {
    async up(db: Kysely<Tables>) {
      await db.schema.alterTable("sessions").addColumn("device", "text").execute();
      await db.schema.alterTable("sessions").addColumn("address", "text").execute();
    },
  },
};

export function sqlSecondFactors(db: Kysely<Tables>): SecondFactorStore {
  return {
    async find(username) {
      const row = await db
        .selectFrom("second_factors")
        .select(["secret", "confirmed"])
        .where("person", "=", personKey(username))
        .executeTakeFirst();
      if (!row) return undefined;
      const { left } = await db
        .selectFrom("recovery_codes")
        .select((select) => select.fn.countAll().as("left"))
        .where("person", "=", personKey(username))
        .executeTakeFirstOrThrow();
      return { secret: row.secret, confirmed: Number(row.confirmed) === 1, recoveryLeft: Number(left) };
    },
    async begin(username, secret) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("second_factors")
        .values({ person: personKey(username), secret, confirmed: 0, last_step: 0 })
        .onConflict((conflict) =>
          conflict.column("person").doUpdateSet({ secret }).where("second_factors.confirmed", "=", 0),
        )
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    confirm: (username, step, recovery) =>
      db.transaction().execute(async (transaction) => {
        const person = personKey(username);
        const { numUpdatedRows } = await transaction
          .updateTable("second_factors")
          .set({ confirmed: 1, last_step: step })
          .where("person", "=", person)
          .where("confirmed", "=", 0)
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) return false;
        await transaction
          .insertInto("recovery_codes")
          .values(recovery.map((hash) => ({ person, hash })))
          .execute();
        return true;
      }),
    async spendStep(username, step) {
      const { numUpdatedRows } = await db
        .updateTable("second_factors")
        .set({ last_step: step })
        .where("person", "=", personKey(username))
        .where("confirmed", "=", 1)
        .where("last_step", "<", step)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async spendRecovery(username, hash) {
      const { numDeletedRows } = await db
        .deleteFrom("recovery_codes")
        .where("person", "=", personKey(username))
        .where("hash", "=", hash)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
    remove: (username) =>
      db.transaction().execute(async (transaction) => {
        const person = personKey(username);
        await transaction.deleteFrom("recovery_codes").where("person", "=", person).execute();
        const { numDeletedRows } = await transaction
          .deleteFrom("second_factors")
          .where("person", "=", person)
          .executeTakeFirst();
        return numDeletedRows === 1n;
      }),
    async enrolled() {
      const rows = await db
        .selectFrom("second_factors")
        .innerJoin("people", "people.key", "second_factors.person")
        .select("username")
        .where("confirmed", "=", 1)
        .orderBy("username")
        .execute();
      return rows.map(({ username }) => username);
    },
  };
}
