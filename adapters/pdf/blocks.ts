import type { Content, TableCell } from "pdfmake/interfaces.js";
import type { Block, Column, Photo, ReportWords, Tone } from "../../facility/reports/index.ts";

/** Pictures as data addresses, by the id of their file. */
export type Pictures = ReadonlyMap<string, string>;

const RULE = "#cbd2d9";
const HEAD = "#eef1f4";
/** A4 less its margins, points. */
const WIDTH = 511;

const colour: Record<Tone, string> = { plain: "#1f2933", quiet: "#5f6b7a", warn: "#b3261e" };

/** A heading's own height, points. */
const HEADING = 34;
/** Highest picture, points. */
const PICTURE = 300;

/** How much of a page a block needs to begin on it, points; of a heading, with the beginning of what follows. */
export function roomFor(blocks: readonly Block[], i: number): number {
  const block = blocks[i];
  switch (block?.is) {
    case "heading":
      return HEADING + roomFor(blocks, i + 1);
    // Its head, and a row of a few lines.
    case "table":
      return 80;
    case "chart": {
      const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(block.svg) ?? [];
      return width && height ? (WIDTH * Number(height)) / Number(width) + 20 : PICTURE;
    }
    case "photo":
      return PICTURE + 20;
    // Who signs, signs on one page.
    case "signature":
      return 70 + (blocks[i + 1]?.is === "signature" ? roomFor(blocks, i + 1) : 0);
    default:
      return 40;
  }
}

/** One block of a report as the library wants it; `room` is what a heading asks for. */
export function shown(block: Block, pictures: Pictures, words: ReportWords, room: number): Content {
  switch (block.is) {
    case "heading":
      return block.level === 2
        ? { text: block.text, fontSize: 11, bold: true, headlineLevel: room, margin: [0, 8, 0, 3] }
        : { text: block.text, fontSize: 13.5, bold: true, headlineLevel: room, margin: [0, 14, 0, 5] };
    case "paragraph":
      return {
        text: block.text,
        color: colour[block.tone ?? "plain"],
        bold: block.tone === "warn",
        margin: [0, 0, 0, 6],
      };
    case "table":
      return table(block);
    case "facts":
      return {
        margin: [0, 0, 0, 8],
        table: {
          widths: [120, "*"],
          body: block.entries.map(([key, value]) => [{ text: key, color: colour.quiet }, breaking(value)]),
        },
        layout: rules(false),
      };
    case "list":
      return block.ordered
        ? { ol: [...block.items], margin: [0, 0, 0, 8] }
        : { ul: [...block.items], margin: [0, 0, 0, 8] };
    case "photo":
      return photo(block.file, block.caption, pictures, words);
    case "chart":
      return captioned({ svg: block.svg, width: WIDTH }, block.caption);
    case "signature":
      return signature(block, pictures, words);
    case "page-break":
      return { text: "", pageBreak: "after" };
    default:
      return block satisfies never;
  }
}

/** As many characters as columns of their own width may take of a page together and leave room for the others. */
const MOST_FITTING = 64;

/**
 * Columns "as wide as needed" that stay in one line: the typesetter would break a time in two to give room to a long
 * sentence beside it. None where they would leave too little for the rest.
 */
function fitting(columns: readonly Column[], rows: readonly (readonly string[])[]): ReadonlySet<Column> {
  const fit = columns.map((column, i) => ({ column, i })).filter(({ column }) => column.width === "fit");
  // A Chinese character is as wide as two others.
  const widthOf = (words: string) => words.length + (words.match(/[\u2e80-\uffff]/g)?.length ?? 0);
  const longest = fit.map(({ column, i }) =>
    rows.reduce((most, row) => Math.max(most, widthOf(row[i] ?? "")), widthOf(column.title)),
  );
  const all = longest.reduce((sum, one) => sum + one, 0);
  return new Set(all > MOST_FITTING ? [] : fit.map(({ column }) => column));
}

function table({ columns, rows, caption, empty }: Extract<Block, { is: "table" }>): Content {
  if (rows.length === 0 && empty !== undefined)
    return { text: empty, color: colour.quiet, margin: [0, 0, 0, 8] };
  const whole = fitting(columns, rows);
  const cell = (text: string, column: Column | undefined, head: boolean): TableCell => ({
    ...breaking(text),
    ...(column && whole.has(column) ? { noWrap: true } : {}),
    alignment: column?.align ?? "left",
    ...(head ? { bold: true, fillColor: HEAD } : {}),
  });
  return captioned(
    {
      fontSize: 8.5,
      table: {
        headerRows: 1,
        // A head without a row under it says nothing.
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: columns.map(({ width = "fill" }) =>
          width === "fill" ? "*" : width === "fit" ? "auto" : width,
        ),
        body: [
          columns.map((column) => cell(column.title, column, true)),
          ...rows.map((row) => columns.map((column, i) => cell(row[i] ?? "", column, false))),
        ],
      },
      layout: rules(true),
    },
    caption,
  );
}

const photo = (file: Photo, caption: string | undefined, pictures: Pictures, words: ReportWords): Content => {
  const image = pictures.get(file.id);
  return image === undefined
    ? { text: words.notPrinted(caption ?? file.name), color: colour.quiet, margin: [0, 0, 0, 8] }
    : captioned({ image, fit: [WIDTH * 0.7, PICTURE] }, caption ?? file.name);
};

const captioned = (content: Content, caption: string | undefined): Content => ({
  // A caption alone on the next page helps nobody; a table may break, a picture may not.
  unbreakable: typeof content === "object" && !Array.isArray(content) && !("table" in content),
  stack: [content, ...(caption === undefined ? [] : [{ text: caption, fontSize: 8, color: colour.quiet }])],
  margin: [0, 0, 0, 10],
});

function signature(
  { role, name, at, image }: Extract<Block, { is: "signature" }>,
  pictures: Pictures,
  words: ReportWords,
): Content {
  const given = image && pictures.get(image.id);
  const line: Content = given
    ? { image: given, fit: [160, 44] }
    : { canvas: [{ type: "line", x1: 0, y1: 30, x2: 180, y2: 30, lineWidth: 0.7, lineColor: colour.quiet }] };
  return {
    unbreakable: true,
    margin: [0, 14, 0, 4],
    columns: [
      { width: 130, stack: [{ text: role, bold: true }, { text: name ?? "" }] },
      { width: 200, stack: [line, { text: words.signature, fontSize: 8, color: colour.quiet }] },
      {
        width: "*",
        stack: [{ text: at ?? "\u00a0" }, { text: words.date, fontSize: 8, color: colour.quiet }],
      },
    ],
  };
}

/** Long ids have no place to break at: a cell with one may break anywhere, or it would run over its column. */
const breaking = (text: string) => ({
  text,
  ...(/[!-~]{22,}/.test(text) ? { wordBreak: "break-all" as const } : {}),
});

const rules = (head: boolean) => ({
  hLineWidth: (i: number, node: { table: { body: unknown[] } }) =>
    i === 0 || i === node.table.body.length ? (head ? 0.8 : 0) : 0.4,
  vLineWidth: () => 0,
  hLineColor: () => RULE,
  paddingTop: () => 2.5,
  paddingBottom: () => 2.5,
});
