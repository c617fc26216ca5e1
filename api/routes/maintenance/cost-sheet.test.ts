import { parse } from "csv-parse/sync";
import { readSheet } from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import type { CostView } from "../../contract/index.ts";
import { costSheet } from "./cost-sheet.ts";

const months = [0, 1_200.5, ...Array.from({ length: 10 }, () => 0)];
const view: CostView = {
  site: "riverside",
  year: 2026,
  lines: [
    {
      ...{ system: "lift", kind: "orders", budget: 1_000, spent: 1_200.5, accrued: 0, committed: 0.125 },
      months,
    },
    {
      system: "water",
      kind: "water",
      budget: 0,
      spent: 0,
      accrued: 0,
      committed: 0,
      months: months.map(() => 0),
    },
  ],
  energy: null,
  tariff: null,
  years: [2026],
};
const heads = {
  en: ["System", "Kind", "Budget, CNY", "Spent, CNY", "Accrued, CNY", "Committed, CNY", "Left, CNY"],
  zh: ["系统", "类别", "预算（元）", "已支出（元）", "应计（元）", "已承诺（元）", "余额（元）"],
};
const names = { en: ["Lifts", "Work orders"], zh: ["电梯", "工单"] };
const byMonth = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, "0")}`);
const money = [1_000, 1_200.5, 0, 0.13, -200.63, ...months];

describe.each(["en", "zh"] as const)("a year's money for finance, in %s", (language) => {
  it("as a workbook: words in the language asked for, money as numbers that add up", async () => {
    const { bytes } = await costSheet(view, "xlsx", language);
    const [head, first, ...rest] = await readSheet(Buffer.from(bytes));
    expect(head).toEqual([...heads[language], ...byMonth]);
    expect(first).toEqual([...names[language], ...money]);
    expect(rest).toHaveLength(1);
  });

  it("as CSV: by its byte order mark a spreadsheet reads it as UTF-8, headings with a comma stay one cell", async () => {
    const { bytes, type } = await costSheet(view, "csv", language);
    expect(type).toBe("text/csv; charset=utf-8");
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows: string[][] = parse(Buffer.from(bytes), { bom: true });
    expect(rows[0]).toEqual([...heads[language], ...byMonth]);
    expect(rows[1]).toEqual([...names[language], ...money.map(String)]);
  });
});
