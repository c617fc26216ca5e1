import { existsSync } from "node:fs";
import { join } from "node:path";
import { bestThreshold, chanceOf, learnHazard } from "../../facility/maintenance/index.ts";
import { readCsv } from "./recorded.ts";

const HOUR = 3_600_000;
const HORIZON = 24 * HOUR;
/** Decisions are taken every three hours, as a planner would look. */
const STEP = 3 * HOUR;
const errorIds = ["error1", "error2", "error3", "error4", "error5"];
const comps = ["comp1", "comp2", "comp3", "comp4"];
const signals = ["volt", "rotate", "pressure", "vibration"] as const;
/** F1 published for this sample on a split by time. */
const PUBLISHED_F1 = 0.541;

interface Event {
  readonly at: number;
  readonly what: string;
}

const momentOf = (text: string | undefined): number => Date.parse(`${(text ?? "").replace(" ", "T")}Z`);
function byMachine(file: string, column: string): Map<string, Event[]> {
  const events = new Map<string, Event[]>();
  for (const row of readCsv(file)) {
    const machine = row.machineID ?? "";
    events.set(machine, [
      ...(events.get(machine) ?? []),
      { at: momentOf(row.datetime), what: row[column] ?? "" },
    ]);
  }
  return events;
}

/**
 * Failures within 24 h foretold from errors, replacements, age and, where there is any, telemetry. Learned on the first
 * 80 % of time alone; the threshold is chosen on the last quarter of that; the last 20 % is scored once.
 */
export async function predict(folder: string): Promise<object> {
  if (!existsSync(join(folder, "failures.csv")))
    return {
      skipped: `no recordings in ${folder}: name the folder with errors.csv, failures.csv … by --data`,
    };
  const errors = byMachine(join(folder, "errors.csv"), "errorID");
  const failures = byMachine(join(folder, "failures.csv"), "failure");
  const replaced = byMachine(join(folder, "maint.csv"), "comp");
  const machines = readCsv(join(folder, "machines.csv"));
  const telemetry = new Map<string, Map<number, readonly number[]>>();
  const sums = signals.map(() => ({ n: 0, sum: 0, squares: 0 }));
  const all = [...failures.values()].flat().map(({ at }) => at);
  const from = Math.min(...[...errors.values()].flat().map(({ at }) => at));
  const to = Math.max(...all);
  const split = from + 0.8 * (to - from);
  const chosen = from + 0.6 * (to - from);
  for (const row of readCsv(join(folder, "telemetry.csv"))) {
    const machine = row.machineID ?? "";
    const values = signals.map((name) => Number(row[name]));
    const at = momentOf(row.datetime);
    const own = telemetry.get(machine) ?? new Map<number, readonly number[]>();
    telemetry.set(machine, own.set(at, values));
    if (at < chosen)
      for (const [i, value] of values.entries()) {
        const sum = sums[i];
        if (sum)
          Object.assign(sum, { n: sum.n + 1, sum: sum.sum + value, squares: sum.squares + value ** 2 });
      }
  }
  const norms = sums.map(({ n, sum, squares }) => ({
    mean: sum / n,
    sd: Math.sqrt(squares / n - (sum / n) ** 2),
  }));

  const samples: { at: number; machine: string; features: number[]; fails: boolean; lead: number }[] = [];
  for (const { machineID = "", model = "", age = "" } of machines) {
    const [own, failed, maint, seen] = [errors, failures, replaced, telemetry].map((map) =>
      map.get(machineID),
    ) as [
      Event[] | undefined,
      Event[] | undefined,
      Event[] | undefined,
      Map<number, readonly number[]> | undefined,
    ];
    for (let at = from + 2 * HORIZON; at + HORIZON <= to; at += STEP) {
      const told = (id: string, hours: number, until = 0) =>
        (own ?? []).some(
          (event) => event.what === id && event.at <= at - until * HOUR && event.at > at - hours * HOUR,
        );
      const day = errorIds.map((id) => Number(told(id, 24)));
      const before = errorIds.map((id) => Number(told(id, 48, 24)));
      const pairs = day.flatMap((one, i) => day.slice(i + 1).map((other) => one * other));
      const ages = comps.map((comp) => {
        const last = (maint ?? []).findLast((event) => event.what === comp && event.at <= at);
        return Math.min(1, (at - (last?.at ?? at)) / (180 * HORIZON));
      });
      const drift = signals.map((_, i) => {
        let [n, sum] = [0, 0];
        for (let hour = 0; hour < 24; hour++) {
          const value = seen?.get(at - hour * HOUR)?.[i];
          if (value !== undefined) [n, sum] = [n + 1, sum + value];
        }
        const norm = norms[i];
        return n === 0 || !norm ? 0 : Math.max(-3, Math.min(3, (sum / n - norm.mean) / norm.sd));
      });
      const next = (failed ?? []).find((event) => event.at > at);
      const lead = next ? next.at - at : Number.POSITIVE_INFINITY;
      samples.push({
        at,
        machine: machineID,
        features: [
          ...day,
          ...before,
          ...pairs,
          ...ages,
          ...ages.map((share, i) => share * (day[[0, 1, 3, 4][i] ?? 0] ?? 0)),
          ...drift,
          Number(age) / 20,
          ...["model1", "model2", "model3"].map((name) => Number(name === model)),
        ],
        fails: lead <= HORIZON,
        lead,
      });
    }
  }
  // A label looks a day ahead, so a day before each border is left out: nothing of the later part is learned.
  const learned = learnHazard(samples.filter(({ at }) => at < chosen - HORIZON));
  const score = (some: typeof samples, hazard = learned) =>
    some.map((sample) => ({ ...sample, chance: chanceOf(hazard, sample.features) }));
  const threshold = bestThreshold(score(samples.filter(({ at }) => at >= chosen && at < split - HORIZON)));
  const final = learnHazard(samples.filter(({ at }) => at < split - HORIZON));
  const test = score(
    samples.filter(({ at }) => at >= split),
    final,
  );
  const said = test.filter(({ chance }) => chance >= threshold);
  const hits = said.filter(({ fails }) => fails).length;
  const real = test.filter(({ fails }) => fails).length;
  const precision = hits / Math.max(1, said.length);
  const recall = hits / Math.max(1, real);
  // By failure: foretold at all, and how long before.
  const leads = new Map<string, number>();
  const failing = new Set<string>();
  for (const { machine, at, lead, fails, chance } of test) {
    if (!fails) continue;
    const key = `${machine}@${at + lead}`;
    failing.add(key);
    if (chance >= threshold) leads.set(key, Math.max(lead, leads.get(key) ?? 0));
  }
  const hours = [...leads.values()].map((lead) => lead / HOUR).toSorted((a, b) => a - b);
  return {
    machines: machines.length,
    decisions_scored: test.length,
    precision: round(precision),
    recall: round(recall),
    f1: round((2 * precision * recall) / Math.max(1e-9, precision + recall)),
    published_f1: PUBLISHED_F1,
    failures: failing.size,
    failures_foretold: leads.size,
    lead_time_hours_median: round(hours[hours.length >> 1] ?? 0),
    learned_until: new Date(split).toISOString(),
  };
}

const round = (value: number): number => Math.round(value * 1_000) / 1_000;
