import { expect, it } from "vitest";
import { registerWithMistakes } from "./register-with-mistakes.ts";

it("the demo's register has twenty rows of eight cells, and an id that stands twice", () => {
  const [heading, ...rows] = registerWithMistakes()
    .split("\r\n")
    .map((line) => line.split(","));
  expect(heading).toHaveLength(8);
  expect(rows).toHaveLength(20);
  for (const row of rows) expect(row).toHaveLength(8);
  expect(new Set(rows.map(([id]) => id)).size).toBe(19);
});
