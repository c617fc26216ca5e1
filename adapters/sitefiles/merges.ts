import { strFromU8, unzipSync } from "fflate";
import type { Cell } from "../../facility/assets/index.ts";

/** A block of merged cells, both corners included, from 0. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A merge down a whole sheet is a column's title, not a value for thousands of rows. */
const MOST_CELLS = 20_000;

/**
 * The merged blocks of a workbook's first sheet. Spreadsheets keep a block's value in its first cell alone; the reader
 * gives the rest as empty, and a building merged down twelve lifts would be the place of the first one only.
 */
export function mergesOf(bytes: Uint8Array): Merge[] {
  const parts = unzipSync(bytes, {
    filter: ({ name }) =>
      /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(name),
  });
  const xml = (name: string): string => {
    const part = parts[name];
    return part ? strFromU8(part) : "";
  };
  // The first sheet is the first in the workbook's list, whatever its file is called.
  const [, id = ""] = /<sheet\s[^>]*?r:id="([^"]+)"/.exec(xml("xl/workbook.xml")) ?? [];
  const relation = [...xml("xl/_rels/workbook.xml.rels").matchAll(/<Relationship\s[^>]*>/g)]
    .map(([tag]) => tag)
    .find((tag) => tag.includes(`Id="${id}"`));
  const [, target = "worksheets/sheet1.xml"] = /Target="([^"]+)"/.exec(relation ?? "") ?? [];
  const sheet = xml(`xl/${target.replace(/^\/?(xl\/)?/, "")}`);
  return [...sheet.matchAll(/<mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)].map(
    ([, left = "", top = "", right = "", bottom = ""]) => ({
      top: Number(top) - 1,
      left: indexOf(left),
      bottom: Number(bottom) - 1,
      right: indexOf(right),
    }),
  );
}

/** Every cell of a block merged downwards gets the block's value; one merged across only stays a title. */
export function filled(cells: readonly (readonly Cell[])[], merges: readonly Merge[]): Cell[][] {
  const full = cells.map((row) => [...row]);
  for (const { top, left, bottom, right } of merges) {
    if (bottom === top || (bottom - top + 1) * (right - left + 1) > MOST_CELLS) continue;
    const value = full[top]?.[left] ?? null;
    for (let row = top; row <= Math.min(bottom, full.length - 1); row++)
      for (let column = left; column <= right; column++) full[row]![column] = value;
  }
  return full;
}

/** A is 0, as spreadsheets letter them. */
const indexOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
