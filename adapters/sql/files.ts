import type { Kysely } from "kysely";
import { Role } from "../../api/contract/index.ts";
import type { FileIndex } from "../../api/ports.ts";
import { FileType, instant } from "../../facility/units/index.ts";
import type { Tables } from "./tables.ts";

/** What is known of kept files. */
export function sqlFileIndex(db: Kysely<Tables>): FileIndex {
  const find: FileIndex["find"] = async (id) => {
    const row = await db.selectFrom("files").selectAll().where("id", "=", id).executeTakeFirst();
    return row
      ? {
          id: row.id,
          name: row.name,
          type: FileType.parse(row.type),
          bytes: Number(row.bytes),
          by: row.kept_by,
          at: instant(Number(row.kept_at)),
          readers: row.readers,
        }
      : undefined;
  };
  return {
    find,
    async add(file) {
      const known = await find(file.id);
      if (known) {
        if (Role.options.indexOf(file.readers) < Role.options.indexOf(known.readers))
          await db.updateTable("files").set({ readers: file.readers }).where("id", "=", file.id).execute();
        return;
      }
      await db
        .insertInto("files")
        .values({
          id: file.id,
          name: file.name,
          type: file.type,
          bytes: file.bytes,
          kept_by: file.by,
          kept_at: file.at,
          readers: file.readers,
        })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute();
    },
    async usedBy(id) {
      const rows = await db.selectFrom("file_uses").select("site").where("file", "=", id).execute();
      return rows.map(({ site }) => site);
    },
    async remove(id) {
      const gone = await db.deleteFrom("files").where("id", "=", id).executeTakeFirst();
      // The bytes may come again, as another site's.
      await db.deleteFrom("file_uses").where("file", "=", id).execute();
      return Number(gone.numDeletedRows) > 0;
    },
  };
}
