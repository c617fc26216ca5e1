import { readSheet } from "read-excel-file/node";
import writeExcel from "write-excel-file/node";
import type { Cell } from "../../facility/assets/index.ts";
import { text } from "../../facility/units/index.ts";
import { filled, mergesOf } from "./merges.ts";
import type { Sheet } from "./sheet.ts";
import { MOST_UNPACKED, unpacksBeyond } from "./unpacked.ts";

/** Columns with many words are given room. */
const WIDTHS = [20, 20, 20, 24, 18, 14, 16, 18, 14, 14, 14, 28, 20, 10, 10, 10, 10, 10];

/** The first sheet of a workbook. */
export async function readXlsx(bytes: Uint8Array): Promise<Sheet> {
  try {
    if (unpacksBeyond(bytes))
      return {
        ok: false,
        problem: text(
          `This workbook unpacks to more than ${MOST_UNPACKED / 2 ** 20} MB. Keep the register's sheet alone, without pictures, or split it.`,
          `该工作簿解压后超过 ${MOST_UNPACKED / 2 ** 20} MB。请仅保留台账工作表、删除图片，或拆分后导入。`,
        ),
      };
    const rows: readonly (readonly unknown[])[] = await readSheet(Buffer.from(bytes));
    return {
      ok: true,
      cells: filled(
        rows.map((row) => row.map(cellOf)),
        mergesOf(bytes),
      ),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      problem: text(
        `This is no readable Excel workbook (${why}). Save it as .xlsx and try again.`,
        `无法读取该 Excel 文件（${why}）。请另存为 .xlsx 后重试。`,
      ),
    };
  }
}

/** The library types a date cell as the constructor of dates, so each cell is looked at. */
function cellOf(cell: unknown): Cell {
  if (typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean") return cell;
  return cell instanceof Date ? cell : null;
}

export async function writeXlsx(cells: readonly (readonly Cell[])[], name: string): Promise<Uint8Array> {
  const [heading = [], ...rows] = cells;
  const sheet = [
    heading.map((cell) => ({ value: String(cell ?? ""), type: String, fontWeight: "bold" as const })),
    ...rows.map((row) =>
      row.map((cell) =>
        cell === null || typeof cell !== "number" ? asText(cell) : { value: cell, type: Number },
      ),
    ),
  ];
  return await writeExcel(sheet, {
    // Excel forbids these signs in a sheet's name, and more than 31 letters.
    sheet: name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31),
    columns: WIDTHS.map((width) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

const asText = (cell: Exclude<Cell, number>) =>
  cell === null
    ? null
    : { value: cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell), type: String };
