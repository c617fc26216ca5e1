import type { Kysely, Selectable } from "kysely";
import { done, problem } from "../../facility/units/index.ts";
import type { LifecycleKind, LifecycleStore, Version } from "../../rules/lifecycle/index.ts";
import { noteFiles } from "./file-uses.ts";
import type { Tables } from "./tables.ts";

export function sqlLifecycle(db: Kysely<Tables>): LifecycleStore {
  return {
    async latest(kind, site) {
      const rows = await db
        .selectFrom("lifecycle_versions as v")
        .innerJoin("lifecycle_versions as first", (join) =>
          join.onRef("first.kind", "=", "v.kind").onRef("first.id", "=", "v.id").on("first.version", "=", 1),
        )
        .selectAll("v")
        .where("v.kind", "=", kind)
        .$if(site !== undefined, (query) => query.where("v.site", "=", site ?? ""))
        .where("v.body_json", "is not", null)
        .where("v.version", "=", (inner) =>
          inner
            .selectFrom("lifecycle_versions as w")
            .select((each) => each.fn.max("w.version").as("newest"))
            .whereRef("w.kind", "=", "v.kind")
            .whereRef("w.id", "=", "v.id"),
        )
        .orderBy("first.changed_at")
        .orderBy("v.id")
        .execute();
      return rows.map(versionOf);
    },

    async get(kind, id, version) {
      const row = await db
        .selectFrom("lifecycle_versions")
        .selectAll()
        .where("kind", "=", kind)
        .where("id", "=", id)
        .$if(version !== undefined, (query) => query.where("version", "=", version ?? 0))
        .orderBy("version", "desc")
        .limit(1)
        .executeTakeFirst();
      return row ? versionOf(row) : undefined;
    },

    put: (entry, expected) =>
      db.transaction().execute(async (transaction) => {
        const newest = await transaction
          .selectFrom("lifecycle_versions")
          .select("version")
          .where("kind", "=", entry.kind)
          .where("id", "=", entry.id)
          .orderBy("version", "desc")
          .limit(1)
          .executeTakeFirst();
        const present = newest?.version ?? 0;
        if (present !== expected)
          return {
            ...problem(
              `${entry.kind} ${entry.id} has been changed meanwhile: it stands at version ${present}, you looked at ${expected}. Load it again.`,
            ),
            why: "changed-meanwhile" as const,
          };
        const body_json = entry.body === undefined ? null : JSON.stringify(entry.body);
        if (body_json !== null) await noteFiles(transaction, entry.site, body_json);
        await transaction
          .insertInto("lifecycle_versions")
          .values({
            kind: entry.kind,
            id: entry.id,
            version: expected + 1,
            site: entry.site,
            changed_at: entry.at,
            changed_by: entry.by,
            body_json,
          })
          .execute();
        return done({ ...entry, version: expected + 1 });
      }),

    async versions({ site, kind, id, limit }) {
      const rows = await db
        .selectFrom("lifecycle_versions")
        .select(["kind", "id", "version", "site", "changed_at", "changed_by"])
        .select((each) => each("body_json", "is", null).as("removed"))
        .$if(site !== undefined, (query) => query.where("site", "=", site ?? ""))
        .$if(kind !== undefined, (query) => query.where("kind", "=", kind ?? ""))
        .$if(id !== undefined, (query) => query.where("id", "=", id ?? ""))
        .orderBy("changed_at", "desc")
        .orderBy("version", "desc")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        kind: row.kind as LifecycleKind,
        id: row.id,
        version: Number(row.version),
        site: row.site,
        at: Number(row.changed_at),
        by: row.changed_by,
        removed: Boolean(row.removed),
      }));
    },
  };
}

const versionOf = (row: Selectable<Tables["lifecycle_versions"]>): Version => ({
  // Written by `put` above and by nobody else.
  kind: row.kind as LifecycleKind,
  id: row.id,
  site: row.site,
  version: Number(row.version),
  at: Number(row.changed_at),
  by: row.changed_by,
  body: row.body_json === null ? undefined : JSON.parse(row.body_json),
});
