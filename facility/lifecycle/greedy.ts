import { type Candidate, type Problem, Purse } from "./problem.ts";

/**
 * What a careful person would do with a list and a pencil: first what persons decided, then what the law wants in the
 * order of its days, then whatever saves most for each yuan, each in the best year that can pay for it. Never over a
 * cap by its own doing.
 */
export function greedy(problem: Problem): number[] {
  const { candidates, years } = problem;
  const choice = new Array<number>(candidates.length).fill(-1);
  const purse = new Purse(problem);
  const place = (i: number, candidate: Candidate, year: number) => {
    choice[i] = year;
    purse.pay(candidate, year);
  };
  candidates.forEach((candidate, i) => {
    if (candidate.pinned !== undefined && candidate.pinned >= 0) place(i, candidate, candidate.pinned);
  });

  const free = candidates
    .map((candidate, i) => ({ candidate, i }))
    .filter(({ candidate }) => candidate.pinned === undefined);
  const bestOf = (candidate: Candidate, from: number, to: number, atAnyWorth: boolean): number => {
    let best = -1;
    let worth = atAnyWorth ? Number.NEGATIVE_INFINITY : 0;
    for (let year = from; year <= to; year++) {
      const here = purse.worthOf(candidate, year);
      if (here > worth && purse.canPay(candidate, year)) {
        worth = here;
        best = year;
      }
    }
    return best;
  };

  const forced = free
    .filter(({ candidate }) => candidate.lastYear !== undefined)
    .toSorted(
      (a, b) =>
        (a.candidate.lastYear ?? 0) - (b.candidate.lastYear ?? 0) || a.candidate.price - b.candidate.price,
    );
  for (const { candidate, i } of forced) {
    const last = Math.min(years - 1, candidate.lastYear ?? 0);
    const inTime = bestOf(candidate, 0, last, true);
    const year = inTime === -1 ? firstThatPays(purse, candidate, last + 1, years) : inTime;
    if (year !== -1) place(i, candidate, year);
  }

  const rest = free
    .filter(({ candidate }) => candidate.lastYear === undefined)
    .map((each) => ({ ...each, worth: Math.max(...each.candidate.benefit.slice(0, years)) }))
    .filter(({ worth }) => worth > 0)
    .toSorted((a, b) => b.worth / b.candidate.price - a.worth / a.candidate.price);
  for (const { candidate, i } of rest) {
    const year = bestOf(candidate, candidate.earliest, years - 1, false);
    if (year !== -1) place(i, candidate, year);
  }
  return choice;
}

function firstThatPays(purse: Purse, candidate: Candidate, from: number, years: number): number {
  for (let year = from; year < years; year++) if (purse.canPay(candidate, year)) return year;
  return -1;
}

/**
 * The pencil with prices on money: each candidate first goes where it saves most over what its money is worth there,
 * those that would lose most by missing their year first. A better start for the integer program than bare savings.
 */
export function pricedGreedy(problem: Problem, price: readonly (readonly number[])[]): number[] {
  const { candidates, years, priceFactor } = problem;
  const choice = new Array<number>(candidates.length).fill(-1);
  const purse = new Purse(problem);
  const worthOf = (candidate: Candidate, year: number) =>
    purse.worthOf(candidate, year) -
    candidate.price * (priceFactor[year] ?? 1) * (price[candidate.source]?.[year] ?? 0);
  const place = (i: number, candidate: Candidate, year: number) => {
    choice[i] = year;
    purse.pay(candidate, year);
  };
  candidates.forEach((candidate, i) => {
    if (candidate.pinned !== undefined && candidate.pinned >= 0) place(i, candidate, candidate.pinned);
  });
  const free = candidates
    .map((candidate, i) => ({ candidate, i, open: yearsOpen(problem, candidate, false) }))
    .filter(({ candidate }) => candidate.pinned === undefined)
    .map((each) => {
      const worths = each.open.map((year) => worthOf(each.candidate, year)).toSorted((a, b) => b - a);
      const forced = each.candidate.lastYear !== undefined;
      const [best = 0, second = 0] = worths;
      return {
        ...each,
        forced,
        worth: best,
        regret: (best - Math.max(second, forced ? -1e12 : 0)) / each.candidate.price,
      };
    })
    .toSorted(
      (a, b) =>
        Number(b.forced) - Number(a.forced) ||
        (a.candidate.lastYear ?? 0) - (b.candidate.lastYear ?? 0) ||
        b.regret - a.regret,
    );
  for (const { candidate, i, open, forced } of free) {
    const inOrder = open
      .map((year) => ({ year, worth: worthOf(candidate, year) }))
      .filter(({ worth, year }) => forced || (worth > 0 && (candidate.benefit[year] ?? 0) > 0))
      .toSorted((a, b) => b.worth - a.worth);
    const at = inOrder.find(({ year }) => purse.canPay(candidate, year))?.year;
    if (at !== undefined) place(i, candidate, at);
    else if (forced) {
      const late = firstThatPays(purse, candidate, Math.max(0, (candidate.lastYear ?? 0) + 1), years);
      if (late !== -1) place(i, candidate, late);
    }
  }
  // What is left of the money goes to whatever still saves by itself.
  const rest = candidates
    .map((candidate, i) => ({ candidate, i }))
    .filter(({ candidate, i }) => choice[i] === -1 && candidate.pinned === undefined)
    .toSorted(
      (a, b) =>
        Math.max(...b.candidate.benefit) / b.candidate.price -
        Math.max(...a.candidate.benefit) / a.candidate.price,
    );
  for (const { candidate, i } of rest) {
    let best = -1;
    let worth = 0;
    for (let year = candidate.earliest; year < years; year++) {
      const here = purse.worthOf(candidate, year);
      if (here > worth && purse.canPay(candidate, year)) [worth, best] = [here, year];
    }
    if (best !== -1) place(i, candidate, best);
  }
  return choice;
}

/** Years in which a candidate may be placed at all. `late` are those that the law could not have in time. */
export function yearsOpen(problem: Problem, candidate: Candidate, late: boolean): number[] {
  if (candidate.pinned !== undefined) return candidate.pinned >= 0 ? [candidate.pinned] : [];
  const all = Array.from({ length: problem.years }, (_, year) => year);
  if (candidate.lastYear === undefined) return all.filter((year) => year >= candidate.earliest);
  const last = candidate.lastYear;
  return late ? all : all.filter((year) => year <= last);
}
