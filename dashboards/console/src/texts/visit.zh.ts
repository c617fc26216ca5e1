import type { bulkEn, visitEn } from "./visit.en.ts";

/** 同一次到场的工单。 */
export const visitZh: typeof visitEn = {
  of: "一次到场 · {{n}} 张工单",
  together: "同一次到场",
  record: "打印本次到场记录",
  rest: "再显示 {{n}} 张",
  also: "本次到场的其余工单（{{n}} 张）一并处理",
  override: "派给无证人员的理由",
};

/** 批量处理工单。 */
export const bulkZh: typeof bulkEn = {
  open: "未完成",
  all: "全部",
  selectAll: "选择列出的全部工单",
  assign: "派工（{{n}}）",
  plan: "排期（{{n}}）",
  print: "打印（{{n}}）",
  done: "已处理 {{n}} 张工单",
  mayNot: "派工和排期由工程师操作，您可以自行领取工单。",
};
