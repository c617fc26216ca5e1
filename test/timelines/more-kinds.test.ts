import { describe, expect, it } from "vitest";
import { Condition, type RuleType } from "../../facility/alarms/index.ts";
import { buildModel, SiteFile } from "../../facility/assets/index.ts";
import { boosterPump } from "../../facility/catalog/booster-pump.ts";
import { feeder } from "../../facility/catalog/feeder.ts";
import { powerMeter } from "../../facility/catalog/power-meter.ts";
import { oneOfEach, onlyRule, timeline } from "../support/timeline.ts";

const pump = "booster-pump";
const meter = "power-meter";
const onPump = (condition: object, more: Partial<RuleType> = {}, options = {}) =>
  timeline(onlyRule(boosterPump, { condition: Condition.parse(condition), ...more }), options);
const temp = (motor_temp_C: number | null) => ({ motor_temp_C });

describe("rate of change", () => {
  const rising = { kind: "rate", point: "motor_temp_C", overSeconds: 60, side: "rising", limitPerMinute: 5 };

  it("is on when the value has moved faster than the limit over the stretch", () => {
    const line = onPump(rising);
    for (let s = 1; s <= 120; s++) line.at(s, pump, temp(40));
    for (let s = 121; s <= 240; s++) line.at(s, pump, temp(40 + (s - 120) * 0.1));
    for (let s = 241; s <= 400; s++) line.at(s, pump, temp(52));
    // 6 °C a minute: 5 are passed after 51 s of it; 10 s after it ended too little of it is left in the stretch.
    expect(line.until(500)).toEqual(["171.0 it on", "250.0 it off"]);
  });

  it("says nothing of a slow rise, nor across a gap longer than the stretch", () => {
    const line = onPump(rising);
    for (let s = 1; s <= 100; s++) line.at(s, pump, temp(40 + s * 0.05));
    line.every(300, 400, pump, temp(90));
    expect(line.until(500)).toEqual([]);
  });
});

describe("window aggregate", () => {
  const starts = {
    kind: "window",
    point: "running",
    aggregate: "starts",
    overSeconds: 3_600,
    side: "high",
    limit: 3,
  };

  it("counts starts, and lets them go as the window moves on, without news", () => {
    const line = onPump(starts);
    for (let n = 0; n < 5; n++)
      line.at(n * 60, pump, { running: false }).at(n * 60 + 30, pump, { running: true });
    expect(line.until(8_000)).toEqual(["210.0 it on", "3680.0 it off"]);
  });

  it("adds run time on a timer, but not past what a stale value may vouch for", () => {
    const runTime = { ...starts, aggregate: "run-time", limit: 20, overSeconds: 600 };
    const steady = onPump(runTime).every(1, 40, pump, { running: true });
    expect(steady.until(60)).toEqual(["22.0 it on"]);
    const once = onPump(runTime).at(1, pump, { running: true });
    expect(once.until(1_000)).toEqual([]);
  });

  it("takes a mean only once the window has been heard through", () => {
    const mean = {
      kind: "window",
      point: "motor_temp_C",
      aggregate: "mean",
      overSeconds: 60,
      side: "high",
      limit: 50,
    };
    const line = onPump(mean).every(1, 120, pump, temp(60));
    expect(line.until(200)).toEqual(["61.0 it on"]);
  });
});

