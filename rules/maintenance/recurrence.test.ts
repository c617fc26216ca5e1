import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plusDays } from "../../facility/maintenance/index.ts";
import { recurrence, troubleWithRule } from "./recurrence.ts";

function until(rule: string, start: string, from: string, to: string): string[] {
  const days: string[] = [];
  for (const day of recurrence(rule, start, from)) {
    if (day > to) break;
    days.push(day);
  }
  return days;
}

describe("recurrence in whole days", () => {
  it.each([
    [
      "the last day of each month",
      "FREQ=MONTHLY;BYMONTHDAY=-1",
      "2027-12-31",
      "2028-03-31",
      ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31"],
    ],
    [
      "the 31st is the last day of short months",
      "FREQ=MONTHLY",
      "2026-01-31",
      "2026-05-31",
      ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"],
    ],
    [
      "six months from the 31st of August",
      "FREQ=MONTHLY;INTERVAL=6",
      "2026-08-31",
      "2027-12-31",
      ["2026-08-31", "2027-02-28", "2027-08-31"],
    ],
    [
      "a leap day is the last of February in other years",
      "FREQ=YEARLY",
      "2024-02-29",
      "2028-12-31",
      ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
    ],
    [
      "every 15 days over the end of a leap February",
      "FREQ=DAILY;INTERVAL=15",
      "2028-02-20",
      "2028-04-01",
      ["2028-02-20", "2028-03-06", "2028-03-21"],
    ],
    [
      "every second Tuesday of the quarter's first month",
      "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU",
      "2026-01-01",
      "2026-12-31",
      ["2026-01-13", "2026-04-14", "2026-07-14", "2026-10-13"],
    ],
    [
      "weekly over both clock changes of a zone that has them",
      "FREQ=WEEKLY",
      "2026-03-22",
      "2026-04-05",
      ["2026-03-22", "2026-03-29", "2026-04-05"],
    ],
  ] as const)("%s", (_, rule, start, to, days) => {
    expect(until(rule, start, start, to)).toEqual(days);
  });

  it("counts from its start and answers from a later day on", () => {
    expect(until("FREQ=DAILY;INTERVAL=15", "2026-01-01", "2026-01-20", "2026-02-20")).toEqual([
      "2026-01-31",
      "2026-02-15",
    ]);
    expect(until("FREQ=DAILY", "2026-01-02", "2026-01-02", "2026-01-01")).toEqual([]);
  });

  it("reckons plain rules as the library does", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("DAILY", "WEEKLY", "MONTHLY", "YEARLY"),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 18_000, max: 21_000 }),
        fc.integer({ min: 0, max: 900 }),
        (frequency, interval, start, later) => {
          const day = plusDays("1970-01-01", start);
          const from = plusDays(day, later);
          const first = (rule: string) => {
            const [found] = recurrence(rule, day, from);
            return found;
          };
          // WKST=MO changes nothing about a rule that names no weekday, and sends it to the library.
          const plain = `FREQ=${frequency};INTERVAL=${interval}`;
          expect(first(plain)).toBe(first(`${plain};WKST=MO`));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("says what is wrong with a rule", () => {
    expect(troubleWithRule("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-01")).toBeUndefined();
    expect(troubleWithRule("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31", "2026-01-01")).toContain("no day");
    expect(troubleWithRule("FREQ=OFTEN", "2026-01-01")).toBeDefined();
  });
});
