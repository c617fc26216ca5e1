import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalog } from "../catalog/index.ts";
import { type Cell, diffSites, readRegister, SiteFile, writeRegister } from "./index.ts";

const name = (en: string, zh: string) => ({ en, zh });
const site = SiteFile.parse({
  site: { id: "s", name: name("S", "站") },
  places: [
    { id: "b1", kind: "building", name: name("Building 1", "1 号楼") },
    { id: "b1-room", kind: "room", in: "b1", name: name("Room", "机房") },
    { id: "b2-room", kind: "room", name: name("Room", "机房") },
  ],
  assets: [
    {
      id: "lift-1",
      type: "lift",
      name: name("Lift 1", "1 号电梯"),
      in: "b1",
      serial: "007",
      tags: ["evacuation", "消防梯"],
      costCny: 300_000,
      points: ["floor", "running"],
      criticality: { people: 5 },
    },
    { id: "meter", type: "power-meter", name: name("Meter", "电表"), feeds: ["lift-1"], outOfService: true },
  ],
  gateways: [{ id: "gw", name: name("G", "网关"), assets: ["lift-1"] }],
});

const read = (...rows: Cell[][]) => readRegister(rows, site, catalog);
const assetsOf = (...rows: Cell[][]) => {
  const result = read(...rows);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.file.assets;
};
const wrong = (...rows: Cell[][]) => {
  const result = read(...rows);
  if (result.ok) throw new Error("was read");
  return result.problems.map(({ row, column, problem }) => `${row} ${column}: ${problem.en}`);
};
const HEAD = ["id", "type", "name_zh"];

