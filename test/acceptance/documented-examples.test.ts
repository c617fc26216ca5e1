import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { Condition, conditionPoints, RuleOverride, type RuleType } from "../../facility/alarms/index.ts";
import { buildModel, SiteFile, SiteGateway } from "../../facility/assets/index.ts";
import { catalog, type EquipmentType, PointType } from "../../facility/catalog/index.ts";
import { assetId } from "../../facility/units/index.ts";
import { profileById } from "../../ingest/modbus/index.ts";
import { derivedProblems, misfitOf } from "../../rules/index.ts";
import { textOf } from "../support/documented.ts";

/** Fenced blocks of a page in that language, indented ones among them. */
const blocksOf = (page: string, language: string): string[] =>
  [...textOf(page).matchAll(new RegExp(`^[ \\t]*\`\`\`${language}\\n([\\s\\S]*?)^[ \\t]*\`\`\``, "gm"))].map(
    ([, body]) => body ?? "",
  );

/** A condition, a change or own rule, a point: each block of the guide is one of these. */
const Example = z.union([Condition, RuleOverride, PointType]);
type Example = z.infer<typeof Example>;

const isCondition = (example: Example): example is Condition =>
  "kind" in example && Condition.options.some(({ shape }) => shape.kind.value === example.kind);

/** The example's type of equipment: the first of the catalogue that has its points. */
const typeWith = (points: readonly string[]): EquipmentType | undefined =>
  catalog.find(({ points: has }) => points.every((name) => has.some((point) => point.name === name)));

/** A site of one asset of that type. */
const siteOf = (type: string, extraPoints: readonly PointType[] = []) => {
  const file = SiteFile.parse({
    site: { id: "s", name: { en: "S", zh: "站" } },
    assets: [{ id: "a", type, name: { en: "A", zh: "甲" }, extraPoints }],
  });
  const model = buildModel([file], catalog);
  if (!model.ok) throw new Error(model.problem);
  return model.value;
};

describe.each(["docs/guides/rules.md", "docs/guides/rules.zh.md"])("%s", (page) => {
  const examples = blocksOf(page, "json").map((body) => Example.parse(JSON.parse(body)));
  const conditions = examples.filter(isCondition);

  it("has an example of every kind of condition", () => {
    const kinds = Condition.options.map(({ shape }) => shape.kind.value);
    expect(conditions.map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
  });

  it("shows conditions that run on equipment of the catalogue", () => {
    const base = catalog.flatMap(({ rules }) => rules)[0] as RuleType;
    const wrong = conditions.flatMap((condition) => {
      // A CEL text names its points itself; the guide's is of a pump.
      const type = condition.kind === "compound" ? "booster-pump" : typeWith(conditionPoints(condition))?.id;
      const asset = type && siteOf(type).assets.get(assetId("s", "a"));
      if (!asset) return [`${condition.kind}: no type has its points`];
      return misfitOf(asset, { ...base, condition })?.problem ?? [];
    });
    expect(wrong).toEqual([]);
  });

  it("changes rules that the catalogue has, and computes points that can be computed", () => {
    const known = new Set(catalog.flatMap(({ rules }) => rules.map(({ id }) => id)));
    const points: PointType[] = [];
    for (const example of examples)
      if ("is" in example && example.is === "patch") expect(known).toContain(example.rule);
      else if ("derived" in example) points.push(example);
    expect(points.length).toBeGreaterThan(0);
    expect(derivedProblems(siteOf("booster-pump", points))).toEqual([]);
  });
});

it("the guide to rules has the same examples in both languages", () => {
  expect(blocksOf("docs/guides/rules.zh.md", "json")).toEqual(blocksOf("docs/guides/rules.md", "json"));
});

describe.each(["docs/guides/gateways.md", "docs/guides/gateways.zh.md"])("%s", (page) => {
  it("shows gateways as a site file has them, with register maps that exist", () => {
    const gateways = blocksOf(page, "yaml").flatMap(
      (body) => z.object({ gateways: z.array(SiteGateway) }).parse(parse(body)).gateways,
    );
    expect(gateways.length).toBeGreaterThanOrEqual(4);
    for (const { profile } of gateways.flatMap(({ devices }) => devices))
      expect(profileById(profile), profile).toBeDefined();
  });
});
