import { expect, it } from "vitest";
import { find } from "./find.ts";

const items = [
  { id: "riverside.b2-lift-1", words: ["Lift 1", "1 号电梯", "Building 2", "2 号楼"] },
  { id: "riverside.b1-booster-1", words: ["Booster pump 1", "1 号增压泵", "Building 1", "1 号楼"] },
  { id: "/alarms", words: ["Alarms", "报警"] },
];
const ids = (query: string) => find(items, query).map(({ id }) => id);

it.each([
  ["lift", ["riverside.b2-lift-1"]],
  ["电梯", ["riverside.b2-lift-1"]],
  ["pump 1", ["riverside.b1-booster-1"]],
  ["building lift", ["riverside.b2-lift-1"]],
  ["b1-boo", ["riverside.b1-booster-1"]],
  ["ALARMS", ["/alarms"]],
  ["nothing here", []],
])("%s finds %j", (query, found) => {
  expect(ids(query)).toEqual(found);
});

it("puts what begins with the word before what only contains it", () => {
  const list = [
    { id: "1", words: ["Uplift motor"] },
    { id: "2", words: ["Lift 2"] },
    { id: "3", words: ["Service lift"] },
  ];
  expect(find(list, "lift").map(({ id }) => id)).toEqual(["2", "3", "1"]);
});

it("offers all in their order before anything is typed, up to the limit", () => {
  expect(find(items, "  ", 2).map(({ id }) => id)).toEqual(["riverside.b2-lift-1", "riverside.b1-booster-1"]);
});
