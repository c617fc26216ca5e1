import { type Text, text } from "../units/index.ts";
import { degradation, type Trend } from "./degradation.ts";
import { type Gauge, gaugesOf, gradeOf, renewedAt } from "./gauges.ts";
import type { AssetRecord, Measured } from "./history.ts";
import { dayOf, oneDigit, percent } from "./words.ts";

/** One reason of a score, with the data behind it. */
export interface Evidence {
  readonly kind: "inspection" | "gauge" | "failures" | "age";
  readonly id: string;
  readonly label: Text;
  /** 1 as new … 5 worn out; not always whole. */
  readonly grade: number;
  /** The newest moment it stands on, ms since 1970. */
  readonly at: number;
  readonly weight: number;
  /** 1 while it speaks for the present in full, halved with every further span of its validity. */
  readonly freshness: number;
  /** What it says, with its figures. */
  readonly says: Text;
  /** Ids of the inspections, measurements and failures it is made of. */
  readonly from: readonly string[];
  /** `readings`: computed from what is stored of `points`; `typed`: somebody wrote it down; `records`: orders, visits, the ledger. */
  readonly how: "readings" | "typed" | "records";
  readonly points: readonly string[];
  readonly trend?: Trend;
  /** What could be renewed alone to mend it. */
  readonly part?: Text;
}

export interface Condition {
  /** 1 … 5 in whole grades: the one that is shown. */
  readonly index: number;
  /** The weighted mean before the worst direct finding was let through. */
  readonly mean: number;
  /** 0 … 1: how much of the evidence that can be had for this type is there and fresh. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  /** The finding that sets the grade above the mean, if one does. */
  readonly limiting?: Evidence;
  /** What is missing or old, in words. */
  readonly missing: readonly Text[];
}

export interface ConditionInput {
  readonly type: string;
  readonly record: AssetRecord;
  /** Where life began: installation or the last renewal, ms. Undefined where nobody knows. */
  readonly since: number | undefined;
  readonly lifeYears: number;
  /** Use against what is usual for its type in this fleet, 1 = usual. */
  readonly useAgainstUsual: number | undefined;
  /** Failures a year that are usual for the type. */
  readonly usualFailures: number;
  readonly now: number;
  /** The asset's own limits of a gauge. */
  readonly limits?: Readonly<Partial<Record<Gauge["id"], Gauge["limits"]>>> | undefined;
}

const DAY = 86_400_000;
const YEAR = 365.25 * DAY;
const WEIGHTS = { inspection: 3, gauge: 2, failures: 2, age: 1 } as const;

const freshness = (ageDays: number, freshDays: number): number =>
  ageDays <= freshDays ? 1 : 0.5 ** ((ageDays - freshDays) / freshDays);

/**
 * The condition index from what is known, each reason with its data and date.
 * Grade = the weighted mean of all evidence (weight × freshness), or the worst fresh direct finding (inspection,
 * gauge) where that is worse: a bearing in zone C is not averaged away by a good age. What was found before the part
 * or the asset was renewed no longer counts. What is missing lowers the confidence, never the grade.
 */
export function conditionOf(input: ConditionInput): Condition {
  const gaugesAsked = gaugesOf(input.type);
  const evidence = [
    inspectionEvidence(input),
    ...gaugesAsked.map((gauge) => gaugeEvidence(gauge, input)),
    failureEvidence(input),
    ageEvidence(input),
  ].filter((each): each is Evidence => each !== undefined);

  const asked = WEIGHTS.inspection + WEIGHTS.failures + WEIGHTS.age + gaugesAsked.length * WEIGHTS.gauge;
  const heard = evidence.reduce((sum, { weight, freshness: fresh }) => sum + weight * fresh, 0);
  const mean =
    heard > 0
      ? evidence.reduce((sum, { weight, freshness: fresh, grade }) => sum + weight * fresh * grade, 0) / heard
      : 3;
  const direct = evidence.filter(
    ({ kind, freshness: fresh }) => (kind === "inspection" || kind === "gauge") && fresh >= 0.5,
  );
  const worst = direct.toSorted((a, b) => b.grade - a.grade)[0];
  const limiting = worst && Math.round(worst.grade) > Math.round(mean) ? worst : undefined;
  return {
    index: Math.round(limiting ? limiting.grade : mean),
    mean,
    confidence: Math.min(1, heard / asked),
    evidence,
    ...(limiting ? { limiting } : {}),
    missing: missingOf(gaugesAsked, evidence, input),
  };
}

