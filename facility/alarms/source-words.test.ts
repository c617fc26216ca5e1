import { describe, expect, it } from "vitest";
import { catalog } from "../catalog/index.ts";
import { ruleSourceWords } from "./source-words.ts";

const sources = [...new Set(catalog.flatMap(({ rules }) => rules.map(({ source }) => source)))];

describe("the source of a rule", () => {
  it.each(sources)("%s is told in both languages, without what only builders can look up", (source) => {
    const { en, zh } = ruleSourceWords(source);
    expect(en).not.toContain("domain facts");
    expect(zh).toMatch(/\p{Script=Han}/u);
  });

  it("stands as it was written where a site wrote it", () => {
    expect(ruleSourceWords("maker's manual, p. 12")).toEqual({
      en: "maker's manual, p. 12",
      zh: "maker's manual, p. 12",
    });
  });
});
