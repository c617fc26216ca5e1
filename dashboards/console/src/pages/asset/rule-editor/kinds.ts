import type { PointView, RuleCondition } from "../../../../../../api/contract/index.ts";

export type Kind = RuleCondition["kind"];

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
export function beginning(kind: Kind, points: readonly PointView[]): RuleCondition {
  const numbers = points.filter(({ type }) => type.kind === "number").map(({ name }) => name);
  const all = points.map(({ name }) => name);
  const point = numbers[0] ?? all[0] ?? "";
  const first = all[0] ?? "";
  const test = numbers.includes(first) ? { point: first, above: 0 } : { point: first, is: true };
  const begins: { readonly [K in Kind]: Extract<RuleCondition, { kind: K }> } = {
    limit: {
      kind: "limit",
      point,
      side: "high",
      limit: 0,
      hysteresis: 0,
      onDelaySeconds: 10,
      offDelaySeconds: 0,
    },
    held: { kind: "held", all: [test], forSeconds: 10, offDelaySeconds: 0 },
    "no-data": { kind: "no-data", forSeconds: 300 },
    rate: {
      kind: "rate",
      point,
      side: "rising",
      limitPerMinute: 1,
      overSeconds: 300,
      onDelaySeconds: 0,
      offDelaySeconds: 0,
    },
    window: {
      kind: "window",
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
      kind: "deviation",
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
      kind: "imbalance",
      points: numbers.slice(0, 3),
      limitPercent: 5,
      hysteresisPercent: 1,
      meanAtLeast: 0,
      onDelaySeconds: 60,
      offDelaySeconds: 0,
    },
    usage: { kind: "usage", point, limit: 1_000, since: 0 },
    multivariate: {
      kind: "multivariate",
      points: numbers.slice(0, 4),
      learnSamples: 400,
      smoothSamples: 22,
      factor: 1.4,
      onDelaySeconds: 60,
      offDelaySeconds: 0,
    },
    event: { kind: "event", point: all[0] ?? "", codes: [1], onDelaySeconds: 0, offDelaySeconds: 0 },
    compound: { kind: "compound", when: `${point} > 0`, forSeconds: 10, offDelaySeconds: 0 },
    sequence: {
      kind: "sequence",
      first: test,
      next: test,
      withinSeconds: 60,
      alarm: "when-it-does-not",
      offDelaySeconds: 0,
    },
  };
  return begins[kind];
}

const isTest = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "point" in value &&
  typeof value.point === "string" &&
  ("is" in value ||
    ("above" in value && typeof value.above === "number") ||
    ("below" in value && typeof value.below === "number"));

const isList = (value: unknown, of: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(of);

function fits(ask: Ask, value: unknown): boolean {
  switch (ask.is) {
    case "number":
      return typeof value === "number";
    case "point":
    case "text":
      return typeof value === "string";
    case "points":
      return isList(value, (one) => typeof one === "string");
    case "choice":
      return typeof value === "string" && ask.options.includes(value);
    case "codes":
      return isList(value, (one) => typeof one === "string" || typeof one === "number");
    case "test":
      return isTest(value);
    case "tests":
      return isList(value, isTest);
    default:
      return ask satisfies never;
  }
}

const isCondition = (value: { readonly kind: Kind }): value is RuleCondition => {
  const given = new Map<string, unknown>(Object.entries(value));
  return Object.entries(asks[value.kind]).every(([key, ask]) => !given.has(key) || fits(ask, given.get(key)));
};

/** The condition with one value changed; as it was where the value is nothing that its kind takes there. */
export function changed(condition: RuleCondition, key: string, value: unknown): RuleCondition {
  const next = { ...condition, [key]: value };
  return isCondition(next) ? next : condition;
}
