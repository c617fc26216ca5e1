import type { Kept, Shelf, Shelves, WorkOrders } from "../../facility/maintenance/index.ts";
import type { MaintenanceDeps } from "../routes/index.ts";
import { currentScope, gather, must, notSeen, sees, siteOfId } from "./current.ts";

export const scopedMaintenance = (deps: MaintenanceDeps): MaintenanceDeps => ({
  orders: scopedOrders(deps.orders),
  ...(deps.shelves ? { shelves: scopedShelves(deps.shelves) } : {}),
  ...(deps.plans ? { plans: scopedPlans(deps.plans) } : {}),
  ...(deps.requests ? { requests: scopedRequests(deps.requests) } : {}),
  ...(deps.rounds ? { rounds: scopedRounds(deps.rounds) } : {}),
  ...(deps.stock ? { stock: scopedStock(deps.stock) } : {}),
  ...(deps.people ? { people: deps.people } : {}),
});

function scopedOrders(orders: WorkOrders): WorkOrders {
  const get: WorkOrders["get"] = async (id) => {
    const order = await orders.get(id);
    return order && sees(order.site) ? order : undefined;
  };
  return {
    async request(request, by) {
      must(request.site);
      return await orders.request(request, by);
    },
    async act(request) {
      const order = currentScope() && (await orders.get(request.id));
      // Said, not thrown: it may be one of several, and the others go on.
      return order && !sees(order.site)
        ? { ok: false, problem: notSeen(order.site) }
        : await orders.act(request);
    },
    async refusal(id, act) {
      const order = currentScope() && (await orders.get(id));
      return order && !sees(order.site) ? notSeen(order.site) : await orders.refusal(id, act);
    },
    get,
    open: () => orders.open().filter(({ site }) => sees(site)),
    async list(query) {
      if (query.site !== undefined) must(query.site);
      return await gather(
        query.limit,
        (last) => orders.list({ ...query, ...(last ? { before: last.openedAt } : {}) }),
        ({ site }) => site,
      );
    },
    journal: async (id) => ((await get(id)) ? await orders.journal(id) : []),
    changed: orders.changed,
  };
}

/** Where a noun of maintenance lies, as it says itself; nothing where it does not say, and then nobody limited sees it. */
function siteOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("site" in value && typeof value.site === "string") return value.site;
  if ("asset" in value && typeof value.asset === "string") return siteOfId(value.asset);
  return undefined;
}
const isSeen = (value: unknown): boolean => !currentScope() || sees(siteOf(value) ?? "");

function scopedShelf<T>(shelf: Shelf<T>): Shelf<T> {
  return {
    async put(...entries: readonly Kept<T>[]) {
      for (const { site } of entries) must(site);
      await shelf.put(...entries);
    },
    async get(id) {
      const value = await shelf.get(id);
      return isSeen(value) ? value : undefined;
    },
    async list(query = {}) {
      if (query.site !== undefined) must(query.site);
      const values = await shelf.list(query);
      // By the site it is kept under; a value need not repeat it.
      return query.site === undefined ? values.filter(isSeen) : values;
    },
    async remove(...ids) {
      if (currentScope()) for (const id of ids) must(siteOf(await shelf.get(id)) ?? "");
      await shelf.remove(...ids);
    },
  };
}

function scopedShelves(shelves: Shelves): Shelves {
  return {
    plans: scopedShelf(shelves.plans),
    visits: scopedShelf(shelves.visits),
    failures: scopedShelf(shelves.failures),
    costs: scopedShelf(shelves.costs),
    lives: scopedShelf(shelves.lives),
    meters: scopedShelf(shelves.meters),
    calendars: scopedShelf(shelves.calendars),
    firstSeen: scopedShelf(shelves.firstSeen),
    contracts: scopedShelf(shelves.contracts),
    certificates: scopedShelf(shelves.certificates),
    requests: scopedShelf(shelves.requests),
    rounds: scopedShelf(shelves.rounds),
    stops: scopedShelf(shelves.stops),
    budgets: scopedShelf(shelves.budgets),
    parts: scopedShelf(shelves.parts),
    partMoves: scopedShelf(shelves.partMoves),
    tariffs: scopedShelf(shelves.tariffs),
  };
}

type Part<K extends keyof MaintenanceDeps> = NonNullable<MaintenanceDeps[K]>;

const scopedPlans = (plans: Part<"plans">): Part<"plans"> => ({
  async plans(site) {
    must(site);
    return await plans.plans(site);
  },
  async standings(site) {
    must(site);
    return await plans.standings(site);
  },
  async ahead(site, ...rest) {
    must(site);
    return await plans.ahead(site, ...rest);
  },
  async preview(plan, until) {
    must(plan.site);
    return await plans.preview(plan, until);
  },
  async calendar(site) {
    must(site);
    return await plans.calendar(site);
  },
  look: () => plans.look(),
  troubleWith: (rrule, start) => plans.troubleWith(rrule, start),
});

function scopedRequests(requests: Part<"requests">): Part<"requests"> {
  const seen = async (id: string) => {
    const request = await requests.get(id);
    return request && sees(request.site) ? request : undefined;
  };
  return {
    changed: requests.changed,
    async take(asked) {
      must(asked.asset.site);
      return await requests.take(asked);
    },
    bySecret: (id, secret) => requests.bySecret(id, secret),
    get: seen,
    list: async (site) => (await requests.list(site)).filter((each) => sees(each.site)),
    answer: async (id, fixed, words) =>
      (await seen(id)) ? await requests.answer(id, fixed, words) : undefined,
    reply: async (id, words, dismiss, by) =>
      (await seen(id)) ? await requests.reply(id, words, dismiss, by) : undefined,
    forget: async (id) => ((await seen(id)) ? await requests.forget(id) : undefined),
  };
}

const scopedRounds = (rounds: Part<"rounds">): Part<"rounds"> => ({
  rounds: async (site) => (await rounds.rounds(site)).filter((each) => sees(each.site)),
  async put(round) {
    must(round.site);
    await rounds.put(round);
  },
  async remove(id) {
    if (currentScope()) {
      const round = (await rounds.rounds()).find((each) => each.id === id);
      if (round) must(round.site);
    }
    await rounds.remove(id);
  },
  stops: async (query) => (await rounds.stops(query)).filter((each) => sees(each.site)),
  async take(report, by) {
    if (currentScope()) {
      const round = (await rounds.rounds()).find((each) => each.id === report.round);
      if (round) must(round.site);
    }
    return await rounds.take(report, by);
  },
});

const scopedStock = (stock: Part<"stock">): Part<"stock"> => ({
  async list(site) {
    must(site);
    return await stock.list(site);
  },
  async moves(site, part) {
    must(site);
    return await stock.moves(site, part);
  },
  async put(part) {
    must(part.site);
    await stock.put(part);
  },
  async count(site, id, counted) {
    must(site);
    return await stock.count(site, id, counted);
  },
  async move(move) {
    must(move.site);
    return await stock.move(move);
  },
  async remove(site, id) {
    must(site);
    await stock.remove(site, id);
  },
});
