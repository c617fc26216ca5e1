import type { Kysely } from "kysely";
import type { z } from "zod";
import { changePerson, checkSites } from "../../api/auth/index.ts";
import { NewPassword, type People, type Person, personKey, Username } from "../../api/ports.ts";
import { done, inChinese, instant, type Problem, problem } from "../../facility/units/index.ts";
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

    async create({ username, name, role, sites, password }) {
      const goodName = Username.safeParse(username);
      if (!goodName.success) return refusal(`user name "${username}"`, `用户名“${username}”`, goodName.error);
      const goodPassword = NewPassword.safeParse(password);
      if (!goodPassword.success) return refusal("password", "密码", goodPassword.error);
      const goodSites = checkSites({ role, sites });
      if (!goodSites.ok) return goodSites;
      const added = await db
        .insertInto("people")
        .values({
          key: personKey(username),
          username,
          name,
          role,
          sites_json: sites ? JSON.stringify(sites) : null,
          password: await hashPassword(password),
        })
        .onConflict((conflict) => conflict.column("key").doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows === 1n
        ? done({ username, name, role, ...(sites ? { sites } : {}) })
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

    async change(username, change, now) {
      return await db.transaction().execute(async (transaction) => {
        const rows = await transaction.selectFrom("people").select(PERSON).execute();
        const changed = changePerson(username, change, rows.map(personOf), now);
        if (!changed.ok) return changed;
        const { name, role, sites, closedAt } = changed.value;
        const key = personKey(username);
        await transaction
          .updateTable("people")
          .set({ name, role, sites_json: sites ? JSON.stringify(sites) : null, closed_at: closedAt ?? null })
          .where("key", "=", key)
          .execute();
        if (closedAt !== undefined)
          await transaction.deleteFrom("sessions").where("person", "=", key).execute();
        return changed;
      });
    },

    async verify(username, password) {
      const row = await db
        .selectFrom("people")
        .select([...PERSON, "password"])
        .where("key", "=", personKey(username))
        .executeTakeFirst();
      const right = await verifyPassword(password, row?.password);
      return row && right && row.closed_at === null ? personOf(row) : undefined;
    },

    async list() {
      const rows = await db.selectFrom("people").select(PERSON).orderBy("key").execute();
      return rows.map(personOf);
    },
  };
}

export const PERSON = ["username", "name", "role", "sites_json", "closed_at"] as const;

/** A person as the columns of `PERSON` tell it. */
export const personOf = (
  row: Pick<Person, "username" | "name" | "role"> & {
    readonly sites_json: string | null;
    readonly closed_at: number | null;
  },
): Person => ({
  username: row.username,
  name: row.name,
  role: row.role,
  ...(row.sites_json === null ? {} : { sites: JSON.parse(row.sites_json) as string[] }),
  ...(row.closed_at === null ? {} : { closedAt: instant(Number(row.closed_at)) }),
});

function refusal(en: string, zh: string, { issues: [issue] }: z.ZodError): Problem {
  return problem(`${en}: ${issue?.message}`, `${zh}：${issue ? inChinese(issue) : ""}`);
}
