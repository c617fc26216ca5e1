import { describe, expect, it } from "vitest";
import type { Condition } from "../../facility/alarms/index.ts";
import { boosterPump } from "../../facility/catalog/booster-pump.ts";
import { onlyRule, timeline } from "../support/timeline.ts";

const pump = (condition: Condition) => timeline(onlyRule(boosterPump, { condition }));
const temp = (motor_temp_C: number | null) => ({ motor_temp_C });

describe("limit", () => {
  const high = (over: Partial<Extract<Condition, { kind: "limit" }>> = {}): Condition => ({
    kind: "limit",
    point: "motor_temp_C",
    side: "high",
    limit: 90,
    hysteresis: 5,
    onDelaySeconds: 0,
    offDelaySeconds: 0,
    ...over,
  });
  const at = "booster-pump";

  it("is on above the limit and off only when back by the hysteresis", () => {
    const line = pump(high());
    for (const [second, value] of [90, 90.1, 86, 91, 85.1, 85, 89].entries())
      line.at(second + 1, at, temp(value));
    expect(line.until(60)).toEqual(["2.0 it on", "6.0 it off"]);
  });

  it("mirrors for a low limit", () => {
    const line = pump(high({ side: "low", limit: 10, hysteresis: 2 }));
    for (const [second, value] of [10, 9.9, 11.9, 12, 9].entries()) line.at(second + 1, at, temp(value));
    expect(line.until(60)).toEqual(["2.0 it on", "4.0 it off", "5.0 it on"]);
  });

  it("waits out its on-delay on a timer, between two messages", () => {
    const line = pump(high({ onDelaySeconds: 10 }))
      .at(1, at, temp(95))
      .at(6, at, temp(96));
    expect(line.until(60)).toEqual(["11.0 it on"]);
  });

  it("forgets a breach that ends before the on-delay", () => {
    const line = pump(high({ onDelaySeconds: 10 }))
      .every(1, 9, at, temp(95))
      .at(10, at, temp(80))
      .every(11, 20, at, temp(95));
    expect(line.until(60)).toEqual(["21.0 it on"]);
  });

  it("holds through a dip shorter than the off-delay", () => {
    const line = pump(high({ offDelaySeconds: 5 }))
      .at(1, at, temp(95))
      .every(2, 5, at, temp(80))
      .at(6, at, temp(95))
      .every(7, 20, at, temp(80));
    expect(line.until(60)).toEqual(["1.0 it on", "12.0 it off"]);
  });

  it("counts its delay from the source time, so a slow line adds nothing", () => {
    const line = pump(high({ onDelaySeconds: 10 }))
      .at(1, at, temp(95), { late: 6 })
      .at(8, at, temp(95), { late: 1 });
    expect(line.until(60)).toEqual(["11.0 it on"]);
  });

  it("does not let a delay run out on a value gone stale, and goes on when it is fresh again", () => {
    const line = pump(high({ onDelaySeconds: 60 }))
      .at(1, at, temp(95))
      .at(100, at, temp(95));
    expect(line.until(200)).toEqual(["100.0 it on"]);
  });

  it.each([
    ["bad", { bad: true }],
    ["replayed", { replayed: true }],
    ["older than a minute when it arrives", { late: 61 }],
  ])("raises nothing on a reading that is %s", (_why, how) => {
    expect(pump(high()).at(1, at, temp(200), how).until(200)).toEqual([]);
  });

  it("is not moved by a reading older than the newest it has seen", () => {
    expect(pump(high()).at(5, at, temp(50)).at(4, at, temp(200), { late: 3 }).until(60)).toEqual([]);
  });

  it("is neither raised nor ended by a missing value", () => {
    const line = pump(high()).at(1, at, temp(95)).at(2, at, temp(null)).at(3, at, temp(60));
    expect(line.until(60)).toEqual(["1.0 it on", "3.0 it off"]);
  });

  it("ends a condition that was true before the restart", () => {
    const line = timeline(onlyRule(boosterPump, { condition: high() }), { startsOn: () => true });
    expect(line.at(1, at, temp(88)).at(2, at, temp(60)).until(60)).toEqual(["2.0 it off"]);
  });
});

describe("state held", () => {
  const dry: Condition = {
    kind: "held",
    all: [
      { point: "running", is: true },
      { point: "suction_pressure_kPa", below: 20 },
    ],
    forSeconds: 10,
    offDelaySeconds: 0,
  };
  const at = "booster-pump";
  const state = (running: boolean, suction_pressure_kPa: number) => ({ running, suction_pressure_kPa });

  it("is on when all tests hold together for the time", () => {
    expect(pump(dry).every(1, 20, at, state(true, 5)).until(60)).toEqual(["11.0 it on"]);
  });

  it("starts anew after any break", () => {
    const line = pump(dry)
      .every(1, 8, at, state(true, 5))
      .at(9, at, state(true, 50))
      .every(10, 30, at, state(true, 5));
    expect(line.until(60)).toEqual(["20.0 it on"]);
  });

  it("says nothing of a stopped pump with a dry suction", () => {
    expect(pump(dry).every(1, 60, at, state(false, 0)).until(60)).toEqual([]);
  });

  it("waits for every point to be heard once", () => {
    const line = pump(dry).every(1, 30, at, { running: true });
    line.every(31, 60, at, state(true, 5));
    expect(line.until(60)).toEqual(["41.0 it on"]);
  });

  it("ends when one test fails", () => {
    const line = pump(dry).every(1, 20, at, state(true, 5)).at(21, at, { running: false });
    expect(line.until(60)).toEqual(["11.0 it on", "21.0 it off"]);
  });
});

describe("no data", () => {
  const silent: Condition = { kind: "no-data", forSeconds: 30 };
  const at = "booster-pump";

  it("is on after the silence and off at the first word", () => {
    const line = pump(silent).every(1, 10, at, temp(40)).at(50, at, temp(40));
    expect(line.until(70)).toEqual(["40.0 it on", "50.0 it off"]);
  });

  it("names an asset that never spoke", () => {
    expect(pump(silent).until(40)).toEqual(["30.0 it on"]);
  });

  it("waits for a first word where the rule says so: what never came is not lost", () => {
    const once: Condition = { ...silent, onceHeard: true };
    expect(pump(once).until(100)).toEqual([]);
    const line = pump(once).at(45, at, temp(40)).at(90, at, temp(40));
    expect(line.until(100)).toEqual(["75.0 it on", "90.0 it off"]);
  });

  it("takes bad values for silence: a gateway that answers for a dead device is no sign of life", () => {
    const line = pump(silent).at(1, at, temp(40));
    for (let second = 2; second < 60; second++) line.at(second, at, temp(null));
    expect(line.until(60)).toEqual(["31.0 it on"]);
  });

  it("rings again after each silence", () => {
    const line = pump(silent).at(1, at, temp(40)).at(40, at, temp(40));
    expect(line.until(100)).toEqual(["31.0 it on", "40.0 it off", "70.0 it on"]);
  });
});
