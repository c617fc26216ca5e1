// Made once: a plan of thousands of lines writes a hundred thousand figures.
const english = new Intl.NumberFormat("en-US");
const chinese = new Intl.NumberFormat("zh-CN");
const tenThousands = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 1 });

/** ¥ 1,234,567 in English, 123.5 万元 in Chinese where it is long: what people say in each. */
export function yuan(cny: number, lang: "en" | "zh"): string {
  const whole = Math.round(cny);
  if (lang === "en") return `¥${english.format(whole)}`;
  return Math.abs(whole) >= 100_000
    ? `${tenThousands.format(whole / 10_000)} 万元`
    : `${chinese.format(whole)} 元`;
}

export const percent = (share: number): string =>
  `${(share * 100).toFixed(share > 0 && share < 0.095 ? 1 : 0)}%`;

export const oneDigit = (value: number): string =>
  (Math.round(value * 10) / 10).toFixed(1).replace(/\.0$/, "");

/** 2026-03-31 of a moment in the site's zone is for who knows the zone; here the calendar of UTC is enough for days. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
