import i18next, { type TFunction } from "i18next";
import { createContext, use, useSyncExternalStore } from "react";
import { localeOf } from "../laws/index.ts";
import type { en } from "../texts/en.ts";
import { getPreferences, watchPreferences } from "./preferences.ts";
import { firstWords, spokenFirst, wordsOf } from "./words.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

/** Resolves once the page can speak; a language that cannot be fetched leaves the one that is there. */
export async function startI18n(): Promise<void> {
  await i18next.init({
    lng: spokenFirst,
    resources: { [spokenFirst]: { translation: await firstWords } },
    interpolation: { escapeValue: false }, // React escapes
    initAsync: false,
  });
  const follow = async () => {
    const next = getPreferences().lang;
    if (!i18next.hasResourceBundle(next, "translation"))
      i18next.addResourceBundle(next, "translation", await wordsOf[next]());
    // Meanwhile the person may have changed their mind.
    if (getPreferences().lang !== next) return;
    document.documentElement.lang = localeOf(next);
    if (i18next.language !== next) await i18next.changeLanguage(next);
  };
  await follow();
  // Without the server the words cannot come; the switch works again with the connection.
  watchPreferences(() => void follow().catch(() => undefined));
}

let spoken = i18next.t;
function watchWords(wake: () => void): () => void {
  const change = () => {
    // Another function, so that what depends on it is worked out anew.
    spoken = i18next.getFixedT(i18next.language);
    wake();
  };
  i18next.on("languageChanged", change);
  return () => i18next.off("languageChanged", change);
}

const Words = createContext<TFunction>(spoken);
/** Speaks to all below it; they are drawn again when the language changes. */
export const Speaking = Words.Provider;
export const useSpokenWords = (): TFunction => useSyncExternalStore(watchWords, () => spoken);

/** The console's words; keys are checked by the compiler. Hundreds ask on a page, so it costs no more than a look. */
export const useWords = (): TFunction => use(Words);
