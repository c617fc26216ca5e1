import { expect, it } from "vitest";
import { Past } from "../../facility/maintenance/index.ts";
import { instant } from "../../facility/units/index.ts";
import { riverside } from "../plant.ts";
import { pastOf } from "./past.ts";

const NOW = instant(Date.UTC(2026, 2, 2, 4, 30));
const DAY = 86_400_000;
const site = (() => {
  const read = riverside();
  if (!read.ok) throw new Error(read.problem);
  return read.value;
})();
const past = (now = NOW, seed = 1) => pastOf({ site, seed, years: 3, now, utcOffsetHours: 8 });
const all = past();

it("is data of its schema, and the same again from the same seed", () => {
  expect(Past.parse(all)).toEqual(all);
  expect(past()).toEqual(all);
  expect(past(NOW, 2)).not.toEqual(all);
}, 30_000);

it("keeps its ids when time moves on, so that it can be loaded twice", () => {
  const later = past(instant(NOW + 10 * DAY));
  const known = new Set(later.visits.map(({ id }) => id));
  const kept = all.visits.filter(({ due }) => due > "2023-04-01");
  expect(kept.length).toBeGreaterThan(150);
  expect(kept.filter(({ id }) => !known.has(id))).toEqual([]);
  const ids = [...all.failures, ...all.works, ...all.visits, ...all.costs].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it("holds together: each failure has its order, costs add up, nothing ends before it begins or after now", () => {
  const works = new Map(all.works.map((work) => [work.id, work]));
  const types = new Map(all.lives.map(({ asset, type }) => [asset, type]));
  expect(all.failures.length).toBeGreaterThan(15);
  for (const failure of all.failures) {
    const work = works.get(failure.work);
    expect(work).toMatchObject({ failure: failure.id, asset: failure.asset, kind: "corrective" });
    expect(failure.began).toBeGreaterThanOrEqual(all.from);
    expect(failure.detected).toBeGreaterThanOrEqual(failure.began);
    expect(work!.started).toBeGreaterThanOrEqual(work!.opened);
    expect(failure.restored).toBe(work!.finished);
    expect(failure.restored).toBeLessThan(NOW);
    expect(types.has(failure.asset)).toBe(true);
  }
  for (const { labourCost, partsCost, parts, cost } of all.works) {
    expect(partsCost).toBeCloseTo(
      parts.reduce((sum, { quantity, unitCost }) => sum + quantity * unitCost, 0),
      2,
    );
    expect(cost).toBeCloseTo(labourCost + partsCost, 2);
  }
});

it("has every lift's half-monthly turns at most 15 days apart, but for one that was missed and says why", () => {
  const missed = all.visits.filter(({ outcome }) => outcome === "missed");
  expect(missed).toHaveLength(1);
  expect(missed[0]!.reason!.zh).toContain("台风");
  for (const { asset } of all.lives.filter(({ type }) => type === "lift")) {
    const done = all.visits
      .filter((visit) => visit.asset === asset && visit.task === "half-month" && visit.done)
      .map((visit) => Date.parse(visit.done!));
    expect(done.length).toBeGreaterThan(70);
    const gaps = done.slice(1).map((at, i) => (at - done[i]!) / DAY);
    expect(gaps.filter((gap) => gap > 15)).toHaveLength(asset === missed[0]!.asset ? 1 : 0);
  }
});

it("counts energy by the month: 35 whole months, more in January and July than in April", () => {
  const bought = all.costs.filter(({ kind }) => kind === "energy");
  expect(new Set(bought.map(({ asset }) => asset)).size).toBe(4);
  const energy = bought.filter(({ asset }) => asset === "b1-meter-main");
  expect(energy.length).toBe(35);
  const of = (month: string) => energy.find((cost) => cost.month === month)!.quantity!;
  expect(of("2025-07")).toBeGreaterThan(1.1 * of("2025-04"));
  expect(of("2025-01")).toBeGreaterThan(1.1 * of("2025-04"));
  for (const { quantity, cost } of energy) expect(cost / quantity!).toBeCloseTo(0.68, 3);
});

it("shows a lift whose doors give ever more trouble", () => {
  const doors = all.failures.filter(({ asset, mode }) => asset === "b2-lift-1" && mode === "DOP");
  const lately = doors.filter(({ began }) => began > NOW - 120 * DAY).length;
  expect(lately).toBeGreaterThanOrEqual(4);
  expect(lately / 120).toBeGreaterThan((2 * (doors.length - lately)) / (3 * 365 - 120));
});
