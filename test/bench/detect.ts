import { csvFiles, playRows, readCsv } from "./recorded.ts";

/** SKAB's protocol: each run's first rows are for learning, the rest is judged (github.com/waico/SKAB). */
const LEARN_ROWS = 400;
const NOT_VALUES = new Set(["datetime", "anomaly", "changepoint"]);

export interface Confusion {
  tp: number;
  fp: number;
  tn: number;
  fn: number;
}

/**
 * Detection by the rule kind `multivariate` with its default setting, the same for all runs: the labels are read only
 * to count. One pooled confusion matrix over every run that has labels.
 */
export async function detect(folder: string): Promise<Record<string, number>> {
  const pooled: Confusion = { tp: 0, fp: 0, tn: 0, fn: 0 };
  let runs = 0;
  for (const file of csvFiles(folder)) {
    const records = readCsv(file);
    const columns = Object.keys(records[0] ?? {}).filter((name) => !NOT_VALUES.has(name));
    if (records.length <= LEARN_ROWS || records[0]?.anomaly === undefined) continue;
    const rows = records.map((record) => columns.map((name) => Number(record[name])));
    const [alarm = []] = await playRows(columns, rows, 1, [
      { kind: "multivariate", learnSamples: LEARN_ROWS },
    ]);
    for (let i = LEARN_ROWS; i < rows.length; i++) {
      const faulty = Number(records[i]?.anomaly) === 1;
      if (alarm[i]) pooled[faulty ? "tp" : "fp"]++;
      else pooled[faulty ? "fn" : "tn"]++;
    }
    runs++;
  }
  return { runs, ...rates(pooled) };
}

/** F1, and false and missed alarm rates in percent. */
export function rates({ tp, fp, tn, fn }: Confusion): { f1: number; far_pct: number; mar_pct: number } {
  const round = (value: number) => Math.round(value * 10_000) / 10_000;
  const share = (part: number, other: number) => (part + other > 0 ? part / (part + other) : 0);
  return {
    f1: round(tp > 0 ? (2 * tp) / (2 * tp + fp + fn) : 0),
    far_pct: round(100 * share(fp, tn)),
    mar_pct: round(100 * share(fn, tp)),
  };
}

export interface BearingFigures {
  readonly bearing: string;
  /** From the alarm that lasted to the end of the record; null where there was none. */
  readonly lead_hours: number | null;
  /** In alarms that ended again by themselves. */
  readonly false_alarm_hours: number;
}

/**
 * Bearings to their failure by the rule kind `deviation` on each, one setting for all: against its own first day and
 * the median of its siblings, by at least a quarter (ISO 20816-1 §6.5.3 calls a change of 25 % significant).
 */
export async function detectBearings(folder: string): Promise<{ bearings: BearingFigures[] }> {
  const bearings: BearingFigures[] = [];
  for (const file of csvFiles(folder)) {
    const records = readCsv(file);
    const columns = Object.keys(records[0] ?? {}).filter((name) => /bearing/i.test(name));
    const rows = records.map((record) => columns.map((name) => Number(record[name])));
    const stepSeconds = stepOf(records);
    const hours = stepSeconds / 3_600;
    const alarms = await playRows(
      columns,
      rows,
      stepSeconds,
      columns.map((_, own) => ({
        kind: "deviation",
        point: `value_${own}`,
        siblings: columns.flatMap((_name, i) => (i === own ? [] : [`value_${i}`])),
        from: "learned",
        side: "high",
        sigmas: 5,
        atLeastPercent: 25,
        onDelaySeconds: 3_600,
        learnSamples: Math.max(50, Math.round(24 / hours)),
        smoothSamples: Math.max(1, Math.round(3 / hours)),
      })),
    );
    for (const [i, name] of columns.entries()) {
      const on = alarms[i]!;
      const lasting = on.lastIndexOf(false) + 1;
      const before = on.slice(0, lasting).filter(Boolean).length;
      bearings.push({
        bearing:
          columns.length > 0
            ? `${file
                .split(/[\\/]/)
                .at(-1)
                ?.replace(/\.csv$/, "")} ${name}`
            : name,
        lead_hours: lasting < on.length ? Math.round((on.length - lasting) * hours * 10) / 10 : null,
        false_alarm_hours: Math.round(before * hours * 10) / 10,
      });
    }
  }
  return { bearings };
}

/** The usual distance between rows: the median, seconds. */
function stepOf(records: readonly Record<string, string>[]): number {
  const times = records.flatMap((record) => {
    const text = record.Datetime ?? record.datetime ?? "";
    const [, y, mo, d, h, mi, s] = /^(\d+)\D(\d+)\D(\d+)\D(\d+)\D(\d+)\D(\d+)/.exec(text) ?? [];
    return y ? [Date.UTC(+y, Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s)) / 1_000] : [];
  });
  const steps = times
    .slice(1)
    .map((time, i) => time - times[i]!)
    .sort((a, b) => a - b);
  return steps[steps.length >> 1] ?? 600;
}
