import { ClockAnswer } from "../../broker/contract/index.ts";
import { done, problem, type Result } from "../../facility/units/index.ts";

/** What one question to the server told. Milliseconds. */
export interface ClockSample {
  /** This clock less the server's: positive when this one is ahead. */
  readonly offsetMs: number;
  /** How long question and answer were under way; the offset is wrong by half of it at most. */
  readonly roundTripMs: number;
}

/** So many answers are compared; the one that was under way for the shortest time is believed. */
const KEPT = 8;
/** A question without an answer for so long counts as lost, and an answer to it as none. */
const PATIENCE_MS = 10_000;

/** RFC 5905, 8: the offset is the mean of what both ways say, so that an equal delay of both cancels out. */
export function sampleOf(answer: ClockAnswer, receivedAt: number): ClockSample {
  const { sent, heard, answered } = answer;
  return {
    offsetMs: (sent - heard + (receivedAt - answered)) / 2,
    roundTripMs: Math.max(0, receivedAt - sent - (answered - heard)),
  };
}

/** Knows how far this clock is from the server's, from questions asked now and then. Times come from the caller. */
export class ClockWatch {
  #asked: number | undefined;
  #samples: ClockSample[] = [];

  /** The source time that goes out with the question; it comes back in the answer. */
  ask(now: number): void {
    this.#asked = now;
  }

  /** A problem where nobody asked this, or what came is no answer. */
  hear(payload: unknown, now: number): Result<ClockSample> {
    const answer = ClockAnswer.safeParse(payload);
    if (!answer.success) return problem("that is no answer about clocks");
    if (answer.data.sent !== this.#asked) return problem("an answer to another question");
    this.#asked = undefined;
    const sample = sampleOf(answer.data, now);
    if (sample.roundTripMs > PATIENCE_MS) return problem("the answer was under way for too long");
    this.#samples = [...this.#samples, sample].slice(-KEPT);
    return done(sample);
  }

  /** After a lost line, what was known may be old: a clock drifts, or is set. */
  forget(): void {
    this.#asked = undefined;
    this.#samples = [];
  }

  /** Undefined while the server has not answered. */
  get offsetMs(): number | undefined {
    const newest = this.#samples.at(-1);
    if (!newest) return undefined;
    // A clock that was set shows in the newest, however long it was under way.
    const fitting = this.#samples.filter(
      ({ offsetMs, roundTripMs }) =>
        Math.abs(offsetMs - newest.offsetMs) <= (roundTripMs + newest.roundTripMs) / 2 + 1,
    );
    return fitting.reduce((best, each) => (each.roundTripMs < best.roundTripMs ? each : best), newest)
      .offsetMs;
  }
}
