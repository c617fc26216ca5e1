import { closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { StoreUnavailable } from "../../facility/readings/index.ts";
import { done, problem, type Result } from "../../facility/units/index.ts";
import type { Dialect } from "./dialect.ts";
import { migrations } from "./migrations/index.ts";
import { openPostgresql, shownAddress } from "./postgresql.ts";
import { openSqlite } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

/** A database with its tables up to date, or at the migrations asked for. */
export interface Database {
  readonly db: Kysely<Tables>;
  readonly dialect: Dialect;
}

/** Files up to this size are looked through when opened; a bigger one would delay the start by seconds. */
const CHECKED_BYTES = 64 * 1024 * 1024;

export const isPostgresql = (address: string): boolean => /^postgres(ql)?:\/\//.test(address);

/**
 * Opens a SQLite file (made when it is not there; `:memory:` keeps nothing), or by
 * `postgresql://user:password@host:5432/database` a database that others run, and brings its tables up to date.
 * `only` names the migrations to run where not all of them are wanted.
 */
export function openDatabase(address: string, only?: readonly string[]): Promise<Result<Database>> {
  return isPostgresql(address) ? openServer(address, only) : openFile(address, only);
}

async function openServer(address: string, only: readonly string[] | undefined): Promise<Result<Database>> {
  if (!URL.canParse(address) || new URL(address).pathname.length < 2)
    return problem(
      "The address of the state database names no host and database. Use postgresql://user:password@host:5432/watchkeeper.",
    );
  const { pool, dialect } = openPostgresql(address);
  try {
    const db = new Kysely<Tables>({ dialect });
    await migrate(db, "postgresql", only);
    return done({ db, dialect: "postgresql" });
  } catch (error) {
    await pool.end();
    if (!(error instanceof Error)) throw error;
    return problem(whatServerSays(shownAddress(address), error));
  }
}

async function openFile(file: string, only: readonly string[] | undefined): Promise<Result<Database>> {
  const inMemory = file === ":memory:";
  const path = inMemory ? file : resolve(file);
  try {
    if (!inMemory) {
      mkdirSync(dirname(path), { recursive: true });
      // A new file is for its owner alone: password and token hashes are nobody else's business.
      closeSync(openSync(path, "a", 0o600));
    }
    const { db: sqlite, dialect } = openSqlite(path);
    const db = new Kysely<Tables>({ dialect });
    try {
      if (!inMemory && statSync(path).size <= CHECKED_BYTES) {
        const found = sqlite.prepare("pragma quick_check(1)").get()?.quick_check;
        if (found !== "ok") throw new Error(`database disk image is malformed: ${found}`);
      }
      await migrate(db, "sqlite", only);
    } catch (error) {
      // Not destroy(): it closes nothing while Kysely has not yet run a query.
      sqlite.close();
      throw error;
    }
    return done({ db, dialect: "sqlite" });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return problem(whatToDo(path, error));
  }
}

export async function migrate(db: Kysely<Tables>, dialect: Dialect, only?: readonly string[]): Promise<void> {
  const all = migrations(dialect);
  const wanted = only ? Object.fromEntries(Object.entries(all).filter(([name]) => only.includes(name))) : all;
  const { error } = await new Migrator({
    db,
    // Parts name their own migrations, so a later one may sort before one that has run.
    allowUnorderedMigrations: true,
    provider: { getMigrations: async () => wanted },
  }).migrateToLatest();
  if (error) throw error;
}

/** SQLite's and the system's words, turned into what the person at the keyboard can do. */
function whatToDo(file: string, { message }: Error): string {
  const start = `The state file ${file} cannot be opened`;
  if (/not a database|malformed|corrupt(?!ed migrations)/i.test(message))
    return `${start}: it is damaged or no SQLite file (${message}). Restore it from a backup with "restore", or move it away to start empty.`;
  if (/corrupted migrations/i.test(message))
    return `${start}: a newer version of this program wrote it (${message}). Start that version, or restore a backup of before the update.`;
  if (/readonly|read-only|EACCES|EROFS|EPERM|permission/i.test(message))
    return `${start} for writing (${message}). Give the account that runs the program write access to the file and its folder, or name another folder.`;
  if (/locked|busy/i.test(message))
    return `${start}: another process holds it (${message}). Stop that one first; two must not share it.`;
  if (/full|ENOSPC|disk I\/O/i.test(message))
    return `${start}: the disk refuses (${message}). Make room or check the disk, then start again.`;
  return `${start} (${message}). Check that the folder exists and is a local disk, then start again.`;
}

/** PostgreSQL's words (SQLSTATE) and the socket's, likewise. The address is without user and password. */
function whatServerSays(shown: string, error: Error & { code?: string }): string {
  const start = `The state in ${shown} cannot be opened`;
  const { code = "", message } = error;
  if (code === "3D000") return `${start}: there is no such database. Make it: createdb -O <user> <name>.`;
  if (/^28/.test(code)) return `${start}: ${message}. Mend the user and password of the address.`;
  if (code === "42501")
    return `${start}: ${message}. Make the user the owner of the database, so that it may make tables.`;
  if (/corrupted migrations/i.test(message))
    return `${start}: a newer version of this program wrote it (${message}). Start that version, or restore a backup of before the update.`;
  if (error instanceof StoreUnavailable) return `${start}: ${message}`;
  return `${start} (${message}). Look at the log of the database server.`;
}
