import type { Rota } from "../../facility/oncall/index.ts";
import type { OnCallPort } from "../oncall-port.ts";
import { currentScope, gather, must, mustSeeAll, sees } from "./current.ts";

/** Notes of the duty log that somebody may still take over: far more than shifts of a month write. */
const MOST_NOTES = 1_000;

/**
 * Staff, chains, routes and channels are one book for all sites: everybody may read in it, and who does not see all
 * sites changes in it only his own profile and the rotas of his sites.
 */
export function scopedOnCall(oncall: OnCallPort): OnCallPort {
  const { book, pager, calls, begin, log, swaps } = oncall;
  const seenRota = (id: string): boolean =>
    !currentScope() || book.rotas().some((rota) => rota.id === id && sees(rota.site));
  const siteOfCall = async (id: string): Promise<string | undefined> =>
    currentScope() && (pager.call(id) ?? (await calls.call(id)))?.site;
  const seenCall = async (id: string): Promise<boolean> =>
    !currentScope() || sees((await siteOfCall(id)) ?? "");
  return {
    book: {
      roster() {
        const roster = book.roster();
        return currentScope() ? { ...roster, rotas: roster.rotas.filter(({ site }) => sees(site)) } : roster;
      },
      profiles: () => book.profiles(),
      rotas: () => book.rotas().filter(({ site }) => sees(site)),
      groups: () => book.groups(),
      chains: () => book.chains(),
      routes: () => book.routes(),
      channels: () => book.channels(),
      channel: (id) => book.channel(id),
      isUsable: (channel) => book.isUsable(channel),
      settings: () => book.settings(),
      refresh: () => book.refresh(),
      async put(kind, document, by) {
        if (kind === "rota") {
          const { id, site } = document as Rota;
          must(book.rotas().find((rota) => rota.id === id)?.site ?? site);
          must(site);
        } else if (!(kind === "staff" && document.id === by)) mustSeeAll();
        return await book.put(kind, document, by);
      },
      async putRoutes(routes, by) {
        mustSeeAll();
        return await book.putRoutes(routes, by);
      },
      async remove(kind, id) {
        const rota = kind === "rota" ? book.rotas().find((each) => each.id === id) : undefined;
        if (rota) must(rota.site);
        else mustSeeAll();
        return await book.remove(kind, id);
      },
    },
    pager: {
      open: () => pager.open().filter(({ site }) => sees(site)),
      call(id) {
        const call = pager.call(id);
        return call && sees(call.site) ? call : undefined;
      },
      callOf(alarm) {
        const call = pager.callOf(alarm);
        return call && sees(call.site) ? call : undefined;
      },
      changed: pager.changed,
      rung: pager.rung,
      get consoles() {
        return pager.consoles;
      },
      set consoles(count) {
        pager.consoles = count;
      },
      async answer(answer) {
        const site = await siteOfCall(answer.call);
        if (site !== undefined) must(site);
        return await pager.answer(answer);
      },
      seen: (delivery) => pager.seen(delivery),
      delivered: (delivery) => pager.delivered(delivery),
      test: (channel, address, person) => pager.test(channel, address, person),
      send: (notice) => pager.send(notice),
    },
    calls: {
      async call(id) {
        const call = await calls.call(id);
        return call && sees(call.site) ? call : undefined;
      },
      async calls(query) {
        if (query.site !== undefined) must(query.site);
        return await gather(
          query.limit,
          (last) => calls.calls({ ...query, ...(last ? { before: last.openedAt } : {}) }),
          ({ site }) => site,
        );
      },
      delivery: (id) => calls.delivery(id),
      async deliveries(query) {
        if (!currentScope()) return await calls.deliveries(query);
        if (query.call !== undefined)
          return (await seenCall(query.call)) ? await calls.deliveries(query) : [];
        const seen = new Map<string, boolean>();
        const found = await calls.deliveries(query);
        for (const { call } of found) if (!seen.has(call)) seen.set(call, await seenCall(call));
        return found.filter(({ call }) => seen.get(call));
      },
      attempts: (deliveries) => calls.attempts(deliveries),
      lines: async (call) => ((await seenCall(call)) ? await calls.lines(call) : []),
      spent: (delivery) => calls.spent(delivery),
      commit: (change) => calls.commit(change),
    },
    begin: {
      plan: (call) => (sees(call.site) ? begin.plan(call) : undefined),
      async startPlan(call, by, words) {
        must(call.site);
        return await begin.startPlan(call, by, words);
      },
      async openOrder(call, by, words) {
        must(call.site);
        return await begin.openOrder(call, by, words);
      },
    },
    agreements: oncall.agreements,
    push: oncall.push,
    log: {
      async add(entry) {
        must(entry.site);
        await log.add(entry);
      },
      async list(query) {
        must(query.site);
        return await log.list(query);
      },
      async read(id, by, at) {
        const scope = currentScope();
        if (!scope) return await log.read(id, by, at);
        const lists = await Promise.all([...scope].map((site) => log.list({ site, limit: MOST_NOTES })));
        return lists.flat().some((entry) => entry.id === id) && (await log.read(id, by, at));
      },
    },
    swaps: {
      put: (swap) => swaps.put(swap),
      async get(id) {
        const swap = await swaps.get(id);
        return swap && seenRota(swap.rota) ? swap : undefined;
      },
      list: async (rota) => (await swaps.list(rota)).filter((swap) => seenRota(swap.rota)),
    },
    feeds: oncall.feeds,
    verify: (token) => oncall.verify(token),
    pushKey: oncall.pushKey,
    beat: () => oncall.beat(),
    calendar: (feed) => oncall.calendar(feed),
    // Messages of the demo, of whatever site.
    ...(oncall.wall ? { wall: () => (currentScope() ? [] : (oncall.wall?.() ?? [])) } : {}),
  };
}
