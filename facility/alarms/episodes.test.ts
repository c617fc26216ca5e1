import { expect, it } from "vitest";
import { differ } from "./episodes.ts";

const at = (from: number, to: number | null) => ({ from: from * 1_000, to: to === null ? null : to * 1_000 });

it("tells new, gone, moved and same occurrences apart", () => {
  const before = [at(0, 10), at(20, 30), at(50, 60), at(80, null)];
  const after = [at(0, 10.5), at(25, 30), at(70, 75), at(80, null)];
  expect(differ(before, after)).toEqual({
    added: [at(70, 75)],
    gone: [at(50, 60)],
    moved: [{ before: at(20, 30), after: at(25, 30) }],
    same: 2,
  });
});

it("counts one that fell apart as one moved and one new", () => {
  expect(differ([at(0, 100)], [at(0, 40), at(50, 100)])).toMatchObject({
    moved: [{ after: at(0, 40) }],
    added: [at(50, 100)],
  });
  expect(differ([], [])).toEqual({ added: [], gone: [], moved: [], same: 0 });
});
