import { expect, it } from "vitest";
import { isCrossSite } from "./origin.ts";

it.each([
  ["a program", undefined, undefined, false],
  ["our own page", "same-origin", "http://wk.example", false],
  ["a person's bookmark", "none", undefined, false],
  ["another site", "cross-site", undefined, true],
  ["a neighbour under the same domain", "same-site", undefined, true],
  [
    "our own page on plain http, where browsers send no Sec-Fetch-Site",
    undefined,
    "http://wk.example",
    false,
  ],
  ["another site on plain http", undefined, "http://evil.example", true],
  ["another port", undefined, "http://wk.example:9000", true],
  ["a sandboxed frame", undefined, "null", true],
])("%s is seen for what it is", (_, site, origin, cross) => {
  expect(isCrossSite({ site, origin, host: "wk.example" })).toBe(cross);
});
