import { expect, it } from "vitest";
import { phonesNamed } from "./phones-named.ts";

const phones = ["96333", "119", "120"].map((number) => ({ number }));
const named = (...words: (string | undefined)[]) => phonesNamed(phones, words).map(({ number }) => number);

it("finds the numbers that are named, whole ones alone, in the order of the list", () => {
  expect(named("Third step: 120 and 119")).toEqual(["119", "120"]);
  expect(named("三级救援：119、120", undefined)).toEqual(["119", "120"]);
  expect(named("Room 1190", "within 12 min")).toEqual([]);
  expect(named("Nearest station", "hotline 96333.")).toEqual(["96333"]);
});
