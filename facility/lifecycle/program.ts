import { yearsOpen } from "./greedy.ts";
import type { Priced } from "./prices.ts";
import { type Choice, evaluate, type Problem } from "./problem.ts";

/**
 * A mixed-integer program, row-wise: maximise value·x, lower ≤ A·x ≤ upper. Columns below `whole01` are 0 or 1; those
 * after it are amounts from 0 up.
 */
export interface Program {
  readonly value: Float64Array;
  readonly whole01: number;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Row r has entries start[r] … start[r+1]−1 of `column` and `factor`. */
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly factor: Float64Array;
  /** The first columns: which candidate in which year; those after them are mobilisations. */
  readonly placings: readonly { readonly candidate: number; readonly year: number }[];
  /** True where no placing was left out: the program's own bound then holds for the whole problem. */
  readonly whole: boolean;
  /** The known plan, as values of the columns. */
  readonly known: Float64Array;
}

/** So many columns are solved in a second or two. */
const MANY = 12_000;

/**
 * The plan as a program: x(i,y) = 1 replaces candidate i in year y; each at most once (exactly once where the law or
 * a person says so); Σ price ≤ cap per source and year; Σ up to y ≤ fund; x(i,y) ≤ z(g,y), the mobilisation of its group.
 * Of a large fleet only the placings within reach of the money's prices are kept, and always those of `known`.
 */
