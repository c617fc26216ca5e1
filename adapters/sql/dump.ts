import { type Kysely, sql } from "kysely";
import { done, problem, type Result } from "../../facility/units/index.ts";
import { type Database, migrate, openDatabase } from "./database.ts";
import { migrations } from "./migrations/index.ts";
import type { Tables } from "./tables.ts";

/** One line of a dump: what it was made from, or rows of one table. The same for SQLite and PostgreSQL. */
export type DumpLine =
  | { readonly migrations: readonly string[] }
  | { readonly table: string; readonly rows: readonly Readonly<Record<string, unknown>>[] };

const CHUNK = 500;
/** Kysely's own book-keeping; the target makes it by its migrations. */
const OWN = new Set(["kysely_migration", "kysely_migration_lock"]);

/** A value as JSON: bytes are `{"base64": …}`. */
const told = (value: unknown): unknown =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value;
const kept = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "base64" in value && typeof value.base64 === "string"
    ? Buffer.from(value.base64, "base64")
    : value;

/** Tables in the order in which they were made, so that what is referred to comes before what refers to it. */
async function tablesOf(db: Kysely<Tables>, dialect: Database["dialect"]): Promise<string[]> {
  const { rows } = await (dialect === "sqlite"
    ? sql<{
        name: string;
      }>`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by rowid`
    : sql<{ name: string }>`select relname as name from pg_class where relkind = 'r'
        and relnamespace = current_schema()::regnamespace order by oid`
  ).execute(db);
  return rows.map(({ name }) => name).filter((name) => !OWN.has(name));
}

/**
 * Everything in the database as it stood at one moment, over a connection of its own: a server that works on the same
 * state goes on working. Call it in a worker where it is SQLite, whose reads block their thread.
 */
export async function* dumpState(address: string): AsyncGenerator<DumpLine> {
  const opened = await openDatabase(address);
  if (!opened.ok) throw new Error(opened.problem);
  const { db, dialect } = opened.value;
  try {
    const begin = db.startTransaction();
    const moment = await (dialect === "postgresql"
      ? begin.setIsolationLevel("repeatable read")
      : begin
    ).execute();
    const ran = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(moment);
    yield { migrations: ran.rows.map(({ name }) => name) };
    for (const table of await tablesOf(moment, dialect))
      for await (const rows of dialect === "sqlite" ? byRowid(moment, table) : byCursor(moment, table))
        yield { table, rows: rows.map((row) => mapped(row, told)) };
    await moment.rollback().execute();
  } finally {
    await db.destroy();
  }
}

type Row = Record<string, unknown>;
const mapped = (row: Row, change: (value: unknown) => unknown): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(value)]));

async function* byRowid(db: Kysely<Tables>, table: string): AsyncGenerator<Row[]> {
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const { rows } = await sql<Row & { _rowid: number }>`select rowid as _rowid, * from ${sql.table(table)}
      where rowid > ${last} order by rowid limit ${CHUNK}`.execute(db);
    const newest = rows.at(-1);
    if (!newest) return;
    last = newest._rowid;
    yield rows.map(({ _rowid, ...row }) => row);
  }
}

async function* byCursor(db: Kysely<Tables>, table: string): AsyncGenerator<Row[]> {
  await sql`declare dumped no scroll cursor for select * from ${sql.table(table)}`.execute(db);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(CHUNK)} from dumped`.execute(db);
    if (rows.length === 0) break;
    yield rows;
  }
  await sql`close dumped`.execute(db);
}

/**
 * Fills an empty state from a dump, whichever of the two databases either is, all of it or nothing, and brings it up
 * to date. Answers how many rows each table took.
 */
export async function loadState(
  address: string,
  lines: AsyncIterable<DumpLine>,
): Promise<Result<ReadonlyMap<string, number>>> {
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done || !("migrations" in first.value))
    return problem("The dump of the state does not begin as one. Use another backup.");
  const ran = first.value.migrations;
  const unknown = ran.filter((name) => !(name in migrations("sqlite")));
  if (unknown.length > 0)
    return problem(
      `The backup was made by a newer version of this program (it has ${unknown.join(", ")}). Install that version, then restore.`,
    );
  const opened = await openDatabase(address, ran);
  if (!opened.ok) return opened;
  const { db, dialect } = opened.value;
  try {
    const counted = new Map<string, number>();
    const filled = await db.transaction().execute(async (transaction) => {
      for (const table of await tablesOf(transaction, dialect)) {
        const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(transaction);
        if (rows.length > 0) return table;
        counted.set(table, 0);
      }
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        if (!("table" in next.value)) continue;
        const { table, rows } = next.value;
        await transaction
          .insertInto(table as keyof Tables)
          .values(rows.map((row) => mapped(row, kept)) as never)
          .execute();
        counted.set(table, (counted.get(table) ?? 0) + rows.length);
      }
      if (dialect === "postgresql") await raiseSequences(transaction);
      return undefined;
    });
    if (filled !== undefined)
      return problem(
        `The state there is not empty (${filled} has rows). Restore into an empty folder or database; move what is there away first.`,
      );
    await migrate(db, dialect);
    return done(counted);
  } finally {
    await db.destroy();
  }
}

/** Numbers that PostgreSQL gives out itself go on after the highest that was loaded. */
async function raiseSequences(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ table: string; column: string; sequence: string }>`
    select c.relname as "table", a.attname as "column",
           pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null`.execute(db);
  for (const { table, column, sequence } of rows)
    await sql`select setval(${sequence}, (select coalesce(max(${sql.ref(column)}), 0) + 1 from ${sql.table(table)}), false)`.execute(
      db,
    );
}
