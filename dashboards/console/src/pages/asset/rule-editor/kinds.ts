import type { PointView } from "../../../../../../api/contract/index.ts";
import type { Condition } from "../../../../../../facility/alarms/index.ts";

export type Kind = Condition["kind"];

/** How one value of a condition is asked for. */
export type Ask =
  | { readonly is: "number" }
  | { readonly is: "point"; readonly of?: "number" | "boolean" }
  | { readonly is: "points" }
  | { readonly is: "choice"; readonly options: readonly string[] }
  | { readonly is: "text" }
  | { readonly is: "codes" }
  | { readonly is: "test" }
  | { readonly is: "tests" };

const number = { is: "number" } as const;
const choice = (...options: string[]): Ask => ({ is: "choice", options });
const delays = { onDelaySeconds: number, offDelaySeconds: number };

/** What each kind of condition asks of a person, in the order in which it reads. */
export const asks: Readonly<Record<Kind, Readonly<Record<string, Ask>>>> = {
  limit: {
    point: { is: "point", of: "number" },
    side: choice("high", "low"),
    limit: number,
    hysteresis: number,
    ...delays,
  },
  held: { all: { is: "tests" }, forSeconds: number, offDelaySeconds: number },
  "no-data": { forSeconds: number },
  rate: {
    point: { is: "point", of: "number" },
    side: choice("rising", "falling", "either"),
    limitPerMinute: number,
    overSeconds: number,
    ...delays,
  },
  window: {
    point: { is: "point" },
    aggregate: choice("mean", "min", "max", "sum", "count", "run-time", "starts"),
    overSeconds: number,
    side: choice("high", "low"),
    limit: number,
    hysteresis: number,
    ...delays,
  },
  deviation: {
    point: { is: "point", of: "number" },
    from: choice("ewma", "hour-of-week", "learned"),
    side: choice("high", "low", "either"),
    sigmas: number,
    atLeast: number,
    learnSamples: number,
    ...delays,
  },
  imbalance: {
    points: { is: "points" },
    limitPercent: number,
    hysteresisPercent: number,
    meanAtLeast: number,
    ...delays,
  },
  usage: { point: { is: "point", of: "number" }, limit: number, since: number },
  multivariate: {
    points: { is: "points" },
    learnSamples: number,
    smoothSamples: number,
    factor: number,
    ...delays,
  },
  event: { point: { is: "point" }, codes: { is: "codes" }, ...delays },
  compound: { when: { is: "text" }, forSeconds: number, offDelaySeconds: number },
  sequence: {
    first: { is: "test" },
    next: { is: "test" },
    withinSeconds: number,
    alarm: choice("when-it-follows", "when-it-does-not"),
    offDelaySeconds: number,
  },
};

export const kinds = Object.keys(asks) as readonly Kind[];

/** Where a new condition begins: on the asset's own points, quiet until a person has said what is too much. */
export function beginning(kind: Kind, points: readonly PointView[]): Record<string, unknown> {
  const numbers = points.filter(({ type }) => type.kind === "number").map(({ name }) => name);
  const all = points.map(({ name }) => name);
  const point = numbers[0] ?? all[0] ?? "";
  const test = { point: all[0] ?? "", ...(numbers.includes(all[0] ?? "") ? { above: 0 } : { is: true }) };
  const begins: Readonly<Record<Kind, object>> = {
    limit: { point, side: "high", limit: 0, hysteresis: 0, onDelaySeconds: 10, offDelaySeconds: 0 },
    held: { all: [test], forSeconds: 10, offDelaySeconds: 0 },
    "no-data": { forSeconds: 300 },
    rate: {
      point,
      side: "rising",
      limitPerMinute: 1,
      overSeconds: 300,
      onDelaySeconds: 0,
      offDelaySeconds: 0,
    },
    window: {
      point,
      aggregate: "mean",
      overSeconds: 3_600,
      side: "high",
      limit: 0,
      hysteresis: 0,
      onDelaySeconds: 0,
      offDelaySeconds: 0,
    },
    deviation: {
      point,
      from: "hour-of-week",
      side: "either",
      sigmas: 4,
      atLeast: 0,
      learnSamples: 400,
      onDelaySeconds: 60,
      offDelaySeconds: 0,
    },
    imbalance: {
      points: numbers.slice(0, 3),
      limitPercent: 5,
      hysteresisPercent: 1,
      meanAtLeast: 0,
      onDelaySeconds: 60,
      offDelaySeconds: 0,
    },
    usage: { point, limit: 1_000, since: 0 },
    multivariate: {
      points: numbers.slice(0, 4),
      learnSamples: 400,
      smoothSamples: 22,
      factor: 1.4,
      onDelaySeconds: 60,
      offDelaySeconds: 0,
    },
    event: { point: all[0] ?? "", codes: [1], onDelaySeconds: 0, offDelaySeconds: 0 },
    compound: { when: `${point} > 0`, forSeconds: 10, offDelaySeconds: 0 },
    sequence: { first: test, next: test, withinSeconds: 60, alarm: "when-it-does-not", offDelaySeconds: 0 },
  };
  return { kind, ...begins[kind] };
}
