import { describe, expect, it } from "vitest";
import type { Condition } from "../facility/alarms/index.ts";
import { catalog } from "../facility/catalog/index.ts";
import { instant } from "../facility/units/index.ts";
import { type Estate, newEstate, stepEstate, type Truth, truthOf } from "./estate.ts";
import { Fault } from "./fault.ts";
import { riverside } from "./plant.ts";

const site = (() => {
  const read = riverside();
  if (!read.ok) throw new Error(read.problem);
  return read.value;
})();
const types = new Map(site.assets.map(({ id, type }) => [id, catalog.find((one) => one.id === type)!]));
const typeOf = (asset: string) => types.get(asset)!;
/** Early peak in Shanghai, when everything moves. */
const MORNING = instant(Date.UTC(2026, 2, 2, 23, 30));
const STEP_MS = 100;
/** Looked at twice a second. */
const LOOK_STEPS = 5;
const LOOK_SECONDS = (LOOK_STEPS * STEP_MS) / 1_000;

function run(
  estate: Estate,
  seconds: number,
  look: (truth: ReadonlyMap<string, Truth>) => void,
  faults: Fault[] = [],
) {
  let now = estate;
  for (let i = 0; i < (seconds * 1_000) / STEP_MS; i++) {
    now = stepEstate(now, STEP_MS, faults);
    if (i % LOOK_STEPS === LOOK_STEPS - 1) look(truthOf(now));
  }
  return now;
}
const start = (seed: number) => newEstate(site, seed, MORNING, 8);

/** Whether a rule's condition is met at this moment, its delay apart. */
function met(condition: Condition, truth: Truth): boolean {
  switch (condition.kind) {
    case "held":
      return condition.all.every((test) => {
        const value = truth[test.point]!;
        if ("is" in test) return value === test.is;
        return "above" in test ? Number(value) > test.above : Number(value) < test.below;
      });
    case "limit": {
      const value = Number(truth[condition.point]);
      return condition.side === "high" ? value > condition.limit : value < condition.limit;
    }
    // Kinds that look back or at silence are played through the engine itself in test/timelines.
    default:
      return false;
  }
}
const delayOf = (condition: Condition) =>
  condition.kind === "limit"
    ? condition.onDelaySeconds
    : condition.kind === "held"
      ? condition.forSeconds
      : 0;

/** How long each rule's condition was met at a stretch, at the longest, in seconds. */
function longest(seed: number, seconds: number, faults: Fault[] = []) {
  const held = new Map<string, number>();
  const worst = new Map<string, { seconds: number; delay: number }>();
  run(
    start(seed),
    seconds,
    (truths) => {
      for (const [asset, truth] of truths)
        for (const { id, condition } of typeOf(asset).rules) {
          const rule = `${asset}.${id}`;
          const now = met(condition, truth) ? (held.get(rule) ?? 0) + LOOK_SECONDS : 0;
          held.set(rule, now);
          const delay = delayOf(condition);
          worst.set(rule, { seconds: Math.max(now, worst.get(rule)?.seconds ?? 0), delay });
        }
    },
    faults,
  );
  return worst;
}
const tripped = (worst: ReturnType<typeof longest>) =>
  [...worst].filter(([, { seconds, delay }]) => seconds > 0 && seconds >= delay).map(([rule]) => rule);

