import { type Text, text } from "../units/index.ts";
import type { Forecast } from "./forecast.ts";
import type { LineReason } from "./plan.ts";
import type { WaitsFor } from "./waits-for.ts";
import { oneDigit, percent, yuan } from "./words.ts";

export interface Why {
  readonly forecast: Forecast;
  readonly firstYear: number;
  readonly years: number;
  /** Index of the chosen year, -1 for none. */
  readonly at: number;
  readonly reason: LineReason;
  readonly costCny: number;
  /** Of the cost, its share of coming and setting up. */
  readonly mobilisationCny: number;
  readonly waitingCny: number;
  readonly waitsFor: WaitsFor;
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

/** Within a sentence: "No failure" begins none. */
const lowered = (words: string): string => words.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());
const nothing = { en: "", zh: "" };

function decision(why: Why): Text {
  const { forecast, firstYear, years, at, reason, costCny, mobilisationCny, sourceName, move } = why;
  const year = firstYear + at;
  const law = forecast.must;
  if (at < 0) {
    if (move)
      return text(
        `Not within the plan: decided by ${move.by.en}${move.why ? ` (${move.why})` : ""}.`,
        `本期不安排更换：由${move.by.zh}决定${move.why ? `（${move.why}）` : ""}。`,
      );
    if (reason === "unfunded")
      return text(
        `Due, but no year's money reaches it${law ? `: ${law.basis.en}, by ${law.day}` : ""}. Raise the cap of “${sourceName.en}” or take something else out.`,
        `应更换，但各年资金均不足${law ? `（${law.basis.zh}；期限 ${law.day}）` : ""}。请提高“${sourceName.zh}”限额，或调减其他项目。`,
      );
    return text(
      `Keep it through ${firstYear + years - 1}.`,
      `本期（至 ${firstYear + years - 1} 年底）不安排更换，继续使用。`,
    );
  }
  const setUp =
    mobilisationCny >= 1
      ? text(
          `, ${yuan(mobilisationCny, "en")} of it for setting up`,
          `（含进场费 ${yuan(mobilisationCny, "zh")}）`,
        )
      : nothing;
  const head = text(
    `Replace in ${year} for ${yuan(costCny, "en")}${setUp.en}.`,
    `${year} 年更换，费用 ${yuan(costCny, "zh")}${setUp.zh}。`,
  );
  switch (reason) {
    case "law":
      return text(
        `${head.en} Required${law ? ` ${law.lastYear < 0 ? "since" : "by"} ${law.day}: ${law.basis.en}` : ""}.`,
        `${head.zh}法定要求${law ? `，期限 ${law.day}${law.lastYear < 0 ? "（已逾期）" : ""}：${law.basis.zh}` : ""}。`,
      );
    case "moved":
      return text(
        `${head.en} The year was set by ${move?.by.en ?? "a person"}${move?.why ? ` (${move.why})` : ""}.`,
        `${head.zh}更换年份由${move?.by.zh ?? "人工"}指定${move?.why ? `（${move.why}）` : ""}。`,
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
  const { limiting } = condition;
  const part = limiting?.part
    ? text(
        ` (renewing the ${limiting.part.en} alone would mend that)`,
        `（仅更换${limiting.part.zh}即可改善）`,
      )
    : nothing;
  if (condition.confidence < 0.1)
    return text(
      `${age.en}, and nothing is known of its condition: look at it before money is spent. By its type alone the chance that it fails for good by the end of ${end} is ${percent(chance)}.`,
      `${age.zh}，状态暂无依据，立项前请先现场检查。仅按同类设备寿命估计，至 ${end} 年底发生报废性故障的概率为 ${percent(chance)}。`,
    );
  return text(
    `${age.en}, condition ${condition.index} of 5${leading ? ` (${leading.label.en.toLowerCase()}: ${lowered(leading.says.en)})` : ""}${part.en}, confidence ${percent(condition.confidence)}; the chance that it fails for good by the end of ${end} is ${percent(chance)}.`,
    `${age.zh}，状态 ${condition.index} 级（共 5 级，可信度 ${percent(condition.confidence)}）。${leading ? `主要依据为${leading.label.zh}：${leading.says.zh}${part.zh}。` : ""}至 ${end} 年底发生报废性故障的概率为 ${percent(chance)}。`,
  );
}

/** What keeping costs against a new one, in the year that decides. */
function money({ forecast, firstYear, at, years, reason }: Why): Text {
  const k = at >= 0 ? at : Math.min(years - 1, forecast.bestYear ?? years - 1);
  const parts = [
    [forecast.repair[k] ?? 0, "repairs", "维修"],
    [forecast.risk[k] ?? 0, "risk", "故障风险"],
    [forecast.obsolescence[k] ?? 0, "obsolescence", "停产或法规影响"],
    [forecast.renewal[k] ?? 0, "renewal after a failure", "故障后更新"],
  ] as const;
  const shown = parts.filter(([cny]) => cny >= 1);
  const keep = forecast.keep[k] ?? 0;
  const fresh = forecast.newPerYear[k] ?? 0;
  const verdict =
    keep <= fresh
      ? at >= 0 && reason === "law"
        ? text(": by cost alone it would be kept, the rule decides", "，仅从费用看可继续使用，但须按规定更换")
        : text(": keeping is cheaper", "，继续使用更划算")
      : at >= 0
        ? text(": a new one is cheaper", "，更换更划算")
        : nothing;
  return text(
    `Keeping it in ${firstYear + k} costs ${yuan(keep, "en")} (${shown.map(([cny, en]) => `${en} ${yuan(cny, "en")}`).join(", ")}), a new one ${yuan(fresh, "en")} a year over ${forecast.newLifeYears} years${verdict.en}.`,
    `${firstYear + k} 年继续使用的成本为 ${yuan(keep, "zh")}（${shown.map(([cny, , zh]) => `${zh} ${yuan(cny, "zh")}`).join("、")}），新购按使用 ${forecast.newLifeYears} 年折算为每年 ${yuan(fresh, "zh")}${verdict.zh}。`,
  );
}

const waitings: Readonly<Record<WaitsFor, Text>> = {
  deferral: text("the scenario puts off what no law forces, ", "本方案推迟非强制项目，故顺延，"),
  company: text("it waits to share one mobilisation, ", "为与同类设备同期实施而推迟，"),
  money: text(
    "the money of the years before goes where it saves more, ",
    "此前各年资金优先用于收益更高的项目，故顺延，",
  ),
};

/** Why not in its cheapest year; what goes with it. */
function timing(why: Why): Text {
  const { forecast, firstYear, at, waitingCny, waitsFor, group, reason, setUpCny } = why;
  const best = forecast.bestYear;
  const said: Text[] = [];
  if (at >= 0 && forecast.partsApart > 0)
    said.push(
      text(
        `Its ${forecast.partsApart} pumps have lines of their own and are not in this price.`,
        `所属 ${forecast.partsApart} 台水泵单独列项，费用不含在内。`,
      ),
    );
  if (at < 0 && setUpCny !== undefined && best !== undefined)
    said.push(
      text(
        `By itself a new one would be cheaper from ${firstYear + best}, but by less than the ${yuan(setUpCny, "en")} of setting up once: wait for others of its kind.`,
        `单独测算，自 ${firstYear + best} 年起更换更省，但节省不足以抵消一次进场费 ${yuan(setUpCny, "zh")}，宜待同类设备一并实施。`,
      ),
    );
  if (at >= 0 && best !== undefined && at !== best && reason !== "law") {
    const bestYear = firstYear + best;
    const because = reason === "moved" ? nothing : waitings[waitsFor];
    if (at > best)
      said.push(
        text(
          `Its cheapest year is ${bestYear}; ${because.en}waiting costs ${yuan(waitingCny, "en")}.`,
          `单独测算，最经济的更换年份为 ${bestYear} 年；${because.zh}延后代价 ${yuan(waitingCny, "zh")}。`,
        ),
      );
    else
      said.push(
        text(
          `Its own cheapest year is ${bestYear}; earlier costs ${yuan(waitingCny, "en")}.`,
          `单独测算，最经济的更换年份为 ${bestYear} 年；提前代价 ${yuan(waitingCny, "zh")}。`,
        ),
      );
  }
  if (at >= 0 && group && group.count > 1)
    said.push(
      text(
        `Done together with the other ${group.count === 2 ? "one" : group.count - 1} of ${group.name.en}: one mobilisation saves ${yuan(group.savedCny, "en")}.`,
        `${group.name.zh}共 ${group.count} 台同期实施，一次进场节省 ${yuan(group.savedCny, "zh")}。`,
      ),
    );
  return said.length === 0
    ? nothing
    : text(said.map(({ en }) => en).join(" "), said.map(({ zh }) => zh).join(""));
}