describe("deviation", () => {
  const wobble = (s: number) => temp(40 + (s % 2 === 0 ? 0.5 : -0.5));
  const learned = {
    kind: "deviation",
    point: "motor_temp_C",
    from: "learned",
    side: "high",
    sigmas: 5,
    learnSamples: 100,
  };

  it("learns first, then speaks of what is far from it", () => {
    const line = onPump(learned);
    for (let s = 1; s <= 150; s++) line.at(s, pump, wobble(s));
    line.at(151, pump, temp(43)).at(152, pump, temp(42)).at(153, pump, temp(30));
    expect(line.until(200)).toEqual(["151.0 it on", "152.0 it off"]);
  });

  it("by ewma follows what changes slowly", () => {
    const line = onPump({ ...learned, from: "ewma", side: "either", memorySamples: 50 });
    for (let s = 1; s <= 2_000; s++) line.at(s, pump, temp(wobble(s).motor_temp_C! + s * 0.01));
    line.at(2_001, pump, temp(80));
    expect(line.until(2_100)).toEqual(["2001.0 it on"]);
  });

  it("by hour of week knows that one hour is not like another", () => {
    const line = onPump({ ...learned, from: "hour-of-week", learnSamples: 10, memorySamples: 1_000 });
    const monday = 345_600 - 1_000;
    const hour = (h: number, value: number) => {
      for (let n = 0; n < 12; n++) line.at(monday + h * 3_600 + n * 60, pump, temp(value + (n % 2)));
    };
    hour(0, 40);
    hour(1, 80);
    hour(168, 40);
    hour(169, 80);
    hour(336, 80);
    expect(line.until(monday + 400 * 3_600)).toEqual([`${monday + 336 * 3_600}.0 it on`]);
  });

  it("goes on with what it learned after a restart", () => {
    const first = onPump(learned);
    for (let s = 1; s <= 120; s++) first.at(s, pump, wobble(s));
    first.until(130);
    const second = onPump(learned, {}, { remembers: first.remembered() }).at(1, pump, temp(60));
    expect(second.until(10)).toEqual(["1.0 it on"]);
    const other = onPump({ ...learned, sigmas: 6 }, {}, { remembers: first.remembered() }).at(
      1,
      pump,
      temp(60),
    );
    expect(other.until(10)).toEqual([]);
  });
});

describe("imbalance", () => {
  const phases = {
    kind: "imbalance",
    points: ["voltage_L1_V", "voltage_L2_V", "voltage_L3_V"],
    limitPercent: 4,
    onDelaySeconds: 5,
    meanAtLeast: 50,
  };
  const volts = (a: number, b: number, c: number) => ({ voltage_L1_V: a, voltage_L2_V: b, voltage_L3_V: c });
  const onMeter = () => timeline(onlyRule(powerMeter, { condition: Condition.parse(phases) }));

  it("is on when one of the siblings is far from their mean", () => {
    const line = onMeter().every(1, 10, meter, volts(220, 221, 222));
    line.every(11, 30, meter, volts(220, 221, 180)).every(31, 40, meter, volts(220, 221, 222));
    expect(line.until(60)).toEqual(["16.0 it on", "31.0 it off"]);
  });

  it("says nothing below the least mean, nor of a sibling not heard", () => {
    expect(
      onMeter()
        .every(1, 30, meter, volts(1, 9, 1))
        .until(60),
    ).toEqual([]);
    expect(onMeter().every(1, 30, meter, { voltage_L1_V: 220, voltage_L2_V: 100 }).until(60)).toEqual([]);
  });

  it("takes a picture of siblings that are heard one by one", () => {
    const line = onMeter()
      .every(1, 20, meter, volts(220, 221, 222))
      .at(21, meter, { voltage_L3_V: 180 });
    expect(line.until(30)).toEqual(["26.0 it on"]);
  });
});

describe("accumulated use", () => {
  const use = { kind: "usage", point: "run_hours", limit: 100, since: 50 };
  const hours = (run_hours: number) => ({ run_hours });

  it("is on once the counter has gone the limit, over a reset of the counter", () => {
    const line = onPump(use).at(1, pump, hours(140)).at(2, pump, hours(2)).at(3, pump, hours(9.9));
    expect(line.at(4, pump, hours(10)).until(10)).toEqual(["4.0 it on"]);
  });

  it("remembers earlier lives of the counter through a restart", () => {
    const first = onPump(use).at(1, pump, hours(140)).at(2, pump, hours(1));
    first.until(5);
    const second = onPump(use, {}, { remembers: first.remembered() }).at(1, pump, hours(11));
    expect(second.until(5)).toEqual(["1.0 it on"]);
  });
});

describe("coded event", () => {
  it("is on while the device shows one of the codes", () => {
    const line = onPump({ kind: "event", point: "starts", codes: [57, 48] });
    for (const [s, starts] of [0, 57, 57, 48, 0].entries()) line.at(s + 1, pump, { starts });
    expect(line.until(10)).toEqual(["2.0 it on", "5.0 it off"]);
  });
});

