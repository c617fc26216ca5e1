import type { visitEn } from "./visit.en.ts";

/** 同一次到场的工单。 */
export const visitZh: typeof visitEn = {
  of: "一次到场 · {{n}} 张工单",
  together: "同一次到场",
  record: "打印本次到场记录",
  also: "本次到场的其余 {{n}} 张工单一并处理",
  override: "派给无证人员的理由",
};
