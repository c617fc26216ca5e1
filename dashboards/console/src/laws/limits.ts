import type { LimitRule, PointView, RuleView } from "../../../../api/contract/index.ts";
import type { Condition } from "../../../../facility/alarms/index.ts";
import { exactLength } from "./age.ts";
import type { Priority } from "./alarm-order.ts";
import { celText } from "./cel-text.ts";
import { lookingBackText } from "./condition-text.ts";
import type { Lang } from "./language.ts";
import { joined, valueText } from "./value.ts";
import { type Bilingual, fill, pick, texts } from "./words.ts";

type Test = Extract<Condition, { kind: "held" }>["all"][number];

export interface Limit {
  readonly point: string;
  readonly side: "high" | "low";
  readonly limit: number;
  readonly priority: Priority;
  readonly title: Bilingual;
  /** What must be true besides: a stopped pump has no pressure, and nothing is wrong. */
  readonly onlyWhile: readonly Test[];
}

/** The kinds this console can put into words. */
const kinds: Record<Condition["kind"], true> = {
  limit: true,
  held: true,
  "no-data": true,
  rate: true,
  window: true,
  deviation: true,
  imbalance: true,
  usage: true,
  multivariate: true,
  event: true,
  compound: true,
  sequence: true,
};
const isCondition = (condition: { kind?: unknown }): condition is Condition =>
  typeof condition.kind === "string" && condition.kind in kinds;

/** The rule's condition, or undefined for a kind newer than this console. */
export const conditionOf = (rule: Pick<RuleView, "condition">): Condition | undefined =>
  isCondition(rule.condition) ? rule.condition : undefined;

/** Every number that a rule compares a point with: drawn as dashed lines and ticks. */
export function limitsOf(rules: readonly LimitRule[]): Limit[] {
  return rules.flatMap((rule): Limit[] => {
    const condition = conditionOf(rule);
    const shared = { priority: rule.priority, title: rule.title };
    switch (condition?.kind) {
      case "limit":
        return [
          { ...shared, point: condition.point, side: condition.side, limit: condition.limit, onlyWhile: [] },
        ];
      case "held":
        return condition.all.flatMap((test): Limit[] => {
          const onlyWhile = condition.all.filter((other) => other !== test);
          if ("above" in test)
            return [{ ...shared, point: test.point, side: "high", limit: test.above, onlyWhile }];
          if ("below" in test)
            return [{ ...shared, point: test.point, side: "low", limit: test.below, onlyWhile }];
          return [];
        });
      default:
        return [];
    }
  });
}

/** Points that a rule looks at: what to plot beside its alarm. */
export function pointsOf(rule: RuleView): string[] {
  const condition = conditionOf(rule);
  switch (condition?.kind) {
    case "limit":
      return [condition.point];
    case "held":
      return condition.all.map((test) => test.point);
    case "rate":
    case "window":
    case "deviation":
    case "usage":
    case "event":
      return [condition.point];
    case "imbalance":
      return condition.points;
    case "multivariate":
      return condition.points ?? [];
    case "compound":
      return condition.when.match(/[A-Za-z_]\w*/g) ?? [];
    case "sequence":
      return [condition.first.point, condition.next.point];
    default:
      return [];
  }
}

const holds = (test: Test, value: boolean | number | string | null | undefined): boolean => {
  if ("is" in test) return value === test.is;
  return typeof value === "number" && ("above" in test ? value > test.above : value < test.below);
};

/**
 * The first limit that the value breaks while the rule's other tests hold too; what colours a bar.
 * @param latestOf the asset's other values by point name
 */
export const broken = (
  value: number,
  limits: readonly Limit[],
  latestOf: (point: string) => boolean | number | string | null | undefined,
): Limit | undefined =>
  limits.find(
    ({ side, limit, onlyWhile }) =>
      (side === "high" ? value > limit : value < limit) &&
      onlyWhile.every((test) => holds(test, latestOf(test.point))),
  );

/** The priority a rule gives to this very state of a switch or mode; what colours a lamp. */
export function priorityOfState(
  rules: readonly LimitRule[],
  point: string,
  value: boolean | number | string | null,
): Priority | undefined {
  return rules.find((rule) => {
    const condition = conditionOf(rule);
    return (
      condition?.kind === "held" &&
      condition.all.length === 1 &&
      condition.all.some((test) => test.point === point && "is" in test && test.is === value)
    );
  })?.priority;
}

/** A rule's condition as a sentence: "Suction pressure below 20 kPa and Pump: running, for 10 s". */
export function conditionText(
  rule: Pick<RuleView, "condition">,
  points: readonly PointView[],
  lang: Lang,
): string {
  const words = texts[lang].rule;
  const condition = conditionOf(rule);
  const typeOf = (name: string) => points.find((point) => point.name === name)?.type;
  const say = (template: string, name: string, value: boolean | number | string) => {
    const type = typeOf(name);
    return fill(template, {
      point: type ? pick(type.label, lang) : name,
      value: type ? joined(valueText(value, type, lang)) : String(value),
    });
  };
  const test = (one: Test) =>
    "above" in one
      ? say(words.above, one.point, one.above)
      : "below" in one
        ? say(words.below, one.point, one.below)
        : say(words.is, one.point, one.is);
  const lasting = (what: string, seconds: number) =>
    seconds > 0 ? fill(words.for, { what, age: exactLength(seconds * 1_000, lang) }) : what;
  // A kind newer than this console is shown as it came.
  if (!condition) return JSON.stringify(rule.condition);
  switch (condition.kind) {
    case "limit":
      return lasting(
        say(condition.side === "high" ? words.above : words.below, condition.point, condition.limit),
        condition.onDelaySeconds,
      );
    case "held":
      return lasting(condition.all.map(test).join(words.and), condition.forSeconds);
    case "no-data":
      return fill(condition.onceHeard ? words.noMore : words.noData, {
        age: exactLength(condition.forSeconds * 1_000, lang),
      });
    default:
      return lookingBackText(
        condition,
        {
          name: (name) => say("{{point}}", name, ""),
          value: (name, value) => say("{{value}}", name, value),
          test,
          lasting,
          expression: (when) => celText(when, points, lang),
        },
        lang,
      );
  }
}

/** The next of 1, 2, 5, 10, 20 … at or above `n`: a scale that does not wobble with its value. */
export function roundUp(n: number): number {
  if (n <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(n));
  const step = [1, 2, 5, 10].find((candidate) => candidate * power >= n * 0.999_999) ?? 10;
  return step * power;
}

/**
 * Ends of a bar for a value and its limits. With limits on both sides the bar shows the corridor and a
 * quarter beyond; otherwise it starts at zero, so that length means amount.
 */
export function scaleOf(value: number, limits: readonly Limit[]): readonly [number, number] {
  const low = Math.max(
    ...limits.filter((l) => l.side === "low").map((l) => l.limit),
    Number.NEGATIVE_INFINITY,
  );
  const high = Math.min(
    ...limits.filter((l) => l.side === "high").map((l) => l.limit),
    Number.POSITIVE_INFINITY,
  );
  if (Number.isFinite(low) && Number.isFinite(high) && high > low) {
    const beyond = (high - low) / 2;
    return [Math.min(low - beyond, value), Math.max(high + beyond, value)];
  }
  const top = Math.max(value, Number.isFinite(high) ? high : 0, Number.isFinite(low) ? low : 0);
  return [Math.min(0, value), roundUp(top * 1.2)];
}
