import { lawsEn } from "../texts/laws.en.ts";
import { lawsZh } from "../texts/laws.zh.ts";
import type { Lang } from "./language.ts";

export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** The words that the laws need by themselves, and the menu's; the rest comes one language at a time (app/i18n). */
export const texts = { en: lawsEn, zh: lawsZh } as const;
export const pick = (text: Bilingual, lang: Lang): string => text[lang];

/** Puts values into `{{name}}` places, for laws that must not depend on a translation library. */
export const fill = (template: string, values: Record<string, string | number>): string =>
  template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));

/** Parts a name from what is said of it. */
export const colon = (lang: Lang): string => (lang === "zh" ? "：" : ": ");
/** What stands between the words of a list. */
export const comma = (lang: Lang): string => (lang === "zh" ? "、" : ", ");
