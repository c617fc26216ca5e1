import { parse } from "csv-parse/sync";
import type { Cell } from "../../facility/assets/index.ts";
import { text } from "../../facility/units/index.ts";
import type { Sheet } from "./sheet.ts";

/** A cell that a spreadsheet would run as a formula (owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** UTF-8, or GB 18030 as Excel in China saves it; commas, semicolons or tabs. */
export function readCsv(bytes: Uint8Array): Sheet {
  try {
    const said = decode(bytes).replace(/^\uFEFF/, "");
    const rows: string[][] = parse(said, {
      relax_column_count: true,
      delimiter: delimiterOf(said),
      skip_empty_lines: false,
    });
    return {
      ok: true,
      cells: rows.map((row) =>
        row.map((cell) => (cell === "" ? null : /^'[=+\-@]/.test(cell) ? cell.slice(1) : cell)),
      ),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      problem: text(
        `This is no readable CSV: ${why}. Save it again as "CSV UTF-8".`,
        `CSV 无法读取：${why}。请另存为“CSV UTF-8”后重试。`,
      ),
    };
  }
}

function decode(bytes: Uint8Array): string {
  // Excel's "Unicode text" is UTF-16 behind its byte order mark.
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return new TextDecoder("utf-16le", { fatal: true }).decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return new TextDecoder("utf-16be", { fatal: true }).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: GB 18030 reads GBK and GB 2312 too.
    return new TextDecoder("gb18030", { fatal: true }).decode(bytes);
  }
}

function delimiterOf(said: string): string {
  // Not of the first line alone: many registers begin with a title.
  const head = said.split(/\r?\n/, 10);
  const most = (sign: string) => Math.max(...head.map((line) => line.split(sign).length));
  const lines = (sign: string) => head.filter((line) => line.includes(sign)).length;
  return [",", ";", "\t"].reduce((best, sign) =>
    (most(sign) - most(best) || lines(sign) - lines(best)) > 0 ? sign : best,
  );
}

/** With a byte order mark, without which Excel takes Chinese for Latin-1. */
export const writeCsv = (cells: readonly (readonly Cell[])[]): string =>
  `\uFEFF${cells.map((row) => `${row.map(quoted).join(",")}\r\n`).join("")}`;

function quoted(cell: Cell): string {
  if (cell === null) return "";
  const said = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
  const safe = typeof cell === "string" && FORMULA.test(said) ? `'${said}` : said;
  return /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
