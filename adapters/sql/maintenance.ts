import type { Insertable, Kysely, Selectable } from "kysely";
import type { Kept, MaintenanceStore, Order, OrderEvent } from "../../facility/maintenance/index.ts";
import type { AssetId } from "../../facility/units/index.ts";
import { noteFiles } from "./file-uses.ts";
import type { Tables } from "./tables.ts";

const CHUNK = 500;

/** Orders with their append-only journal, and the records of maintenance. */
export function sqlMaintenance(db: Kysely<Tables>): MaintenanceStore {
  return {
    async writeOrder(order, event, actKey) {
      return db.transaction().execute(async (tx) => {
        if (actKey !== undefined) {
          const known = await tx
            .selectFrom("maintenance_events")
            .select("version")
            .where("act_key", "=", actKey)
            .executeTakeFirst();
          if (known) return false;
        }
        // The primary key (order, version) lets only one of two writers through.
        await tx
          .insertInto("maintenance_events")
          .values(eventRow(order, event, actKey))
          .execute();
        const { id, ...changed } = orderRow(order);
        await noteFiles(tx, order.site, changed.order_json);
        await tx
          .insertInto("maintenance_orders")
          .values({ id, ...changed })
          .onConflict((conflict) => conflict.column("id").doUpdateSet(changed))
          .execute();
        return true;
      });
    },

    async hasAct(order, actKey) {
      const row = await db
        .selectFrom("maintenance_events")
        .select("version")
        .where("order_id", "=", order)
        .where("act_key", "=", actKey)
        .executeTakeFirst();
      return row !== undefined;
    },

    async importOrders(entries) {
      for (const some of chunks(entries))
        await db.transaction().execute(async (tx) => {
          for (const { order, events } of some) {
            const known = await tx
              .selectFrom("maintenance_orders")
              .select("id")
              .where("id", "=", order.id)
              .executeTakeFirst();
            if (known) continue;
            const row = orderRow(order);
            await noteFiles(tx, order.site, row.order_json);
            await tx.insertInto("maintenance_orders").values(row).execute();
            const rows = events.map((event, i) => eventRow({ ...order, version: i + 1 }, event, undefined));
            await tx.insertInto("maintenance_events").values(rows).execute();
          }
        });
    },

    async openOrders() {
      const rows = await db
        .selectFrom("maintenance_orders")
        .select("order_json")
        .where("state", "not in", ["closed", "cancelled"])
        .execute();
      return rows.map(orderOf);
    },
    async order(id) {
      const row = await db
        .selectFrom("maintenance_orders")
        .select("order_json")
        .where("id", "=", id)
        .executeTakeFirst();
      return row && orderOf(row);
    },
    async orderByKey(key) {
      const row = await db
        .selectFrom("maintenance_orders")
        .select("order_json")
        .where("order_key", "=", key)
        .executeTakeFirst();
      return row && orderOf(row);
    },
    async orders({ site, asset, states, source, before, from, limit }) {
      let query = db.selectFrom("maintenance_orders").select("order_json");
      if (site !== undefined) query = query.where("site", "=", site);
      if (asset !== undefined) query = query.where("asset", "=", asset);
      if (states) query = query.where("state", "in", [...states]);
      if (source) query = query.where("source_kind", "=", source.kind);
      if (source?.id !== undefined) query = query.where("source_id", "=", source.id);
      if (before !== undefined) query = query.where("opened_at", "<", before);
      if (from !== undefined) query = query.where("opened_at", ">=", from);
      const rows = await query.orderBy("opened_at", "desc").orderBy("id", "desc").limit(limit).execute();
      return rows.map(orderOf);
    },
    async journal(order) {
      const rows = await db
        .selectFrom("maintenance_events")
        .select("event_json")
        .where("order_id", "=", order)
        .orderBy("version")
        .execute();
      return rows.map(({ event_json }): OrderEvent => JSON.parse(event_json));
    },
    async lastNumber() {
      // Numbers have leading zeros up to a million; longer ones are greater whatever their letters say.
      const row = await db
        .selectFrom("maintenance_orders")
        .select("id")
        .where("id", "like", "WO-%")
        .orderBy((order) => order.fn("length", ["id"]), "desc")
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirst();
      return Number(row?.id.slice(3) ?? 0);
    },

    async put(kind, entries) {
      for (const some of chunks(entries))
        await db.transaction().execute(async (tx) => {
          for (const entry of some) {
            const { kind: _, id, ...changed } = recordRow(kind, entry);
            await noteFiles(tx, entry.site, changed.record_json);
            await tx
              .insertInto("maintenance_records")
              .values({ kind, id, ...changed })
              .onConflict((conflict) => conflict.columns(["kind", "id"]).doUpdateSet(changed))
              .execute();
          }
        });
    },
    async get(kind, id) {
      const row = await db
        .selectFrom("maintenance_records")
        .selectAll()
        .where("kind", "=", kind)
        .where("id", "=", id)
        .executeTakeFirst();
      return row && keptOf(row);
    },
    async list(kind, { site, asset, from, to, limit }) {
      let query = db.selectFrom("maintenance_records").selectAll().where("kind", "=", kind);
      if (site !== undefined) query = query.where("site", "=", site);
      if (asset !== undefined) query = query.where("asset", "=", asset);
      if (from !== undefined) query = query.where("at", ">=", from);
      if (to !== undefined) query = query.where("at", "<", to);
      query = query.orderBy("at", "desc").orderBy("id", "desc");
      if (limit !== undefined) query = query.limit(limit);
      return (await query.execute()).reverse().map(keptOf);
    },
    async remove(kind, ids) {
      for (const some of chunks(ids))
        await db
          .deleteFrom("maintenance_records")
          .where("kind", "=", kind)
          .where("id", "in", [...some])
          .execute();
    },
  };
}

function* chunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < rows.length; i += CHUNK) yield rows.slice(i, i + CHUNK);
}

const eventRow = (
  order: Order,
  event: OrderEvent,
  actKey: string | undefined,
): Insertable<Tables["maintenance_events"]> => ({
  order_id: order.id,
  version: order.version,
  at: event.at,
  actor: event.by,
  act_key: actKey ?? null,
  event_json: JSON.stringify(event),
});

const orderRow = (order: Order): Insertable<Tables["maintenance_orders"]> => ({
  id: order.id,
  order_key: order.key,
  site: order.site,
  asset: order.asset ?? null,
  state: order.state.is,
  source_kind: order.source.kind,
  source_id: order.source.id,
  opened_at: order.openedAt,
  changed_at: order.changedAt,
  version: order.version,
  order_json: JSON.stringify(order),
});

const recordRow = (kind: string, { id, site, asset, at, value }: Kept<unknown>) => ({
  kind,
  id,
  site,
  asset: asset ?? null,
  at: Math.round(at),
  record_json: JSON.stringify(value),
});

// What is parsed below was written by the functions above and by nobody else.
const orderOf = ({ order_json }: { order_json: string }): Order => JSON.parse(order_json);
const keptOf = (row: Selectable<Tables["maintenance_records"]>): Kept<unknown> => ({
  id: row.id,
  site: row.site,
  ...(row.asset === null ? {} : { asset: row.asset as AssetId }),
  at: Number(row.at),
  value: JSON.parse(row.record_json),
});
