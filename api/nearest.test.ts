import { expect, it } from "vitest";
import { nearest } from "./nearest.ts";

const ids = ["riverside.b2-lift-1", "riverside.b2-lift-2", "riverside.b1-booster-1", "riverside.gw-b1"];

it.each([
  ["riverside.b2-lift-3", ["riverside.b2-lift-1", "riverside.b2-lift-2"]],
  ["Riverside.b2-lift-1", ["riverside.b2-lift-1", "riverside.b2-lift-2"]],
  ["riverside.b1-boster-1", ["riverside.b1-booster-1"]],
  ["something else", []],
])("%s may have meant %j", (wanted, near) => {
  expect(nearest(wanted, ids)).toEqual(near);
});
