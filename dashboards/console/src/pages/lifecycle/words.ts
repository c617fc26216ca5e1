import { yuan } from "../../../../../facility/lifecycle/shown/index.ts";
import { useLang } from "../../app/preferences.ts";
import { NOTHING } from "../../laws/index.ts";
import { axisMoney } from "./axis-money.ts";

/** Yuan as each language writes them. */
export function useMoney(): (cny: number | null | undefined) => string {
  const lang = useLang();
  return (cny) => (cny === null || cny === undefined ? NOTHING : yuan(cny, lang));
}

/** Yuan for an axis, in the language on the screen. */
export function useAxisMoney(): (cny: number) => string {
  const lang = useLang();
  return (cny) => axisMoney(cny, lang);
}

/** An order by its number; one of an imported past has none that anybody knows. */
export const orderText = (id: string, word: string): string => (/^WO-\d+$/.test(id) ? id : word);

export const percentText = (share: number): string =>
  `${(share * 100).toFixed(share > 0 && share < 0.095 ? 1 : 0)} %`;
export const yearsText = (years: number): string =>
  years >= 100 ? "> 99" : years.toFixed(1).replace(/\.0$/, "");
