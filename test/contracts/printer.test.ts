import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pdfPrinter } from "../../adapters/pdf/index.ts";
import { plot, type Report } from "../../facility/reports/index.ts";
import { instant } from "../../facility/units/index.ts";
import { installed, outcome } from "../support/tools.ts";

const madeAt = instant(Date.parse("2026-03-01T08:00:00Z"));
const photo = { id: "a".repeat(64), name: "卷帘.png", type: "image/png" };

const report = (language: "en" | "zh"): Report => ({
  title: language === "zh" ? "火灾应急处置报告" : "Fire: after-action report",
  subtitle: language === "zh" ? "2026年3月1日 1号楼12层" : "1 March 2026, block 1, floor 12",
  language,
  site: language === "zh" ? "江畔苑" : "Riverside",
  madeAt,
  timeZone: "Asia/Shanghai",
  mark: language === "zh" ? "演练" : "DRILL",
  blocks: [
    { is: "heading", text: language === "zh" ? "经过" : "Course" },
    {
      is: "paragraph",
      text: "消防控制室值班员接警后立即通知微型消防站，三分钟内到达现场核实火情，".repeat(6),
    },
    { is: "paragraph", text: "One clock was missed.", tone: "warn" },
    {
      is: "facts",
      entries: [
        ["地点", "1号楼12层走廊"],
        ["Asset", "riverside.b1-fire-panel.first_zone"],
      ],
    },
    {
      is: "table",
      columns: [
        { title: "时间", width: "fit" },
        { title: "事项" },
        { title: "用时 s", align: "right", width: "fit" },
      ],
      rows: Array.from({ length: 60 }, (_, i) => [`14:${i}`, `第 ${i} 项：防火卷帘反馈`, String(i)]),
      caption: "时间线",
    },
    { is: "table", columns: [{ title: "空" }], rows: [], empty: "没有逾期" },
    { is: "list", items: ["更换卷帘电机", "复训"], ordered: true },
    {
      is: "chart",
      caption: "压力",
      svg: plot({
        series: {
          name: "出口压力",
          unit: "bar",
          points: [0, 1, 2, 3].map((i) => ({ at: madeAt + i * 60_000, value: i === 2 ? null : 3 + i / 10 })),
        },
        from: madeAt,
        to: madeAt + 180_000,
        marks: [{ at: madeAt + 60_000, label: "发现 <&>" }],
        time: (at) => new Date(at).toISOString().slice(11, 16),
      }),
    },
    { is: "photo", file: photo, caption: "现场照片" },
    { is: "photo", file: { ...photo, id: "b", name: "gone.webp", type: "image/webp" } },
    { is: "signature", role: "安全负责人", name: "赵磊", at: "2026-03-01" },
  ],
});

/** A picture of one blue pixel, made here so that it needs no file. */
function png(): Uint8Array {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const frame = Buffer.alloc(body.length + 8);
    frame.writeUInt32BE(data.length, 0);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc(body), body.length + 4);
    return frame;
  };
  const crc = (bytes: Buffer): number => {
    let c = 0xffffffff;
    for (const byte of bytes) {
      c ^= byte;
      for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    }
    return (c ^ 0xffffffff) >>> 0;
  };
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.from([0, 11, 107, 181]))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

