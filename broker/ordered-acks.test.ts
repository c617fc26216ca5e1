import fc from "fast-check";
import { expect, it } from "vitest";
import { OrderedAcks } from "./ordered-acks.ts";

it("sends each acknowledgement once, in order of arrival, and none before its message is stored", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 0 }), (storedInOrder) => {
      const sent: number[] = [];
      const acks = new OrderedAcks((id) => sent.push(id));
      const stored = new Map([1, 2, 3, 4, 5, 6].map((id) => [id, acks.expect(id)]));
      for (const [i, id] of storedInOrder.entries()) {
        stored.get(id)?.();
        const there = new Set(storedInOrder.slice(0, i + 1));
        const run = [1, 2, 3, 4, 5, 6].findIndex((expected) => !there.has(expected));
        expect(sent).toEqual([1, 2, 3, 4, 5, 6].slice(0, run < 0 ? 6 : run));
      }
    }),
  );
});
