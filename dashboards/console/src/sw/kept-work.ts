import type { Lang } from "../laws/language.ts";
import type { KeptWork } from "./no-network.ts";

interface Named {
  readonly id: string;
  readonly title: Readonly<Record<Lang, string>>;
}
interface Order extends Named {
  readonly state: { readonly is: string };
}

/** All values of a store, none where the database was never made: opening it by name alone would make it empty. */
async function valuesOf<T>(database: string, store: string): Promise<readonly T[]> {
  const there = await indexedDB.databases();
  if (!there.some(({ name }) => name === database)) return [];
  return await new Promise((resolve, reject) => {
    const open = indexedDB.open(database);
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const all = open.result.transaction(store).objectStore(store).getAll();
      all.onerror = () => reject(all.error);
      all.onsuccess = () => {
        open.result.close();
        resolve(all.result as readonly T[]);
      };
    };
  });
}

/** Finished orders need no hands any more. */
const OVER = ["done", "verified", "closed", "cancelled"];

/** The rounds and the orders under way as `round-store.ts` and `order-store.ts` keep them. */
export async function keptWork(lang: Lang): Promise<readonly KeptWork[]> {
  const [rounds, orders] = await Promise.all([
    valuesOf<Named>("watchkeeper-rounds", "rounds"),
    valuesOf<Order>("watchkeeper-orders", "orders"),
  ]);
  return [
    ...orders
      .filter(({ state }) => !OVER.includes(state.is))
      .map(({ id, title }) => ({ path: `/orders/${id}`, title: `${id} ${title[lang]}` })),
    ...rounds.map(({ id, title }) => ({ path: `/rounds/${id}`, title: title[lang] })),
  ];
}
