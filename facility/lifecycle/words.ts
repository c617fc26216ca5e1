/** ¥ 1,234,567 in English, 123.5 万元 in Chinese where it is long: what people say in each. */
export function yuan(cny: number, lang: "en" | "zh"): string {
  const whole = Math.round(cny);
  if (lang === "en") return `¥${whole.toLocaleString("en-US")}`;
  return Math.abs(whole) >= 100_000
    ? `${(whole / 10_000).toLocaleString("zh-CN", { maximumFractionDigits: 1 })} 万元`
    : `${whole.toLocaleString("zh-CN")} 元`;
}

export const percent = (share: number): string =>
  `${(share * 100).toFixed(share > 0 && share < 0.095 ? 1 : 0)}%`;

export const oneDigit = (value: number): string =>
  (Math.round(value * 10) / 10).toFixed(1).replace(/\.0$/, "");

/** 2026-03-31 of a moment in the site's zone is for who knows the zone; here the calendar of UTC is enough for days. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
