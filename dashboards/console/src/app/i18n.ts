import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { type Lang, localeOf } from "../laws/index.ts";
import type { en, Texts } from "../texts/en.ts";
import { getPreferences, watchPreferences } from "./preferences.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

/** A language is fetched when it is spoken: half of all words stay on the server. */
const wordsOf: Record<Lang, () => Promise<Texts>> = {
  en: async () => (await import("../texts/en.ts")).en,
  zh: async () => (await import("../texts/zh.ts")).zh,
};

/** Resolves once the page can speak; a language that cannot be fetched leaves the one that is there. */
export async function startI18n(): Promise<void> {
  const { lang } = getPreferences();
  await i18next.use(initReactI18next).init({
    lng: lang,
    resources: { [lang]: { translation: await wordsOf[lang]() } },
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

/** The console's words; keys are checked by the compiler. */
export const useWords = () => useTranslation().t;
