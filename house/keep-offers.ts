import type { OfferStore, Offers } from "../ingest/pipeline/index.ts";
import type { Log } from "./log.ts";

const EVERY_MS = 5_000;

/** Loads the offers and keeps them: counters every few seconds, a person's word with the next of them. */
export async function keepOffers(
  offers: Offers,
  store: OfferStore,
  log: Log,
): Promise<{ close(): Promise<void> }> {
  offers.load(await store.load());
  let saving: Promise<void> = Promise.resolve();
  const save = (): Promise<void> => {
    saving = saving.then(async () => {
      const changed = offers.takeChanged();
      try {
        await store.save(changed);
      } catch (error) {
        offers.putBack(changed);
        log.warn(`offered points could not be saved; tried again: ${String(error)}`);
      }
    });
    return saving;
  };
  const timer = setInterval(() => void save(), EVERY_MS);
  return {
    async close() {
      clearInterval(timer);
      await save();
    },
  };
}
