import type { EquipmentType } from "../catalog/index.ts";
import { Slug, type Text, text } from "../units/index.ts";
import { type Cell, textOf } from "./cells.ts";
import { columnOf, letterOf, registerColumns } from "./columns.ts";
import { type Known, type Row, readRow } from "./register-row.ts";
import type { SiteAsset, SiteFile } from "./site.ts";

/** What is wrong with an import, and where: row and column as the spreadsheet shows them. */
export interface ImportProblem {
  readonly row: number | null;
  readonly column: string | null;
  readonly problem: Text;
}

export type Import =
  | {
      readonly ok: true;
      readonly file: SiteFile;
      /** Headings that are none of ours and were passed over. */
      readonly ignored: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] };

/** The register of a site, a heading row and one row an asset; what `readRegister` reads back to the same site. */
export function writeRegister(file: SiteFile, language: keyof Text): Cell[][] {
  return [
    registerColumns.map(({ label }) => label[language]),
    ...file.assets.map((asset) => registerColumns.map(({ path }) => cellOf(asset, path))),
  ];
}

function cellOf(asset: SiteAsset, path: string): Cell {
  let value: unknown = asset;
  for (const step of path.split("."))
    value = typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined;
  if (Array.isArray(value)) return value.join(", ") || null;
  if (typeof value === "boolean") return value ? "yes" : null;
  return typeof value === "string" || typeof value === "number" ? value : null;
}

/**
 * Reads a register over a site: rows add or change assets by id; assets without a row stay, and so does whatever has
 * no column. Every mistake is named at once; with one mistake nothing is read.
 */
export function readRegister(
  sheet: readonly (readonly Cell[])[],
  site: SiteFile,
  types: readonly EquipmentType[],
): Import {
  const problems: ImportProblem[] = [];
  const filled = (cells: readonly Cell[]) => cells.some((cell) => textOf(cell) !== "");
  const top = headingRow(sheet, filled);
  const headings = sheet[top];
  if (!headings)
    return {
      ok: false,
      problems: [
        {
          row: null,
          column: null,
          problem: text(
            "The sheet is empty. Export the register to see its columns.",
            "表格为空。可先导出台账查看所需列。",
          ),
        },
      ],
    };

  const place = new Map<string, { index: number; shown: string }>();
  const ignored: string[] = [];
  for (const [index, heading] of headings.entries()) {
    const said = textOf(heading);
    if (said === "") continue;
    const known = columnOf(said);
    const shown = `${letterOf(index)} ${said}`;
    if (!known) ignored.push(said);
    else if (place.has(known.id))
      problems.push({
        row: top + 1,
        column: shown,
        problem: text(`This column stands twice. Delete one of them.`, "该列重复，请删除其中一列。"),
      });
    else place.set(known.id, { index, shown });
  }
  const missing = registerColumns.filter(
    ({ id }) =>
      !place.has(id) &&
      (id === "id" || id === "type" || id === "name_zh") &&
      !(id === "name_zh" && place.has("name_en")),
  );
  for (const { label } of missing)
    problems.push({
      row: top + 1,
      column: label.en,
      problem: text(
        `The column "${label.en}" is missing. Add it; an exported register shows all columns.`,
        `缺少“${label.zh}”列，请补上；导出的台账含全部列。`,
      ),
    });
  if (missing.length > 0) return { ok: false, problems };

  const assets = new Map(site.assets.map((asset) => [asset.id, asset]));
  const rowOf = new Map<string, number>();
  const rows = sheet.slice(top + 1).flatMap((cells, i): Row[] =>
    filled(cells)
      ? [
          {
            number: top + 2 + i,
            cell: (column) => {
              const at = place.get(column);
              return at ? (cells[at.index] ?? null) : undefined;
            },
            refuse: (column, en, zh) =>
              problems.push({
                row: top + 2 + i,
                column: place.get(column)?.shown ?? column,
                problem: text(en, zh),
              }),
          },
        ]
      : [],
  );
  const known: Known = {
    ids: new Set([
      ...assets.keys(),
      ...site.gateways.map(({ id }) => id),
      ...rows.map((row) => textOf(row.cell("id") ?? null)),
    ]),
    gateways: new Set(site.gateways.map(({ id }) => id)),
    type: byAnyName(types.map(({ id, label }) => ({ id, name: label }))),
    place: byAnyName(site.places),
  };
  for (const row of rows) {
    const id = textOf(row.cell("id") ?? null);
    const before = rowOf.get(id);
    if (!Slug.safeParse(id).success)
      row.refuse(
        "id",
        id === ""
          ? "The row has no id. Give it one, for example b3-lift-1."
          : `"${id}" is no id. Use lower-case letters, digits and hyphens, for example ${slugOf(id)}.`,
        id === ""
          ? "缺少编号。请填写，例如 b3-lift-1。"
          : `“${id}”不是有效编号。只用小写字母、数字和连字符，例如 ${slugOf(id)}。`,
      );
    else if (known.gateways.has(id))
      row.refuse(
        "id",
        `${id} is a gateway. Give the asset another id; gateways are kept apart.`,
        `${id} 是网关编号。请为设备换一个编号，网关单独管理。`,
      );
    else if (before !== undefined)
      row.refuse(
        "id",
        `${id} stands in row ${before} already. Give one of them another id, or delete the row.`,
        `编号 ${id} 已在第 ${before} 行出现。请更换编号或删除该行。`,
      );
    else rowOf.set(id, row.number);
    const asset = readRow(row, id, assets.get(id), known);
    if (asset && before === undefined) assets.set(id, asset);
  }
  if (problems.length > 0) return { ok: false, problems: problems.toSorted(asRead) };
  return { ok: true, file: { ...site, assets: [...assets.values()] }, ignored };
}

/** Titles and notes may stand above the headings: the row with the most of them, among the first few, is theirs. */
const LOOKED_AT = 15;
function headingRow(
  sheet: readonly (readonly Cell[])[],
  filled: (cells: readonly Cell[]) => boolean,
): number {
  const headings = (cells: readonly Cell[]) => cells.filter((cell) => columnOf(textOf(cell))).length;
  const first = sheet.findIndex(filled);
  if (first < 0) return first;
  let best = first;
  for (let row = first + 1; row < Math.min(sheet.length, first + LOOKED_AT); row++)
    if (headings(sheet[row]!) > Math.max(1, headings(sheet[best]!))) best = row;
  return best;
}

function byAnyName(all: readonly { id: string; name: Text }[]): Map<string, string | null> {
  const found = new Map<string, string | null>();
  for (const { id, name } of all)
    for (const word of new Set([name.en.toLowerCase(), name.zh]))
      found.set(word, found.has(word) ? null : id);
  for (const { id } of all) found.set(id, id);
  return found;
}

/** Row by row, from left to right: letters of a column sort by their length first. */
function asRead(a: ImportProblem, b: ImportProblem): number {
  const [left = "", right = ""] = [a, b].map(({ column }) => column?.split(" ")[0]?.padStart(3));
  return (a.row ?? 0) - (b.row ?? 0) || (left < right ? -1 : left > right ? 1 : 0);
}

/** What could stand in place of an id that is none. */
const slugOf = (said: string): string =>
  said
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 64) || "b3-lift-1";
