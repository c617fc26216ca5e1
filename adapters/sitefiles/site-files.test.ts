import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SiteFile } from "../../facility/assets/index.ts";
import { catalog } from "../../facility/catalog/index.ts";
import { readCsv, writeCsv } from "./csv.ts";
import { siteFiles } from "./site-files.ts";
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
      problems: [{ problem: { zh: expect.stringContaining("请先选择站点") } }],
    });
  });

  it("names mistakes in YAML by line and path", () => {
    expect(parseSiteYaml("site:\n  id: Bad Id\n  name: { en: A, zh: 甲 }\n")).toMatchObject({
      ok: false,
      problems: [{ row: 2, column: "site.id" }],
    });
    expect(parseSiteYaml("site: [")).toMatchObject({ ok: false, problems: [{ row: expect.any(Number) }] });
  });

  it("refuses what is no workbook in words, not with an exception", async () => {
    const read = await files.read("xlsx", new TextEncoder().encode("no zip"), site);
    expect(read).toMatchObject({
      ok: false,
      problems: [{ problem: { en: expect.stringContaining("Save it as .xlsx") } }],
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