describe("a normal morning", () => {
  it.each([1, 42, 20_260_302])(
    "of 15 minutes trips no default rule (seed %i)",
    { timeout: 30_000 },
    (seed) => {
      const worst = longest(seed, 900);
      expect(worst.size).toBeGreaterThan(20);
      expect(tripped(worst)).toEqual([]);
      // Far from it, too: nobody stands behind closed doors for more than a few seconds.
      expect(worst.get("b2-lift-1.entrapment")!.seconds).toBeLessThan(10);
    },
  );

  it("is lively: lifts travel with people, both pumps are needed, energy adds up", () => {
    const seen = { moving: 0, passenger: 0, doorsOpen: 0, bothPumps: 0, volts: [999, 0], kPa: [9_999, 0] };
    const floors = new Set<unknown>();
    const before = truthOf(start(42)).get("b1-meter-main")!;
    const end = run(start(42), 1_800, (truths) => {
      const lift = truths.get("b2-lift-1")!;
      const pump = truths.get("b1-booster-1")!;
      const meter = truths.get("b1-meter-main")!;
      if (lift.running) seen.moving++;
      if (lift.passenger) seen.passenger++;
      if (!lift.door_closed) seen.doorsOpen++;
      floors.add(lift.floor);
      if (pump.running && truths.get("b1-booster-2")!.running) seen.bothPumps++;
      seen.volts = [
        Math.min(seen.volts[0]!, Number(meter.voltage_L2_V)),
        Math.max(seen.volts[1]!, Number(meter.voltage_L2_V)),
      ];
      const pressure = Number(pump.discharge_pressure_kPa);
      seen.kPa = [Math.min(seen.kPa[0]!, pressure), Math.max(seen.kPa[1]!, pressure)];
    });
    for (const count of [seen.moving, seen.passenger, seen.doorsOpen, seen.bothPumps])
      expect(count).toBeGreaterThan(50);
    expect(floors.size).toBeGreaterThan(5);
    expect(seen.kPa[0]).toBeGreaterThan(560);
    expect(seen.kPa[1]).toBeLessThan(680);
    expect(seen.volts[0]).toBeGreaterThan(215);
    expect(seen.volts[1]).toBeLessThan(232);
    const meter = truthOf(end).get("b1-meter-main")!;
    const kWh = Number(meter.energy_import_kWh) - Number(before.energy_import_kWh);
    expect(kWh).toBeGreaterThan(15);
    expect(kWh).toBeLessThan(50);
    // Three phases at their currents and power factor make up the power.
    const watts = [1, 2, 3].reduce(
      (sum, n) => sum + Number(meter[`voltage_L${n}_V`]) * Number(meter[`current_L${n}_A`]),
      0,
    );
    expect((watts * Number(meter.power_factor)) / 1_000).toBeCloseTo(Number(meter.power_kW), 3);
  });

  it("keeps every value within what its point can truthfully report", () => {
    let looks = 0;
    run(start(7), 300, (truths) => {
      if (looks++ % 4 > 0) return;
      for (const [asset, truth] of truths) {
        const { points } = typeOf(asset);
        expect(Object.keys(truth).toSorted()).toEqual(points.map(({ name }) => name).toSorted());
        for (const point of points)
          if (point.kind === "number" && point.range) {
            expect(truth[point.name], point.name).toBeGreaterThanOrEqual(point.range[0]);
            expect(truth[point.name], point.name).toBeLessThanOrEqual(point.range[1]);
          }
      }
    });
  });
});

it("the same seed gives the same plant, another seed another", () => {
  const after = (seed: number) => JSON.stringify(run(start(seed), 60, () => undefined));
  expect(after(5)).toBe(after(5));
  expect(after(5)).not.toBe(after(6));
});

