/** No React here: the page takes its colours and asks for its words before that has come. */
import type { Lang } from "../laws/language.ts";

export type ThemeChoice = "system" | "light" | "dark";
/** Whose view the first page is. */
export const homes = ["engineer", "desk", "manager"] as const;
export type Home = (typeof homes)[number];
export interface Preferences {
  readonly lang: Lang;
  readonly theme: ThemeChoice;
  readonly railPinned: boolean;
  /** Absent until the person has chosen: then the role does. */
  readonly home?: Home | undefined;
  /** The site on the screen, where there are several; the first until one is chosen. */
  readonly site?: string | undefined;
  /** Single letters as shortcuts; some read with a voice that types letters. */
  readonly keys: boolean;
  /** The first steps are put aside. */
  readonly tourHidden: boolean;
}

const KEY = "watchkeeper.preferences";

function fromBrowser(): Preferences {
  return {
    lang: navigator.languages.some((tag, i) => i === 0 && tag.toLowerCase().startsWith("zh")) ? "zh" : "en",
    theme: "system",
    railPinned: false,
    keys: true,
    tourHidden: false,
  };
}

function remembered(): Preferences {
  const found = fromBrowser();
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    if (typeof kept !== "object" || kept === null) return found;
    return {
      lang: "lang" in kept && (kept.lang === "zh" || kept.lang === "en") ? kept.lang : found.lang,
      theme: "theme" in kept && (kept.theme === "light" || kept.theme === "dark") ? kept.theme : found.theme,
      railPinned: "railPinned" in kept && kept.railPinned === true,
      home: "home" in kept ? homes.find((one) => one === kept.home) : undefined,
      site: "site" in kept && typeof kept.site === "string" ? kept.site : undefined,
      keys: !("keys" in kept && kept.keys === false),
      tourHidden: "tourHidden" in kept && kept.tourHidden === true,
    };
  } catch {
    // Private windows may refuse storage, and a hand-edited entry may be no JSON: start from the browser's own.
    return found;
  }
}

let preferences = remembered();
const watchers = new Set<() => void>();

export const getPreferences = (): Preferences => preferences;

export function prefer(change: Partial<Preferences>): void {
  preferences = { ...preferences, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Not remembered is no reason not to switch.
  }
  for (const wake of watchers) wake();
}

export function watchPreferences(wake: () => void): () => void {
  watchers.add(wake);
  return () => watchers.delete(wake);
}

const dark = window.matchMedia("(prefers-color-scheme: dark)");
export const themeNow = (): "light" | "dark" =>
  preferences.theme === "system" ? (dark.matches ? "dark" : "light") : preferences.theme;
export function watchTheme(wake: () => void): () => void {
  dark.addEventListener("change", wake);
  const stop = watchPreferences(wake);
  return () => {
    dark.removeEventListener("change", wake);
    stop();
  };
}
