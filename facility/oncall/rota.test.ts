import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Instant, instant, momentOf, wallOf } from "../units/index.ts";
import type { StaffMember } from "./person.ts";
import { qualityOf, warningsOf } from "./quality.ts";
import { nowAndNext, onDuty, Rota, shiftsOf } from "./rota.ts";

const name = { en: "x", zh: "x" };
const at = (iso: string): Instant => instant(Date.parse(iso));
const rota = (more: object): Rota =>
  Rota.parse({
    id: "r",
    name,
    site: "s",
    role: "technician",
    timeZone: "Asia/Shanghai",
    layers: [],
    ...more,
  });
const layer = (more: object) => ({
  id: "l",
  name,
  people: ["ann", "bob", "cy"],
  turnDays: 1,
  start: "2026-03-02",
  handover: "08:00",
  ...more,
});
const staff = (...ids: string[]): Map<string, StaffMember> =>
  new Map(
    ids.map((id) => [
      id,
      {
        id,
        name,
        roles: ["technician"],
        sites: [],
        language: "zh",
        timeZone: "Asia/Shanghai",
        certificates: [],
        contacts: [],
        away: false,
      } as const,
    ]),
  );

describe("a rota", () => {
  it.each([
    ["before its first turn", "2026-03-02T07:59:00+08:00", ""],
    ["at the first hand-over", "2026-03-02T08:00:00+08:00", "ann"],
    ["a minute before the next", "2026-03-03T07:59:00+08:00", "ann"],
    ["at the next", "2026-03-03T08:00:00+08:00", "bob"],
    ["after a whole round", "2026-03-05T09:00:00+08:00", "ann"],
  ])("%s: %s", (_, moment, who) => {
    expect(onDuty(rota({ layers: [layer({})] }), at(moment)).people.join()).toBe(who);
  });

  it("a later layer counts where it has somebody; its window runs past midnight", () => {
    const night = layer({
      id: "night",
      people: ["dora"],
      windows: [{ days: [5], from: "22:00", to: "06:00" }],
    });
    const two = rota({ layers: [layer({ people: ["ann"] }), night] });
    // 2026-03-06 is a Friday.
    expect(onDuty(two, at("2026-03-06T21:59:00+08:00")).people).toEqual(["ann"]);
    expect(onDuty(two, at("2026-03-06T22:00:00+08:00"))).toEqual({ people: ["dora"], from: "night" });
    expect(onDuty(two, at("2026-03-07T05:59:00+08:00")).people).toEqual(["dora"]);
    expect(onDuty(two, at("2026-03-07T06:00:00+08:00")).people).toEqual(["ann"]);
    expect(onDuty(two, at("2026-03-07T22:30:00+08:00")).people).toEqual(["ann"]);
  });

  it("an override, a swap and a holiday take their places, in that order of weight", () => {
    const from = at("2026-03-03T08:00:00+08:00");
    const to = at("2026-03-04T08:00:00+08:00");
    const base = { layers: [layer({ atOnce: 2, people: ["ann", "bob", "cy", "dora"] })] };
    const during = at("2026-03-03T12:00:00+08:00");
    expect(onDuty(rota(base), during).people).toEqual(["cy", "dora"]);
    const swapped = rota({
      ...base,
      overrides: [{ id: "o", from, to, people: ["ann"], replaces: "cy" }],
    });
    expect(onDuty(swapped, during)).toEqual({ people: ["ann", "dora"], from: "override" });
    expect(onDuty(swapped, to).people).toEqual(["ann", "bob"]);
    const holiday = { day: "2026-03-03", name, people: ["eve"] };
    expect(onDuty(rota({ ...base, holidays: [holiday] }), during).people).toEqual(["eve"]);
    const over = rota({
      ...base,
      holidays: [holiday],
      overrides: [{ id: "o", from, to, people: ["zoe"] }],
    });
    expect(onDuty(over, during).people).toEqual(["zoe"]);
  });

  it("hand-overs stay at their wall-clock time through both changes of daylight saving", () => {
    const berlin = rota({
      timeZone: "Europe/Berlin",
      layers: [layer({ people: ["ann", "bob"], start: "2026-03-01" })],
    });
    const spring = shiftsOf(berlin, at("2026-03-27T12:00:00Z"), at("2026-03-31T12:00:00Z"));
    expect(spring.map(({ start }) => new Date(start).toISOString())).toEqual([
      "2026-03-27T12:00:00.000Z",
      "2026-03-28T07:00:00.000Z",
      // Summer time began at 02:00 on the 29th: 08:00 is an hour earlier.
      "2026-03-29T06:00:00.000Z",
      "2026-03-30T06:00:00.000Z",
      "2026-03-31T06:00:00.000Z",
    ]);
    const hours = (shifts: typeof spring) => shifts.map(({ start, end }) => (end - start) / 3_600_000);
    expect(hours(spring).slice(1, -1)).toEqual([23, 24, 24]);
    const autumn = shiftsOf(berlin, at("2026-10-24T06:00:00Z"), at("2026-10-27T07:00:00Z"));
    expect(hours(autumn)).toEqual([25, 24, 24]);
  });

  it("a hand-over in the hour that is skipped or comes twice happens once", () => {
    expect(new Date(momentOf("2026-03-29", 150, "Europe/Berlin")).toISOString()).toBe(
      "2026-03-29T01:30:00.000Z",
    );
    expect(wallOf(momentOf("2026-03-29", 150, "Europe/Berlin"), "Europe/Berlin").minute).toBe(210);
    expect(new Date(momentOf("2026-10-25", 150, "Europe/Berlin")).toISOString()).toBe(
      "2026-10-25T00:30:00.000Z",
    );
    const early = rota({
      timeZone: "Europe/Berlin",
      layers: [layer({ people: ["ann", "bob"], handover: "02:30", start: "2026-03-01" })],
    });
    for (const day of ["2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z"]) {
      const shifts = shiftsOf(early, at(day), instant(at(day) + 3 * 86_400_000));
      const people = shifts.map((shift) => shift.people.join());
      expect(people.every((who, i) => i === 0 || who !== people[i - 1])).toBe(true);
    }
  });

  it("shifts leave no hole and agree with who is on duty, whatever the rota", () => {
    const someLayer = fc.record({
      people: fc.shuffledSubarray(["ann", "bob", "cy", "dora"], { minLength: 1 }),
      turnDays: fc.integer({ min: 1, max: 9 }),
      atOnce: fc.integer({ min: 1, max: 2 }),
      hour: fc.integer({ min: 0, max: 23 }),
      windowed: fc.boolean(),
      to: fc.integer({ min: 0, max: 23 }),
      zone: fc.constantFrom("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"),
      offset: fc.integer({ min: 0, max: 20 * 1_440 }),
    });
    fc.assert(
      fc.property(fc.array(someLayer, { minLength: 1, maxLength: 3 }), (layers) => {
        const two = (n: number) => `${String(n).padStart(2, "0")}:00`;
        const made = rota({
          timeZone: layers[0]!.zone,
          layers: layers.map(({ people, turnDays, atOnce, hour, windowed, to }, i) =>
            layer({
              id: `l${i}`,
              people,
              turnDays,
              atOnce,
              handover: two(hour),
              windows: windowed ? [{ days: [1, 3, 6], from: two(hour), to: two(to) }] : [],
            }),
          ),
        });
        const from = at("2026-03-20T00:00:00Z");
        const to = instant(from + 21 * 86_400_000);
        const shifts = shiftsOf(made, from, to);
        expect(shifts[0]!.start).toBe(from);
        expect(shifts.at(-1)!.end).toBe(to);
        shifts.forEach((shift, i) => {
          if (i > 0) expect(shift.start).toBe(shifts[i - 1]!.end);
        });
        const moment = instant(from + layers[0]!.offset * 60_000);
        const shift = shifts.find(({ start, end }) => start <= moment && moment < end)!;
        expect(onDuty(made, moment).people).toEqual(shift.people);
      }),
      { numRuns: 60 },
    );
  });

  it("says who is on now, until when, and who is next", () => {
    const { now, next } = nowAndNext(rota({ layers: [layer({})] }), at("2026-03-03T12:00:00+08:00"));
    expect([now.people, new Date(now.end).toISOString()]).toEqual([["bob"], "2026-03-04T00:00:00.000Z"]);
    expect(next?.people).toEqual(["cy"]);
  });
});

