import type { Kysely } from "kysely";
import { instant } from "../../facility/units/index.ts";
import type { OfferStore } from "../../ingest/pipeline/index.ts";
import type { Tables } from "./tables.ts";

export function sqlOffers(db: Kysely<Tables>): OfferStore {
  return {
    async load() {
      const rows = await db.selectFrom("point_offers").selectAll().execute();
      return rows.map((row) => ({
        id: row.id,
        gateway: row.gateway,
        asset: row.asset,
        point: row.point,
        newAsset: row.new_asset === 1,
        value: JSON.parse(row.value_json),
        count: row.count,
        firstAt: instant(row.first_at),
        lastAt: instant(row.last_at),
        dismissedBy: row.dismissed_by,
      }));
    },

    async save(offers) {
      if (offers.length === 0) return;
      await db.transaction().execute(async (tx) => {
        for (const offer of offers) {
          const row = {
            id: offer.id,
            gateway: offer.gateway,
            asset: offer.asset,
            point: offer.point,
            new_asset: offer.newAsset ? 1 : 0,
            value_json: JSON.stringify(offer.value),
            count: offer.count,
            first_at: offer.firstAt,
            last_at: offer.lastAt,
            dismissed_by: offer.dismissedBy,
          };
          const { id: _, ...changed } = row;
          await tx
            .insertInto("point_offers")
            .values(row)
            .onConflict((conflict) => conflict.column("id").doUpdateSet(changed))
            .execute();
        }
      });
    },
  };
}
