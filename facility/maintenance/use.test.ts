import { expect, it } from "vitest";
import { instant } from "../units/index.ts";
import { dayOf } from "./days.ts";
import { declinedAt, meterAfter, newMeter, servedAt, standingOf } from "./use.ts";

const DAY = 86_400_000;
const name = { en: "Run hours", zh: "运行时间" };
const trigger = { by: "use", point: "run_hours", every: 2_000, hysteresis: 0 } as const;

it("three years of run hours with two resets: due every 2 000 h, each time once, and the day foretold", () => {
  const start = instant(Date.UTC(2023, 0, 1));
  let meter = newMeter(start);
  let counter = 12_345;
  let ran = 0;
  const due: number[] = [];
  const foretold: string[] = [];
  for (let day = 1; day <= 3 * 365; day++) {
    // Half a day's running, less in winter; the controller is replaced twice and counts from nothing.
    const hours = 12 - 3 * Math.cos((2 * Math.PI * day) / 365);
    if (day === 200 || day === 800) counter = 0;
    counter += hours;
    ran += hours;
    const now = instant(start + day * DAY);
    meter = meterAfter(meter, [
      { at: instant(now - 1), value: counter, quality: "good" },
      // Sent again after a line failure: counted once.
      { at: instant(now - 1), value: counter, quality: "good" },
      { at: now, value: null, quality: "bad" },
    ]);
    const standing = standingOf(meter, trigger, now, dayOf(now, "UTC"), name);
    if (standing.day) foretold[day] = standing.day;
    if (standing.isDue) {
      due.push(day);
      meter = servedAt(meter);
    }
  }
  // The first reading begins the count, a reset loses at most what ran since the reading before.
  expect(due).toHaveLength(Math.floor((ran - 12) / 2_000));
  expect(meter.turn).toBe(due.length);
  expect(meter.increase.resets).toBe(2);
  const third = due[2] ?? 0;
  const said = Date.parse(foretold[third - 30] ?? "");
  expect(Math.abs(said - (start + third * DAY)) / DAY).toBeLessThan(7);
});

it("a counter that stands still foretells nothing; one that was never heard neither", () => {
  const now = instant(Date.UTC(2026, 0, 10));
  const still = meterAfter(newMeter(instant(0)), [
    { at: instant(1), value: 5, quality: "good" },
    { at: instant(2), value: 5, quality: "good" },
  ]);
  expect(standingOf(still, trigger, now, "2026-01-10", name)).toMatchObject({ isDue: false, used: 0 });
  expect(standingOf(still, trigger, now, "2026-01-10", name).day).toBeUndefined();
  expect(standingOf(newMeter(now), trigger, now, "2026-01-10", name).day).toBeUndefined();
});

it("called off, it is asked for again only after the hysteresis, and once it is done the count begins anew", () => {
  const ran = (h: number) => [{ at: instant(h * 3_600_000), value: h, quality: "good" as const }];
  const now = instant(Date.UTC(2026, 0, 10));
  const isDue = (meter: Parameters<typeof standingOf>[0]) =>
    standingOf(meter, trigger, now, "2026-01-10", name).isDue;
  const due = meterAfter(meterAfter(newMeter(instant(0)), ran(0)), ran(2_001));
  expect(isDue(due)).toBe(true);
  const off = declinedAt(due, { ...trigger, hysteresis: 50 });
  expect(isDue(off)).toBe(false);
  expect(isDue(meterAfter(off, ran(2_050)))).toBe(false);
  expect(isDue(meterAfter(off, ran(2_052)))).toBe(true);
  // Without a hysteresis a tenth of the interval.
  expect(isDue(meterAfter(declinedAt(due, trigger), ran(2_150)))).toBe(false);
  expect(isDue(meterAfter(declinedAt(due, trigger), ran(2_202)))).toBe(true);
  const served = servedAt(meterAfter(off, ran(2_052)));
  expect(isDue(meterAfter(served, ran(4_051)))).toBe(false);
  expect(isDue(meterAfter(served, ran(4_053)))).toBe(true);
});
