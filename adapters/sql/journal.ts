import type { Insertable, Kysely, Selectable } from "kysely";
import type { Alarm, AlarmId, AlarmJournal, Transition } from "../../facility/alarms/index.ts";
import { type AssetId, instant } from "../../facility/units/index.ts";
import type { Tables } from "./tables.ts";

/** Rows of one INSERT: 12 columns × 500 stay far below SQLite's 32 766 parameters and PostgreSQL's 65 535. */
const CHUNK = 500;

/** The alarm journal in SQL: `alarm_transitions` only ever grows, `alarms` holds the last state of each. */
export function sqlJournal(db: Kysely<Tables>): AlarmJournal {
  return {
    async write(transitions) {
      if (transitions.length === 0) return;
      const journal = transitions.map(transitionRow);
      // PostgreSQL refuses to touch a row twice in one upsert, so only the last state of each alarm goes in.
      const last = new Map(transitions.map(({ alarm }) => [alarm.id, alarm]));
      const states = [...last.values()].map(alarmRow);
      try {
        await db.transaction().execute(async (transaction) => {
          for (const rows of chunks(journal))
            await transaction.insertInto("alarm_transitions").values(rows).execute();
          for (const rows of chunks(states))
            await transaction
              .insertInto("alarms")
              .values(rows)
              .onConflict((conflict) =>
                conflict.column("id").doUpdateSet((is) => ({
                  occurrence: is.ref("excluded.occurrence"),
                  sequence: is.ref("excluded.sequence"),
                  state: is.ref("excluded.state"),
                  state_json: is.ref("excluded.state_json"),
                  evidence_json: is.ref("excluded.evidence_json"),
                  changed_at: is.ref("excluded.changed_at"),
                  assigned_to: is.ref("excluded.assigned_to"),
                })),
              )
              .execute();
        });
      } catch (error) {
        // A write whose answer was lost, the disk's or the server's, is tried again; then everything is there already.
        if (!(await allThere(db, journal))) throw error;
      }
    },

    async open() {
      const rows = await db.selectFrom("alarms").selectAll().where("state", "!=", "normal").execute();
      return rows.map(alarmOf);
    },

    async counters() {
      const rows = await db.selectFrom("alarms").select(["id", "occurrence"]).execute();
      const newest = await db
        .selectFrom("alarm_transitions")
        .select((select) => select.fn.max("sequence").as("sequence"))
        .executeTakeFirst();
      return {
        sequence: Number(newest?.sequence ?? 0),
        occurrences: new Map(rows.map((row) => [row.id as AlarmId, row.occurrence])),
      };
    },

    async span(from, to, limit) {
      const rows = await db
        .selectFrom("alarm_transitions")
        .selectAll()
        .where("changed_at", ">=", from)
        .where("changed_at", "<", to)
        .orderBy("sequence", "desc")
        .limit(limit)
        .execute();
      return rows.reverse().map(transitionOf);
    },

    async history({ alarm, asset, before, limit }) {
      let query = db.selectFrom("alarm_transitions").selectAll();
      if (alarm !== undefined) query = query.where("alarm", "=", alarm);
      if (asset !== undefined) query = query.where("asset", "=", asset);
      if (before !== undefined) query = query.where("sequence", "<", before);
      const rows = await query.orderBy("sequence", "desc").limit(limit).execute();
      return rows.map(transitionOf);
    },
  };
}

/** Whether every one of these lines stands in the journal just as it is. */
async function allThere(
  db: Kysely<Tables>,
  lines: readonly Insertable<Tables["alarm_transitions"]>[],
): Promise<boolean> {
  for (const some of chunks(lines)) {
    const there = await db
      .selectFrom("alarm_transitions")
      .select(["sequence", "alarm", "event_json", "actor"])
      .where(
        "sequence",
        "in",
        some.map(({ sequence }) => sequence),
      )
      .execute();
    const known = new Map(there.map((row) => [Number(row.sequence), row]));
    for (const { sequence, alarm, event_json, actor } of some) {
      const row = known.get(sequence);
      if (row?.alarm !== alarm || row.event_json !== event_json || row.actor !== actor) return false;
    }
  }
  return true;
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let i = 0; i < rows.length; i += CHUNK) yield rows.slice(i, i + CHUNK);
}

const transitionRow = ({
  alarm,
  event,
  actor,
  reason,
}: Transition): Insertable<Tables["alarm_transitions"]> => ({
  sequence: alarm.sequence,
  alarm: alarm.id,
  asset: alarm.asset,
  rule: alarm.rule,
  occurrence: alarm.occurrence,
  state_json: JSON.stringify(alarm.state),
  event_json: JSON.stringify(event),
  evidence_json: JSON.stringify(alarm.evidence),
  changed_at: alarm.changedAt,
  actor,
  reason,
  assigned_to: alarm.assignedTo ?? null,
});

const alarmRow = (alarm: Alarm): Insertable<Tables["alarms"]> => ({
  id: alarm.id,
  asset: alarm.asset,
  rule: alarm.rule,
  occurrence: alarm.occurrence,
  sequence: alarm.sequence,
  state: alarm.state.is,
  state_json: JSON.stringify(alarm.state),
  evidence_json: JSON.stringify(alarm.evidence),
  changed_at: alarm.changedAt,
  assigned_to: alarm.assignedTo ?? null,
});

// What is parsed below was written by the two functions above and by nobody else; its shape is not asked again.
const alarmOf = (row: Omit<Selectable<Tables["alarms"]>, "state">): Alarm => ({
  id: row.id as AlarmId,
  asset: row.asset as AssetId,
  rule: row.rule,
  state: JSON.parse(row.state_json) as Alarm["state"],
  occurrence: row.occurrence,
  sequence: Number(row.sequence),
  changedAt: instant(Number(row.changed_at)),
  evidence: JSON.parse(row.evidence_json) as Alarm["evidence"],
  ...(row.assigned_to === null ? {} : { assignedTo: row.assigned_to }),
});

const transitionOf = (row: Selectable<Tables["alarm_transitions"]>): Transition => ({
  alarm: alarmOf({ ...row, id: row.alarm }),
  event: JSON.parse(row.event_json) as Transition["event"],
  actor: row.actor,
  reason: row.reason,
});
