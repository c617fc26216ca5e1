import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { personKey, type Sessions } from "../../api/ports.ts";
import { elapsed, hours, type Instant, instant, minutes } from "../../facility/units/index.ts";
import type { Tables } from "./tables.ts";

/** A session ends after half a day without use (a shift), and after a week whatever happens. */
const IDLE = hours(12);
const WHOLE = hours(7 * 24);
/** A use is written down at most this often, so that reading does not write. */
const NOTED_EVERY = minutes(1);

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

export function sqlSessions(db: Kysely<Tables>): Sessions {
  const issue = async (username: string, kind: "session" | "token", label: string, now: Instant) => {
    const token = randomBytes(32).toString("base64url");
    await db
      .insertInto("sessions")
      .values({
        token_hash: hashOf(token),
        id: randomUUID(),
        person: personKey(username),
        kind,
        label,
        opened_at: now,
        used_at: now,
      })
      .execute();
    return token;
  };

  return {
    async open(username, now) {
      // Opening is rare and finds what nobody asks for any more, so the table is swept here.
      await db
        .deleteFrom("sessions")
        .where("kind", "=", "session")
        .where((where) =>
          where.or([where("used_at", "<=", now - IDLE), where("opened_at", "<=", now - WHOLE)]),
        )
        .execute();
      return await issue(username, "session", "", now);
    },

    async find(token, now) {
      const hash = hashOf(token);
      const row = await db
        .selectFrom("sessions")
        .innerJoin("people", "people.key", "sessions.person")
        .select(["username", "name", "role", "kind", "opened_at", "used_at"])
        .where("token_hash", "=", hash)
        .executeTakeFirst();
      if (!row) return undefined;
      const used = instant(Number(row.used_at));
      const over = elapsed(used, now) >= IDLE || elapsed(instant(Number(row.opened_at)), now) >= WHOLE;
      if (row.kind === "session" && over) return undefined;
      if (elapsed(used, now) >= NOTED_EVERY)
        await db.updateTable("sessions").set({ used_at: now }).where("token_hash", "=", hash).execute();
      return { username: row.username, name: row.name, role: row.role };
    },

    async end(token) {
      await db.deleteFrom("sessions").where("token_hash", "=", hashOf(token)).execute();
    },

    issueToken: (username, label, now) => issue(username, "token", label, now),

    async tokens() {
      const rows = await db
        .selectFrom("sessions")
        .innerJoin("people", "people.key", "sessions.person")
        .select(["id", "username", "label", "opened_at"])
        .where("kind", "=", "token")
        .orderBy("opened_at", "desc")
        .orderBy("id")
        .execute();
      return rows.map(({ id, username, label, opened_at }) => ({
        id,
        username,
        label,
        issuedAt: instant(Number(opened_at)),
      }));
    },

    async endToken(id) {
      const { numDeletedRows } = await db
        .deleteFrom("sessions")
        .where("id", "=", id)
        .where("kind", "=", "token")
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}
