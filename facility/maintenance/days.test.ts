import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { momentOf } from "../units/index.ts";
import { dayOf, daysBetween, plusDays, weekdayOf } from "./days.ts";

describe("days", () => {
  it.each([
    ["2028-02-28", 1, "2028-02-29"],
    ["2027-02-28", 1, "2027-03-01"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2026-03-01", -1, "2026-02-28"],
  ])("%s plus %i is %s", (day, days, result) => {
    expect(plusDays(day, days)).toBe(result);
    expect(daysBetween(day, result)).toBe(days);
  });

  it("knows the days of the week", () => {
    expect(weekdayOf("2026-11-25")).toBe(3);
    expect(weekdayOf("1970-01-01")).toBe(4);
    expect(weekdayOf("2026-11-29")).toBe(7);
  });

  it.each([
    ["Asia/Shanghai", "2026-11-25", "2026-11-25T00:00:00.000Z"],
    ["Europe/Berlin", "2026-07-01", "2026-07-01T06:00:00.000Z"],
    ["Europe/Berlin", "2026-12-01", "2026-12-01T07:00:00.000Z"],
    ["America/New_York", "2026-03-08", "2026-03-08T12:00:00.000Z"],
  ])("08:00 in %s on %s is %s", (zone, day, moment) => {
    expect(new Date(momentOf(day, 480, zone)).toISOString()).toBe(moment);
  });

  it("takes the first of two 02:30s, and a 02:30 that is left out as far after midnight as it says", () => {
    expect(new Date(momentOf("2026-10-25", 150, "Europe/Berlin")).toISOString()).toBe(
      "2026-10-25T00:30:00.000Z",
    );
    expect(new Date(momentOf("2026-03-29", 150, "Europe/Berlin")).toISOString()).toBe(
      "2026-03-29T01:30:00.000Z",
    );
  });

  it("a day's moment lies on that day in its zone, at every minute of work", () => {
    const zone = fc.constantFrom(
      "Asia/Shanghai",
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kolkata",
    );
    fc.assert(
      fc.property(
        zone,
        fc.integer({ min: 15_000, max: 25_000 }),
        fc.integer({ min: 240, max: 1_380 }),
        (z, n, minute) => {
          const day = plusDays("1970-01-01", n);
          expect(dayOf(momentOf(day, minute, z), z)).toBe(day);
        },
      ),
      { numRuns: 300 },
    );
  });
});
