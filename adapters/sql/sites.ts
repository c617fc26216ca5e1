import type { Kysely, Selectable } from "kysely";
import { SiteFile, type SiteStore, type StoredSite } from "../../facility/assets/index.ts";
import { done, instant, problem } from "../../facility/units/index.ts";
import type { Tables } from "./tables.ts";

/** Rows of one INSERT; 4 columns × 1000 stay below SQLite's and PostgreSQL's parameter limits. */
const CHUNK = 1000;
const NOUNS = ["places", "assets", "gateways"] as const;

/** Sites in SQL: one row a site, one a noun of it. A site is written whole, in one transaction. */
export function sqlSites(db: Kysely<Tables>): SiteStore {
  return {
    async list() {
      const sites = await db.selectFrom("sites").selectAll().orderBy("position").execute();
      const found: StoredSite[] = [];
      for (const row of sites) {
        const nouns = await db
          .selectFrom("site_nouns")
          .select(["noun", "noun_json"])
          .where("site", "=", row.id)
          .orderBy("position")
          .execute();
        const of = (noun: string) =>
          nouns.flatMap((each) => (each.noun === noun ? [JSON.parse(each.noun_json) as unknown] : []));
        // Read through the schema: what a newer version added gets its default.
        const file = SiteFile.safeParse({
          site: JSON.parse(row.site_json) as unknown,
          places: of("places"),
          assets: of("assets"),
          gateways: of("gateways"),
        });
        if (!file.success)
          return problem(
            `Site ${row.id} in the state file cannot be read: ${file.error.issues
              .map(({ path, message }) => `${path.join(".")}: ${message}`)
              .join("; ")}. Start the version that wrote it, or restore a backup.`,
          );
        found.push(storedOf(row, file.data));
      }
      return done(found);
    },

    write: (file, { at, by, expected }) =>
      db.transaction().execute(async (transaction) => {
        const id = file.site.id;
        const now = await transaction
          .selectFrom("sites")
          .select(["revision", "changed_by"])
          .where("id", "=", id)
          .executeTakeFirst();
        if ((now?.revision ?? 0) !== expected)
          return problem(
            now
              ? `Site ${id} has been changed by ${now.changed_by} meanwhile. Look at the differences again, then apply.`
              : `Site ${id} is no longer there. Import it as a new one.`,
            now
              ? `项目 ${id} 已被 ${now.changed_by} 修改。请重新查看差异后再应用。`
              : `项目 ${id} 已不存在，请作为新项目导入。`,
          );
        const { last } = await transaction
          .selectFrom("sites")
          .select((select) => select.fn.max("position").as("last"))
          .executeTakeFirstOrThrow();
        const row = {
          site_json: JSON.stringify(file.site),
          revision: expected + 1,
          changed_at: at,
          changed_by: by,
        };
        await transaction
          .insertInto("sites")
          .values({ id, position: Number(last ?? 0) + 1, ...row })
          .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
          .execute();
        await transaction.deleteFrom("site_nouns").where("site", "=", id).execute();
        const nouns = NOUNS.flatMap((noun) =>
          file[noun].map((entry, position) => ({
            site: id,
            noun,
            id: entry.id,
            position,
            noun_json: JSON.stringify(entry),
          })),
        );
        for (let i = 0; i < nouns.length; i += CHUNK)
          await transaction
            .insertInto("site_nouns")
            .values(nouns.slice(i, i + CHUNK))
            .execute();
        return done({ file, revision: expected + 1, changedAt: at, changedBy: by });
      }),

    async stamp() {
      const rows = await db.selectFrom("sites").select(["id", "revision"]).orderBy("id").execute();
      return rows.map(({ id, revision }) => `${id}:${revision}`).join();
    },
  };
}

const storedOf = (row: Selectable<Tables["sites"]>, file: SiteFile): StoredSite => ({
  file,
  revision: row.revision,
  changedAt: instant(Number(row.changed_at)),
  changedBy: row.changed_by,
});
