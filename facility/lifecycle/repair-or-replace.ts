import { type Text, text } from "../units/index.ts";
import type { Forecast } from "./forecast.ts";
import { oneDigit, yuan } from "./words.ts";

export interface RepairDecision {
  readonly verdict: "repair" | "replace";
  /** The dearest repair that still pays. */
  readonly limitCny: number;
  /** Years it is then kept, as far as that is cheaper than a new one. */
  readonly keptYears: number;
  readonly says: Text;
}

/**
 * The repair limit: a repair pays while it costs less than what the repaired asset still saves against a new one,
 * Σ (new − keep_k)·(1+r)^−k over the years in which keeping is cheaper; and never where the law wants it replaced.
 */
export function repairOrReplace(forecast: Forecast, faultCny: number, rate: number): RepairDecision {
  const perYear = forecast.newPerYear[0] ?? 0;
  const end = forecast.bestYear ?? forecast.keep.length;
  let limitCny = 0;
  for (let k = 0; k < end; k++) limitCny += Math.max(0, perYear - (forecast.keep[k] ?? 0)) * (1 + rate) ** -k;
  const overdue = forecast.must !== undefined && forecast.must.lastYear < 0;
  const verdict = !overdue && faultCny <= limitCny ? "repair" : "replace";
  const [fault, limit] = [faultCny, limitCny];
  const [en, zh] = overdue
    ? [
        `Replace: the rule's day (${forecast.must?.day}) has passed, a repair would be lost. ${forecast.must?.basis.en}.`,
        `建议更换：法定期限（${forecast.must?.day}）已过，再投入维修得不偿失。${forecast.must?.basis.zh}。`,
      ]
    : verdict === "repair"
      ? [
          `Repair: ${yuan(fault, "en")} is below the limit of ${yuan(limit, "en")}. Repaired, it is cheaper than a new one (${yuan(perYear, "en")} a year) for about ${end} more years.`,
          `建议维修：维修费 ${yuan(fault, "zh")}，未超过维修限额 ${yuan(limit, "zh")}。修复后约 ${end} 年内，继续使用仍比新购（每年 ${yuan(perYear, "zh")}）划算。`,
        ]
      : [
          `Replace: ${yuan(fault, "en")} is above the limit of ${yuan(limit, "en")}. ${end === 0 ? "Keeping it costs more than a new one already" : `It would be kept about ${end} more years`} (a new one: ${yuan(perYear, "en")} a year over ${oneDigit(forecast.newLifeYears)} years).`,
          `建议更换：维修费 ${yuan(fault, "zh")}，超过维修限额 ${yuan(limit, "zh")}。${end === 0 ? "即使修复，继续使用的年成本也已高于新购" : `修复后预计只宜再用约 ${end} 年`}（新购按使用 ${oneDigit(forecast.newLifeYears)} 年折算为每年 ${yuan(perYear, "zh")}）。`,
        ];
  return { verdict, limitCny, keptYears: end, says: text(en ?? "", zh ?? "") };
}
