import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ClockWatch, sampleOf } from "./clock.ts";

/** A server whose clock this one is ahead of by so much; the ways there and back take their time. */
function answer(sent: number, aheadMs: number, thereMs: number, backMs: number, thinksMs = 0) {
  const heard = sent - aheadMs + thereMs;
  const answered = heard + thinksMs;
  return { payload: { sent, heard, answered }, receivedAt: answered + aheadMs + backMs };
}

it("the offset is off by half of the round trip at most", () => {
  const ms = fc.integer({ min: 0, max: 2_000 });
  fc.assert(
    fc.property(
      fc.integer({ min: -86_400_000, max: 86_400_000 }),
      ms,
      ms,
      ms,
      (ahead, there, back, thinks) => {
        const { payload, receivedAt } = answer(1_760_000_000_000, ahead, there, back, thinks);
        const { offsetMs, roundTripMs } = sampleOf(payload, receivedAt);
        expect(roundTripMs).toBe(there + back);
        expect(Math.abs(offsetMs - ahead)).toBeLessThanOrEqual(roundTripMs / 2);
      },
    ),
  );
});

describe("the watch", () => {
  const hear = (watch: ClockWatch, at: number, ahead: number, there: number, back: number) => {
    watch.ask(at);
    const { payload, receivedAt } = answer(at, ahead, there, back);
    return watch.hear(payload, receivedAt);
  };

  it("believes the quickest of its answers, and follows a clock that was set", () => {
    const watch = new ClockWatch();
    expect(watch.offsetMs).toBeUndefined();
    hear(watch, 1_000, 7_000, 5, 5);
    hear(watch, 61_000, 7_000, 5, 900);
    expect(watch.offsetMs).toBe(7_000);
    hear(watch, 121_000, -200, 40, 60);
    expect(watch.offsetMs).toBe(-190);
    watch.forget();
    expect(watch.offsetMs).toBeUndefined();
  });

  it("takes no answer twice, none that it did not ask for, and none that is no answer", () => {
    const watch = new ClockWatch();
    const { payload, receivedAt } = answer(1_000, 0, 1, 1);
    expect(watch.hear(payload, receivedAt).ok).toBe(false);
    watch.ask(1_000);
    expect(watch.hear({ sent: 1_000 }, receivedAt).ok).toBe(false);
    expect(watch.hear(payload, receivedAt).ok).toBe(true);
    expect(watch.hear(payload, receivedAt).ok).toBe(false);
    expect(hear(watch, 2_000, 0, 9_000, 9_000).ok).toBe(false);
  });
});
