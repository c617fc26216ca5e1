import { type Text, text } from "../units/index.ts";
import type { Forecast } from "./forecast.ts";
import type { LineReason } from "./plan.ts";
import { oneDigit, percent, yuan } from "./words.ts";

export interface Why {
  readonly forecast: Forecast;
  readonly firstYear: number;
  readonly years: number;
  /** Index of the chosen year, -1 for none. */
  readonly at: number;
  readonly reason: LineReason;
  readonly costCny: number;
  readonly waitingCny: number;
  /** What is done together in that year, with what that saves. */
  readonly group?: { readonly name: Text; readonly count: number; readonly savedCny: number } | undefined;
  readonly move?: { readonly by: Text; readonly why: string } | undefined;
  readonly sourceName: Text;
  /** What setting up costs, where that alone is more than a renewal would save. */
  readonly setUpCny?: number | undefined;
}

/** The sentences that explain one line of a plan, every figure from the forecast it stands on. */
export function explain(why: Why): Text {
  const parts = [decision(why), state(why), money(why), timing(why)].filter(({ en }) => en !== "");
  return text(parts.map(({ en }) => en).join(" "), parts.map(({ zh }) => zh).join(""));
}

const nothing = { en: "", zh: "" };

function decision({ forecast, firstYear, years, at, reason, costCny, sourceName, move }: Why): Text {
  const year = firstYear + at;
  const law = forecast.must;
  if (at < 0) {
    if (move)
      return text(
        `Not within the plan: decided by ${move.by.en}${move.why ? ` (${move.why})` : ""}.`,
        `本期不更换：${move.by.zh}决定${move.why ? `（${move.why}）` : ""}。`,
      );
    if (reason === "unfunded")
      return text(
        `Due, but no year's money reaches it${law ? `: ${law.basis.en}, by ${law.day}` : ""}. Raise the cap of “${sourceName.en}” or take something else out.`,
        `应更换但各年资金均不足${law ? `：${law.basis.zh}，期限 ${law.day}` : ""}。请提高“${sourceName.zh}”限额或调减其他项目。`,
      );
    return text(`Keep it through ${firstYear + years - 1}.`, `${firstYear + years - 1} 年前继续使用。`);
  }
  const head = text(
    `Replace in ${year} for ${yuan(costCny, "en")}.`,
    `${year} 年更换，${yuan(costCny, "zh")}。`,
  );
  switch (reason) {
    case "law":
      return text(
        `${head.en} Required${law ? ` ${law.lastYear < 0 ? "since" : "by"} ${law.day}: ${law.basis.en}` : ""}.`,
        `${head.zh}法定要求${law ? `（期限 ${law.day}${law.lastYear < 0 ? "，已过期" : ""}）：${law.basis.zh}` : ""}。`,
      );
    case "moved":
      return text(
        `${head.en} The year was set by ${move?.by.en ?? "a person"}${move?.why ? ` (${move.why})` : ""}.`,
        `${head.zh}年份由${move?.by.zh ?? "人工"}指定${move?.why ? `（${move.why}）` : ""}。`,
      );
    default:
      return head;
  }
}

/** How it stands: age, condition with what sets it, chance of failing. */
function state({ forecast, firstYear, years, at }: Why): Text {
  const { condition, ageYears, life, remaining } = forecast;
  const until = at < 0 ? years : at + 1;
  const chance = 1 - (remaining.survivors[until] ?? 0);
  const leading =
    condition.limiting ??
    condition.evidence
      .filter(({ kind }) => kind !== "age")
      .toSorted((a, b) => b.grade * b.weight * b.freshness - a.grade * a.weight * a.freshness)[0];
  const age =
    ageYears === undefined
      ? text("Its age is unknown", "使用年限不详")
      : text(
          `It is ${oneDigit(ageYears)} years old of an expected ${oneDigit(life.value)}`,
          `已用 ${oneDigit(ageYears)} 年（预期 ${oneDigit(life.value)} 年）`,
        );
  const end = firstYear + until - 1;
  if (condition.confidence < 0.1)
    return text(
      `${age.en}, and nothing is known of its condition: look at it before money is spent. By its type alone the chance that it fails for good by the end of ${end} is ${percent(chance)}.`,
      `${age.zh}，状态尚无依据，立项前请先现场检查；仅按同类寿命估计，至 ${end} 年底报废性故障概率 ${percent(chance)}。`,
    );
  return text(
    `${age.en}, condition ${condition.index} of 5${leading ? ` (${leading.label.en.toLowerCase()}: ${leading.says.en})` : ""}, confidence ${percent(condition.confidence)}; the chance that it fails for good by the end of ${end} is ${percent(chance)}.`,
    `${age.zh}，状态 ${condition.index} 级（共 5 级）${leading ? `，主要依据${leading.label.zh}：${leading.says.zh}` : ""}，可信度 ${percent(condition.confidence)}；至 ${end} 年底报废性故障概率 ${percent(chance)}。`,
  );
}

