import type { Kysely, Selectable, Transaction } from "kysely";
import {
  type Effect,
  type EmergencyStore,
  type Entry,
  Plan,
  PlannedDrill,
  type PlanVersion,
  type Run,
  type RunWrite,
  SiteProfile,
  triggerKey,
} from "../../facility/emergency/index.ts";
import { noteFiles } from "./file-uses.ts";
import type { Tables } from "./tables.ts";

/** What is said of an effect's row: the same command or message has one key for ever. */
const effectKey = (effect: Effect): string => `${effect.do} ${effect.key}`;

/** Emergencies in SQL. A run and what came of one event are one transaction. */
export function sqlEmergencies(db: Kysely<Tables>): EmergencyStore {
  return {
    async write(writes) {
      if (writes.length === 0) return;
      await db.transaction().execute(async (tx) => {
        for (const write of writes) await writeOne(tx, write);
      });
    },

    async pending() {
      const rows = await db
        .selectFrom("emergency_effects")
        .selectAll()
        .orderBy("run")
        .orderBy("position")
        .execute();
      return rows.map(({ run, effect_json }) => ({ run, effect: JSON.parse(effect_json) as Effect }));
    },

    async settled(keys) {
      if (keys.length > 0)
        await db
          .deleteFrom("emergency_effects")
          .where("key", "in", [...keys])
          .execute();
    },

    async active() {
      const rows = await db
        .selectFrom("emergency_runs")
        .selectAll()
        .where("state", "!=", "stood-down")
        .orderBy("started_at")
        .execute();
      return rows.map(runOf);
    },

    async run(id) {
      const row = await db.selectFrom("emergency_runs").selectAll().where("id", "=", id).executeTakeFirst();
      return row && runOf(row);
    },

    async runs({ site, plan, before, limit }) {
      let query = db.selectFrom("emergency_runs").selectAll();
      if (site !== undefined) query = query.where("site", "=", site);
      if (plan !== undefined) query = query.where("plan", "=", plan);
      if (before !== undefined) query = query.where("started_at", "<", before);
      const rows = await query.orderBy("started_at", "desc").limit(limit).execute();
      return rows.map(runOf);
    },

    async entries(run) {
      const rows = await db
        .selectFrom("emergency_log")
        .select("entry_json")
        .where("run", "=", run)
        .orderBy("sequence")
        .execute();
      return rows.map(({ entry_json }) => JSON.parse(entry_json) as Entry);
    },

    async knows(trigger) {
      const row = await db
        .selectFrom("emergency_triggers")
        .select("run")
        .where("trigger", "=", trigger)
        .executeTakeFirst();
      return row !== undefined;
    },

    async plans(site, plan) {
      let query = db.selectFrom("emergency_plans").selectAll().where("site", "=", site);
      if (plan !== undefined) query = query.where("plan", "=", plan);
      const rows = await query.orderBy("version", "desc").execute();
      return rows.map(versionOf);
    },

    async savePlan(site, { plan, version, by, at, comment }) {
      const plan_json = JSON.stringify(plan);
      await noteFiles(db, site, plan_json);
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("emergency_plans")
        .values({
          site,
          plan: plan.id,
          version,
          saved_by: by,
          saved_at: at,
          comment,
          plan_json,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async profiles() {
      const rows = await db.selectFrom("emergency_profiles").selectAll().execute();
      return new Map(
        rows.map(({ site, profile_json }) => [site, SiteProfile.parse(JSON.parse(profile_json))]),
      );
    },

    async saveProfile(site, profile) {
      const profile_json = JSON.stringify(profile);
      await db
        .insertInto("emergency_profiles")
        .values({ site, profile_json })
        .onConflict((conflict) => conflict.column("site").doUpdateSet({ profile_json }))
        .execute();
    },

    async drills() {
      const rows = await db.selectFrom("emergency_drills").select("drill_json").orderBy("drill_at").execute();
      return rows.map(({ drill_json }) => PlannedDrill.parse(JSON.parse(drill_json)));
    },

    async saveDrill(drill) {
      const row = { site: drill.site, drill_at: drill.at, drill_json: JSON.stringify(drill) };
      await db
        .insertInto("emergency_drills")
        .values({ id: drill.id, ...row })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
        .execute();
    },
  };
}

async function writeOne(
  tx: Transaction<Tables>,
  { run, entries, effects, settled }: RunWrite,
): Promise<void> {
  const { plan, ...rest } = run;
  const changing = { state: run.state.is, run_json: JSON.stringify(rest) };
  const said = entries.map((entry) => JSON.stringify(entry));
  await noteFiles(tx, run.site, changing.run_json, ...said);
  await tx
    .insertInto("emergency_runs")
    .values({
      id: run.id,
      site: run.site,
      plan: plan.id,
      started_at: run.startedAt,
      drill: run.drill ? 1 : 0,
      plan_json: JSON.stringify(plan),
      ...changing,
    })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(changing))
    .execute();
  for (const trigger of run.triggers)
    await tx
      .insertInto("emergency_triggers")
      .values({ trigger: `${run.drill ? "drill " : ""}${triggerKey(trigger)} ${plan.id}`, run: run.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  if (entries.length > 0)
    await tx
      .insertInto("emergency_log")
      .values(
        entries.map((entry, i) => ({
          run: run.id,
          sequence: entry.sequence,
          at: entry.at,
          actor: entry.actor,
          what: entry.what,
          entry_json: said[i]!,
        })),
      )
      .execute();
  for (const [i, effect] of effects.entries())
    await tx
      .insertInto("emergency_effects")
      .values({
        key: effectKey(effect),
        run: run.id,
        position: run.sequence * 100 + i,
        effect_json: JSON.stringify(effect),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  if (settled && settled.length > 0)
    await tx
      .deleteFrom("emergency_effects")
      .where("key", "in", [...settled])
      .execute();
}

// What is parsed below was written by the functions above; a plan of an earlier release gains its new defaults.
const runOf = (row: Selectable<Tables["emergency_runs"]>): Run => ({
  ...(JSON.parse(row.run_json) as Omit<Run, "plan">),
  plan: Plan.parse(JSON.parse(row.plan_json)),
});

const versionOf = (row: Selectable<Tables["emergency_plans"]>): PlanVersion => ({
  plan: Plan.parse(JSON.parse(row.plan_json)),
  version: row.version,
  by: row.saved_by,
  at: Number(row.saved_at),
  comment: row.comment,
});
