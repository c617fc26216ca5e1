/** One mistake and every row in which it was made; `column` as the spreadsheet shows it. */
export interface SameMistake<M> {
  readonly mistake: M;
  /** In a reader's short form, `2–13, 15`; null where it belongs to no row. */
  readonly rows: string | null;
}

/**
 * Mistakes of an import with the same words in the same column stand in one line: where a building is missing, each of
 * its hundred rows says so, and the six other mistakes would be found by nobody. In the order of their first row.
 */
export function sameMistakes<
  M extends {
    readonly row: number | null;
    readonly column: string | null;
    readonly problem: { readonly en: string };
  },
>(mistakes: readonly M[]): SameMistake<M>[] {
  const alike = Map.groupBy(mistakes, ({ column, problem }) => JSON.stringify([column, problem.en]));
  return [...alike.values()].flatMap((group) => {
    const [mistake] = group;
    if (!mistake) return [];
    const rows = group.flatMap(({ row }) => (row === null ? [] : [row]));
    return [{ mistake, rows: rows.length === 0 ? null : spans(rows) }];
  });
}

/** Ascending row numbers with runs drawn together. */
function spans(rows: readonly number[]): string {
  const runs: { from: number; to: number }[] = [];
  for (const row of rows.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && row <= last.to + 1) last.to = row;
    else runs.push({ from: row, to: row });
  }
  return runs.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}