describe("compound (CEL)", () => {
  const dry = { kind: "compound", when: "running && suction_pressure_kPa < 20", forSeconds: 10 };
  const state = (running: boolean, suction_pressure_kPa: number) => ({ running, suction_pressure_kPa });

  it("is on when the condition has held for the time", () => {
    const line = onPump(dry).every(1, 15, pump, state(true, 5)).every(16, 20, pump, state(true, 50));
    expect(line.until(60)).toEqual(["11.0 it on", "16.0 it off"]);
  });

  it("cannot tell before it has heard what it needs", () => {
    expect(onPump(dry).every(1, 30, pump, { running: true }).until(60)).toEqual([]);
  });

  it.each([
    ["feeders", "feeder", "pump", boosterPump],
    ["fed", "pump", "feeder", feeder],
  ])("is told by %s: the rule stands on the other end", (list, from, on, type) => {
    const when = `${list}.exists(f, has(f.load) && f.load > 90.0)`;
    const name = { en: "x", zh: "x" };
    const load = { name: "load", kind: "number", unit: "kW", label: name };
    const made = buildModel(
      [
        SiteFile.parse({
          site: { id: "s", name },
          assets: [
            { id: "pump", type: "booster-pump", name, extraPoints: [load] },
            { id: "feeder", type: "feeder", name, feeds: ["pump"], extraPoints: [load] },
          ],
        }),
      ],
      [boosterPump, feeder].map((each) => ({
        ...each,
        rules:
          each === type
            ? [
                {
                  ...each.rules[0]!,
                  id: "it",
                  condition: Condition.parse({ kind: "compound", when, forSeconds: 0 }),
                },
              ]
            : [],
      })),
    );
    if (!made.ok) throw new Error(made.problem);
    expect(on).not.toBe(from);
    const line = timeline(made.value).at(1, from, { load: 50 }).at(2, from, { load: 95 });
    expect(line.until(10)).toEqual(["2.0 it on"]);
  });

  it("does not run out on a value gone stale", () => {
    expect(onPump(dry).at(1, pump, state(true, 5)).until(8)).toEqual([]);
    const slow = onPump({ ...dry, forSeconds: 60 }).at(1, pump, state(true, 5));
    expect(slow.until(200)).toEqual([]);
  });
});

describe("sequence", () => {
  const sequence = {
    kind: "sequence",
    first: { point: "running", is: true },
    next: { point: "discharge_pressure_kPa", above: 300 },
    withinSeconds: 10,
  };
  const state = (running: boolean, discharge_pressure_kPa: number) => ({ running, discharge_pressure_kPa });

  it("is on when B follows A in time, and off when B ends", () => {
    const line = onPump({ ...sequence, alarm: "when-it-follows" }).at(1, pump, state(false, 0));
    line.at(2, pump, state(true, 0)).at(8, pump, state(true, 400)).at(9, pump, state(true, 200));
    line.at(20, pump, state(true, 400));
    expect(line.until(60)).toEqual(["8.0 it on", "9.0 it off"]);
  });

  it("is on when B fails to come, on a timer", () => {
    const line = onPump({ ...sequence, alarm: "when-it-does-not" }).at(1, pump, state(false, 0));
    line.at(2, pump, state(true, 0)).at(9, pump, state(true, 100)).at(14, pump, state(true, 400));
    expect(line.until(60)).toEqual(["12.0 it on", "14.0 it off"]);
  });
});

describe("multivariate", () => {
  const many = {
    kind: "multivariate",
    points: ["power_kW", "flow_m3_h"],
    learnSamples: 200,
    smoothSamples: 10,
    onDelaySeconds: 5,
  };
  const noise = (s: number, phase: number) =>
    ((Math.imul(s * 2 + phase + 1, 0x9e3779b1) >>> 8) % 1_009) / 5_000;
  const normal = (s: number) => ({ power_kW: 5 + noise(s, 0), flow_m3_h: 20 + noise(s, 1) });

  it("learns a normal and speaks of what leaves it, though no value is out of its own limits", () => {
    const line = onPump(many);
    for (let s = 1; s <= 300; s++) line.at(s, pump, normal(s));
    for (let s = 301; s <= 360; s++) line.at(s, pump, { ...normal(s), flow_m3_h: 19.5 + noise(s, 1) });
    for (let s = 361; s <= 420; s++) line.at(s, pump, normal(s));
    const said = line.until(500);
    expect(said).toHaveLength(2);
    expect(Number(said[0]!.split(" ")[0])).toBeLessThan(316);
    expect(Number(said[1]!.split(" ")[0])).toBeLessThan(375);
  });

  it("keeps its normal through a restart", () => {
    const first = onPump(many);
    for (let s = 1; s <= 250; s++) first.at(s, pump, normal(s));
    first.until(260);
    const second = onPump(many, {}, { remembers: first.remembered() });
    for (let s = 1; s <= 30; s++) second.at(s, pump, { power_kW: 5, flow_m3_h: 15 });
    expect(second.until(60)).toHaveLength(1);
  });
});

