import type { Kysely } from "kysely";
import { filesReferredTo } from "../../facility/units/index.ts";
import type { Tables } from "./tables.ts";

/**
 * Notes which files something of a site refers to, in the transaction that writes it, so that a file is found by those
 * alone who see a site that has a use for it. What was once referred to stays noted: journals keep their photos.
 */
export async function noteFiles(
  db: Kysely<Tables>,
  site: string,
  ...jsons: readonly string[]
): Promise<void> {
  const files = new Set(jsons.flatMap((json) => [...filesReferredTo(json)]));
  if (files.size > 0)
    await db
      .insertInto("file_uses")
      .values([...files].map((file) => ({ file, site })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** Notes what was written before uses were noted. Only rows with a file in them are read. */
export async function noteEarlierFiles(db: Kysely<Tables>): Promise<void> {
  const HAS_A_FILE = '%"bytes":%';
  const some = await db.selectFrom("files").select("id").limit(1).executeTakeFirst();
  if (!some) return;
  const orders = db.selectFrom("maintenance_orders").select(["site", "order_json as json"]);
  const records = db.selectFrom("maintenance_records").select(["site", "record_json as json"]);
  const runs = db.selectFrom("emergency_runs").select(["site", "run_json as json"]);
  const begun = db.selectFrom("emergency_runs").select(["site", "plan_json as json"]);
  const plans = db.selectFrom("emergency_plans").select(["site", "plan_json as json"]);
  const lives = db
    .selectFrom("lifecycle_versions")
    .select((row) => ["site", row.fn.coalesce("body_json", row.val("")).as("json")]);
  const entries = db
    .selectFrom("emergency_log")
    .innerJoin("emergency_runs", "emergency_runs.id", "emergency_log.run")
    .select(["emergency_runs.site as site", "entry_json as json"]);
  const written = [
    orders.where("order_json", "like", HAS_A_FILE),
    records.where("record_json", "like", HAS_A_FILE),
    runs.where("run_json", "like", HAS_A_FILE),
    begun.where("plan_json", "like", HAS_A_FILE),
    plans.where("plan_json", "like", HAS_A_FILE),
    lives.where("body_json", "like", HAS_A_FILE),
    entries.where("entry_json", "like", HAS_A_FILE),
  ];
  for (const rows of written)
    for (const { site, json } of await rows.execute()) await noteFiles(db, site, json);
}
