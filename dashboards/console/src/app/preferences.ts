import { useSyncExternalStore } from "react";
import type { Lang } from "../laws/index.ts";
import {
  getPreferences,
  type Home,
  type Preferences,
  themeNow,
  watchPreferences,
  watchTheme,
} from "./preference-store.ts";

export {
  getPreferences,
  type Home,
  homes,
  type Preferences,
  prefer,
  type ThemeChoice,
  themeNow,
  watchPreferences,
  watchTheme,
} from "./preference-store.ts";

export const usePreferences = (): Preferences => useSyncExternalStore(watchPreferences, getPreferences);
export const useHomeChoice = (): Home | undefined =>
  useSyncExternalStore(watchPreferences, () => getPreferences().home);
export const useSiteChoice = (): string | undefined =>
  useSyncExternalStore(watchPreferences, () => getPreferences().site);
export const useLang = (): Lang => useSyncExternalStore(watchPreferences, () => getPreferences().lang);

/** The theme in force, after the choice and the device. */
export const useTheme = (): "light" | "dark" => useSyncExternalStore(watchTheme, themeNow);
