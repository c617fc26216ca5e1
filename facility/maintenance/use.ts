import { counted, type Increase, NO_INCREASE, type Reading } from "../readings/index.ts";
import { type Instant, type Text, text } from "../units/index.ts";
import { type Day, plusDays } from "./days.ts";
import type { Trigger } from "./plan.ts";

/** What a counter has counted since a plan began to watch it, resets and roll-overs handled. */
export interface UseMeter {
  readonly increase: Increase;
  /** When it began, and what of the count was there when the work was last done. */
  readonly since: Instant;
  readonly doneAt: number;
  /** How often the work fell due; each time is one order. */
  readonly turn: number;
  /** A turn was called off: not asked for again before this is counted. */
  readonly notBefore?: number;
}

export const newMeter = (since: Instant): UseMeter => ({ increase: NO_INCREASE, since, doneAt: 0, turn: 0 });

/** The meter after more readings, oldest first; those it has seen already are passed over. */
export function meterAfter(
  meter: UseMeter,
  readings: Iterable<Pick<Reading, "at" | "value" | "quality">>,
): UseMeter {
  let { increase } = meter;
  for (const reading of readings)
    if (increase.last === null || reading.at > increase.last.at) increase = counted(increase, reading);
  return { ...meter, increase };
}

/** The work is done: the count begins again. */
export const servedAt = ({ notBefore: _, ...meter }: UseMeter): UseMeter => ({
  ...meter,
  doneAt: meter.increase.increase,
  turn: meter.turn + 1,
});

type Use = Extract<Trigger, { by: "use" }>;

/** The order was called off: asked for again after the plan's hysteresis, a tenth of its interval where it has none. */
export const declinedAt = (
  meter: UseMeter,
  { every, hysteresis }: Pick<Use, "every" | "hysteresis">,
): UseMeter => ({
  ...meter,
  notBefore: meter.increase.increase + (hysteresis > 0 ? hysteresis : every / 10),
});

export interface UseStanding {
  /** Counted since the work was last done. */
  readonly used: number;
  readonly left: number;
  readonly perDay: number;
  readonly isDue: boolean;
  /** The day it will be due at the present pace; nothing while it stands still. */
  readonly day?: Day;
  readonly why: Text;
}

const DAY_MS = 86_400_000;

/** Where a counter, as people call it, stands against its plan; `today` is the site's day at `now`. */
export function standingOf(
  { increase, since, doneAt, notBefore = 0 }: UseMeter,
  { every }: Pick<Use, "every">,
  now: Instant,
  today: Day,
  name: Text,
): UseStanding {
  const used = increase.increase - doneAt;
  const left = Math.max(every - used, notBefore - increase.increase);
  const days = Math.max(1, (now - (increase.first?.at ?? since)) / DAY_MS);
  const perDay = increase.increase / days;
  const isDue = left <= 0;
  const daysLeft = perDay > 0 ? Math.ceil(left / perDay) : undefined;
  const day = isDue
    ? today
    : daysLeft === undefined
      ? undefined
      : plusDays(today, Math.min(daysLeft, 36_500));
  const said = (n: number) => String(Math.round(n * 10) / 10);
  const why = isDue
    ? text(
        `${name.en} counted ${said(used)} of ${said(every)} since it was last done: due now.`,
        `${name.zh}自上次维保累计 ${said(used)}，已达 ${said(every)}：现在到期。`,
      )
    : text(
        `${name.en} counted ${said(used)} of ${said(every)}, ${said(perDay)} a day${day ? `: due about ${day}` : ""}.`,
        `${name.zh}已累计 ${said(used)}/${said(every)}，日均 ${said(perDay)}${day ? `：预计 ${day} 到期` : ""}。`,
      );
  return { used, left, perDay, isDue, ...(day === undefined ? {} : { day }), why };
}
