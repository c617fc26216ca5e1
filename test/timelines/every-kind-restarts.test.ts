import { describe, expect, it } from "vitest";
import { Condition } from "../../facility/alarms/index.ts";
import { boosterPump } from "../../facility/catalog/booster-pump.ts";
import type { EquipmentType } from "../../facility/catalog/index.ts";
import { powerMeter } from "../../facility/catalog/power-meter.ts";
import type { RuleMemory } from "../../rules/index.ts";
import { onlyRule, timeline } from "../support/timeline.ts";

type Values = Record<string, number | boolean>;
interface Story {
  readonly condition: object;
  /** What is heard at a second; nothing where it is silent. */
  readonly heard: (second: number) => Values | undefined;
  /** What the rule says when nothing stops it. */
  readonly says: readonly string[];
  readonly type?: EquipmentType;
  readonly seconds?: number;
}

const START = 1_000_000;
/** Between two messages, so that a delay is cut in its middle and no reading falls on the cut. */
const CUTS = [3.5, 12.5, 18.5, 25.5, 33.5, 41.5, 52.5];

const hot = (from: number, to: number) => (s: number) => ({ motor_temp_C: s >= from && s <= to ? 99 : 40 });
const wobble = (s: number) => 40 + (s % 2 === 0 ? 0.5 : -0.5);
const noise = (s: number, phase: number) =>
  ((Math.imul(s * 2 + phase + 1, 0x9e3779b1) >>> 8) % 1_009) / 5_000;
const running = { point: "running", is: true };
const pressed = { point: "discharge_pressure_kPa", above: 300 };
const pump = (isRunning: boolean, discharge_pressure_kPa: number) => ({
  running: isRunning,
  discharge_pressure_kPa,
});

/** One story for every kind of rule there is: its delay, window, baseline or half-seen sequence lies across the cuts. */
const stories: Readonly<Record<string, Story>> = {
  limit: {
    condition: {
      kind: "limit",
      point: "motor_temp_C",
      side: "high",
      limit: 90,
      hysteresis: 2,
      onDelaySeconds: 10,
      offDelaySeconds: 10,
    },
    heard: hot(10, 30),
    says: ["20.0 on", "41.0 off"],
  },
  held: {
    condition: { kind: "held", all: [running, pressed], forSeconds: 20, offDelaySeconds: 5 },
    heard: (s) => pump(s >= 10 && s <= 40, 400),
    says: ["30.0 on", "46.0 off"],
  },
  "no-data": {
    condition: { kind: "no-data", forSeconds: 20 },
    heard: (s) => (s <= 10 || s >= 50 ? { motor_temp_C: 40 } : undefined),
    says: ["30.0 on", "50.0 off"],
  },
  rate: {
    condition: {
      kind: "rate",
      point: "motor_temp_C",
      overSeconds: 20,
      side: "rising",
      limitPerMinute: 30,
      onDelaySeconds: 5,
    },
    heard: (s) => ({ motor_temp_C: 20 + Math.min(25, Math.max(0, s - 10)) }),
    says: ["26.0 on", "45.0 off"],
  },
  window: {
    condition: {
      kind: "window",
      point: "running",
      aggregate: "run-time",
      overSeconds: 40,
      side: "high",
      limit: 15,
    },
    heard: (s) => ({ running: s >= 10 && s <= 30 }),
    says: ["25.2 on", "55.9 off"],
  },
  deviation: {
    condition: {
      kind: "deviation",
      point: "motor_temp_C",
      from: "learned",
      side: "high",
      sigmas: 5,
      learnSamples: 30,
      onDelaySeconds: 5,
    },
    heard: (s) => ({ motor_temp_C: s >= 35 && s <= 50 ? 60 : wobble(s) }),
    says: ["40.0 on", "51.0 off"],
  },
  imbalance: {
    condition: {
      kind: "imbalance",
      points: ["voltage_L1_V", "voltage_L2_V", "voltage_L3_V"],
      limitPercent: 4,
      onDelaySeconds: 20,
    },
    type: powerMeter,
    heard: (s) => ({ voltage_L1_V: 220, voltage_L2_V: 221, voltage_L3_V: s >= 10 && s <= 40 ? 180 : 222 }),
    says: ["30.0 on", "41.0 off"],
  },
  usage: {
    condition: { kind: "usage", point: "run_hours", limit: 100 },
    // The counter begins anew at 20: what it had reached must be remembered.
    heard: (s) => ({ run_hours: s < 20 ? 70 + s : s - 20 }),
    says: ["31.0 on"],
  },
  multivariate: {
    condition: {
      kind: "multivariate",
      points: ["power_kW", "flow_m3_h"],
      learnSamples: 200,
      smoothSamples: 10,
      onDelaySeconds: 5,
    },
    seconds: 300,
    heard: (s) => ({
      power_kW: 5 + noise(s, 0),
      flow_m3_h: (s >= 230 && s <= 260 ? 15 : 20) + noise(s, 1),
    }),
    says: ["235.0 on", expect.stringMatching(/^(26|27|28|29)\d\.0 off$/)],
  },
  event: {
    condition: { kind: "event", point: "starts", codes: [57], onDelaySeconds: 20, offDelaySeconds: 5 },
    heard: (s) => ({ starts: s >= 10 && s <= 40 ? 57 : 0 }),
    says: ["30.0 on", "46.0 off"],
  },
  compound: {
    condition: { kind: "compound", when: "running && discharge_pressure_kPa > 300", forSeconds: 20 },
    heard: (s) => pump(s >= 10 && s <= 40, 400),
    says: ["30.0 on", "41.0 off"],
  },
  sequence: {
    condition: {
      kind: "sequence",
      first: running,
      next: pressed,
      withinSeconds: 30,
      alarm: "when-it-follows",
    },
    // Half seen from 10 to 35.
    heard: (s) => pump(s >= 10, s >= 35 && s <= 50 ? 400 : 100),
    says: ["35.0 on", "51.0 off"],
  },
  "sequence that does not go on": {
    condition: {
      kind: "sequence",
      first: running,
      next: pressed,
      withinSeconds: 20,
      alarm: "when-it-does-not",
      offDelaySeconds: 5,
    },
    heard: (s) => pump(s >= 10, s >= 40 ? 400 : 100),
    says: ["30.0 on", "45.0 off"],
  },
};

