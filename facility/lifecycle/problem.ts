/** One thing that can be replaced: an asset, or several that must go together. */
export interface Candidate {
  readonly id: string;
  readonly members: readonly string[];
  /** Which source pays: its place in the problem's list. */
  readonly source: number;
  /** Yuan of today. */
  readonly price: number;
  /** What replacing in year y saves against not within the plan, in money of today. */
  readonly benefit: readonly number[];
  /** By law replaced in this year at the latest; 0 where that has passed already. */
  readonly lastYear?: number | undefined;
  /** A person's decision; -1 is never. */
  readonly pinned?: number | undefined;
  /** Not before this year, but for law and persons. */
  readonly earliest: number;
  /** Others of it in the same year share one mobilisation: its place in the problem's list. */
  readonly group?: number | undefined;
}

export interface Group {
  readonly id: string;
  readonly source: number;
  /** Yuan of today, once a year in which any of it is done. */
  readonly mobilisation: number;
}

export interface Source {
  /** Most that may be spent in year y, in the prices of that year; Infinity where there is no cap. */
  readonly cap: readonly number[];
  /** What lies in the fund before the first year; undefined where nothing is saved up. */
  readonly opening?: number | undefined;
  /** What comes in at the beginning of year y. */
  readonly income: readonly number[];
}

export interface Problem {
  readonly years: number;
  /** Prices of year y over today's. */
  readonly priceFactor: readonly number[];
  /** Money of year y in money of today, inflation taken out. */
  readonly discount: readonly number[];
  readonly candidates: readonly Candidate[];
  readonly groups: readonly Group[];
  readonly sources: readonly Source[];
}

/** The year of each candidate, -1 for not within the plan. */
export type Choice = readonly number[];

export interface Evaluation {
  /** Saved against doing nothing within the plan, less mobilisations; money of today. */
  readonly value: number;
  /** spent[source][year], in the prices of the year. */
  readonly spent: readonly (readonly number[])[];
  /** Where a source spends more than it may, yuan. */
  readonly over: readonly { readonly source: number; readonly year: number; readonly by: number }[];
  /** Candidates that the law wants replaced and that are not, or too late. */
  readonly late: readonly number[];
}

/** A fen is nothing in a budget. */
const FEN = 0.01;

export function evaluate(problem: Problem, choice: Choice): Evaluation {
  const spent = problem.sources.map(() => new Array<number>(problem.years).fill(0));
  const visited = new Set<string>();
  const late: number[] = [];
  let value = 0;
  problem.candidates.forEach((candidate, i) => {
    const year = choice[i] ?? -1;
    if (candidate.lastYear !== undefined && (year < 0 || year > candidate.lastYear)) late.push(i);
    if (year < 0) return;
    value += candidate.benefit[year] ?? 0;
    const pays = spent[candidate.source];
    if (pays) pays[year] = (pays[year] ?? 0) + candidate.price * (problem.priceFactor[year] ?? 1);
    if (candidate.group === undefined) return;
    visited.add(`${candidate.group} ${year}`);
  });
  for (const visit of visited) {
    const [g = 0, year = 0] = visit.split(" ").map(Number);
    const group = problem.groups[g];
    if (!group) continue;
    value -= group.mobilisation * (problem.discount[year] ?? 1);
    const pays = spent[group.source];
    if (pays) pays[year] = (pays[year] ?? 0) + group.mobilisation * (problem.priceFactor[year] ?? 1);
  }
  return { value, spent, over: overOf(problem, spent), late };
}

function overOf(problem: Problem, spent: readonly (readonly number[])[]): Evaluation["over"] {
  return problem.sources.flatMap((source, s) => {
    let left = source.opening;
    return Array.from({ length: problem.years }, (_, year) => {
      const used = spent[s]?.[year] ?? 0;
      const beyondCap = used - (source.cap[year] ?? Number.POSITIVE_INFINITY);
      let beyondFund = Number.NEGATIVE_INFINITY;
      if (left !== undefined) {
        left += (source.income[year] ?? 0) - used;
        beyondFund = -left;
      }
      return { source: s, year, by: Math.max(beyondCap, beyondFund) };
    }).filter(({ by }) => by > FEN);
  });
}

/** What may still be spent: updated with each placing, asked before each. */
export class Purse {
  readonly #problem: Problem;
  readonly #spent: number[][];
  readonly #visited = new Map<string, number>();

  constructor(problem: Problem) {
    this.#problem = problem;
    this.#spent = problem.sources.map(() => new Array<number>(problem.years).fill(0));
  }

  /** What placing a candidate in a year takes, its mobilisation included where it is the first of its group. */
  costOf(candidate: Candidate, year: number): number {
    return (candidate.price + this.#mobilisation(candidate, year)) * (this.#problem.priceFactor[year] ?? 1);
  }

  /** What placing it in a year is worth. */
  worthOf(candidate: Candidate, year: number): number {
    return (
      (candidate.benefit[year] ?? 0) -
      this.#mobilisation(candidate, year) * (this.#problem.discount[year] ?? 1)
    );
  }

  canPay(candidate: Candidate, year: number): boolean {
    const source = this.#problem.sources[candidate.source];
    const spent = this.#spent[candidate.source];
    if (!source || !spent) return false;
    const cost = this.costOf(candidate, year);
    if ((spent[year] ?? 0) + cost > (source.cap[year] ?? Number.POSITIVE_INFINITY) + FEN / 2) return false;
    if (source.opening === undefined) return true;
    let left = source.opening;
    for (let y = 0; y < this.#problem.years; y++) {
      left += (source.income[y] ?? 0) - (spent[y] ?? 0);
      if (y >= year && left - cost < -FEN / 2) return false;
    }
    return true;
  }

  pay(candidate: Candidate, year: number): void {
    const spent = this.#spent[candidate.source];
    if (spent) spent[year] = (spent[year] ?? 0) + this.costOf(candidate, year);
    if (candidate.group === undefined) return;
    const key = `${candidate.group} ${year}`;
    this.#visited.set(key, (this.#visited.get(key) ?? 0) + 1);
  }

  /** Takes back what `pay` did for it in that year. */
  refund(candidate: Candidate, year: number): void {
    if (candidate.group !== undefined) {
      const key = `${candidate.group} ${year}`;
      this.#visited.set(key, (this.#visited.get(key) ?? 1) - 1);
    }
    const spent = this.#spent[candidate.source];
    if (spent) spent[year] = (spent[year] ?? 0) - this.costOf(candidate, year);
  }

  /** What one that is placed adds where it stands: alone in its group and year it bears the mobilisation. */
  worthOfPlaced(candidate: Candidate, year: number): number {
    const alone = candidate.group !== undefined && this.#visited.get(`${candidate.group} ${year}`) === 1;
    const mobilisation = alone ? (this.#problem.groups[candidate.group ?? 0]?.mobilisation ?? 0) : 0;
    return (candidate.benefit[year] ?? 0) - mobilisation * (this.#problem.discount[year] ?? 1);
  }

  #mobilisation(candidate: Candidate, year: number): number {
    if (candidate.group === undefined || (this.#visited.get(`${candidate.group} ${year}`) ?? 0) > 0) return 0;
    return this.#problem.groups[candidate.group]?.mobilisation ?? 0;
  }
}
