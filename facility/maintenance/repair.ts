import { hours, type Instant, type Millis } from "../units/index.ts";

/** The rule that asked for the repair stays normal for this long, then the repair is proven (story 1). */
export const QUIET_FOR: Millis = hours(1);

export interface RepairSigns {
  readonly doneAt: Instant;
  readonly now: Instant;
  readonly quietFor: Millis;
  /** Is the rule's condition true now? */
  readonly active: boolean;
  /** The last time the rule rang and fell silent; undefined where it never did. */
  readonly raisedAt?: Instant | undefined;
  readonly clearedAt?: Instant | undefined;
  /** Source time of the asset's newest reading; a silent asset proves nothing. */
  readonly heardAt?: Instant | undefined;
}

/** What telemetry says of a repair, and when to ask again. */
export type RepairVerdict =
  | { readonly is: "held"; readonly since: Instant }
  | { readonly is: "came-back"; readonly at: Instant }
  | { readonly is: "waiting"; readonly askAt: Instant }
  /** Nothing was heard of the asset since the quiet began. */
  | { readonly is: "blind" };

export function judgeRepair(signs: RepairSigns): RepairVerdict {
  const { doneAt, now, quietFor, active, raisedAt, clearedAt, heardAt } = signs;
  // Still true from before is not yet a relapse: whoever says "done" is often a minute ahead of the sensor.
  if (raisedAt !== undefined && raisedAt > doneAt) return { is: "came-back", at: raisedAt };
  if (active) return { is: "waiting", askAt: (now + quietFor) as Instant };
  const since = Math.max(doneAt, clearedAt ?? 0) as Instant;
  const end = (since + quietFor) as Instant;
  if (now < end) return { is: "waiting", askAt: end };
  // Readings must reach to the end of the quiet time; a tenth of it is forgiven for slow gateways.
  if (heardAt === undefined || heardAt < since + quietFor * 0.9) return { is: "blind" };
  return { is: "held", since };
}

/** How far the proof of a repair has come, for whoever waits for it. */
export interface Proof {
  /** Counting; the rule still rings from before; or nothing was heard of the equipment. */
  readonly is: "counting" | "ringing" | "blind";
  readonly since: Instant;
  /** When it is proven, where it stays quiet. */
  readonly until: Instant;
}

/** Undefined where the verdict is near: it held, or it came back. */
export function proofOf(signs: RepairSigns): Proof | undefined {
  const { doneAt, now, quietFor, active, clearedAt, heardAt } = signs;
  const verdict = judgeRepair(signs);
  if (verdict.is === "held" || verdict.is === "came-back") return undefined;
  const since = Math.max(doneAt, active ? now : (clearedAt ?? 0)) as Instant;
  const until = (since + quietFor) as Instant;
  if (active) return { is: "ringing", since, until };
  // A tenth of the quiet time without a word would end the proof; so it is told while something can be done.
  const silent = now - Math.max(since, heardAt ?? 0) > quietFor * 0.1;
  return { is: verdict.is === "blind" || silent ? "blind" : "counting", since, until };
}
