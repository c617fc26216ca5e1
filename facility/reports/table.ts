import type { Instant } from "../units/index.ts";
import type { Block, Report } from "./report.ts";

/** A list as a report prints it and a spreadsheet takes it: heads, rows, and what stands above them. */
export interface TableReport {
  readonly title: string;
  readonly subtitle: string;
  readonly facts: readonly (readonly [key: string, value: string])[];
  readonly tables: readonly {
    readonly title: string;
    readonly columns: readonly { readonly title: string; readonly number?: boolean }[];
    /** Numbers stay numbers, so that a spreadsheet can add them. */
    readonly rows: readonly (readonly (string | number | null)[])[];
    readonly empty: string;
    readonly note?: string;
  }[];
}

export interface TableFrame {
  readonly language: "en" | "zh";
  readonly site: string;
  readonly timeZone: string;
  readonly madeAt: Instant;
}

const written = (value: string | number | null): string =>
  value === null ? "–" : typeof value === "number" ? String(Math.round(value * 100) / 100) : value;

/** The list on paper. */
export const tableReport = ({ title, subtitle, facts, tables }: TableReport, frame: TableFrame): Report => ({
  ...frame,
  title,
  subtitle,
  blocks: [
    ...(facts.length > 0 ? [{ is: "facts", entries: facts } as const] : []),
    ...tables.flatMap((table): Block[] => [
      { is: "heading", text: table.title, level: 2 },
      {
        is: "table",
        columns: table.columns.map(({ title: head, number }) => ({
          title: head,
          align: number ? ("right" as const) : ("left" as const),
          width: number ? ("fit" as const) : ("fill" as const),
        })),
        rows: table.rows.map((row) => row.map(written)),
        empty: table.empty,
      },
      ...(table.note ? [{ is: "paragraph", text: table.note, tone: "quiet" } as const] : []),
    ]),
  ],
});

/** The list as sheets of a workbook, the first row of each its heads. */
export const tableSheets = ({
  tables,
}: TableReport): { name: string; rows: (string | number | null)[][] }[] =>
  tables.map(({ title, columns, rows }) => ({
    // A sheet's name holds 31 letters and none of these.
    name: title.replace(/[\\/?*[\]:]/g, " ").slice(0, 31),
    rows: [columns.map((column) => column.title), ...rows.map((row) => [...row])],
  }));

/** Every table under its title as CSV with a BOM. A cell that a spreadsheet would take for a formula is quoted text. */
export function tableCsv({ tables }: TableReport): string {
  const cell = (value: string | number | null): string => {
    if (value === null) return "";
    if (typeof value === "number") return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = tables.flatMap(({ title, columns, rows }, i) => [
    ...(i > 0 ? [[]] : []),
    ...(tables.length > 1 ? [[title]] : []),
    columns.map((column) => column.title),
    ...rows,
  ]);
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}
