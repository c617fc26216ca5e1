import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { localeOf } from "../laws/index.ts";
import { en } from "../texts/en.ts";
import { zh } from "../texts/zh.ts";
import { getPreferences, watchPreferences } from "./preferences.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

export function startI18n(): void {
  const { lang } = getPreferences();
  void i18next.use(initReactI18next).init({
    lng: lang,
    fallbackLng: "en",
    resources: { en: { translation: en }, zh: { translation: zh } },
    interpolation: { escapeValue: false }, // React escapes
    initAsync: false,
  });
  const follow = () => {
    const next = getPreferences().lang;
    document.documentElement.lang = localeOf(next);
    if (i18next.language !== next) void i18next.changeLanguage(next);
  };
  follow();
  watchPreferences(follow);
}

/** The console's words; keys are checked by the compiler. */
export const useWords = () => useTranslation().t;
