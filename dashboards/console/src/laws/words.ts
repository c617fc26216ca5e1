import { en } from "../texts/en.ts";
import { zh } from "../texts/zh.ts";

export type Lang = "en" | "zh";
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

export const texts = { en, zh } as const;
/** What Intl and the html element want. */
export const localeOf = (lang: Lang): string => (lang === "zh" ? "zh-CN" : "en-GB");
export const pick = (text: Bilingual, lang: Lang): string => text[lang];

/** Puts values into `{{name}}` places, for laws that must not depend on a translation library. */
export const fill = (template: string, values: Record<string, string | number>): string =>
  template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
