import writeExcel from "write-excel-file/node";
import type { CostKind } from "../../../facility/maintenance/index.ts";
import { type Text, text } from "../../../facility/units/index.ts";
import type { CostView } from "../../contract/index.ts";

export const systemNames: Readonly<Record<CostView["lines"][number]["system"], Text>> = {
  lift: text("Lifts", "电梯"),
  fire: text("Fire", "消防"),
  water: text("Water", "给排水"),
  power: text("Power", "供配电"),
  network: text("Network", "网络"),
  estate: text("Estate", "公共"),
};
export const kindNames: Readonly<Record<CostKind, Text>> = {
  orders: text("Work orders", "工单"),
  contract: text("Contracts", "合同"),
  energy: text("Energy", "电费"),
  water: text("Water", "水费"),
  "inspection-fee": text("Inspection fees", "检验费"),
};
const heads = [
  text("System", "系统"),
  text("Kind", "类别"),
  text("Budget, CNY", "预算（元）"),
  text("Spent, CNY", "已支出（元）"),
  text("Accrued, CNY", "应计（元）"),
  text("Committed, CNY", "已承诺（元）"),
  text("Left, CNY", "余额（元）"),
];

const fen = (cny: number): number => Math.round(cny * 100) / 100;

/** A year's money for finance: one line a system and kind, then its twelve months. */
export async function costSheet(
  view: CostView,
  format: "csv" | "xlsx",
  language: keyof Text,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string }> {
  const months = Array.from({ length: 12 }, (_, i) => `${view.year}-${String(i + 1).padStart(2, "0")}`);
  const head = [...heads.map((one) => one[language]), ...months];
  const rows = view.lines.map(({ system, kind, months: by, ...line }) => {
    const [budget, spent, accrued, committed] = [line.budget, line.spent, line.accrued, line.committed].map(
      fen,
    ) as [number, number, number, number];
    // Left of what is printed beside it: whoever adds the row up finds the same.
    const left = fen(budget - spent - accrued - committed);
    return [
      systemNames[system][language],
      kindNames[kind][language],
      ...[budget, spent, accrued, committed, left],
      ...by.map(fen),
    ];
  });
  if (format === "csv") {
    // A spreadsheet reads UTF-8 by its byte order mark; no cell begins with what it takes for a formula.
    const lines = [head, ...rows].map((row) => row.map(quoted).join(","));
    return {
      bytes: new Uint8Array(new TextEncoder().encode(`\ufeff${lines.join("\r\n")}\r\n`)),
      type: "text/csv; charset=utf-8",
    };
  }
  const cells = [
    head.map((value) => ({ value, type: String, fontWeight: "bold" as const })),
    ...rows.map((row) =>
      row.map((value) => (typeof value === "number" ? { value, type: Number } : { value, type: String })),
    ),
  ];
  const bytes = await writeExcel(cells, { sheet: String(view.year) }).toBuffer();
  return {
    bytes: new Uint8Array(bytes),
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  };
}

const quoted = (cell: string | number): string =>
  typeof cell === "number" ? String(cell) : /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
