import type { Condition } from "../../../../facility/alarms/index.ts";
import { exactLength } from "./age.ts";
import { type Lang, localeOf } from "./language.ts";
import { comma, fill, texts } from "./words.ts";

type Plain = Extract<Condition, { kind: "limit" | "held" | "no-data" }>;

export interface Sayings {
  /** A point's name in the language. */
  readonly name: (point: string) => string;
  /** A value of a point, with its unit. */
  readonly value: (point: string, value: number | boolean | string) => string;
  readonly test: (test: Extract<Condition, { kind: "held" }>["all"][number]) => string;
  readonly lasting: (what: string, seconds: number) => string;
  /** An expression in the reader's words. */
  readonly expression: (when: string) => string;
}

/** The sentence of a condition that looks back, compares or learns. */
export function lookingBackText(condition: Exclude<Condition, Plain>, say: Sayings, lang: Lang): string {
  const words = texts[lang].rule;
  const span = (seconds: number) => exactLength(seconds * 1_000, lang);
  const number = (n: number) => n.toLocaleString(localeOf(lang));
  switch (condition.kind) {
    case "rate":
      return say.lasting(
        fill(words.rate[condition.side], {
          point: say.name(condition.point),
          value: say.value(condition.point, condition.limitPerMinute),
        }),
        condition.onDelaySeconds,
      );
    case "window": {
      const counts = ["count", "starts"].includes(condition.aggregate);
      const value = counts
        ? number(condition.limit)
        : condition.aggregate === "run-time"
          ? span(condition.limit)
          : say.value(condition.point, condition.limit);
      return say.lasting(
        fill(words.window[condition.side], {
          what: words.aggregate[condition.aggregate],
          point: say.name(condition.point),
          age: span(condition.overSeconds),
          value,
        }),
        condition.onDelaySeconds,
      );
    }
    case "deviation":
      return say.lasting(
        fill(words.deviation[condition.side], {
          point: say.name(condition.point),
          n: number(condition.sigmas),
          from: words.expectation[condition.from],
        }),
        condition.onDelaySeconds,
      );
    case "imbalance":
      return say.lasting(
        fill(words.imbalance, {
          points: condition.points.map(say.name).join(comma(lang)),
          n: number(condition.limitPercent),
        }),
        condition.onDelaySeconds,
      );
    case "usage":
      return fill(words.usage, {
        point: say.name(condition.point),
        value: say.value(condition.point, condition.since + condition.limit),
      });
    case "multivariate":
      return say.lasting(fill(words.multivariate, { n: number(condition.factor) }), condition.onDelaySeconds);
    case "event":
      return say.lasting(
        condition.codes
          .map((code) =>
            fill(words.is, { point: say.name(condition.point), value: say.value(condition.point, code) }),
          )
          .join(words.or),
        condition.onDelaySeconds,
      );
    case "compound":
      return say.lasting(say.expression(condition.when), condition.forSeconds);
    case "sequence":
      return fill(condition.alarm === "when-it-follows" ? words.follows : words.doesNotFollow, {
        first: say.test(condition.first),
        next: say.test(condition.next),
        age: span(condition.withinSeconds),
      });
    default:
      return condition satisfies never;
  }
}
