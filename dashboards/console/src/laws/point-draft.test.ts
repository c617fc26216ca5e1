import { describe, expect, it } from "vitest";
import { catalog, PointType } from "../../../../facility/catalog/index.ts";
import { draftOfPoint, type PointDraft, pointOfDraft } from "./point-draft.ts";

const proposal = PointType.parse({
  name: "seal_temp_C",
  label: { en: "Seal temp", zh: "Seal temp" },
  kind: "number",
  unit: "Cel",
});
const typed = (over: Partial<PointDraft>) => pointOfDraft({ ...draftOfPoint(proposal), ...over }, proposal);

describe("a point as it is typed", () => {
  it("left as proposed says the same of it, for every point of the catalogue", () => {
    for (const point of catalog.flatMap(({ points }) => points)) {
      const back = pointOfDraft(draftOfPoint(point), point);
      if (!back.ok) throw new Error(`${point.name}: ${back.wrong.join()}`);
      expect(back.point).toMatchObject({ name: point.name, label: point.label, kind: point.kind });
      expect(PointType.parse(back.point)).toEqual(back.point);
      expect(draftOfPoint(back.point)).toEqual(draftOfPoint(point));
    }
  });

  it("takes name, unit and range from the person, the rest from the proposal", () => {
    expect(typed({ zh: "机封温度", low: -20, high: 120 })).toMatchObject({
      ok: true,
      point: { name: "seal_temp_C", label: { zh: "机封温度" }, range: [-20, 120], staleAfterSeconds: 15 },
    });
  });

  it("becomes another kind, with its words", () => {
    expect(typed({ kind: "enum", states: "0 = 停止 / Stopped\n1：运行\n" })).toMatchObject({
      point: {
        kind: "enum",
        states: [
          { code: 0, label: { zh: "停止", en: "Stopped" } },
          { code: 1, label: { zh: "运行", en: "运行" } },
        ],
      },
    });
    expect(typed({ kind: "boolean", whenTrue: "高 / high", whenFalse: "正常" })).toMatchObject({
      point: { kind: "boolean", words: { true: { en: "high" }, false: { zh: "正常" } } },
    });
  });

  it.each<[Partial<PointDraft>, string[]]>([
    [{ zh: " " }, ["name"]],
    [{ unit: "" }, ["unit"]],
    [{ low: 5 }, ["range"]],
    [{ low: 5, high: 5, en: "" }, ["name", "range"]],
    [{ kind: "boolean", whenTrue: "" }, ["words"]],
    [{ kind: "enum", states: "0 = a\n0 = b" }, ["states"]],
    [{ kind: "enum", states: "Stopped" }, ["states"]],
  ])("says what is wrong with %j", (over, wrong) => {
    expect(typed(over)).toEqual({ ok: false, wrong });
  });
});
