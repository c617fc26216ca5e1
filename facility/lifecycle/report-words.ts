import type { FciBand } from "./fci.ts";
import type { LineReason } from "./plan.ts";

/** What the plan's report says around its figures. */
export interface PlanWords {
  title(from: number, to: number): string;
  readonly summary: string;
  opening(count: number, cost: string, from: number, to: number): string;
  readonly fci: string;
  readonly fciEnd: string;
  readonly band: Readonly<Record<FciBand, string>>;
  readonly riskDown: string;
  readonly lawful: string;
  readonly unfunded: string;
  readonly quality: string;
  solver(gap: number, value: string, greedy: string, moved: number): string;
  readonly costChart: string;
  readonly fciChart: string;
  readonly riskChart: string;
  readonly mapChart: string;
  readonly mapAcross: string;
  readonly mapUp: string;
  readonly cap: string;
  readonly without: string;
  readonly yearTable: string;
  readonly year: string;
  readonly count: string;
  readonly cost: string;
  left(fund: string): string;
  readonly over: string;
  readonly risk: string;
  readonly compare: string;
  readonly scenario: string;
  readonly saved: string;
  readonly whatWhen: string;
  readonly nothing: string;
  readonly asset: string;
  readonly place: string;
  readonly condition: string;
  readonly age: string;
  readonly reason: string;
  readonly reasons: Readonly<Record<LineReason, string>>;
  many(type: string, count: number): string;
  readonly lawYear: string;
  readonly planYear: string;
  readonly grouped: string;
  readonly works: string;
  readonly mobilisationSaved: string;
  readonly why: string;
  readonly whyNote: string;
  alike(many: string, first: string, says: string): string;
  readonly allFunded: string;
  readonly approval: string;
  days(days: number): string;
  readonly basis: string;
  readonly discount: string;
  readonly inflation: string;
  readonly priceRise: string;
  readonly premium: string;
  readonly formulas: readonly string[];
  readonly manager: string;
  readonly committee: string;
}

