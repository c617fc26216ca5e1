import { expect, it } from "vitest";
import type { OrderSummary } from "../../../../api/contract/index.ts";
import { errandsBack } from "./undo-orders.ts";

const order = (id: string, change: Partial<OrderSummary>): OrderSummary =>
  ({ id, version: 3, assignedTo: null, plannedFor: null, priority: "low", ...change }) as OrderSummary;
const before = [
  order("a", {}),
  order("b", { assignedTo: "li", plannedFor: 5 }),
  order("c", {}),
  order("d", { assignedTo: "li" }),
];
const done = before.slice(0, 3).map((one) => ({ ...one, version: 4 }));

it("takes an assignment back to whom it was, or to nobody, only where it was done and nobody has changed it since", () => {
  expect(errandsBack(before, { do: "assign", to: "wang" }, done)).toEqual([
    {
      act: { do: "unassign" },
      orders: [
        { id: "a", version: 4 },
        { id: "c", version: 4 },
      ],
    },
    { act: { do: "assign", to: "li" }, orders: [{ id: "b", version: 4 }] },
  ]);
});

it("takes a day back to the day it was, or to none", () => {
  expect(errandsBack(before, { do: "plan", plannedFor: 9 }, done).map(({ act }) => act)).toEqual([
    { do: "unplan" },
    { do: "plan", plannedFor: 5 },
  ]);
  expect(errandsBack(before, { do: "start" }, done)).toEqual([]);
});
