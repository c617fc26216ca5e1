import type { Kysely, Selectable } from "kysely";
import type { Call, CallLine, CallStore, Delivery, Member } from "../../facility/oncall/index.ts";
import { instant } from "../../facility/units/index.ts";
import type { Tables } from "./tables.ts";

/** Rows of one INSERT stay far below SQLite's 32 766 parameters. */
const CHUNK = 500;

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let i = 0; i < rows.length; i += CHUNK) yield rows.slice(i, i + CHUNK);
}

/** The last of each key: PostgreSQL refuses to touch a row twice in one upsert. */
const lastOf = <T>(rows: readonly T[], key: (row: T) => string): T[] => [
  ...new Map(rows.map((row) => [key(row), row])).values(),
];

/** Calls and their messages in SQL. What is parsed was written here and by nobody else; its shape is not asked again. */
export function sqlCalls(db: Kysely<Tables>): CallStore {
  const callOf = (row: Pick<Selectable<Tables["oncall_calls"]>, "call_json">, members: Member[]): Call => ({
    // Calls of before could set nothing going.
    begun: [],
    ...(JSON.parse(row.call_json) as Omit<Call, "begun"> & Partial<Pick<Call, "begun">>),
    members,
  });
  const membersOf = async (call: string): Promise<Member[]> => {
    const rows = await db
      .selectFrom("oncall_members")
      .select("member_json")
      .where("call", "=", call)
      .orderBy("position")
      .orderBy("alarm")
      .execute();
    return rows
      .map(({ member_json }) => JSON.parse(member_json) as Member)
      .sort((a, b) => a.raisedAt - b.raisedAt);
  };
  const withMembers = async (rows: Selectable<Tables["oncall_calls"]>[]): Promise<Call[]> => {
    const calls: Call[] = [];
    for (const row of rows) calls.push(callOf(row, await membersOf(row.id)));
    return calls;
  };
  const deliveryOf = ({ delivery_json }: { delivery_json: string }) => JSON.parse(delivery_json) as Delivery;

  return {
    async commit({ calls = [], members = [], deliveries = [], attempts = [], lines = [], spent = [] }) {
      await db.transaction().execute(async (tx) => {
        for (const rows of chunks(lastOf(calls, ({ id }) => id)))
          await tx
            .insertInto("oncall_calls")
            .values(
              rows.map((call) => ({
                id: call.id,
                site: call.site,
                state: call.state.is,
                opened_at: call.openedAt,
                call_json: JSON.stringify({ ...call, members: [] }),
              })),
            )
            .onConflict((conflict) =>
              conflict.column("id").doUpdateSet((is) => ({
                state: is.ref("excluded.state"),
                call_json: is.ref("excluded.call_json"),
              })),
            )
            .execute();
        for (const rows of chunks(lastOf(members, ({ call, member }) => `${call} ${member.alarm}`)))
          await tx
            .insertInto("oncall_members")
            .values(
              rows.map(({ call, member }, position) => ({
                call,
                alarm: member.alarm,
                position,
                member_json: JSON.stringify(member),
              })),
            )
            .onConflict((conflict) =>
              conflict
                .columns(["call", "alarm"])
                .doUpdateSet((is) => ({ member_json: is.ref("excluded.member_json") })),
            )
            .execute();
        for (const rows of chunks(lastOf(deliveries, ({ id }) => id)))
          await tx
            .insertInto("oncall_deliveries")
            .values(
              rows.map((delivery) => ({
                id: delivery.id,
                call: delivery.call,
                person: delivery.person,
                channel: delivery.channel,
                state: delivery.state,
                queued_at: delivery.queuedAt,
                delivery_json: JSON.stringify(delivery),
              })),
            )
            .onConflict((conflict) =>
              conflict.column("id").doUpdateSet((is) => ({
                state: is.ref("excluded.state"),
                delivery_json: is.ref("excluded.delivery_json"),
              })),
            )
            .execute();
        for (const rows of chunks(attempts))
          await tx
            .insertInto("oncall_attempts")
            .values(rows.map(({ ok, ...attempt }) => ({ ...attempt, ok: ok ? 1 : 0 })))
            .execute();
        for (const rows of chunks(lines)) await tx.insertInto("oncall_lines").values(rows).execute();
        for (const rows of chunks(spent))
          await tx
            .insertInto("oncall_spent_links")
            .values(rows)
            .onConflict((conflict) => conflict.column("delivery").doNothing())
            .execute();
      });
    },

    async load() {
      const calls = await db.selectFrom("oncall_calls").selectAll().where("state", "!=", "closed").execute();
      const deliveries = await db
        .selectFrom("oncall_deliveries")
        .select("delivery_json")
        .where("state", "=", "queued")
        .execute();
      return { calls: await withMembers(calls), deliveries: deliveries.map(deliveryOf) };
    },

    async call(id) {
      const row = await db.selectFrom("oncall_calls").selectAll().where("id", "=", id).executeTakeFirst();
      return row && callOf(row, await membersOf(id));
    },

    async calls({ site, before, limit }) {
      let query = db.selectFrom("oncall_calls").selectAll();
      if (site !== undefined) query = query.where("site", "=", site);
      if (before !== undefined) query = query.where("opened_at", "<", before);
      return withMembers(await query.orderBy("opened_at", "desc").orderBy("id").limit(limit).execute());
    },

    async delivery(id) {
      const row = await db
        .selectFrom("oncall_deliveries")
        .select("delivery_json")
        .where("id", "=", id)
        .executeTakeFirst();
      return row && deliveryOf(row);
    },

    async deliveries({ call, person, channel, state, from, before, after, limit }) {
      let query = db.selectFrom("oncall_deliveries").select("delivery_json");
      if (call !== undefined) query = query.where("call", "=", call);
      if (person !== undefined) query = query.where("person", "=", person);
      if (channel !== undefined) query = query.where("channel", "=", channel);
      if (state !== undefined) query = query.where("state", "=", state);
      if (from !== undefined) query = query.where("queued_at", ">=", from);
      if (before !== undefined) query = query.where("queued_at", "<", before);
      if (after !== undefined)
        query = query.where((is) =>
          is.or([
            is("queued_at", "<", after.at),
            is.and([is("queued_at", "=", after.at), is("id", ">", after.id)]),
          ]),
        );
      const rows = await query.orderBy("queued_at", "desc").orderBy("id").limit(limit).execute();
      return rows.map(deliveryOf);
    },

    async attempts(deliveries) {
      if (deliveries.length === 0) return [];
      const rows = await db
        .selectFrom("oncall_attempts")
        .selectAll()
        .where("delivery", "in", [...deliveries])
        .orderBy("at")
        .execute();
      return rows.map((row) => ({ ...row, at: instant(Number(row.at)), ok: row.ok === 1 }));
    },

    async lines(call) {
      const rows = await db
        .selectFrom("oncall_lines")
        .selectAll()
        .where("call", "=", call)
        .orderBy("at")
        .execute();
      return rows.map((row) => ({
        ...row,
        at: instant(Number(row.at)),
        what: row.what as CallLine["what"],
      }));
    },

    async prune(before) {
      return db.transaction().execute(async (tx) => {
        const over = (of: "oncall_members" | "oncall_lines") =>
          tx
            .deleteFrom(of)
            .where("call", "in", (query) =>
              query
                .selectFrom("oncall_calls")
                .select("id")
                .where("state", "=", "closed")
                .where("opened_at", "<", before),
            )
            .execute();
        await over("oncall_members");
        await over("oncall_lines");
        const { numDeletedRows } = await tx
          .deleteFrom("oncall_calls")
          .where("state", "=", "closed")
          .where("opened_at", "<", before)
          .executeTakeFirst();
        // Messages without a call: of calls just forgotten, and try-outs of channels.
        await tx
          .deleteFrom("oncall_deliveries")
          .where("queued_at", "<", before)
          .where("state", "!=", "queued")
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom("oncall_calls")
                  .select("oncall_calls.id")
                  .whereRef("oncall_calls.id", "=", "oncall_deliveries.call"),
              ),
            ),
          )
          .execute();
        await tx
          .deleteFrom("oncall_attempts")
          .where("at", "<", before)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom("oncall_deliveries")
                  .select("oncall_deliveries.id")
                  .whereRef("oncall_deliveries.id", "=", "oncall_attempts.delivery"),
              ),
            ),
          )
          .execute();
        return Number(numDeletedRows);
      });
    },

    async spent(delivery) {
      const row = await db
        .selectFrom("oncall_spent_links")
        .select(["at", "what"])
        .where("delivery", "=", delivery)
        .executeTakeFirst();
      return row && { at: instant(Number(row.at)), what: row.what };
    },
  };
}
