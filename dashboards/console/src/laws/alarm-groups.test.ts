import { describe, expect, it } from "vitest";
import { grouped, rootsOf, rowsOf } from "./alarm-groups.ts";
import { alarm } from "./fixtures.ts";

const under = (id: string, cause: string, raisedAt = 5_000) =>
  alarm({ id, state: "suppressed", raisedAt, causes: [{ alarm: cause, because: "gateway-lost" }] });
const gateway = alarm({ id: "gw", raisedAt: 4_000, rule: "no-data" });

describe("grouped alarms", () => {
  it("lay consequences under their cause, and say which was first", () => {
    const rows = grouped([gateway], [under("b", "gw", 6_000), under("a", "gw", 3_000)], false);
    expect(rows).toMatchObject([{ alarm: { id: "gw" }, kind: "cause", first: false }]);
    const drawn = rowsOf(rows, new Set(["gw"]));
    expect(drawn.map(({ alarm: { id }, depth, first }) => [id, depth, first])).toEqual([
      ["gw", 0, false],
      ["a", 1, true],
      ["b", 1, false],
    ]);
    expect(rowsOf(rows, new Set())).toHaveLength(1);
  });

  it("find the root through causes that are suppressed themselves, and stop at a ring", () => {
    expect(rootsOf([under("lift", "gw"), under("gw", "feeder")])).toEqual(
      new Map([
        ["lift", "feeder"],
        ["gw", "feeder"],
      ]),
    );
    expect([...rootsOf([under("x", "y"), under("y", "x")]).keys()]).toEqual(["x", "y"]);
  });

  it("join those alike only in a flood, and never what protects people", () => {
    const alike = [1, 2, 3].map((n) => alarm({ id: `s.lift-${n}.no-data`, rule: "no-data" }));
    const trapped = [1, 2].map((n) => alarm({ id: `s.lift-${n}.entrapment`, rule: "x", lifeSafety: true }));
    expect(grouped([...alike, ...trapped], [], false)).toHaveLength(5);
    const rows = grouped([...alike, ...trapped], [], true);
    expect(rows.map(({ kind, under: { length } }) => [kind, length])).toEqual([
      ["alike", 2],
      ["alone", 0],
      ["alone", 0],
    ]);
  });

  it("make a few rows of a burst of ten thousand, and what protects people stands alone in it", () => {
    const open = Array.from({ length: 10_000 }, (_, i) =>
      alarm({
        id: `a${i}`,
        rule: `r${i % 5}`,
        sequence: i,
        places: [{ id: `b${i % 4}`, kind: "building", name: { en: "B", zh: "楼" } }],
        lifeSafety: i === 7,
      }),
    );
    const rows = grouped(open, [], true);
    expect(rows.length).toBe(21);
    expect(rows.filter(({ kind }) => kind === "alone").map(({ alarm: { id } }) => id)).toEqual(["a7"]);
    expect(rows.reduce((sum, { under }) => sum + 1 + under.length, 0)).toBe(10_000);
  });
});
