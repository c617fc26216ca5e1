import { expect, it } from "vitest";
import { rangesOf } from "./late.ts";

it("asks for near times in one range and for far ones in their own", () => {
  expect(rangesOf([5_000_000, 1_000, 2_000, 601_000, 5_000_001])).toEqual([
    [1_000, 601_000],
    [5_000_000, 5_000_001],
  ]);
  expect(rangesOf([])).toEqual([]);
});
