import { type Catalogue, isLoose } from "./catalogue.ts";
import { type Bench, throwAway } from "./compact.ts";

/** Rows a day's table gathers as they come before they are sorted: looking for one point through them takes 5 ms. */
export const LOOSE_ROWS = 1_000_000;
/** So many sorted tables of like size are merged into one, up to sixteen times the first. */
const FAN = 4;
const TOP_LEVEL = 2;

/**
 * The tables of a day to be sorted into one: the loose ones, and with them sorted ones of like size once there are
 * enough of those. A row is rewritten three times at most, and a day has few tables however fast it grows. Empty
 * while there is too little to be worth it.
 */
export function toSort(catalogue: Catalogue, day: number, loose = LOOSE_ROWS): readonly string[] {
  const { segments } = catalogue.day(day);
  const level = (rows: number) => Math.floor(Math.log(Math.max(1, rows / loose)) / Math.log(FAN));
  const chosen = new Set(segments.filter(isLoose));
  let rows = 0;
  for (const name of chosen) rows += catalogue.rows(name);
  if (rows < loose) return [];
  for (let now = level(rows); now < TOP_LEVEL; now = level(rows)) {
    const peers = segments.filter((name) => !chosen.has(name) && level(catalogue.rows(name)) <= now);
    if (peers.length < FAN - 1) break;
    for (const name of peers) {
      chosen.add(name);
      rows += catalogue.rows(name);
    }
  }
  return [...chosen];
}

/**
 * Sorts what a day has gathered by point and time, so that a trend of today looks where its point lies and not
 * through everything. A kill at any step leaves either the old tables or the new one:
 *
 * 1. the growing table is sealed: later rows go to a new one;
 * 2. the sorted table is written beside them: still nobody's;
 * 3. one transaction names it in their stead;
 * 4. they are dropped after those who still read them; the next opening drops what a kill left.
 */
export async function tidyDay(bench: Bench, day: number, loose = LOOSE_ROWS): Promise<void> {
  const { working, writing, turns, catalogue, released } = bench;
  const old = await turns.take(() => {
    const chosen = toSort(catalogue, day, loose);
    if (chosen.length > 0) released(catalogue.seal(day).filter(isLoose));
    return chosen;
  });
  if (old.length === 0) return;
  const name = `sorted_${day}_${catalogue.number()}`;
  const rows = old.map((each) => `SELECT * FROM ${each}`).join(" UNION ALL ");
  try {
    await working.run(`CREATE TABLE ${name} AS SELECT * FROM (${rows}) ORDER BY point, time`);
  } catch (error) {
    await working.run(`DROP TABLE IF EXISTS ${name}`).catch(() => undefined);
    throw error;
  }
  await turns.take(async () => {
    await writing.run("BEGIN");
    try {
      for (const each of old) await writing.run(`DELETE FROM segments WHERE name = '${each}'`);
      await writing.run(`INSERT INTO segments VALUES ('${name}', ${day})`);
      await writing.run("COMMIT");
    } catch (error) {
      await writing.run("ROLLBACK").catch(() => undefined);
      throw error;
    }
    const sum = old.reduce((sum, each) => sum + catalogue.rows(each), 0);
    catalogue.addSegment(day, name, sum);
    catalogue.replace(day, old, catalogue.day(day).files);
  });
  await throwAway(bench, old, []);
}
