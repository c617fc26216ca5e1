import { useSyncExternalStore } from "react";

/** A named address of a page, kept in this browser. */
export interface SavedView {
  readonly name: string;
  /** The address from its `?` on. */
  readonly search: string;
}
/** Pages whose address is a whole view. */
export type ViewedPage = "trends" | "alarms";

/** More than these nobody finds again. */
const MOST = 50;

const keyOf = (page: ViewedPage): string => `watchkeeper.${page}`;

function remembered(page: ViewedPage): readonly SavedView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(page)) ?? "[]");
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

const views = new Map<ViewedPage, readonly SavedView[]>();
const watchers = new Set<() => void>();

const viewsOf = (page: ViewedPage): readonly SavedView[] => {
  const held = views.get(page) ?? remembered(page);
  views.set(page, held);
  return held;
};

function keep(page: ViewedPage, next: readonly SavedView[]): void {
  views.set(page, next);
  try {
    localStorage.setItem(keyOf(page), JSON.stringify(next));
  } catch {
    // Kept until the tab closes is better than not at all.
  }
  for (const wake of watchers) wake();
}

const watch = (wake: () => void) => {
  watchers.add(wake);
  return () => void watchers.delete(wake);
};

export const useSavedViews = (page: ViewedPage): readonly SavedView[] =>
  useSyncExternalStore(watch, () => viewsOf(page));

/** A view of the same name is written over. */
export const saveView = (page: ViewedPage, view: SavedView): void =>
  keep(page, [view, ...viewsOf(page).filter(({ name }) => name !== view.name)].slice(0, MOST));

export const forgetView = (page: ViewedPage, name: string): void =>
  keep(
    page,
    viewsOf(page).filter((view) => view.name !== name),
  );
