import { describe, expect, it } from "vitest";
import { drillRules, planLibrary } from "./index.ts";
import { sourceWords } from "./source-words.ts";

const cited = [
  ...planLibrary.flatMap((plan) => [
    ...plan.sources,
    ...plan.clocks.map(({ source }) => source),
    ...plan.steps.flatMap((step) => (step.does === "report" ? [step.source] : [])),
  ]),
  ...drillRules.map(({ source }) => source),
];

describe("where figures come from", () => {
  it.each([...new Set(cited)])(
    "%s: has its words in Chinese, and cites nothing that is not there",
    (source) => {
      expect(sourceWords(source).zh).not.toBe(source);
      expect(source).not.toContain("domain facts");
    },
  );

  it("a version written before is read the same; a site's own source stands", () => {
    expect(
      sourceWords("rescue ladder maintainer, nearest station, 119; hotline 96333 (domain facts §1)").zh,
    ).toContain("救援三级");
    expect(sourceWords("our own").zh).toBe("our own");
  });
});
