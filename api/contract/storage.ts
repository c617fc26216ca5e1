import { z } from "zod";
import { Retention, StorageTier } from "../../facility/readings/index.ts";

/** PUT /api/storage/retention */
export { Retention };

export const StorageTierView = z.object({
  tier: StorageTier,
  readings: z.int().describe("rows: readings in the raw tier, minutes or hours in the others"),
  bytes: z.int(),
  days: z.int().describe("closed days of which this tier is there"),
  oldest: z.number().nullable().describe("start of the oldest such day, ms since 1970"),
});

/** GET /api/storage: how much is kept, for how long, and how much room is left. */
export const StorageView = z.object({
  tiers: z.array(StorageTierView),
  hot: z
    .object({ readings: z.int(), bytes: z.int() })
    .describe("days not closed yet, and late readings; bytes are those of the database file and its log"),
  retention: z.object({ raw: z.int().nullable(), "1m": z.int().nullable(), "1h": z.int().nullable() }),
  disk: z
    .object({ freeBytes: z.int(), totalBytes: z.int() })
    .describe("of the file system that holds the data"),
  upkeep: z
    .object({ lastAt: z.number().nullable(), trouble: z.string().nullable() })
    .describe("when days were last closed and old ones taken away; what is in its way"),
});
export type StorageView = z.infer<typeof StorageView>;
