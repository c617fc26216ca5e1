import type { Lang } from "../../laws/index.ts";

/** Yuan for an axis: short, and never so short that two marks read alike. */
export function axisMoney(cny: number, lang: Lang): string {
  const upTo = (places: number, n: number) => Math.round(n * 10 ** places) / 10 ** places;
  if (lang === "zh") return cny < 10_000 ? `${upTo(0, cny)} 元` : `${upTo(2, cny / 10_000)} 万`;
  if (cny < 1_000) return `¥${upTo(0, cny)}`;
  return cny < 1_000_000 ? `¥${upTo(1, cny / 1_000)}k` : `¥${upTo(2, cny / 1_000_000)}M`;
}
