import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import writeExcel from "write-excel-file/node";
import { SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { readCsv, writeCsv } from "./csv.ts";
import { siteFiles } from "./site-files.ts";
import { MOST_UNPACKED } from "./unpacked.ts";
import { parseSiteYaml } from "./yaml.ts";

const files = siteFiles(catalog);
const riverside = parseSiteYaml(
  readFileSync(join(import.meta.dirname, "..", "..", "simulators", "riverside.yaml"), "utf8"),
);
if (!riverside.ok) throw new Error(JSON.stringify(riverside.problems));
const site = SiteFile.parse({
  ...riverside.file,
  assets: riverside.file.assets.map((asset, i) => ({
    ...asset,
    serial: `=1+${i}`,
    make: 'Say "高", low',
    costCny: 1000.5 + i,
    installed: "2020-02-29",
  })),
});

describe("a site as a file", () => {
  it.each(["yaml", "csv", "xlsx"] as const)("comes back from %s as it went", async (format) => {
    for (const language of ["en", "zh"] as const) {
      const bytes = await files.write(format, site, language);
      expect(await files.read(format, bytes, site)).toEqual({ ok: true, file: site, ignored: [] });
    }
  });

  it("needs a site for a register, and says so", async () => {
    const bytes = await files.write("csv", site, "zh");
    expect(await files.read("csv", bytes, undefined)).toMatchObject({
      ok: false,
      problems: [{ problem: { zh: expect.stringContaining("请先选择项目") } }],
    });
  });

  it("names mistakes in YAML by line and path", () => {
    expect(parseSiteYaml("site:\n  id: Bad Id\n  name: { en: A, zh: 甲 }\n")).toMatchObject({
      ok: false,
      problems: [{ row: 2, column: "site.id" }],
    });
    expect(parseSiteYaml("site: [")).toMatchObject({ ok: false, problems: [{ row: expect.any(Number) }] });
  });

  it("refuses a YAML that would be gigabytes, and says so", () => {
    const source = ["a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]"];
    for (const [n, name] of [..."bcdefgh"].entries())
      source.push(`${name}: &${name} [${Array(9).fill(`*${"abcdefg"[n]}`).join(", ")}]`);
    const read = parseSiteYaml(source.join("\n"));
    expect(read.ok ? [] : read.problems).toMatchObject([
      { problem: { en: expect.stringContaining("with *") } },
    ]);
  });

  it("refuses what is no workbook in words, not with an exception", async () => {
    const read = await files.read("xlsx", new TextEncoder().encode("no zip"), site);
    expect(read).toMatchObject({
      ok: false,
      problems: [{ problem: { en: expect.stringContaining("Save it as .xlsx") } }],
    });
  });

  it("refuses a workbook of some kilobytes that would be gigabytes, whatever it says of its size", async () => {
    const bomb = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(MOST_UNPACKED + 1).fill(32) });
    expect(bomb.length).toBeLessThan(40_000);
    const lying = bomb.slice();
    const view = new DataView(lying.buffer);
    // The unpacked size in the entry's own header and in the archive's directory.
    const directory = view.getUint32(lying.length - 22 + 16, true);
    for (const at of [22, directory + 24]) view.setUint32(at, 1_000, true);
    for (const bytes of [bomb, lying])
      expect(await files.read("xlsx", bytes, site)).toMatchObject({
        ok: false,
        problems: [{ problem: { zh: expect.stringContaining("解压后超过 16 MB") } }],
      });
  });
});

describe("CSV", () => {
  it("reads what Excel in China saves: GB 18030, and what Excel in Europe saves: semicolons", () => {
    // 编号,名称 and a,梯 in GB 18030.
    const gb = Uint8Array.from([
      0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0x61, 0x2c, 0xcc, 0xdd,
    ]);
    expect(readCsv(gb)).toEqual({
      ok: true,
      cells: [
        ["编号", "名称"],
        ["a", "梯"],
      ],
    });
    expect(readCsv(new TextEncoder().encode("id;name\r\na;b,c\r\n"))).toEqual({
      ok: true,
      cells: [
        ["id", "name"],
        ["a", "b,c"],
      ],
    });
  });

  it("writes no cell that a spreadsheet would run", () => {
    expect(writeCsv([["=HYPERLINK(1)", "+1", "@x", "a-b", -5]])).toBe(
      "\uFEFF'=HYPERLINK(1),'+1,'@x,a-b,-5\r\n",
    );
  });
});

