import { z } from "zod";
import { type Instant, Slug, Text } from "../units/index.ts";
import type { Part } from "./order.ts";

/** A spare part that is kept, how much was counted last, and below how much somebody must buy. */
export const StockPart = z.strictObject({
  id: Slug,
  site: Slug,
  name: Text,
  number: z.string().max(80).default("").describe("the maker's part number"),
  unit: z.string().max(20).default(""),
  place: z.string().max(120).default("").describe("where it lies"),
  types: z.array(z.string().max(64)).max(40).default([]).describe("equipment types that it fits"),
  unitCost: z.number().nonnegative().max(1e9).default(0).describe("yuan each"),
  minimum: z.number().nonnegative().max(1e6).describe("below this somebody must buy"),
  counted: z.number().nonnegative().max(1e6).describe("how many there were when they were counted last"),
});
export type StockPart = z.infer<typeof StockPart>;
export type StockPartInput = z.input<typeof StockPart>;

/** A part as kept: its count holds from that moment, what moved since is in the moves. */
export interface KeptPart extends StockPart {
  readonly countedAt: Instant;
}

/** What came in (above 0) or went out (below 0). Its id makes it happen once. */
export interface StockMove {
  readonly id: string;
  readonly site: string;
  readonly part: string;
  readonly at: Instant;
  readonly by: string;
  readonly quantity: number;
  readonly order?: string;
  readonly words: string;
}

export interface StockStanding {
  readonly part: KeptPart;
  readonly onHand: number;
  readonly low: boolean;
  /** Since when it has been below its minimum; names one shortage among those of a part. */
  readonly lowSince: Instant | undefined;
}

/**
 * How much of a part is there: the last count and what moved after it. It may fall below nothing, where more was used
 * than anybody had counted: then it is to be counted again.
 */
export function standingOfPart(part: KeptPart, moves: readonly StockMove[]): StockStanding {
  let onHand = part.counted;
  let lowSince: Instant | undefined = onHand < part.minimum ? part.countedAt : undefined;
  const since = moves
    .filter((move) => move.part === part.id && move.at > part.countedAt)
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  for (const { at, quantity } of since) {
    onHand += quantity;
    if (onHand >= part.minimum) lowSince = undefined;
    else lowSince ??= at;
  }
  // Tenths of a litre of oil add up to what people would write.
  onHand = Math.round(onHand * 1_000) / 1_000;
  return { part, onHand, low: lowSince !== undefined, lowSince };
}

/** The moves that an order's parts are, in their order: the nth part used is the same move however often it is told. */
export const movesOfOrder = (
  order: { readonly id: string; readonly site: string; readonly parts: readonly Part[] },
  at: Instant,
  by: string,
): StockMove[] =>
  order.parts.flatMap(({ stock, quantity, name }, i) =>
    stock === undefined
      ? []
      : [
          {
            id: `${order.id}#${i}`,
            site: order.site,
            part: stock,
            at,
            by,
            quantity: -quantity,
            order: order.id,
            words: name,
          },
        ],
  );