function missingOf(
  asked: readonly Gauge[],
  evidence: readonly Evidence[],
  { record: { measured, works, unread }, now }: ConditionInput,
): Text[] {
  const have = new Map(evidence.map((each) => [each.id, each]));
  const wanted: [string, Text][] = [
    ["inspection", text("Inspection", "现场检查")],
    ...asked.map(({ id, label }): [string, Text] => [id, label]),
    ["age", text("Installation date", "安装日期")],
  ];
  return wanted.flatMap(([id, label]) => {
    const found = have.get(id);
    if (!found) {
      if (unread && asked.some((gauge) => gauge.id === id))
        return [
          text(
            `${label.en}: its readings are still being looked through`,
            `${label.zh}：正在读取历史数据，稍后更新`,
          ),
        ];
      const renewed = asked
        .filter((gauge) => gauge.id === id)
        .map((gauge) => renewedAt(gauge, works, now))[0];
      return renewed && measured.some(({ gauge }) => gauge === id)
        ? [
            text(
              `${label.en}: none since its renewal on ${dayOf(renewed)}`,
              `${label.zh}：${dayOf(renewed)} 更换后暂无数据`,
            ),
          ]
        : [text(`${label.en}: none yet`, `${label.zh}：暂无`)];
    }
    return found.freshness < 0.5
      ? [text(`${label.en}: from ${dayOf(found.at)}, old`, `${label.zh}：${dayOf(found.at)}，已过时`)]
      : [];
  });
}

function inspectionEvidence({ record, since, now }: ConditionInput): Evidence | undefined {
  const last = record.inspections.filter(({ at }) => at >= (since ?? 0) && at <= now).at(-1);
  if (!last) return undefined;
  return {
    kind: "inspection",
    id: "inspection",
    label: text("Inspection", "现场检查"),
    grade: last.grade,
    at: last.at,
    weight: WEIGHTS.inspection,
    freshness: freshness((now - last.at) / DAY, 365),
    says: text(
      `Grade ${oneDigit(last.grade)} by ${last.by.en}: ${last.note.en}`,
      `${last.by.zh}评为 ${oneDigit(last.grade)} 级（${last.note.zh}）`,
    ),
    from: [last.id],
    how: "records",
    points: [],
  };
}

function gaugeEvidence(gauge: Gauge, { record, since, now, limits }: ConditionInput): Evidence | undefined {
  // A renewed part is a new baseline: what was measured on the old one says nothing of it.
  const renewed = Math.max(since ?? 0, renewedAt(gauge, record.works, now));
  const own = { ...gauge, limits: limits?.[gauge.id] ?? gauge.limits };
  const values = record.measured.filter(({ gauge: id, at }) => id === gauge.id && at > renewed && at <= now);
  const last = values.at(-1);
  if (!last) return undefined;
  // The newest three speak together: one odd value is no wear.
  const recent = values
    .slice(-3)
    .map(({ value }) => value)
    .toSorted((a, b) => a - b);
  const value = recent[Math.floor(recent.length / 2)] ?? last.value;
  const trend = degradation(values.slice(-24), own.limits[2], { rising: own.rising });
  const ahead =
    trend?.expected !== undefined && trend.expected > now
      ? text(
          `; at this pace ${own.limits[2]} ${gauge.unit} on ${dayOf(trend.expected)}${trend.early !== undefined ? `, ${dayOf(trend.early)} at the earliest` : ""}`,
          `；按此趋势，预计 ${dayOf(trend.expected)} 达到 ${own.limits[2]} ${gauge.unit}${trend.early !== undefined ? `（最早 ${dayOf(trend.early)}）` : ""}`,
        )
      : text("", "");
  const grade = gradeOf(own, value);
  const zone = gauge.id === "vibration" ? ZONES[grade - 1] : undefined;
  const told = toldBy(last);
  return {
    kind: "gauge",
    id: gauge.id,
    label: gauge.label,
    grade,
    at: last.at,
    weight: WEIGHTS.gauge,
    freshness: freshness((now - last.at) / DAY, gauge.freshDays),
    says: text(
      `${oneDigit(value)} ${gauge.unit} on ${dayOf(last.at)}${zone ? `, zone ${zone}` : ""}, grade ${grade}${told.en}${ahead.en}`,
      `${dayOf(last.at)} 为 ${oneDigit(value)} ${gauge.unit}${zone ? `（${zone} 区）` : ""}，${grade} 级${told.zh}${ahead.zh}`,
    ),
    from: values.slice(-24).map(({ id }) => id),
    how: last.points ? "readings" : "typed",
    points: last.points ?? [],
    ...(trend ? { trend } : {}),
    ...(gauge.part ? { part: gauge.part } : {}),
  };
}

