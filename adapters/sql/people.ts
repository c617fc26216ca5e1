import type { Kysely } from "kysely";
import type { z } from "zod";
import { NewPassword, type People, type Person, personKey, Username } from "../../api/ports.ts";
import { done, inChinese, type Problem, problem } from "../../facility/units/index.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import type { Tables } from "./tables.ts";

export function sqlPeople(db: Kysely<Tables>): People {
  return {
    async count() {
      const row = await db
        .selectFrom("people")
        .select((select) => select.fn.countAll().as("count"))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async create({ username, name, role, password }) {
      const goodName = Username.safeParse(username);
      if (!goodName.success) return refusal(`user name "${username}"`, `用户名“${username}”`, goodName.error);
      const goodPassword = NewPassword.safeParse(password);
      if (!goodPassword.success) return refusal("password", "密码", goodPassword.error);
      const added = await db
        .insertInto("people")
        .values({ key: personKey(username), username, name, role, password: await hashPassword(password) })
        .onConflict((conflict) => conflict.column("key").doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows === 1n
        ? done({ username, name, role })
        : problem(
            `there is already a person with the user name "${username}". Choose another.`,
            `用户名“${username}”已被使用，请换一个。`,
          );
    },

    async setPassword(username, password) {
      const good = NewPassword.safeParse(password);
      if (!good.success) return refusal("password", "密码", good.error);
      const key = personKey(username);
      const hash = await hashPassword(password);
      const changed = await db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable("people")
          .set({ password: hash })
          .where("key", "=", key)
          .executeTakeFirst();
        await transaction
          .deleteFrom("sessions")
          .where("person", "=", key)
          .where("kind", "=", "session")
          .execute();
        return numUpdatedRows;
      });
      return changed === 1n
        ? done(undefined)
        : problem(
            `there is no person "${username}". The list of people shows the names.`,
            `没有用户“${username}”，请查看人员清单。`,
          );
    },

    async verify(username, password) {
      const row = await db
        .selectFrom("people")
        .select(["username", "name", "role", "password"])
        .where("key", "=", personKey(username))
        .executeTakeFirst();
      const right = await verifyPassword(password, row?.password);
      return row && right ? person(row) : undefined;
    },

    async list() {
      const rows = await db
        .selectFrom("people")
        .select(["username", "name", "role"])
        .orderBy("key")
        .execute();
      return rows.map(person);
    },
  };
}

const person = ({ username, name, role }: Person): Person => ({ username, name, role });

function refusal(en: string, zh: string, { issues: [issue] }: z.ZodError): Problem {
  return problem(`${en}: ${issue?.message}`, `${zh}：${issue ? inChinese(issue) : ""}`);
}
