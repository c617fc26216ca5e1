import type { Lang } from "../laws/language.ts";
import type { Texts } from "../texts/en.ts";
import { getPreferences } from "./preference-store.ts";

/** A language is fetched when it is spoken: half of all words stay on the server. */
export const wordsOf: Record<Lang, () => Promise<Texts>> = {
  en: async () => (await import("../texts/en.ts")).en,
  zh: async () => (await import("../texts/zh.ts")).zh,
};

/** The page's first language; its words are on their way before the script that will say them has come. */
export const spokenFirst: Lang = getPreferences().lang;
export const firstWords: Promise<Texts> = wordsOf[spokenFirst]();
