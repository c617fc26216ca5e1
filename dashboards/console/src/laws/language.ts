export type Lang = "en" | "zh";
/** What Intl and the html element want. */
export const localeOf = (lang: Lang): string => (lang === "zh" ? "zh-CN" : "en-GB");
