import { expect, it } from "vitest";
import { placedName } from "./present.ts";

it("names equipment by its building, once", () => {
  const places = [{ id: "b2", kind: "building" as const, name: { en: "Building 2", zh: "2 号楼" } }];
  expect(placedName({ name: { en: "Lift 1", zh: "1 号电梯" }, places })).toEqual({
    en: "Building 2 · Lift 1",
    zh: "2 号楼 · 1 号电梯",
  });
  const own = { en: "Riser of building 2", zh: "2 号楼立管水表" };
  expect(placedName({ name: own, places })).toEqual(own);
  expect(placedName({ name: own, places: [] })).toEqual(own);
});
