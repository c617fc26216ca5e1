import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { isTakeable } from "../laws/index.ts";
import { alarms } from "../live/index.ts";
import { getPreferences } from "./preferences.ts";
import type { navigation } from "./rail.tsx";
import { forSearch } from "./typed-ahead.ts";

/** After `g`: where each letter leads. */
export const goKeys = {
  h: "/",
  a: "/alarms",
  e: "/emergencies",
  o: "/oncall",
  w: "/work",
  m: "/maintenance",
  l: "/lifecycle",
  t: "/trends",
  r: "/reports",
  s: "/settings",
} as const satisfies Record<string, (typeof navigation)[number]["to"]>;
const isGoKey = (key: string): key is keyof typeof goKeys => Object.hasOwn(goKeys, key);

/** `g` waits this long for its letter. */
const WAIT_MS = 1_500;

const types = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * The desk's keys: Ctrl-K always; single letters while no text is typed, unless the person has turned them off
 * (WCAG 2.1.4). None of them changes anything in the house.
 */
export function useShortcuts(open: (what: "search" | "keys") => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    let gone = 0;
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if ((event.ctrlKey || event.metaKey) && key === "k") {
        event.preventDefault();
        forSearch.begin();
        open("search");
        return;
      }
      if (!types(event.target) && forSearch.takes(event)) {
        event.preventDefault();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (!getPreferences().keys || types(event.target)) return;
      const waits = event.timeStamp - gone < WAIT_MS;
      gone = 0;
      if (waits && isGoKey(key)) void navigate({ to: goKeys[key] });
      else if (key === "g") gone = event.timeStamp;
      else if (event.key === "/") {
        forSearch.begin();
        open("search");
      } else if (event.key === "?") open("keys");
      else if (key === "n") {
        const newest = alarms
          .board()
          .open.filter(isTakeable)
          .toSorted((a, b) => (b.raisedAt ?? b.changedAt) - (a.raisedAt ?? a.changedAt))[0];
        if (newest) void navigate({ to: ".", search: (before) => ({ ...before, alarm: newest.id }) });
      } else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [navigate, open]);
}
