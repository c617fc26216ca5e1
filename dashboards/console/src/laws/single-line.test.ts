import fc from "fast-check";
import { expect, it } from "vitest";
import { type Fed, singleLine, treeOf } from "./single-line.ts";

/** Assets by what they feed; names that begin with a capital are power equipment. */
function estate(feeds: Record<string, readonly string[]>): Fed[] {
  const ids = [...new Set([...Object.keys(feeds), ...Object.values(feeds).flat()])];
  return ids.map((id) => ({
    id,
    system: /^[A-Z]/.test(id) ? "power" : "lift",
    feeds: feeds[id] ?? [],
    fedBy: ids.filter((other) => feeds[other]?.includes(id)),
  }));
}
const at = (line: ReturnType<typeof singleLine>, id: string) => {
  const node = line.nodes.find((one) => one.id === id);
  return node ? [node.column, node.row] : undefined;
};

it("sets sources left of what they feed, and loads together in a box", () => {
  const line = singleLine(
    estate({ Transformer: ["Main"], Main: ["Lifts", "Cars"], Lifts: ["lift-1", "lift-2"] }),
  );
  expect(at(line, "Transformer")).toEqual([0, 0.5]);
  expect(at(line, "Main")).toEqual([1, 0.5]);
  expect(at(line, "Lifts")).toEqual([2, 0]);
  expect(at(line, "Cars")).toEqual([2, 1]);
  expect(line.nodes.find(({ asset }) => asset === null)).toMatchObject({
    loads: ["lift-1", "lift-2"],
    column: 3,
  });
});

it("reads downwards as a list: each box once, under what feeds it, a second source beside it", () => {
  const line = singleLine(
    estate({ Main: ["Switch", "Cars"], Genset: ["Switch"], Switch: ["pump"], Cars: ["charger"] }),
  );
  expect(treeOf(line).map(({ node, depth }) => `${depth} ${node.id}`)).toEqual([
    "0 Main",
    "1 Switch",
    "1 Genset",
    "2 Switch loads",
    "1 Cars",
    "2 Cars loads",
  ]);
});

it("stands a generator below the switch it feeds", () => {
  const line = singleLine(estate({ Main: ["Switch"], Genset: ["Switch"], Switch: ["pump"] }));
  expect(at(line, "Switch")).toEqual([1, 0]);
  expect(at(line, "Genset")).toEqual([1, 1]);
  expect(line.wires).toContainEqual({ from: "Genset", to: "Switch" });
});

it("draws nothing where no power equipment feeds anything", () => {
  expect(singleLine(estate({ pump: ["lift"], Meter: [] })).nodes).toEqual([]);
});

it("draws every member once, whatever feeds what, rings included", () => {
  const name = fc.constantFrom("A", "B", "C", "D", "E", "x", "y");
  fc.assert(
    fc.property(fc.dictionary(name, fc.uniqueArray(name, { maxLength: 4 })), (feeds) => {
      const line = singleLine(estate(feeds));
      const ids = line.nodes.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { from, to } of line.wires) {
        expect(ids).toContain(from);
        expect(ids).toContain(to);
      }
      for (const { row } of line.nodes) expect(row).toBeLessThan(Math.max(1, line.rows));
      // Two boxes of a column never lie over each other.
      for (const a of line.nodes)
        for (const b of line.nodes)
          if (a !== b && a.column === b.column) expect(Math.abs(a.row - b.row)).toBeGreaterThanOrEqual(1);
    }),
  );
});
