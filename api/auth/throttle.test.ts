import { describe, expect, it } from "vitest";
import { instant, minutes, seconds } from "../../facility/units/index.ts";
import { failedAgain, SignInThrottle, waitAfter } from "./throttle.ts";

const now = instant(1_760_000_000_000);
const at = (ms: number) => instant(now + ms);

describe("the wait before another try", () => {
  it.each([
    [0, 0],
    [2, 0],
    [3, 1_000],
    [4, 2_000],
    [5, 4_000],
    [11, 256_000],
    [12, 300_000],
    [60, 300_000],
  ])("after %i failures, three of them free, is %i ms", (failures, wait) => {
    expect(waitAfter({ failures, lastAt: now }, 3, now)).toBe(wait);
  });

  it("runs from the last failure and then is over", () => {
    const attempts = { failures: 4, lastAt: now };
    expect(waitAfter(attempts, 3, at(500))).toBe(1_500);
    expect(waitAfter(attempts, 3, at(2_000))).toBe(0);
    expect(waitAfter(undefined, 3, now)).toBe(0);
  });

  it("is forgotten after a quiet quarter of an hour", () => {
    const attempts = { failures: 9, lastAt: now };
    expect(failedAgain(attempts, at(minutes(15)))).toEqual({ failures: 10, lastAt: at(minutes(15)) });
    expect(failedAgain(attempts, at(minutes(16)))).toEqual({ failures: 1, lastAt: at(minutes(16)) });
  });
});

describe("the throttle", () => {
  it("slows one name from one address and nobody else", () => {
    const throttle = new SignInThrottle();
    for (let i = 0; i < 3; i++) expect(throttle.attempt("duty", "10.0.0.1", now)).toBe(0);
    expect(throttle.attempt(" DUTY", "10.0.0.1", now)).toBe(1_000);
    expect(throttle.attempt("duty", "10.0.0.2", now)).toBe(0);
    expect(throttle.attempt("desk", "10.0.0.1", now)).toBe(0);
  });

  it("lets no volley of simultaneous tries through", () => {
    const throttle = new SignInThrottle();
    const waits = Array.from({ length: 100 }, () => throttle.attempt("duty", "10.0.0.1", now));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
  });

  it("begins anew after a success", () => {
    const throttle = new SignInThrottle();
    for (let i = 0; i < 3; i++) throttle.attempt("duty", "10.0.0.1", now);
    throttle.succeeded("duty", "10.0.0.1");
    expect(throttle.attempt("duty", "10.0.0.1", now)).toBe(0);
  });

  it("slows an address that tries many names", () => {
    const throttle = new SignInThrottle();
    for (let i = 0; i < 20; i++) expect(throttle.attempt(`name-${i}`, "10.0.0.1", now)).toBe(0);
    expect(throttle.attempt("name-20", "10.0.0.1", now)).toBe(1_000);
    expect(throttle.attempt("name-20", "10.0.0.1", at(seconds(1)))).toBe(0);
  });

  it("keeps its memory bounded and forgets the oldest first", () => {
    const throttle = new SignInThrottle();
    for (let i = 0; i < 3; i++) throttle.attempt("duty", "10.0.0.1", now);
    for (let i = 0; i < 6_000; i++) throttle.attempt(`name-${i}`, `10.1.${i >> 8}.${i & 255}`, now);
    expect(throttle.attempt("duty", "10.0.0.1", now)).toBe(0);
    expect(throttle.attempt("name-5999", "10.1.23.111", now)).toBe(0);
  });
});