interface Played {
  readonly said: readonly string[];
  readonly remembered: readonly RuleMemory[];
}

/** Plays the seconds `from` (without it) to `to`; the rule remembers, and stands, as the house before it left it. */
function play(story: Story, from: number, to: number, before?: Played): Played {
  const type = story.type ?? boosterPump;
  const condition = Condition.parse(story.condition);
  const line = timeline(onlyRule(type, { condition }), {
    startsAt: START + from * 1_000,
    startsOn: () => before?.said.at(-1)?.endsWith("on") ?? false,
    ...(before ? { remembers: before.remembered } : {}),
  });
  for (let second = Math.floor(from) + 1; second <= to; second++) {
    const values = story.heard(second);
    if (values) line.at(second - from, type.id, values);
  }
  const said = line.until(to - from).map((word) => {
    const [at, , turn] = word.split(" ");
    return `${(Number(at) + from).toFixed(1)} ${turn}`;
  });
  return { said: [...(before?.said ?? []), ...said], remembered: line.remembered() };
}

describe("a house that restarts in the middle says what one says that does not", () => {
  it("is told for every kind of rule there is", () => {
    const kinds = Condition.options.map(({ shape }) => shape.kind.value);
    const told = Object.values(stories).map(({ condition }) => Condition.parse(condition).kind);
    expect([...new Set(told)].sort()).toEqual([...kinds].sort());
  });

  it.each(Object.entries(stories))("%s", (_kind, story) => {
    const end = story.seconds ?? 60;
    const whole = play(story, 0, end).said;
    expect(whole).toEqual(story.says);
    for (const cut of CUTS.map((second) => (second * end) / 60).map((s) => Math.floor(s) + 0.5))
      expect({ cut, said: play(story, cut, end, play(story, 0, cut)).said }).toEqual({ cut, said: whole });
  });
});