export const planWords: Readonly<Record<"en" | "zh", PlanWords>> = {
  en: {
    title: (from, to) => `Equipment renewal plan ${from}–${to}`,
    summary: "In short",
    opening: (count, cost, from, to) =>
      `From ${from} to ${to} this plan renews ${count} pieces of equipment for ${cost} in the prices of each year.`,
    fci: "Facility condition index (FCI)",
    fciEnd: "FCI at the end",
    band: { good: "good", fair: "fair", poor: "poor", critical: "critical" },
    riskDown: "Expected loss taken away",
    lawful: "Required by law or authority",
    unfunded: "Due without money",
    quality: "How good the plan is",
    solver: (gap, value, greedy, moved) =>
      `Saves ${value} against doing nothing; ${
        moved > 0
          ? `${moved} decided by hand, without them at most ${(gap * 100).toFixed(1)}% more could be saved`
          : gap < 0.0005
            ? "no plan under these caps saves more"
            : `no plan under these caps saves more than ${(gap * 100).toFixed(1)}% beyond it`
      }. Placed one by one by savings per yuan: ${greedy}.`,
    costChart: "Cost by year and source, with the cap",
    fciChart: "FCI: renewal that is due and not done, over what everything costs to replace",
    riskChart: "Expected loss from failures, yuan a year",
    mapChart: "The fleet: condition over the share of expected life that is used; larger is dearer",
    mapAcross: "share of expected life used →",
    mapUp: "condition 1 as new … 5 worn out",
    cap: "cap",
    without: "nothing replaced",
    yearTable: "Year by year",
    year: "Year",
    count: "Pieces",
    cost: "Cost",
    left: (fund) => `Left in ${fund.toLowerCase()}`,
    over: "over the cap",
    risk: "Expected loss",
    compare: "Scenarios side by side",
    scenario: "Scenario",
    saved: "Saved",
    whatWhen: "What, when, for how much",
    nothing: "Nothing is replaced within this plan.",
    asset: "Equipment",
    place: "Place",
    condition: "Cond.",
    age: "Age",
    reason: "Reason",
    reasons: {
      law: "required",
      pays: "cheapest",
      moved: "decided",
      together: "together",
      unfunded: "no money",
      kept: "kept",
    },
    many: (type, count) => `${type}, ${count} pieces`,
    lawYear: "Required by",
    planYear: "Planned",
    grouped: "Done together: one mobilisation",
    works: "Works",
    mobilisationSaved: "Mobilisation saved",
    why: "Why: each line",
    whyNote:
      "Small devices of one type and year stand together with the reason of one of them; the workbook has every line by itself.",
    alike: (many, first, says) => `${many}, for example ${first}: ${says}`,
    allFunded: "Everything that is due has its money.",
    approval: "The way to the special maintenance fund",
    days: (days) => (days === 0 ? "the same day" : days === 1 ? "1 day" : `about ${days} days`),
    basis: "What it stands on",
    discount: "Discount rate, over inflation",
    inflation: "Inflation",
    priceRise: "Price rise of equipment",
    premium: "Unplanned renewal costs more by",
    formulas: [
      "Remaining life: conditional Weibull survival R(t+x)/R(t), fitted to this fleet's ended and running lives over the catalogue's prior, shifted by condition and use; a distribution, not a date.",
      "Cost of keeping in a year: repairs, chance of failure × consequence, obsolescence, and the chance that it ends × a new one's cost a year.",
      "Replacement: when keeping costs more than the minimum equivalent annual cost of a new one, EAC(n) = [I + Σ C_k(1+r)^−k]·r/(1−(1+r)^−n).",
      "Plan: integer program that saves most under yearly caps and fund balances; laws and decisions are kept.",
      "FCI bands: up to 5% good, 10% fair, 30% poor, above critical.",
    ],
    manager: "Property manager",
    committee: "Owners' committee",
  },
  zh: {
    title: (from, to) => `设备更新改造计划（${from}–${to} 年）`,
    summary: "摘要",
    opening: (count, cost, from, to) =>
      `本计划拟于 ${from} 至 ${to} 年更新设备 ${count} 台（套），按各年价格合计 ${cost}。`,
    fci: "设施状况指数（FCI）",
    fciEnd: "期末 FCI",
    band: { good: "良好", fair: "一般", poor: "较差", critical: "严重" },
    riskDown: "降低的预期损失",
    lawful: "法规或主管部门要求更换",
    unfunded: "应更换但资金不足",
    quality: "方案质量",
    solver: (gap, value, greedy, moved) =>
      `较不更换节省 ${value}；${
        moved === 0 && gap < 0.0005
          ? "在同等限额下，没有节省更多的方案"
          : `${moved > 0 ? `其中 ${moved} 项由人工指定，如不指定` : "在同等限额下，任何方案"}至多再多省 ${(gap * 100).toFixed(1)}%`
      }。按单位资金收益逐项安排的方案节省 ${greedy}。`,
    costChart: "各年资金（按来源）与限额",
    fciChart: "FCI：应更新未更新的金额占全部重置价值的比例",
    riskChart: "各年故障预期损失（元）",
    mapChart: "设备分布：状态等级与已用寿命比例（圆越大重置价越高）",
    mapAcross: "已用预期寿命比例 →",
    mapUp: "状态：1 如新 … 5 损坏",
    cap: "限额",
    without: "均不更换",
    yearTable: "分年汇总",
    year: "年份",
    count: "数量",
    cost: "费用",
    left: (fund) => `${fund}余额`,
    over: "超限额",
    risk: "预期损失",
    compare: "方案比较",
    scenario: "方案",
    saved: "节省",
    whatWhen: "更新项目、时间与费用",
    nothing: "本期无更新项目。",
    asset: "设备",
    place: "位置",
    condition: "状态",
    age: "年限",
    reason: "理由",
    reasons: {
      law: "法定要求",
      pays: "最经济",
      moved: "人工指定",
      together: "同期实施",
      unfunded: "资金不足",
      kept: "继续使用",
    },
    many: (type, count) => `${type} ${count} 台（只）`,
    lawYear: "法定期限（年）",
    planYear: "计划年份",
    grouped: "同期实施：一次进场",
    works: "项目",
    mobilisationSaved: "节省进场费",
    why: "逐项依据",
    whyNote: "同年同类小型设备合并列示，并给出其中一台的依据；每台明细见 Excel 附件。",
    alike: (many, first, says) => `${many}，以${first}为例：${says}`,
    allFunded: "应更换项目均已落实资金。",
    approval: "维修资金使用流程",
    days: (days) => (days === 0 ? "当天" : `约 ${days} 天`),
    basis: "测算依据",
    discount: "折现率（扣除通胀）",
    inflation: "通胀率",
    priceRise: "设备价格年涨幅",
    premium: "非计划更换增加费用",
    formulas: [
      "剩余寿命：条件威布尔生存函数 R(t+x)/R(t)，以目录寿命为先验，用本项目已结束与在役寿命拟合，并按状态和使用强度修正；给出分布而非单一日期。",
      "继续使用年成本：维修费、故障概率×后果、停产或法规成本，以及当年报废概率×新购年均成本。",
      "更换时点：继续使用的年成本超过新购最小等额年成本时，EAC(n) = [I + Σ C_k(1+r)^−k]·r/(1−(1+r)^−n)。",
      "计划：在年度限额和资金余额约束下以整数规划求节省最大；法定要求与人工决定优先满足。",
      "FCI 分级：5% 以内良好，10% 以内一般，30% 以内较差，超过为严重。",
    ],
    manager: "物业服务企业",
    committee: "业主委员会",
  },
};
