import { describe, expect, it } from "vitest";
import { expiredTiers, Retention } from "./retention.ts";

const day = 86_400_000;

describe("retention", () => {
  it.each([
    [0, []],
    [9.9, []],
    [10, ["raw"]],
    [99, ["raw"]],
    [100, ["raw", "1m"]],
    [10_000, ["raw", "1m"]],
  ])("%f days after its end, a day has lost %j", (days, lost) => {
    expect(expiredTiers({ raw: 10, "1m": 100, "1h": null }, 1_000, 1_000 + days * day)).toEqual(lost);
  });

  it.each([
    [{ raw: 10, "1m": 10, "1h": 10 }, true],
    [{ raw: null, "1m": null, "1h": null }, true],
    [{ raw: 20, "1m": 10, "1h": null }, false],
    [{ raw: null, "1m": 10, "1h": null }, false],
    [{ raw: 1, "1m": 10, "1h": 9 }, false],
    [{ raw: 0, "1m": 10, "1h": null }, false],
    [{ raw: 1.5, "1m": 10, "1h": null }, false],
  ])("of %j it says %s", (policy, valid) => {
    expect(Retention.safeParse(policy).success).toBe(valid);
  });
});