describe("registers as they really come", () => {
  const read = async (format: "csv" | "xlsx", bytes: Uint8Array) => {
    const imported = await files.read(format, bytes, site);
    return imported.ok
      ? { ok: true as const, assets: imported.file.assets.filter(({ id }) => id.startsWith("n-")) }
      : imported;
  };
  const csv = (text: string, encoding: "utf8" | "utf16le" = "utf8") =>
    read("csv", encoding === "utf8" ? Buffer.from(text) : Buffer.from(`\uFEFF${text}`, "utf16le"));
  const twoLifts = [
    { id: "n-1", type: "lift", name: { zh: "一号梯" }, installed: "2024-03-05" },
    { id: "n-2", type: "lift", name: { zh: "二号梯" } },
  ];

  it.each([
    [
      "a title and a note above the headings",
      "某小区设备台账,,,\n\n填表人：张工,,,\n编号,类型,名称,安装日期\nn-1,电梯,一号梯,2024/3/5\nn-2,lift,二号梯,",
    ],
    [
      "semicolons under a title without any",
      "设备台账\n编号;类型;名称;安装日期\nn-1;电梯;一号梯;2024-03-05\nn-2;电梯;二号梯;",
    ],
    [
      "tabs, and days with a midnight",
      "编号\t类型\t名称\t安装日期\nn-1\t电梯\t一号梯\t2024/3/5 0:00\nn-2\t电梯\t二号梯\t",
    ],
    [
      "a byte order mark and quoted line breaks",
      '\uFEFF编号,类型,名称,安装日期,备注\r\nn-1,电梯,一号梯,2024年3月5日,"两\r\n行"\r\nn-2,电梯,二号梯,,\r\n',
    ],
  ])("%s", async (_, text) => {
    expect(await csv(text)).toMatchObject({ ok: true, assets: twoLifts });
  });

  it("UTF-16, as Excel's Unicode text", async () => {
    const text = "编号\t类型\t名称\t安装日期\r\nn-1\t电梯\t一号梯\t2024-03-05\r\nn-2\t电梯\t二号梯\t\r\n";
    expect(await csv(text, "utf16le")).toMatchObject({ ok: true, assets: twoLifts });
  });

  it("GBK, as Excel in China saves CSV; the rows that are wrong are named with row, column and remedy", async () => {
    // 编号,类型,名称,安装日期 / n-1,电梯,一号梯,2024-13-05 / n-1,电梯,二号梯, / N 3,飞梭,,
    const gbk = Buffer.from(
      "b1e0bac52cc0e0d0cd2cc3fbb3c62cb0b2d7b0c8d5c6da0d0a" +
        "6e2d312cb5e7ccdd2cd2bbbac5ccdd2c323032342d31332d30350d0a" +
        "6e2d312cb5e7ccdd2cb6febac5ccdd2c0d0a" +
        "4e20332cb7c9cbf32c2c0d0a",
      "hex",
    );
    const imported = await read("csv", gbk);
    expect(
      !imported.ok && imported.problems.map(({ row, column, problem }) => [row, column, problem.zh]),
    ).toEqual([
      [2, "D 安装日期", "“2024-13-05”不是有效日期。请写成 2024-03-05，或将单元格设为日期格式。"],
      [3, "A 编号", "编号 n-1 已在第 2 行出现。请更换编号或删除该行。"],
      [4, "A 编号", "“N 3”不是有效编号。只用小写字母、数字和连字符，例如 n-3。"],
      [4, "B 类型", expect.stringContaining("未知设备类型“飞梭”")],
      [4, "C 名称", "缺少名称。请填写日常称呼。"],
    ]);
  });

  it("cells merged downwards count for every row they span, a title merged across for none", async () => {
    const text = (value: string, more: object = {}) => ({ value, type: String, ...more });
    const book = await writeExcel(
      [
        [text("设备台账", { columnSpan: 3 }), null, null],
        [text("编号"), text("类型"), text("名称")],
        [text("n-1"), text("电梯", { rowSpan: 2 }), text("一号梯")],
        [text("n-2"), null, text("二号梯")],
      ],
      { sheet: "台账" },
    ).toBuffer();
    expect(await read("xlsx", book)).toMatchObject({
      ok: true,
      assets: [
        { id: "n-1", type: "lift" },
        { id: "n-2", type: "lift" },
      ],
    });
  });

  it("what is no workbook says so", async () => {
    for (const bytes of [Buffer.from("<html>"), Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(0)])
      expect(await read("xlsx", bytes)).toMatchObject({
        ok: false,
        problems: [{ problem: { zh: expect.stringContaining("无法读取该 Excel 文件") } }],
      });
  });
});
