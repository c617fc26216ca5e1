import type { Point } from "../../facility/assets/index.ts";
import type { Instant } from "../../facility/units/index.ts";
import { diceFor } from "../past/dice.ts";

const DAY_MS = 86_400_000;
/** The float switch that hangs in grease, and cries wolf. */
export const CHATTERING = { asset: "b2-sump", point: "high_level" } as const;

interface Episode {
  readonly from: number;
  readonly to: number;
  /** True high water: the contact stays closed throughout. */
  readonly real: boolean;
}

/** Fourteen bouts of chatter in the 88 days before the demo began, and the three times when the water really was high. */
const bouts = 14;
const realOnes: readonly { readonly daysAgo: number; readonly minutes: number }[] = [
  { daysAgo: 61.3, minutes: 24 },
  { daysAgo: 33.7, minutes: 41 },
  { daysAgo: 9.2, minutes: 18 },
];
const BOUT_MS = 6 * 60_000;

function episodes(began: Instant): Episode[] {
  const dice = diceFor(1, CHATTERING.asset, "bouts");
  const list = Array.from({ length: bouts }, (_, i): Episode => {
    const from = began - (4 + i * 6 + 3 * dice.next()) * DAY_MS;
    return { from, to: from + BOUT_MS, real: false };
  });
  for (const { daysAgo, minutes } of realOnes) {
    const from = began - daysAgo * DAY_MS;
    list.push({ from, to: from + minutes * 60_000, real: true });
  }
  return list;
}

const known = new Map<Instant, Episode[]>();
const episodesOf = (began: Instant): Episode[] => {
  const list = known.get(began) ?? episodes(began);
  known.set(began, list);
  return list;
};

const is = ({ asset, type }: Point): boolean =>
  asset.slug === CHATTERING.asset && type.name === CHATTERING.point;

/** Whether the contact's own rows stand at this moment, in the place of the grid's. */
export const isChattering = (point: Point, at: number, began: Instant): boolean =>
  is(point) && episodesOf(began).some(({ from, to }) => at >= from && at <= to);

/** Each make and break of the contact, oldest first within an episode. */
export function chatterRows(point: Point, began: Instant): { readonly at: number; readonly value: number }[] {
  if (!is(point)) return [];
  const dice = diceFor(1, CHATTERING.asset, "pulses");
  return episodesOf(began).flatMap(({ from, to, real }) => {
    if (real)
      return [
        { at: Math.round(from), value: 1 },
        { at: Math.round(to), value: 0 },
      ];
    const rows: { at: number; value: number }[] = [];
    // Closed for 6 to 16 s, open for 6 to 14.
    for (let at = Math.round(from); at < to; ) {
      rows.push({ at, value: 1 });
      const open = at + 6_000 + Math.round(10_000 * dice.next());
      rows.push({ at: open, value: 0 });
      at = open + 6_000 + Math.round(8_000 * dice.next());
    }
    return rows;
  });
}
