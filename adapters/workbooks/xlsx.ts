import writeExcel from "write-excel-file/node";
import type { Sheet, Workbooks } from "../../api/ports.ts";

/** Excel forbids these signs in a sheet's name, and more than 31 letters. */
const sheetName = (name: string): string => name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31);

/** What stands in a cell, as far as its width goes; of a formula a figure of some length. */
const shownText = (cell: Sheet["rows"][number][number] | undefined): string =>
  cell === null || cell === undefined ? "" : typeof cell === "object" ? "0000000.00" : String(cell);

/** A column is as wide as its heading and first rows need, within reason; Chinese letters are two wide. */
function widths(rows: Sheet["rows"]): { width: number }[] {
  const columns = Math.max(0, ...rows.slice(0, 50).map((row) => row.length));
  return Array.from({ length: columns }, (_, c) => ({
    width: Math.min(
      60,
      Math.max(
        8,
        ...rows
          .slice(0, 50)
          .map((row) =>
            [...shownText(row[c])].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 255 ? 2 : 1), 2),
          ),
      ),
    ),
  }));
}

export const xlsxWorkbooks: Workbooks = {
  async xlsx(sheets) {
    const bytes = await writeExcel(
      sheets.map(({ name, rows }) => ({
        sheet: sheetName(name),
        stickyRowsCount: 1,
        columns: widths(rows),
        data: rows.map((row, r) =>
          row.map((cell) =>
            cell === null
              ? null
              : typeof cell === "object"
                ? { value: cell.formula, type: "Formula" as const, format: "#,##0.00" }
                : typeof cell === "number"
                  ? { value: cell, type: Number }
                  : { value: cell, type: String, ...(r === 0 ? { fontWeight: "bold" as const } : {}) },
          ),
        ),
      })),
    ).toBuffer();
    return new Uint8Array(bytes);
  },
};