/** What keeping costs against a new one, in the year that decides. */
function money({ forecast, firstYear, at, years }: Why): Text {
  const k = at >= 0 ? at : Math.min(years - 1, forecast.bestYear ?? years - 1);
  const parts = [
    [forecast.repair[k] ?? 0, "repairs", "维修"],
    [forecast.risk[k] ?? 0, "risk", "风险"],
    [forecast.obsolescence[k] ?? 0, "obsolescence", "停产或法规"],
    [forecast.renewal[k] ?? 0, "renewal after a failure", "故障后更新"],
  ] as const;
  const shown = parts.filter(([cny]) => cny >= 1);
  const keep = forecast.keep[k] ?? 0;
  const fresh = forecast.newPerYear[k] ?? 0;
  const cheaper = keep <= fresh;
  return text(
    `Keeping it in ${firstYear + k} costs ${yuan(keep, "en")} (${shown.map(([cny, en]) => `${en} ${yuan(cny, "en")}`).join(", ")}), a new one ${yuan(fresh, "en")} a year over ${forecast.newLifeYears} years${cheaper ? ": keeping is cheaper" : ""}.`,
    `${firstYear + k} 年继续使用的年成本 ${yuan(keep, "zh")}（${shown.map(([cny, , zh]) => `${zh} ${yuan(cny, "zh")}`).join("、")}），新购按 ${forecast.newLifeYears} 年计年均 ${yuan(fresh, "zh")}${cheaper ? "，继续使用更划算" : ""}。`,
  );
}

/** Why not in its cheapest year; what goes with it. */
function timing({ forecast, firstYear, at, waitingCny, group, reason, setUpCny }: Why): Text {
  const best = forecast.bestYear;
  const said: Text[] = [];
  if (at >= 0 && forecast.partsApart > 0)
    said.push(
      text(
        `Its ${forecast.partsApart} pumps have lines of their own and are not in this price.`,
        `其 ${forecast.partsApart} 台水泵单独列项，不含在此价格内。`,
      ),
    );
  if (at < 0 && setUpCny !== undefined && best !== undefined)
    said.push(
      text(
        `By itself a new one would be cheaper from ${firstYear + best}, but by less than the ${yuan(setUpCny, "en")} of setting up once: wait for others of its kind.`,
        `单独比较自 ${firstYear + best} 年起更换较省，但节省额低于一次进场费 ${yuan(setUpCny, "zh")}，宜与同类设备一并实施。`,
      ),
    );
  if (at >= 0 && best !== undefined && at !== best && reason !== "law") {
    const bestYear = firstYear + best;
    if (at > best)
      said.push(
        text(
          `Its cheapest year is ${bestYear}; the money of the years before goes where it saves more, waiting costs ${yuan(waitingCny, "en")}.`,
          `最经济年份为 ${bestYear} 年，因此前各年资金用于收益更高的项目而顺延，延后代价 ${yuan(waitingCny, "zh")}。`,
        ),
      );
    else
      said.push(
        text(
          `Its own cheapest year is ${bestYear}; earlier costs ${yuan(waitingCny, "en")}.`,
          `单独最经济年份为 ${bestYear} 年，提前代价 ${yuan(waitingCny, "zh")}。`,
        ),
      );
  }
  if (at >= 0 && group && group.count > 1)
    said.push(
      text(
        `Done together with the other ${group.count === 2 ? "one" : group.count - 1} of ${group.name.en}: one mobilisation saves ${yuan(group.savedCny, "en")}.`,
        `与${group.name.zh}其余 ${group.count - 1} 台同期实施，一次进场节省 ${yuan(group.savedCny, "zh")}。`,
      ),
    );
  return said.length === 0
    ? nothing
    : text(said.map(({ en }) => en).join(" "), said.map(({ zh }) => zh).join(""));
}
