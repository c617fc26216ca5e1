import { expect, it } from "vitest";
import { preferredLanguage } from "./language.ts";

it.each([
  [undefined, "en"],
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh"],
  ["en-GB,en;q=0.9,zh;q=0.1", "en"],
  ["de,zh;q=0.5,en;q=0.4", "zh"],
  ["de, fr", "en"],
  ["zh;q=0, en;q=0.1", "en"],
  ["zh;q=nonsense", "en"],
])("Accept-Language %s gets %s", (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