describe("what every rule can demand", () => {
  const hot = { kind: "limit", point: "motor_temp_C", side: "high", limit: 90, onDelaySeconds: 10 };

  it("a delay half run goes on after a restart, but not on values not heard again", () => {
    const first = onPump(hot).every(1, 6, pump, temp(95));
    first.until(7);
    const silent = onPump(hot, {}, { remembers: first.remembered(), startsAt: 1_008_000 });
    expect(silent.until(60)).toEqual([]);
    const heard = onPump(hot, {}, { remembers: first.remembered(), startsAt: 1_008_000 }).every(
      1,
      10,
      pump,
      temp(96),
    );
    // The first sign was 7 s before this start.
    expect(heard.until(60)).toEqual(["3.0 it on"]);
  });

  it("good quality only: an uncertain reading moves nothing", () => {
    const at = (line: ReturnType<typeof onPump>) =>
      line.at(1, pump, temp(200), { uncertain: true }).until(60);
    expect(at(onPump({ ...hot, onDelaySeconds: 0 }))).toEqual(["1.0 it on"]);
    expect(at(onPump({ ...hot, onDelaySeconds: 0 }, { quality: "good" }))).toEqual([]);
  });

  it("work hours in the site's time: raised when they begin, ended when they end", () => {
    // 1970-01-05 is a Monday; 00:30 UTC is 08:30 in Shanghai.
    const startsAt = Date.UTC(1970, 0, 5, 0, 0);
    const schedule = { mode: "only" as const, windows: [{ days: [1], from: "08:30", to: "09:00" }] };
    const line = onPump({ ...hot, onDelaySeconds: 0 }, { schedule }, { startsAt });
    for (let s = 60; s <= 5_400; s += 10) line.at(s, pump, temp(95));
    expect(line.until(5_400)).toEqual(["1800.0 it on", "3600.0 it off"]);
  });

  it("a rule that is switched off says nothing", () => {
    expect(onPump(hot, { enabled: false }).every(1, 60, pump, temp(200)).until(100)).toEqual([]);
  });
});

describe("the catalogue's pump rules", () => {
  const still = {
    running: true,
    speed_Hz: 40,
    suction_pressure_kPa: 150,
    discharge_pressure_kPa: 600,
    flow_m3_h: 12,
    motor_temp_C: 55,
  };
  const catalogue = () => timeline(oneOfEach([boosterPump]));
  const rang = (line: ReturnType<typeof catalogue>, seconds: number) =>
    line.until(seconds).filter((word) => !word.includes("no-data"));

  it("deadhead: running at pressure without flow", () => {
    const line = catalogue().every(1, 100, pump, { ...still, flow_m3_h: 0 });
    expect(rang(line, 100)).toEqual(["61.0 deadhead on"]);
  });

  it("short cycling: more than twenty-five starts in an hour", () => {
    const line = catalogue();
    for (let n = 0; n < 30; n++)
      line
        .every(n * 120 + 1, n * 120 + 60, pump, { ...still, running: false, flow_m3_h: 0 })
        .every(n * 120 + 61, n * 120 + 120, pump, still);
    // The twenty-sixth start.
    expect(rang(line, 3_600)).toEqual([`${25 * 120 + 61}.0 short-cycling on`]);
  });

  it("check valve passing: water runs back through a stopped pump", () => {
    const line = catalogue().every(1, 100, pump, { ...still, running: false, flow_m3_h: -0.5 });
    expect(rang(line, 100)).toEqual(["61.0 check-valve-passing on"]);
  });

  it("motor heating: fast, though still below its limit", () => {
    const line = catalogue();
    for (let s = 1; s <= 400; s++) line.at(s, pump, { ...still, motor_temp_C: 20 + s / 8 });
    expect(rang(line, 400)).toEqual(["331.0 motor-heating on"]);
  });

  it("say nothing of a pump that just runs", () => {
    expect(rang(catalogue().every(1, 400, pump, still), 400)).toEqual([]);
  });
});
