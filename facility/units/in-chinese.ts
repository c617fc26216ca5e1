import type { z } from "zod";

/** What our own schemas say, in Chinese; by the words they say it in. */
const ours: Readonly<Record<string, string>> = {
  "use lower-case letters, digits and single hyphens inside, at most 64, for example b2-lift-1":
    "只用小写字母、数字，中间可用单个连字符，最多 64 个字符，例如 b2-lift-1",
  "use lower-case letters, digits and hyphens": "只用小写字母、数字和连字符",
  "use letters, digits and underscores, starting with a letter, at most 64":
    "只用字母、数字和下划线，以字母开头，最多 64 个字符",
  "write the day as YYYY-MM-DD, for example 2026-03-31": "日期请写成 YYYY-MM-DD，例如 2026-03-31",
  "there is no such day in the calendar": "日历上没有这一天",
  "write asset.point, for example b2-lift-1.floor": "请写成 设备.测点，例如 b2-lift-1.floor",
  "write twelve hex digits, the highest byte first": "请写 12 位十六进制数，高字节在前",
  "say hours and minutes, for example 08:30": "请写时分，例如 08:30",
  "say hours and minutes, for example 08:00": "请写时分，例如 08:00",
  "choose the value that is written": "请选择下发的测点",
  "say what you changed and why": "请说明修改了什么、为什么",
  "say why": "请说明原因",
  "write something": "请填写内容",
  "use at least 8 characters": "至少 8 个字符",
  "look at 1 to 32 units at a time": "每次可查找 1 至 32 个从站",
  "keep minutes at least as long as raw readings, and hours at least as long as minutes":
    "分钟数据的保存期不得短于原始数据，小时数据不得短于分钟数据",
};

const kinds: Readonly<Record<string, string>> = {
  string: "文字",
  number: "数字",
  int: "整数",
  boolean: "是或否",
  array: "列表",
  object: "字段组",
  record: "字段组",
  date: "日期",
};
const kindOf = (name: string): string => kinds[name] ?? name;

/** What a schema finds wrong, in Chinese; a text of our own that has no Chinese yet is left as it is. */
export function inChinese(issue: z.core.$ZodIssue): string {
  const own = ours[issue.message];
  if (own) return own;
  switch (issue.code) {
    case "invalid_type":
      return `缺失或类型不对，应为${kindOf(issue.expected)}`;
    case "too_small":
      return issue.origin === "string"
        ? `至少 ${issue.minimum} 个字符`
        : issue.origin === "array"
          ? `至少 ${issue.minimum} 项`
          : issue.inclusive === false
            ? `应大于 ${issue.minimum}`
            : `不得小于 ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string"
        ? `最多 ${issue.maximum} 个字符`
        : issue.origin === "array"
          ? `最多 ${issue.maximum} 项`
          : issue.inclusive === false
            ? `应小于 ${issue.maximum}`
            : `不得大于 ${issue.maximum}`;
    case "invalid_value":
      return `只能是：${issue.values.map(String).join("、")}`;
    case "unrecognized_keys":
      return `不认识的字段：${issue.keys.join("、")}`;
    case "not_multiple_of":
      return `应为 ${issue.divisor} 的倍数`;
    case "invalid_format":
    case "invalid_key":
    case "invalid_element":
    case "invalid_union":
    case "custom":
      return /^Invalid/.test(issue.message) ? "格式不符" : issue.message;
    default:
      return issue satisfies never;
  }
}
