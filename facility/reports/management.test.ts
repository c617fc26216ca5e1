import { describe, expect, it } from "vitest";
import type { Instant } from "../units/index.ts";
import { type ManagementMonth, managementReport } from "./management.ts";
import { contentOf } from "./report.ts";
import { type TableReport, tableCsv, tableReport, tableSheets } from "./table.ts";

const both = (word: string) => ({ en: word, zh: `中${word}` });
const frame = (language: "en" | "zh") => ({
  language,
  site: "Riverside",
  timeZone: "Asia/Shanghai",
  madeAt: 0 as Instant,
});
const month: ManagementMonth = {
  month: "2026-03",
  compliance: {
    due: 10,
    inTime: 9,
    misses: [
      {
        title: both("lift visit"),
        asset: both("Lift 1"),
        due: "2026-03-14",
        done: null,
        law: true,
        reason: null,
      },
    ],
    papers: [
      { title: both("lift certificate"), until: "2026-03-01", ended: true },
      { title: both("valve test"), until: "2026-04-20", ended: false },
    ],
  },
  budget: {
    year: 2026,
    chart: undefined,
    lines: [
      { system: both("Lifts"), budget: 100, spent: 90, accrued: 20, committed: 5 },
      { system: both("Water"), budget: 100, spent: 10, accrued: 0, committed: 0 },
      { system: both("Fire"), budget: 0, spent: 50, accrued: 0, committed: 0 },
    ],
  },
};
const listOf = (report: ReturnType<typeof managementReport>) =>
  report.blocks.flatMap((block) => (block.is === "list" ? [...block.items] : []));

describe("the management's month", () => {
  it("begins with what needs a decision, and with nothing that is in order", () => {
    expect(listOf(managementReport(month, frame("en")))).toEqual([
      "1 interval required by law not kept and not made good.",
      "1 certificate has ended.",
      "Lifts: over the year's budget by ¥15.",
      "1 certificate ends within two months.",
    ]);
    const calm = managementReport({ month: "2026-03" }, frame("en"));
    expect(listOf(calm)).toEqual([]);
    expect(calm.blocks[1]).toMatchObject({ is: "paragraph", text: expect.stringMatching(/^Nothing/) });
  });
  it("leaves out the parts that the house does not have", () => {
    const heads = (part: ManagementMonth) =>
      managementReport(part, frame("zh")).blocks.flatMap((block) =>
        block.is === "heading" ? [block.text] : [],
      );
    expect(heads(month)).toEqual(["需要决策的事项", "合规", "2026 年预算"]);
    expect(heads({ month: "2026-03" })).toEqual(["需要决策的事项"]);
  });
  it("is the same for the same month, whenever it is printed, and Chinese where it says so", () => {
    const one = managementReport(month, frame("zh"));
    expect(contentOf(one)).toBe(contentOf({ ...one, madeAt: 5 as Instant }));
    expect(one.subtitle).toBe("2026 年 3 月");
    expect(one.title).toMatch(/\p{Script=Han}/u);
  });
});

describe("a list as a report", () => {
  const list: TableReport = {
    title: "List",
    subtitle: "",
    facts: [],
    tables: [
      {
        title: "A/B: figures",
        columns: [{ title: "Name" }, { title: "Value", number: true }],
        rows: [
          ["=SUM(A1)", 1.5],
          ['say "x", y', null],
        ],
        empty: "none",
      },
    ],
  };
  it("is CSV in which no cell is a formula, a workbook with numbers, a document with words", () => {
    expect(tableCsv(list)).toBe(`\ufeffName,Value\r\n'=SUM(A1),1.5\r\n"say ""x"", y",\r\n`);
    expect(tableSheets(list)).toEqual([
      {
        name: "A B  figures",
        rows: [
          ["Name", "Value"],
          ["=SUM(A1)", 1.5],
          ['say "x", y', null],
        ],
      },
    ]);
    const printed = tableReport(list, frame("en")).blocks.find((block) => block.is === "table");
    expect(printed).toMatchObject({
      rows: [
        ["=SUM(A1)", "1.5"],
        ['say "x", y', "–"],
      ],
      empty: "none",
    });
  });
});