export function programOf(
  problem: Problem,
  known: Choice,
  priced: Priced,
  late: ReadonlySet<number>,
): Program {
  const { candidates, groups, sources, years, priceFactor, discount } = problem;
  const knownSpent = evaluate(problem, known).spent;
  const all = candidates.reduce(
    (sum, candidate, i) => sum + yearsOpen(problem, candidate, late.has(i)).length,
    0,
  );
  const whole = all <= MANY;
  const each = whole ? years : Math.max(2, Math.floor(MANY / Math.max(1, candidates.length)));
  const placings: { candidate: number; year: number }[] = [];
  const columnsOf = candidates.map((candidate, i) => {
    const open = yearsOpen(problem, candidate, late.has(i))
      .map((year) => ({
        year,
        worth:
          (candidate.benefit[year] ?? 0) -
          candidate.price * (priceFactor[year] ?? 1) * (priced.price[candidate.source]?.[year] ?? 0),
        known: known[i] === year,
      }))
      // What never pays by itself is left out, unless it is forced.
      .filter(
        ({ year, known: kept }) =>
          kept ||
          candidate.pinned !== undefined ||
          candidate.lastYear !== undefined ||
          (candidate.benefit[year] ?? 0) > 0,
      )
      .toSorted((a, b) => Number(b.known) - Number(a.known) || b.worth - a.worth)
      .slice(0, each);
    return open.map(({ year }) => placings.push({ candidate: i, year }) - 1);
  });

  const rows = new Rows();
  candidates.forEach((candidate, i) => {
    const columns = columnsOf[i] ?? [];
    if (columns.length === 0) return;
    const must = candidate.pinned !== undefined || (candidate.lastYear !== undefined && !late.has(i));
    rows.add(
      must ? 1 : 0,
      1,
      columns.map((column) => [column, 1]),
    );
  });

  const visits = new Map<string, number>();
  const value = placings.map(({ candidate, year }) => candidates[candidate]?.benefit[year] ?? 0);
  placings.forEach(({ candidate, year }, column) => {
    const group = candidates[candidate]?.group;
    if (group === undefined) return;
    const key = `${group} ${year}`;
    let visit = visits.get(key);
    if (visit === undefined) {
      visit = value.push(-(groups[group]?.mobilisation ?? 0) * (discount[year] ?? 1)) - 1;
      visits.set(key, visit);
    }
    rows.add(Number.NEGATIVE_INFINITY, 0, [
      [column, 1],
      [visit, -1],
    ]);
  });

  // Ten-thousands of yuan: numbers of one size keep the arithmetic exact enough.
  const unit = 10_000;
  const costs = sources.map(() => Array.from({ length: years }, (): [number, number][] => []));
  placings.forEach(({ candidate, year }, column) => {
    const { source, price } = candidates[candidate] ?? { source: 0, price: 0 };
    costs[source]?.[year]?.push([column, (price * (priceFactor[year] ?? 1)) / unit]);
  });
  for (const [key, column] of visits) {
    const [g = 0, year = 0] = key.split(" ").map(Number);
    const group = groups[g];
    if (group)
      costs[group.source]?.[year]?.push([column, (group.mobilisation * (priceFactor[year] ?? 1)) / unit]);
  }
  // What persons decided may be dearer than the cap; it stands, and nothing is added to that year.
  const decided = sources.map(() => new Array<number>(years).fill(0));
  const mobilised = new Set<string>();
  for (const { pinned, source, price, group } of candidates) {
    const pays = decided[source];
    if (pinned === undefined || pinned < 0 || !pays) continue;
    pays[pinned] = (pays[pinned] ?? 0) + price * (priceFactor[pinned] ?? 1);
    if (group === undefined || mobilised.has(`${group} ${pinned}`)) continue;
    mobilised.add(`${group} ${pinned}`);
    pays[pinned] = (pays[pinned] ?? 0) + (groups[group]?.mobilisation ?? 0) * (priceFactor[pinned] ?? 1);
  }
  const whole01 = value.length;
  const amounts: number[] = [];
  sources.forEach((source, s) => {
    // What is left at the end of a year is carried into the next: a column each, rows of one year's length.
    let left: number | undefined;
    let decidedLeft = source.opening ?? 0;
    let knownLeft = source.opening ?? 0;
    for (let y = 0; y < years; y++) {
      const entries = costs[s]?.[y] ?? [];
      const own = decided[s]?.[y] ?? 0;
      const limit = source.cap[y] ?? Number.POSITIVE_INFINITY;
      if (Number.isFinite(limit) && entries.length > 0)
        rows.add(Number.NEGATIVE_INFINITY, Math.max(limit, own) / unit, entries);
      if (source.opening === undefined) continue;
      const income = (source.income[y] ?? 0) + (y === 0 ? source.opening : 0);
      // Where persons decided more than there is, the gap is let through, once.
      decidedLeft += (source.income[y] ?? 0) - own;
      const gap = Math.max(0, -decidedLeft);
      decidedLeft += gap;
      const next = value.push(0) - 1;
      const carried: [number, number][] = left === undefined ? [] : [[left, -1]];
      rows.add((income + gap) / unit, (income + gap) / unit, [...entries, [next, 1], ...carried]);
      knownLeft += (source.income[y] ?? 0) + gap - (knownSpent[s]?.[y] ?? 0);
      amounts.push(Math.max(0, knownLeft) / unit);
      left = next;
    }
  });

  const start = new Float64Array(value.length);
  start.set(amounts, whole01);
  placings.forEach(({ candidate, year }, column) => {
    if (known[candidate] !== year) return;
    start[column] = 1;
    const group = candidates[candidate]?.group;
    const visit = group === undefined ? undefined : visits.get(`${group} ${year}`);
    if (visit !== undefined) start[visit] = 1;
  });
  return {
    value: Float64Array.from(value, (each) => each / unit),
    whole01,
    ...rows.packed(),
    placings,
    whole,
    known: start,
  };
}

/** Rows as they come, packed at the end. */
class Rows {
  readonly #lower: number[] = [];
  readonly #upper: number[] = [];
  readonly #start: number[] = [0];
  readonly #column: number[] = [];
  readonly #factor: number[] = [];

  add(lower: number, upper: number, entries: readonly (readonly [number, number])[]): void {
    this.#lower.push(lower);
    this.#upper.push(upper);
    for (const [column, factor] of entries) {
      this.#column.push(column);
      this.#factor.push(factor);
    }
    this.#start.push(this.#column.length);
  }

  packed() {
    return {
      rowLower: Float64Array.from(this.#lower),
      rowUpper: Float64Array.from(this.#upper),
      start: Int32Array.from(this.#start),
      column: Int32Array.from(this.#column),
      factor: Float64Array.from(this.#factor),
    };
  }
}

/** The years that a solution of the program chooses. */
export function choiceOf(problem: Problem, { placings }: Program, x: ArrayLike<number>): number[] {
  const choice = new Array<number>(problem.candidates.length).fill(-1);
  placings.forEach(({ candidate, year }, column) => {
    if ((x[column] ?? 0) > 0.5) choice[candidate] = year;
  });
  return choice;
}
