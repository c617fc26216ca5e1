import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { DeviceEvent, DeviceEventStore } from "../../facility/readings/index.ts";
import { type AssetId, instant } from "../../facility/units/index.ts";
import type { Tables } from "./tables.ts";

/** Device events in SQL; the hash of what was told is what makes a repeated event one. */
export function sqlDeviceEvents(db: Kysely<Tables>): DeviceEventStore {
  return {
    async add({ asset, at, receivedAt, scheme, code, text, details }) {
      const told = JSON.stringify([asset, at, scheme, code, text ?? null, details ?? null]);
      await db
        .insertInto("device_events")
        .values({
          hash: createHash("sha256").update(told).digest("hex"),
          asset,
          at,
          received_at: receivedAt,
          scheme,
          code,
          text: text ?? null,
          details_json: details ? JSON.stringify(details) : null,
        })
        .onConflict((conflict) => conflict.column("hash").doNothing())
        .execute();
    },

    async list({ asset, before, limit }) {
      let query = db.selectFrom("device_events").selectAll().where("asset", "=", asset);
      if (before !== undefined) query = query.where("at", "<", before);
      const rows = await query
        .orderBy("at", "desc")
        .orderBy("received_at", "desc")
        .orderBy("hash")
        .limit(limit)
        .execute();
      return rows.map(
        (row): DeviceEvent => ({
          asset: row.asset as AssetId,
          at: instant(Number(row.at)),
          receivedAt: instant(Number(row.received_at)),
          scheme: row.scheme,
          code: row.code,
          ...(row.text === null ? {} : { text: row.text }),
          ...(row.details_json === null
            ? {}
            : { details: JSON.parse(row.details_json) as NonNullable<DeviceEvent["details"]> }),
        }),
      );
    },
  };
}