describe("the register", () => {
  it.each(["en", "zh"] as const)("reads back what it wrote, headings in %s", (language) => {
    const again = readRegister(writeRegister(site, language), site, catalog);
    expect(again).toEqual({ ok: true, file: site, ignored: [] });
  });

  it("adds, changes, and leaves alone what has no row or no column", () => {
    const assets = assetsOf(
      ["编号", "类型", "名称", "出厂编号"],
      ["lift-1", "电梯", "一号梯", "008"],
      ["lift-2", "Lift", "二号梯", null],
    );
    expect(assets.map(({ id }) => id)).toEqual(["lift-1", "meter", "lift-2"]);
    expect(assets[0]).toEqual({ ...site.assets[0], name: name("Lift 1", "一号梯"), serial: "008" });
    expect(assets[2]).toMatchObject({ type: "lift", name: name("二号梯", "二号梯"), outOfService: false });
  });

  it("reads tags, each once and in small letters, and names what is none", () => {
    const tagged = (cell: string) =>
      [
        [...HEAD, "标签"],
        ["lift-1", "lift", "一号梯", cell],
      ] as const;
    expect(assetsOf(...tagged("Hospital，hospital、 医院").map((row) => [...row]))[0]?.tags).toEqual([
      "hospital",
      "医院",
    ]);
    expect(assetsOf(...tagged("").map((row) => [...row]))[0]?.tags).toBeUndefined();
    expect(wrong(...tagged("ok,a/b").map((row) => [...row]))[0]).toMatch(/^2 D 标签: "a\/b" is no tag/);
  });

  it("empties a field whose cell is empty", () => {
    const [lift] = assetsOf([...HEAD, "serial", "cost_cny", "place"], ["lift-1", "lift", "L", "", null, " "]);
    expect([lift?.serial, lift?.costCny, lift?.in]).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    ["2024-03-05", "2024-03-05"],
    ["2024/3/5", "2024-03-05"],
    ["2024.3.5", "2024-03-05"],
    ["2024年3月5日", "2024-03-05"],
    [new Date(Date.UTC(2024, 2, 5)), "2024-03-05"],
  ])("understands the day %s", (cell, day) => {
    expect(assetsOf([...HEAD, "installed"], ["x", "lift", "X", cell])[2]?.installed).toBe(day);
  });

  it.each([
    [12_000, 12_000],
    ["12,000.50", 12_000.5],
    ["¥12000", 12_000],
    ["12000元", 12_000],
  ])("understands the amount %s", (cell, amount) => {
    expect(assetsOf([...HEAD, "cost_cny"], ["x", "lift", "X", cell])[2]?.costCny).toBe(amount);
  });

  it.each([
    ["no id", ["", "lift", "X"], "2 A id: The row has no id. Give it one, for example b3-lift-1."],
    [
      "an id of capitals",
      ["B 1", "lift", "X"],
      '2 A id: "B 1" is no id. Use lower-case letters, digits and hyphens, for example b-1.',
    ],
    [
      "a gateway's id",
      ["gw", "lift", "X"],
      "2 A id: gw is a gateway. Give the asset another id; gateways are kept apart.",
    ],
    ["no name", ["x", "lift", ""], "2 C name_zh: The asset has no name. Write what people call it."],
  ])("refuses %s", (_what, row, said) => {
    expect(wrong(HEAD, row)).toEqual([said]);
  });

  it.each([
    ["type", "水泵", "is no known type"],
    ["place", "机房", "Several places are called"],
    ["place", "b9", "or add the place first"],
    ["installed", "2023-02-30", "is no day"],
    ["cost_cny", "-1", "is no amount"],
    ["feeds", "lift-9", 'There is no asset "lift-9"'],
    ["serves", "b9", 'There is no place "b9"'],
    ["out_of_service", "perhaps", "neither yes nor no"],
    ["criticality_law", "6", "is no grade"],
  ])("refuses in column %s: %s", (column, cell, said) => {
    const row = { id: "x", type: "lift", name_zh: "X", [column]: cell };
    const problems = wrong(Object.keys(row), Object.values(row));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(said);
  });

  it("refuses a warranty that ends before the installation", () => {
    const head = [...HEAD, "installed", "warranty_until"];
    expect(wrong(head, ["x", "lift", "X", "2024-01-01", "2023-12-31"])[0]).toContain(
      "2 E warranty_until: The warranty ends",
    );
  });

  it("names every mistake at once, row by row and left to right, and reads nothing", () => {
    const problems = wrong(["title of nobody"], [], ["x", "lift", "X"]);
    expect(problems.map((line) => line.split(":")[0])).toEqual(["1 ID", "1 Type", "1 Name (Chinese)"]);
    expect(
      wrong(
        HEAD,
        ["B", "nothing", ""],
        [null, null, null],
        ["lift-2", "lift", "a"],
        ["lift-2", "lift", "b"],
      ).map((line) => line.split(":")[0]),
    ).toEqual(["2 A id", "2 B type", "2 C name_zh", "5 A id"]);
  });

  it("says of an empty sheet what is needed", () => {
    expect(wrong([], [null])).toEqual([
      "null null: The sheet is empty. Export the register to see its columns.",
    ]);
  });

  it("never throws, whatever stands in the cells", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.date({ noInvalidDate: true }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 6 }), (rows) => {
        const result = readRegister(
          [["id", "type", "name", "installed", "cost_cny", "feeds", "place"], ...rows],
          site,
          catalog,
        );
        expect(result.ok ? result.file.places : result.problems.length).toBeTruthy();
      }),
    );
  });
});

describe("the differences of two versions of a site", () => {
  it("are none for the same site in another order of its keys", () => {
    const other = SiteFile.parse(JSON.parse(JSON.stringify(site)));
    expect(diffSites(site, { ...other, assets: other.assets.toReversed() })).toEqual([]);
  });

  it("name what is made, changed and taken away", () => {
    const [lift, meter] = site.assets;
    const after: SiteFile = {
      ...site,
      assets: [
        { ...lift!, costCny: 280_000, name: name("Lift A", "1 号电梯") },
        { ...meter!, id: "meter-2" },
      ],
    };
    expect(diffSites(site, after)).toEqual([
      {
        is: "changed",
        noun: "asset",
        id: "lift-1",
        name: name("Lift A", "1 号电梯"),
        fields: [
          { field: "name.en", before: "Lift 1", after: "Lift A" },
          { field: "costCny", before: "300000", after: "280000" },
        ],
      },
      { is: "created", noun: "asset", id: "meter-2", name: name("Meter", "电表"), fields: [] },
      { is: "removed", noun: "asset", id: "meter", name: name("Meter", "电表"), fields: [] },
    ]);
  });
});
