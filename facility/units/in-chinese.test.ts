import { expect, it } from "vitest";
import { z } from "zod";
import { CalendarDay } from "./day.ts";
import { Slug } from "./ids.ts";
import { inChinese } from "./in-chinese.ts";

const zhOf = (schema: z.ZodType, value: unknown) => {
  const issue = schema.safeParse(value).error?.issues[0];
  if (!issue) throw new Error("nothing is wrong");
  return inChinese(issue);
};

it.each([
  [Slug, "Lift 1", "只用小写字母、数字，中间可用单个连字符，最多 64 个字符，例如 b2-lift-1"],
  [CalendarDay, "2026-02-30", "日历上没有这一天"],
  [CalendarDay, "30.2.2026", "日期请写成 YYYY-MM-DD，例如 2026-03-31"],
  [z.int().max(10), 11, "不得大于 10"],
  [z.number().positive(), 0, "应大于 0"],
  [z.string().min(3), "a", "至少 3 个字符"],
  [z.array(z.int()).min(1), [], "至少 1 项"],
  [z.enum(["floor", "zone"]), "room", "只能是：floor、zone"],
  [z.strictObject({ a: z.int() }), { a: 1, b: 2 }, "不认识的字段：b"],
  [z.object({ a: z.string() }), {}, "缺失或类型不对，应为文字"],
  [z.union([z.int(), z.boolean()]), "x", "格式不符"],
] as const)("%# is said in Chinese", (schema, value, said) => {
  expect(zhOf(schema, value)).toBe(said);
});