describe("faults", () => {
  it.each([1, 2, 3])("a shut suction valve dries pump 2 and nothing else (seed %i)", (seed) => {
    const worst = longest(seed, 25, [{ fault: "suction-shut", asset: "b1-booster-2", severity: 1 }]);
    expect(tripped(worst)).toEqual(["b1-booster-2.dry-run"]);
    expect(worst.get("b1-booster-2.dry-run")!.seconds).toBeGreaterThan(20);
  });

  it("the opened valve fills the pump again, and the pressure never fell for long", () => {
    const dry = run(start(1), 25, () => undefined, [
      { fault: "suction-shut", asset: "b1-booster-2", severity: 1 },
    ]);
    const end = run(dry, 10, () => undefined);
    const pump = truthOf(end).get("b1-booster-2")!;
    expect(pump.suction_pressure_kPa).toBeGreaterThan(90);
    expect(pump.discharge_pressure_kPa).toBeGreaterThan(560);
  });

  it.each([1, 2, 3, 4, 5, 6])("an entrapment holds the car between floors 7 and 8 (seed %i)", (seed) => {
    const fault: Fault = { fault: "entrapment", asset: "b2-lift-2", aboveFloor: 7 };
    const worst = longest(seed, 160, [fault]);
    expect(tripped(worst)).toEqual(["b2-lift-2.entrapment"]);
    expect(worst.get("b2-lift-2.entrapment")!.seconds).toBeGreaterThan(110);
    const stuck = run(start(seed), 60, () => undefined, [fault]);
    expect(truthOf(stuck).get("b2-lift-2")).toMatchObject({
      floor: 7,
      door_zone: false,
      door_closed: true,
      passenger: true,
      running: false,
      service_mode: 1,
    });
    let released = false;
    run(stuck, 60, (truths) => {
      if (!truths.get("b2-lift-2")!.passenger) released = true;
    });
    expect(released).toBe(true);
  });

  it("a fire counts up detectors in its zone, and a reset clears it", () => {
    const fire = run(start(1), 20, () => undefined, [
      Fault.parse({ fault: "fire", asset: "b1-fire-panel", zone: 12, detectors: 3 }),
    ]);
    expect(truthOf(fire).get("b1-fire-panel")).toMatchObject({
      fire: true,
      first_zone: 12,
      detectors_active: 3,
    });
    const reset = run(fire, 1, () => undefined);
    expect(truthOf(reset).get("b1-fire-panel")).toMatchObject({
      fire: false,
      first_zone: 0,
      detectors_active: 0,
    });
  });

  it("a sag on one phase trips that phase's rule alone", () => {
    const worst = longest(1, 20, [{ fault: "phase-sag", asset: "b1-meter-main", phase: 2, volts: 185 }]);
    expect(tripped(worst)).toEqual(["b1-meter-main.voltage-l2-low"]);
  });

  it("a held alarm button trips its own rule", () => {
    const worst = longest(1, 10, [{ fault: "alarm-button", asset: "b2-lift-1" }]);
    expect(tripped(worst)).toEqual(["b2-lift-1.alarm-button"]);
  });

  const water = (truths: ReadonlyMap<string, Truth>) => ({
    flow: Number(truths.get("b1-booster-1")!.flow_m3_h) + Number(truths.get("b1-booster-2")!.flow_m3_h),
    kPa: Number(truths.get("b1-booster-1")!.discharge_pressure_kPa),
  });

  it("a burst pipe: flow up, pressure down, and back when the valve is shut", () => {
    const before = water(truthOf(run(start(1), 60, () => undefined)));
    const burst = run(start(1), 60, () => undefined, [
      { fault: "leak", asset: "b1-booster-1", m3PerHour: 70 },
    ]);
    const during = water(truthOf(burst));
    expect(during.flow).toBeGreaterThan(before.flow + 20);
    expect(during.kPa).toBeLessThan(400);
    expect(water(truthOf(run(burst, 90, () => undefined))).kPa).toBeGreaterThan(590);
  });

  it("a small leak at night lies on top of what is drawn, and the pressure holds", () => {
    const night = newEstate(site, 3, instant(Date.UTC(2026, 2, 2, 19)), 8);
    const flows = (faults: Fault[]) => {
      const seen: number[] = [];
      run(night, 120, (truths) => seen.push(water(truths).flow), faults);
      return seen.slice(-120).reduce((sum, flow) => sum + flow, 0) / 120;
    };
    const more = flows([{ fault: "leak", asset: "b1-booster-1", m3PerHour: 1.5 }]) - flows([]);
    expect(more).toBeGreaterThan(1.2);
    expect(more).toBeLessThan(1.8);
  });

  it("a lost phase trips that phase's rule alone; the others carry their own load", () => {
    const fault: Fault = { fault: "phase-loss", asset: "b1-meter-main", phase: 3 };
    expect(tripped(longest(1, 20, [fault]))).toEqual(["b1-meter-main.voltage-l3-low"]);
    const meter = truthOf(run(start(1), 20, () => undefined, [fault])).get("b1-meter-main")!;
    expect(meter).toMatchObject({ current_L3_A: 0 });
    expect(meter.current_L1_A).toBeGreaterThan(10);
    expect(meter.voltage_L3_V).toBeLessThan(1);
  });

  it("a lost feeder takes everything behind it, and the fire panel lives on its battery", () => {
    const dark = run(start(1), 60, () => undefined, [{ fault: "supply-loss", asset: "b1-meter-main" }]);
    const truths = truthOf(dark);
    expect(truths.get("b1-meter-main")).toMatchObject({ power_kW: 0, current_L1_A: 0 });
    for (const pump of ["b1-booster-1", "b1-booster-2"])
      expect(truths.get(pump)).toMatchObject({ running: false });
    expect(truths.get("b2-lift-1")).toMatchObject({ running: false });
    expect(truths.get("b1-fire-panel")).toMatchObject({ mains: false });
    expect(truths.get("b1-fire-panel")!.battery_V).toBeLessThan(26);
    const back = truthOf(run(dark, 60, () => undefined));
    expect(water(back).kPa).toBeGreaterThan(560);
    expect(back.get("b1-fire-panel")).toMatchObject({ mains: true });
  });

  it.each([1, 2, 3, 4])(
    "in a fire the lifts go to the ground floor and keep their doors open (seed %i)",
    (seed) => {
      const recall = (asset: string): Fault => ({ fault: "recall", asset, mode: "fire" });
      const end = run(start(seed), 75, () => undefined, [recall("b2-lift-1"), recall("b2-lift-2")]);
      for (const lift of ["b2-lift-1", "b2-lift-2"])
        expect(truthOf(end).get(lift)).toMatchObject({
          service_mode: 3,
          floor: 1,
          door_closed: false,
          passenger: false,
          running: false,
        });
      let trips = 0;
      run(end, 600, (truths) => {
        if (truths.get("b2-lift-1")!.running) trips++;
      });
      expect(trips).toBeGreaterThan(0);
    },
  );

  it.each([1, 2, 3, 4])("in an earthquake they stop at the next landing (seed %i)", (seed) => {
    const fault: Fault = { fault: "recall", asset: "b2-lift-1", mode: "earthquake" };
    // Caught on the way.
    let moving = start(seed);
    for (let i = 0; i < 6_000 && !truthOf(moving).get("b2-lift-1")!.running; i++)
      moving = stepEstate(moving, STEP_MS, []);
    const before = Number(truthOf(moving).get("b2-lift-1")!.floor);
    const end = truthOf(run(moving, 20, () => undefined, [fault])).get("b2-lift-1")!;
    expect(end).toMatchObject({ service_mode: 6, door_zone: true, door_closed: false, passenger: false });
    expect(Math.abs(Number(end.floor) - before)).toBeLessThanOrEqual(2);
  });

  it("worn doors take longer to shut and open again", { timeout: 30_000 }, () => {
    const openShare = (faults: Fault[]) => {
      let open = 0;
      run(start(2), 900, (truths) => (open += truths.get("b2-lift-1")!.door_closed ? 0 : 1), faults);
      return open / 1_800;
    };
    const worn = openShare([{ fault: "door-wear", asset: "b2-lift-1", severity: 0.9 }]);
    expect(worn).toBeGreaterThan(openShare([]) * 1.15);
  });
});

it("the day has a shape, and Sunday another than Monday", () => {
  const power = (at: number) =>
    Number(truthOf(newEstate(site, 1, instant(at), 8)).get("b1-meter-main")!.power_kW);
  // 3:00, 8:00 and 19:00 in Shanghai on a Monday; 8:00 on the Sunday before.
  const [night, morning, evening, sunday] = [
    Date.UTC(2026, 2, 1, 19),
    Date.UTC(2026, 2, 2, 0),
    Date.UTC(2026, 2, 2, 11),
    Date.UTC(2026, 2, 1, 0),
  ].map(power);
  expect(evening).toBeGreaterThan(morning!);
  expect(morning).toBeGreaterThan(night! * 1.8);
  expect(sunday).toBeLessThan(morning! * 0.8);
});
