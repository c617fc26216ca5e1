import fc from "fast-check";
import { expect, it } from "vitest";
import { instant } from "../units/index.ts";
import { type KeptPart, movesOfOrder, type StockMove, StockPart, standingOfPart } from "./stock.ts";

const part: KeptPart = {
  ...StockPart.parse({
    id: "seal-32",
    site: "s",
    name: { en: "Seal", zh: "机械密封" },
    minimum: 2,
    counted: 4,
  }),
  countedAt: instant(100),
};
const move = (at: number, quantity: number): StockMove => ({
  id: `m${at}`,
  site: "s",
  part: "seal-32",
  at: instant(at),
  by: "x",
  quantity,
  words: "",
});

it.each([
  ["nothing moved", [], 4, undefined],
  ["three were used", [move(110, -3)], 1, 110],
  ["used, then bought", [move(110, -3), move(120, 5)], 6, undefined],
  [
    "low twice: the second shortage has its own beginning",
    [move(110, -3), move(120, 5), move(130, -5)],
    1,
    130,
  ],
  ["what moved before the count is in the count", [move(90, -3)], 4, undefined],
  ["more used than was counted", [move(110, -6)], -2, 110],
] as const)("%s", (_, moves, onHand, lowSince) => {
  expect(standingOfPart(part, moves)).toMatchObject({ onHand, low: lowSince !== undefined, lowSince });
});

it("the order in which moves are told does not matter", () => {
  const moves = fc.uniqueArray(
    fc.record({ at: fc.integer({ min: 101, max: 999 }), quantity: fc.integer({ min: -5, max: 5 }) }),
    { selector: ({ at }) => at },
  );
  fc.assert(
    fc.property(moves, (list) => {
      const told = list.map(({ at, quantity }) => move(at, quantity));
      const one = standingOfPart(part, told);
      const other = standingOfPart(part, told.toReversed());
      expect(other).toEqual(one);
      expect(one.onHand).toBe(4 + list.reduce((sum, { quantity }) => sum + quantity, 0));
      expect(one.low).toBe(one.onHand < 2);
    }),
  );
});

it("an order's parts are the same moves each time; parts of nobody's stock move nothing", () => {
  const order = {
    id: "WO-000001",
    site: "s",
    parts: [
      { name: "Seal", quantity: 2, unitCost: 80, stock: "seal-32" },
      { name: "Cloth", quantity: 1, unitCost: 5 },
      { name: "Seal", quantity: 1, unitCost: 80, stock: "seal-32" },
    ],
  };
  const told = movesOfOrder(order, instant(200), "tech");
  expect(told.map(({ id, quantity }) => [id, quantity])).toEqual([
    ["WO-000001#0", -2],
    ["WO-000001#2", -1],
  ]);
  expect(movesOfOrder(order, instant(300), "tech").map(({ id }) => id)).toEqual(told.map(({ id }) => id));
});
