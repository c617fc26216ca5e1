import { describe, expect, it } from "vitest";
import { axisMoney } from "./axis-money.ts";

describe("yuan on an axis", () => {
  it("are short where they are many", () => {
    expect([0, 50_000, 125_000, 350_000].map((cny) => axisMoney(cny, "zh"))).toEqual([
      "0 元",
      "5 万",
      "12.5 万",
      "35 万",
    ]);
    expect([0, 50_000, 1_250_000].map((cny) => axisMoney(cny, "en"))).toEqual(["¥0", "¥50k", "¥1.25M"]);
  });

  it("do not read alike where they are few", () => {
    const marks = [0, 500, 1_000, 1_500, 2_000, 2_500, 3_000];
    for (const lang of ["zh", "en"] as const)
      expect(new Set(marks.map((cny) => axisMoney(cny, lang))).size).toBe(marks.length);
  });
});
