import { type Instant, instant } from "../../facility/units/index.ts";
import { activityAt, hourOfDay } from "../devices/demand.ts";
import { seasonAt } from "../past/use.ts";
import { randomFrom } from "../random.ts";

/** What a shape knows of one moment of the past. */
export interface Moment {
  readonly at: number;
  readonly hour: number;
  readonly activity: number;
  /** −1 in the coldest days of January, 1 in July. */
  readonly season: number;
  readonly ambientC: number;
  /** When the demo began. */
  readonly began: Instant;
  /** Mean 0, standard deviation 1; another for every name. */
  readonly noise: (name: string) => number;
}

export function momentAt(at: number, seed: number, utcOffsetHours: number, began: Instant): Moment {
  const noise = (name: string) => {
    let hash = seed ^ Math.floor(at / 60_000);
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    return randomFrom(hash).normal();
  };
  const season = seasonAt(at);
  const hour = hourOfDay(instant(at), utcOffsetHours);
  return {
    at,
    hour,
    activity: activityAt(instant(at), utcOffsetHours),
    season,
    ambientC: 18 + 9 * season - 3 * Math.cos((2 * Math.PI * (hour - 2)) / 24),
    began,
    noise,
  };
}
