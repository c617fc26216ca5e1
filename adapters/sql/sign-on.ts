import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type Person, personKey, Username } from "../../api/ports.ts";
import type { SignOnAccounts } from "../../api/sign-on/index.ts";
import { done, problem } from "../../facility/units/index.ts";
import { PERSON, personOf } from "./people.ts";
import type { Tables } from "./tables.ts";

export interface SignOnTables {
  sign_on_subjects: {
    issuer: string;
    subject: string;
    person: string;
  };
}

/** In place of a hash: no password is right. */
const NO_PASSWORD = "-";

export const signOnMigrations: Record<string, Migration> = {
  "security-003-sign-on": {
    async up(db: Kysely<Tables>) {
      await db.schema
        .createTable("sign_on_subjects")
        .addColumn("issuer", "text", (column) => column.notNull())
        .addColumn("subject", "text", (column) => column.notNull())
        .addColumn("person", "text", (column) =>
          column.notNull().unique().references("people.key").onDelete("cascade"),
        )
        .addPrimaryKeyConstraint("sign_on_subjects_key", ["issuer", "subject"])
        .execute();
    },
  },
};

export function sqlSignOn(db: Kysely<Tables>): SignOnAccounts {
  const join = async (on: Kysely<Tables>, username: string, issuer: string, subject: string) => {
    const { numInsertedOrUpdatedRows } = await on
      .insertInto("sign_on_subjects")
      .values({ issuer, subject, person: personKey(username) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  };
  return {
    async find(issuer, subject) {
      const row = await db
        .selectFrom("sign_on_subjects")
        .innerJoin("people", "people.key", "sign_on_subjects.person")
        .select(PERSON)
        .where("issuer", "=", issuer)
        .where("subject", "=", subject)
        .executeTakeFirst();
      return row && personOf(row);
    },
    async named(username) {
      const row = await db
        .selectFrom("people")
        .leftJoin("sign_on_subjects", "sign_on_subjects.person", "people.key")
        .select([...PERSON, "subject"])
        .where("key", "=", personKey(username))
        .executeTakeFirst();
      if (!row) return undefined;
      return { person: personOf(row), joined: row.subject !== null };
    },
    join: (username, issuer, subject) => join(db, username, issuer, subject),
    async create(person: Person, issuer, subject) {
      const { username, name, role } = person;
      if (!Username.safeParse(username).success)
        return problem(
          `"${username}" cannot be a user name here. Choose another claim for it.`,
          `“${username}”不能用作用户名，请改用其他声明。`,
        );
      const made = await db.transaction().execute(async (transaction) => {
        const added = await transaction
          .insertInto("people")
          .values({ key: personKey(username), username, name, role, password: NO_PASSWORD })
          .onConflict((conflict) => conflict.column("key").doNothing())
          .executeTakeFirst();
        return added.numInsertedOrUpdatedRows === 1n && (await join(transaction, username, issuer, subject));
      });
      return made
        ? done({ username, name, role })
        : problem(`the user name "${username}" is taken`, `用户名“${username}”已被使用`);
    },
    async setRole(username, role) {
      await db.updateTable("people").set({ role }).where("key", "=", personKey(username)).execute();
    },
  };
}
