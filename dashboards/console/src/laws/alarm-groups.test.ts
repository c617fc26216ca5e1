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
      ["a", 1, "cause"],
      ["b", 1, false],
    ]);
    expect(rowsOf(rows, new Set())).toHaveLength(1);
  });

  it("say how long after the first each of an event came", () => {
    const cause = alarm({ id: "gw", raisedAt: 5_000 });
    const hidden = [4_000, 16_500].map((raisedAt, i) =>
      alarm({
        id: `c${i}`,
        raisedAt,
        state: "suppressed",
        causes: [{ alarm: "gw", because: "gateway-lost" }],
      }),
    );
    const drawn = rowsOf(grouped([cause], hidden, false), new Set(["gw"]));
    expect(drawn.map(({ afterMs }) => afterMs)).toEqual([undefined, 0, 12_500]);
  });

  it("name the first of those that came close together in one system of one building", () => {
    const at = (id: string, raisedAt: number, over: object = {}) => alarm({ id, raisedAt, ...over });
    const rows = grouped(
      [
        at("later", 300_000),
        at("fire", 60_000),
        at("smoke", 1_000),
        at("pump", 130_000),
        at("lift", 2_000, { system: "lift" }),
        at("much-later", 421_000),
      ],
      [],
      false,
    );
    expect(
      rows.filter(({ first }) => first !== false).map(({ alarm: { id }, first }) => [id, first]),
    ).toEqual([["smoke", "near"]]);
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
