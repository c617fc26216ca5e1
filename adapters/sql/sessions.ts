import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { asToken } from "../../api/auth/index.ts";
import { personKey, type Role, type SessionOrigin, type Sessions } from "../../api/ports.ts";
import { elapsed, hours, type Instant, instant, minutes } from "../../facility/units/index.ts";
import { personOf } from "./people.ts";
import type { Tables } from "./tables.ts";

/** A session ends after half a day without use (a shift), and after a week whatever happens. */
const IDLE = hours(12);
const WHOLE = hours(7 * 24);
/** A use is written down at most this often, so that reading does not write. */
const NOTED_EVERY = minutes(1);

const sitesOf = (json: string | null): string[] | undefined =>
  json === null ? undefined : (JSON.parse(json) as string[]);

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

export function sqlSessions(db: Kysely<Tables>): Sessions {
  const issue = async (
    username: string,
    now: Instant,
    what: {
      kind: "session" | "token";
      label: string;
      role: Role | null;
      ends_at: number | null;
      sites_json?: string | null;
    },
    from?: SessionOrigin,
  ) => {
    const token = randomBytes(32).toString("base64url");
    await db
      .insertInto("sessions")
      .values({
        token_hash: hashOf(token),
        id: randomUUID(),
        person: personKey(username),
        ...what,
        device: from?.device ?? null,
        address: from?.address ?? null,
        opened_at: now,
        used_at: now,
      })
      .execute();
    return token;
  };

  return {
    async open(username, now, from) {
      // Opening is rare and finds what nobody asks for any more, so the table is swept here.
      await db
        .deleteFrom("sessions")
        .where("kind", "=", "session")
        .where((where) =>
          where.or([where("used_at", "<=", now - IDLE), where("opened_at", "<=", now - WHOLE)]),
        )
        .execute();
      return await issue(username, now, { kind: "session", label: "", role: null, ends_at: null }, from);
    },

    async find(token, now, only) {
      const hash = hashOf(token);
      const row = await db
        .selectFrom("sessions")
        .innerJoin("people", "people.key", "sessions.person")
        .select([
          "username",
          "name",
          "people.role as role",
          "people.sites_json as sites_json",
          "closed_at",
          "kind",
          "opened_at",
          "used_at",
          "sessions.role as most",
          "sessions.sites_json as most_sites",
          "ends_at",
        ])
        .where("token_hash", "=", hash)
        .executeTakeFirst();
      if (!row || row.closed_at !== null || (only && row.kind !== only)) return undefined;
      const used = instant(Number(row.used_at));
      const over = elapsed(used, now) >= IDLE || elapsed(instant(Number(row.opened_at)), now) >= WHOLE;
      if (row.kind === "session" ? over : row.ends_at !== null && now >= Number(row.ends_at))
        return undefined;
      if (elapsed(used, now) >= NOTED_EVERY)
        await db.updateTable("sessions").set({ used_at: now }).where("token_hash", "=", hash).execute();
      return asToken(personOf(row), { role: row.most, sites: sitesOf(row.most_sites) });
    },

    async end(token) {
      await db.deleteFrom("sessions").where("token_hash", "=", hashOf(token)).execute();
    },

    async list(now, asking) {
      const rows = await db
        .selectFrom("sessions")
        .innerJoin("people", "people.key", "sessions.person")
        .select(["id", "username", "name", "device", "address", "opened_at", "used_at", "token_hash"])
        .where("kind", "=", "session")
        .where("used_at", ">", now - IDLE)
        .where("opened_at", ">", now - WHOLE)
        .orderBy("used_at", "desc")
        .orderBy("id")
        .execute();
      const current = hashOf(asking);
      return rows.map(({ id, username, name, device, address, opened_at, used_at, token_hash }) => ({
        id,
        username,
        name,
        device: device ?? "",
        address: address ?? "",
        openedAt: instant(Number(opened_at)),
        usedAt: instant(Number(used_at)),
        current: token_hash === current,
      }));
    },

    async endSession(id) {
      const { numDeletedRows } = await db
        .deleteFrom("sessions")
        .where("id", "=", id)
        .where("kind", "=", "session")
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },

    async endAll(username, but) {
      const { numDeletedRows } = await db
        .deleteFrom("sessions")
        .where("person", "=", personKey(username))
        .where("kind", "=", "session")
        .where("token_hash", "!=", but === undefined ? "" : hashOf(but))
        .executeTakeFirst();
      return Number(numDeletedRows);
    },

    issueToken: (username, { label, role, sites, endsAt }, now) =>
      issue(username, now, {
        kind: "token",
        label,
        role,
        ends_at: endsAt,
        sites_json: sites ? JSON.stringify(sites) : null,
      }),

    async tokens() {
      const rows = await db
        .selectFrom("sessions")
        .innerJoin("people", "people.key", "sessions.person")
        .select([
          "id",
          "username",
          "name",
          "label",
          "opened_at",
          "ends_at",
          "closed_at",
          "people.role as role",
        ])
        .select([
          "people.sites_json as sites_json",
          "sessions.role as most",
          "sessions.sites_json as most_sites",
        ])
        .where("kind", "=", "token")
        .orderBy("opened_at", "desc")
        .orderBy("id")
        .execute();
      return rows.map((row) => {
        const { role, sites } = asToken(personOf(row), { role: row.most, sites: sitesOf(row.most_sites) });
        return {
          id: row.id,
          username: row.username,
          label: row.label,
          role,
          ...(sites ? { sites } : {}),
          issuedAt: instant(Number(row.opened_at)),
          endsAt: row.ends_at === null ? null : instant(Number(row.ends_at)),
        };
      });
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