describe("the quality of a rota", () => {
  const from = at("2026-03-02T08:00:00+08:00");
  const to = instant(from + 28 * 86_400_000);
  it("is 100 for three people in equal turns without a hole", () => {
    const good = qualityOf(
      rota({ layers: [layer({})] }),
      staff("ann", "bob", "cy"),
      from,
      instant(from + 27 * 86_400_000),
    );
    expect([good.score, good.weaknesses]).toEqual([100, []]);
  });
  it("names a hole every night, a single person, unequal turns", () => {
    const days = rota({
      layers: [layer({ windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "08:00", to: "20:00" }] })],
    });
    const holes = qualityOf(days, staff("ann", "bob", "cy"), from, to);
    expect(holes.weaknesses).toContainEqual(expect.objectContaining({ is: "gap", share: 0.5 }));
    expect(holes.score).toBeLessThan(50);
    const alone = qualityOf(rota({ layers: [layer({ people: ["ann"] })] }), staff("ann"), from, to);
    expect(alone.weaknesses).toEqual([{ is: "one-person", points: 25, person: "ann" }]);
    const unequal = qualityOf(
      rota({ layers: [layer({ people: ["ann", "ann", "ann", "bob"] })] }),
      staff("ann", "bob"),
      from,
      to,
    );
    expect(unequal.weaknesses).toContainEqual(
      expect.objectContaining({ is: "imbalance", most: "ann", least: "bob" }),
    );
  });
  it("counts who is away as nobody, and warns of the hole ahead of it", () => {
    const people = staff("ann", "bob", "cy");
    people.set("bob", { ...people.get("bob")!, away: true });
    const warnings = warningsOf([rota({ layers: [layer({})] })], people, from, 3 * 86_400_000);
    expect(warnings).toContainEqual({
      is: "gap",
      rota: "r",
      from: at("2026-03-03T08:00:00+08:00"),
      to: at("2026-03-04T08:00:00+08:00"),
    });
    expect(warnings).toContainEqual({ is: "unreachable", person: "ann", rota: "r" });
  });
  it("warns of a certificate that ends", () => {
    const people = staff("ann");
    people.set("ann", {
      ...people.get("ann")!,
      certificates: [{ skill: "lifts", title: "", number: "", until: "2026-03-10" }],
    });
    expect(warningsOf([], people, from, 14 * 86_400_000)).toEqual([
      { is: "certificate", person: "ann", skill: "lifts", until: "2026-03-10" },
    ]);
    expect(warningsOf([], people, from, 2 * 86_400_000)).toEqual([]);
  });
});
