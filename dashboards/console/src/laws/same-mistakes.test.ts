import { expect, it } from "vitest";
import { sameMistakes } from "./same-mistakes.ts";

const mistake = (row: number | null, column: string | null, en: string) => ({ row, column, problem: { en } });

it("what is wrong in one row alone keeps a line of its own, in the order of the rows", () => {
  const lines = sameMistakes([mistake(2, "A ID", "no id"), mistake(42, "G Installed", "no day")]);
  expect(lines.map(({ rows }) => rows)).toEqual(["2", "42"]);
});

it("a place that is missing in a hundred rows is said once, and hides no other mistake", () => {
  const place = (row: number) => mistake(row, "D Place", "b3 is no known place");
  const rows = Array.from({ length: 140 }, (_, i) => i + 2);
  const lines = sameMistakes([
    mistake(2, "A ID", "no id"),
    ...rows.filter((row) => row !== 14 && row !== 32).map(place),
    mistake(32, "D Place", "b4 is no known place"),
  ]);
  expect(lines.map(({ rows, mistake: { problem } }) => [rows, problem.en])).toEqual([
    ["2", "no id"],
    ["2–13, 15–31, 33–141", "b3 is no known place"],
    ["32", "b4 is no known place"],
  ]);
});

it("the same words in another column are another mistake; what belongs to no row has none", () => {
  const lines = sameMistakes([
    mistake(3, "A ID", "empty"),
    mistake(3, "B Type", "empty"),
    mistake(null, null, "The sheet is empty."),
  ]);
  expect(lines.map(({ rows }) => rows)).toEqual(["3", "3", null]);
});
