import { CalendarDay, type Text, text } from "../units/index.ts";

/** A cell as a spreadsheet or CSV gives it. A date cell is a Date at midnight UTC. */
export type Cell = string | number | boolean | Date | null;

/** What a cell means, undefined where it is empty; or what is wrong with it and what to write instead. */
export type Meaning<T> =
  | { readonly ok: true; readonly value: T | undefined }
  | { readonly ok: false; readonly problem: Text };

const means = <T>(value: T | undefined): Meaning<T> => ({ ok: true, value });
const wrong = (en: string, zh: string): Meaning<never> => ({ ok: false, problem: text(en, zh) });

export function textOf(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

/** 2024-03-05, 2024/3/5, 2024.3.5, 2024年3月5日, or a cell formatted as a date. */
export function dayOf(cell: Cell): Meaning<string> {
  const said = textOf(cell);
  if (said === "") return means(undefined);
  // Excel writes midnight after a day that was formatted with a time.
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?$/.exec(said);
  const day = parts ? `${parts[1]}-${parts[2]?.padStart(2, "0")}-${parts[3]?.padStart(2, "0")}` : said;
  const read = CalendarDay.safeParse(day);
  return read.success
    ? means(read.data)
    : wrong(
        `"${said}" is no day. Write it as 2024-03-05 or format the cell as a date.`,
        `“${said}”不是有效日期。请写成 2024-03-05，或将单元格设为日期格式。`,
      );
}

/** 128000, 128,000.00, ¥128000; a currency sign and thousands commas do not count. */
export function moneyOf(cell: Cell): Meaning<number> {
  const said = textOf(cell);
  if (said === "") return means(undefined);
  const amount = Number(said.normalize("NFKC").replace(/^¥|[,\s]|元$|CNY|RMB/gi, ""));
  return Number.isFinite(amount) && amount >= 0
    ? means(amount)
    : wrong(
        `"${said}" is no amount. Write yuan as a number, for example 128000.`,
        `“${said}”不是有效金额。请以元为单位填写数字，例如 128000。`,
      );
}

const yes = new Set(["yes", "y", "true", "1", "是", "停用", "√"]);
const no = new Set(["no", "n", "false", "0", "否", "在用"]);

export function flagOf(cell: Cell): Meaning<boolean> {
  const said = textOf(cell).toLowerCase();
  if (said === "") return means(undefined);
  if (yes.has(said)) return means(true);
  if (no.has(said)) return means(false);
  return wrong(`"${said}" is neither yes nor no. Write yes or no.`, `“${said}”无法识别，请填“是”或“否”。`);
}

export function gradeOf(cell: Cell): Meaning<number> {
  const said = textOf(cell);
  if (said === "") return means(undefined);
  const grade = Number(said);
  return Number.isInteger(grade) && grade >= 1 && grade <= 5
    ? means(grade)
    : wrong(
        `"${said}" is no grade. Write 1 (hardly matters) to 5.`,
        `“${said}”不是有效等级，请填 1（轻微）至 5。`,
      );
}

export const listOf = (cell: Cell): string[] =>
  textOf(cell)
    .split(/[,;，；、\s]+/)
    .filter((part) => part !== "");
