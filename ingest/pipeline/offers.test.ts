import { describe, expect, it } from "vitest";
import { type Instant, instant } from "../../facility/units/index.ts";
import { Offers } from "./offers.ts";

const NOW = 1_760_000_000_000;
const heard = (values: unknown, now: Instant = instant(NOW), asset = "pump-9") => ({
  gateway: "s/gw",
  asset,
  newAsset: true,
  values,
  now,
});

describe("offers", () => {
  it("keep the last value and count, newest first", () => {
    const offers = new Offers();
    offers.take(heard({ flow: 1, on: true }));
    offers.take(heard({ flow: 2 }, instant(NOW + 5)));
    expect(
      offers.list().map(({ id, value, count, firstAt, lastAt }) => [id, value, count, lastAt - firstAt]),
    ).toEqual([
      ["s/gw/pump-9/flow", 2, 2, 5],
      ["s/gw/pump-9/on", true, 1, 0],
    ]);
  });

  it("stay away once dismissed, also after a restart", () => {
    const offers = new Offers();
    offers.take(heard({ flow: 1 }));
    expect(offers.dismiss("s/gw/pump-9/flow", "mei")).toBe(true);
    expect(offers.dismiss("s/gw/pump-9/other", "mei")).toBe(false);
    offers.take(heard({ flow: 2 }));
    expect(offers.list()).toEqual([]);
    const again = new Offers();
    again.load(offers.takeChanged());
    again.take(heard({ flow: 3 }));
    expect(again.list()).toEqual([]);
    expect(again.takeChanged()).toMatchObject([{ count: 3, dismissedBy: "mei" }]);
    expect(again.takeChanged()).toEqual([]);
  });

  it("are gone once the site has the point, and back when it has it no more", () => {
    const known = new Set<string>();
    const offers = new Offers((id) => known.has(id));
    offers.take(heard({ flow: 1 }));
    known.add("s.pump-9.flow");
    expect(offers.list()).toEqual([]);
    known.clear();
    expect(offers.list()).toHaveLength(1);
  });

  it("are of names a point can have, of bounded number and size", () => {
    const offers = new Offers();
    offers.take(heard({ "no name": 1, "": 2, __proto__x: 3, ["x".repeat(99)]: 4, long: "y".repeat(999) }));
    offers.take(heard({ a: 1 }, instant(NOW), "../etc"));
    offers.take(heard("values"));
    expect(offers.list()).toMatchObject([{ point: "long", value: "y".repeat(80) }]);
    for (let i = 0; i < 2_000; i++) offers.take(heard({ [`p${i}`]: i }));
    expect(offers.list()).toHaveLength(1_000);
    expect(offers.overflow).toBe(1_001);
  });
});
