import { useSyncExternalStore } from "react";

/** A named address of the trends page, kept in this browser. */
export interface SavedView {
  readonly name: string;
  /** What stands behind the `?` of the address. */
  readonly search: string;
}

const KEY = "watchkeeper.trends";
/** More than these nobody finds again. */
const MOST = 50;

function remembered(): readonly SavedView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.filter(
      (one): one is SavedView =>
        typeof one === "object" &&
        one !== null &&
        typeof one.name === "string" &&
        typeof one.search === "string",
    );
  } catch {
    // Private windows may refuse storage, and a hand-edited entry may be no JSON: then there are no views.
    return [];
  }
}

let views = remembered();
const watchers = new Set<() => void>();

function keep(next: readonly SavedView[]): void {
  views = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(views));
  } catch {
    // Kept until the tab closes is better than not at all.
  }
  for (const wake of watchers) wake();
}

const watch = (wake: () => void) => {
  watchers.add(wake);
  return () => void watchers.delete(wake);
};

export const useSavedViews = (): readonly SavedView[] => useSyncExternalStore(watch, () => views);

/** A view of the same name is written over. */
export const saveView = (view: SavedView): void =>
  keep([view, ...views.filter(({ name }) => name !== view.name)].slice(0, MOST));

export const forgetView = (name: string): void => keep(views.filter((view) => view.name !== name));