describe("Printer: pdf", () => {
  const folder = mkdtempSync(join(tmpdir(), "watchkeeper-pdf-"));
  const file = join(folder, "report.pdf");
  const printer = pdfPrinter(async ({ id }) => (id === photo.id ? png() : undefined));
  let bytes: Uint8Array;

  beforeAll(async () => {
    bytes = await printer.pdf(report("zh"));
    writeFileSync(file, bytes);
  }, 30_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is a PDF of a size that can be mailed: the font is a subset", () => {
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe("%PDF-");
    expect(bytes.length).toBeLessThan(400_000);
  });

  it.skipIf(!installed("pdftotext"))("gives its Chinese back as text", async () => {
    const { output } = await outcome("pdftotext", ["-layout", file, "-"]);
    const flat = output.replace(/\s/g, "");
    for (const words of [
      "火灾应急处置报告",
      "江畔苑",
      "防火卷帘反馈",
      "没有逾期",
      "更换卷帘电机",
      "安全负责人",
    ])
      expect(flat).toContain(words);
    expect(flat).toMatch(/内容SHA-256[0-9a-f]{64}/);
    expect(flat).toMatch(/第1页，共[2-9]页/);
  });

  it.skipIf(!installed("pdftoppm"))("has ink on its pages", async () => {
    const { code } = await outcome("pdftoppm", [
      "-r",
      "20",
      "-gray",
      "-f",
      "1",
      "-l",
      "1",
      file,
      join(folder, "page"),
    ]);
    expect(code).toBe(0);
    const page = readFileSync(join(folder, "page-1.pgm"));
    // Letters of 50 dots an inch are grey rather than black.
    const dark = page.subarray(64).filter((shade) => shade < 180).length;
    expect(dark).toBeGreaterThan(300);
  });

  it.skipIf(!installed("pdftotext"))(
    "leaves neither a heading nor the head of a table alone at a page's foot",
    async () => {
      // Sections of growing length come to every place on a page.
      const blocks = Array.from({ length: 30 }, (_, i): Report["blocks"] => [
        { is: "heading", text: `Heading ${i}` },
        {
          is: "table",
          columns: [{ title: "Column" }],
          rows: Array.from({ length: 1 + (i % 7) }, () => ["row"]),
        },
      ]).flat();
      const many = join(folder, "many.pdf");
      writeFileSync(many, await printer.pdf({ ...report("en"), blocks }));
      const { output } = await outcome("pdftotext", ["-layout", many, "-"]);
      const feet = output.split("\f").flatMap((page) => {
        const lines = page.split("\n").map((line) => line.trim());
        const foot = lines.findLastIndex((line) => line.startsWith("Printed"));
        return foot < 0 ? [] : [lines.slice(0, foot).findLast((line) => line !== "")];
      });
      expect(feet.length).toBeGreaterThan(3);
      expect(new Set(feet)).toEqual(new Set(["row"]));
    },
    30_000,
  );

  it.skipIf(!installed("pdftotext"))(
    "keeps a time and a name in one line beside a long sentence, and breaks them where they are many",
    async () => {
      const stamp = "27 Nov 2026, 04:48";
      const sentence = "the suction valve was found half shut and opened, ".repeat(8);
      const lines = async (name: string, fitting: number) => {
        const columns = Array.from({ length: fitting }, (_, i) => ({
          title: `C${i}`,
          width: "fit" as const,
        }));
        const rows = [[...columns.map(() => stamp), sentence]];
        const path = join(folder, name);
        writeFileSync(
          path,
          await printer.pdf({
            ...report("en"),
            blocks: [{ is: "table", columns: [...columns, { title: "What" }], rows }],
          }),
        );
        return (await outcome("pdftotext", ["-layout", path, "-"])).output;
      };
      expect(await lines("two.pdf", 2)).toContain(stamp);
      // Eight of them leave no room for the sentence: all of it is still on the page.
      const many = await lines("eight.pdf", 8);
      expect(many).not.toContain(stamp);
      expect(many).toContain("suction");
    },
    30_000,
  );

  it.skipIf(!installed("pdftotext"))(
    "has the same content hash whenever it is printed, and another for other content",
    async () => {
      const hash = async (of: Report): Promise<string | undefined> => {
        const small = join(folder, "small.pdf");
        writeFileSync(small, await printer.pdf(of));
        return /[0-9a-f]{64}/.exec((await outcome("pdftotext", [small, "-"])).output)?.[0];
      };
      const small: Report = { ...report("en"), blocks: [{ is: "paragraph", text: "one" }] };
      const first = await hash(small);
      expect(first).toMatch(/^[0-9a-f]{64}$/);
      expect(await hash({ ...small, madeAt: instant(madeAt + 86_400_000) })).toBe(first);
      expect(await hash({ ...small, blocks: [{ is: "paragraph", text: "two" }] })).not.toBe(first);
    },
    20_000,
  );
});