/** The zone of ISO 10816-7 in which each grade of vibration lies. */
const ZONES = ["A", "B", "B", "C", "D"] as const;

/** Where a figure comes from, as the end of its sentence. */
function toldBy({ points, basis, by }: Measured): Text {
  if (points)
    return basis
      ? text(`; from readings, ${basis.en}`, `；由实测数据计算，${basis.zh}`)
      : text("; from readings", "；由实测数据计算");
  return by ? text(`; typed in by ${by.en}`, `；由${by.zh}人工录入`) : text("; typed in", "；人工录入");
}

/** Failures a year against the usual; three years, with one usual failure laid in so that few data say little. */
function failureEvidence({ record, since, now, usualFailures }: ConditionInput): Evidence | undefined {
  const from = Math.max(record.watchedFrom, since ?? 0, now - 3 * YEAR);
  const years = (now - from) / YEAR;
  if (years < 0.25) return undefined;
  const counted = record.failures.filter(
    ({ at, severity }) => at >= from && at <= now && severity !== "incipient",
  );
  const rate = (counted.length + 1) / (years + 1 / usualFailures);
  const against = rate / usualFailures;
  const grade = against <= 0.6 ? 1 : against <= 1.15 ? 2 : against <= 1.8 ? 3 : against <= 3 ? 4 : 5;
  const per = counted.length / years;
  return {
    kind: "failures",
    id: "failures",
    label: text("Failure rate", "故障率"),
    grade,
    at: now,
    weight: WEIGHTS.failures,
    freshness: Math.min(1, years / 2),
    says: text(
      `${counted.length === 0 ? "No failure" : counted.length === 1 ? "1 failure" : `${counted.length} failures`} in ${oneDigit(years)} years (${oneDigit(per)} a year, usual ${oneDigit(usualFailures)})`,
      counted.length === 0
        ? `${oneDigit(years)} 年内无故障（同类常态年均 ${oneDigit(usualFailures)} 次）`
        : `${oneDigit(years)} 年内 ${counted.length} 次故障（年均 ${oneDigit(per)} 次，同类常态 ${oneDigit(usualFailures)} 次）`,
    ),
    from: counted.map(({ id }) => id),
    how: "records",
    points: [],
  };
}

function ageEvidence({ since, now, lifeYears, useAgainstUsual }: ConditionInput): Evidence | undefined {
  if (since === undefined) return undefined;
  const years = Math.max(0, (now - since) / YEAR);
  const pace = useAgainstUsual === undefined ? 1 : Math.min(1.5, Math.max(0.7, Math.sqrt(useAgainstUsual)));
  const share = (years * pace) / lifeYears;
  // Never 5 from age alone: an old machine in order is not worn out because a table says so.
  const grade = Math.min(4.4, 1 + 3 * share);
  const used =
    useAgainstUsual === undefined
      ? text("", "")
      : text(
          `, used ${percent(useAgainstUsual)} of the usual`,
          `，使用强度为同类常态的 ${percent(useAgainstUsual)}`,
        );
  return {
    kind: "age",
    id: "age",
    label: text("Age against use", "使用年限与强度"),
    grade,
    at: now,
    weight: WEIGHTS.age,
    freshness: 1,
    says: text(
      `${oneDigit(years)} years of an expected ${oneDigit(lifeYears)}${used.en}`,
      `已用 ${oneDigit(years)} 年，预期 ${oneDigit(lifeYears)} 年${used.zh}`,
    ),
    from: [],
    how: "records",
    points: [],
  };
}
