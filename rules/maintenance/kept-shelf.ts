import type { Shelf } from "../../facility/maintenance/index.ts";

/** A shelf whose records are at hand without waiting for the store. */
export interface KeptShelf<T> extends Shelf<T> {
  /** As they stand, in no order. */
  all(): readonly T[];
}

/** Holds a shelf's records in memory too, for whoever cannot wait. Everything must be written through what this answers. */
export async function keptShelf<T extends { readonly id: string }>(shelf: Shelf<T>): Promise<KeptShelf<T>> {
  const kept = new Map((await shelf.list()).map((value) => [value.id, value]));
  return {
    ...shelf,
    all: () => [...kept.values()],
    async put(...entries) {
      await shelf.put(...entries);
      for (const { id, value } of entries) kept.set(id, value);
    },
    async remove(...ids) {
      await shelf.remove(...ids);
      for (const id of ids) kept.delete(id);
    },
  };
}
