import { createHash, randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type {
  CalendarFeeds,
  DutyDocuments,
  DutyLog,
  DutyStore,
  LogEntry,
  PushSubscriptions,
  Swap,
  Swaps,
} from "../../facility/oncall/index.ts";
import { instant } from "../../facility/units/index.ts";
import type { Tables } from "./tables.ts";

/** What people set up for on call, one row a document, as it was checked when it was written. */
export const sqlDuty = (db: Kysely<Tables>): DutyStore => ({
  async list(kind) {
    const rows = await db
      .selectFrom("oncall_documents")
      .select("document_json")
      .where("kind", "=", kind)
      .orderBy("position")
      .orderBy("id")
      .execute();
    return rows.map(({ document_json }) => JSON.parse(document_json) as DutyDocuments[typeof kind]);
  },
  async put(kind, document, { by, at, position = 0 }) {
    const changed = { document_json: JSON.stringify(document), changed_by: by, changed_at: at, position };
    await db
      .insertInto("oncall_documents")
      .values({ kind, id: document.id, ...changed })
      .onConflict((conflict) => conflict.columns(["kind", "id"]).doUpdateSet(changed))
      .execute();
  },
  async remove(kind, id) {
    const { numDeletedRows } = await db
      .deleteFrom("oncall_documents")
      .where("kind", "=", kind)
      .where("id", "=", id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  },
});

export function sqlPush(db: Kysely<Tables>): PushSubscriptions {
  const all = async (person?: string) => {
    let query = db.selectFrom("oncall_push").selectAll();
    if (person !== undefined) query = query.where("person", "=", person);
    const rows = await query.orderBy("since").execute();
    return rows.map((row) => ({ ...row, since: instant(Number(row.since)) }));
  };
  return {
    all: () => all(),
    of: all,
    async put(subscription) {
      await db
        .insertInto("oncall_push")
        .values({ ...subscription })
        .onConflict((conflict) => conflict.column("endpoint").doUpdateSet({ ...subscription }))
        .execute();
    },
    async remove(endpoint) {
      await db.deleteFrom("oncall_push").where("endpoint", "=", endpoint).execute();
    },
  };
}

export const sqlDutyLog = (db: Kysely<Tables>): DutyLog => ({
  async add({ readBy, readAt, ...entry }) {
    await db
      .insertInto("oncall_log")
      .values({ ...entry, read_by: readBy, read_at: readAt })
      .execute();
  },
  async list({ site, before, limit }) {
    let query = db.selectFrom("oncall_log").selectAll().where("site", "=", site);
    if (before !== undefined) query = query.where("at", "<", before);
    const rows = await query.orderBy("at", "desc").orderBy("id").limit(limit).execute();
    return rows.map(({ read_by, read_at, ...row }) => ({
      ...row,
      at: instant(Number(row.at)),
      kind: row.kind as LogEntry["kind"],
      readBy: read_by,
      readAt: read_at === null ? null : instant(Number(read_at)),
    }));
  },
  async read(id, by, at) {
    const { numUpdatedRows } = await db
      .updateTable("oncall_log")
      .set({ read_by: by, read_at: at })
      .where("id", "=", id)
      .where("read_at", "is", null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
});

export const sqlSwaps = (db: Kysely<Tables>): Swaps => ({
  async put(swap) {
    const changed = { state: swap.state, swap_json: JSON.stringify(swap) };
    await db
      .insertInto("oncall_swaps")
      .values({ id: swap.id, rota: swap.rota, asked_at: swap.askedAt, ...changed })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(changed))
      .execute();
  },
  async get(id) {
    const row = await db
      .selectFrom("oncall_swaps")
      .select("swap_json")
      .where("id", "=", id)
      .executeTakeFirst();
    return row && (JSON.parse(row.swap_json) as Swap);
  },
  async list(rota) {
    let query = db.selectFrom("oncall_swaps").select("swap_json");
    if (rota !== undefined) query = query.where("rota", "=", rota);
    const rows = await query.orderBy("asked_at", "desc").limit(200).execute();
    return rows.map(({ swap_json }) => JSON.parse(swap_json) as Swap);
  },
});

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

export const sqlFeeds = (db: Kysely<Tables>): CalendarFeeds => ({
  async make(person, rota, at) {
    const token = randomBytes(24).toString("base64url");
    await db.transaction().execute(async (tx) => {
      let before = tx.deleteFrom("oncall_feeds").where("person", "=", person);
      before = rota === null ? before.where("rota", "is", null) : before.where("rota", "=", rota);
      await before.execute();
      await tx
        .insertInto("oncall_feeds")
        .values({ token_hash: hashOf(token), person, rota, made_at: at })
        .execute();
    });
    return token;
  },
  async find(token) {
    return await db
      .selectFrom("oncall_feeds")
      .select(["person", "rota"])
      .where("token_hash", "=", hashOf(token))
      .executeTakeFirst();
  },
});
