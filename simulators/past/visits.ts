import { catalog, type MaintenanceTask } from "../../facility/catalog/index.ts";
import type { AssetLife, PastVisit, PastWork } from "../../facility/maintenance/index.ts";
import { text } from "../../facility/units/index.ts";
import { dayOf, HOUR_MS, plus, plusDays, startOf } from "./calendar.ts";
import { between, diceFor, oneOf } from "./dice.ts";
import { round, type Span } from "./failures.ts";
import { signers, type VendorKey, vendors } from "./vendors.ts";

/** Hours a turn takes, by how long it is between two of them. */
const hoursFor = ({ every }: MaintenanceTask): number => {
  const days = every.count * { day: 1, week: 7, month: 30, year: 365 }[every.unit];
  return days <= 7 ? 0.5 : days <= 15 ? 1.5 : days <= 31 ? 1 : days <= 92 ? 2.5 : days <= 183 ? 4 : 6;
};

/** A lift's longer turns include the shorter ones; the day is signed once, as the longest. */
const includes = ["year", "half-year", "quarter", "half-month"];

/** Where these rules hold: the country's, its standards' and good practice; rounds of single days are not kept here. */
const binds = ({ region, basis, every }: MaintenanceTask): boolean =>
  region === "CN" ||
  (region === "any" && basis === "practice" && every.unit !== "day" && every.unit !== "week");

/** The missed interval: this lift's half-monthly turn, so many days before the end of the past. */
export const MISSED = { type: "lift", task: "half-month", daysAgo: 150 } as const;

/** Every turn that fell due in the span, done a little early as the contract wants it; one of them was missed. */
export function visitsOf(
  life: AssetLife,
  span: Span,
  missesOne: boolean,
): { readonly visits: PastVisit[]; readonly works: PastWork[] } {
  const tasks = (catalog.find(({ id }) => id === life.type)?.maintenance ?? []).filter(
    (task) => binds(task) && !(task.every.unit === "day" && task.every.count < 7),
  );
  const vendor = vendorOf(life.type);
  const visits: PastVisit[] = [];
  const works: PastWork[] = [];
  const missedOn = plusDays(dayOf(span.until, span.utcOffsetHours), -MISSED.daysAgo);
  let missed = !missesOne;
  for (const task of tasks) {
    const dice = diceFor(span.seed, life.asset, "visit", task.id);
    let last = life.installed;
    for (let n = 1; ; n++) {
      const due = plus(last, task.every.count, task.every.unit);
      const early = due > plusDays(last, 20) ? between(dice, 0, 6) : between(dice, 0, 2);
      const done = plusDays(due, -Math.floor(early));
      if (startOf(due, span.utcOffsetHours) >= span.until) break;
      last = done;
      const remarks = dice.next() < 0.06;
      const by = oneOf(dice, signers[vendor]);
      // Everything is drawn before anything is left out, so that the past is the same wherever it is cut off.
      const hour = 9 + Math.floor(between(dice, 0, 6));
      if (startOf(done, span.utcOffsetHours) < span.from) continue;
      const common = {
        id: `${life.asset}/${task.id}/${n}`,
        asset: life.asset,
        task: task.id,
        due,
        vendor: vendors[vendor].name,
      };
      if (!missed && task.id === MISSED.task && due >= missedOn) {
        missed = true;
        // The next turn is counted from the day on which this one should have been.
        last = due;
        visits.push({
          ...common,
          outcome: "missed",
          reason: text(
            "Typhoon, red warning: work in shafts was forbidden for four days; the next turn was brought forward.",
            "台风红色预警，井道作业停止四天，下一次维保提前进行。",
          ),
        });
        continue;
      }
      const begins = startOf(done, span.utcOffsetHours) + hour * HOUR_MS;
      const labourHours = hoursFor(task);
      const labourCost = round(labourHours * vendors[vendor].hourCny, 2);
      visits.push({
        ...common,
        done,
        outcome: remarks ? "remarks" : "passed",
        by,
        ...(remarks ? { note: text("A small defect was mended at once.", "发现轻微缺陷，当场处理。") } : {}),
        work: `${common.id}/work`,
      });
      works.push({
        id: `${common.id}/work`,
        asset: life.asset,
        kind: task.basis === "practice" ? "preventive" : "inspection",
        title: task.title,
        opened: begins - 24 * HOUR_MS,
        started: begins,
        finished: begins + labourHours * HOUR_MS,
        labourHours,
        vendor: vendors[vendor].name,
        labourCost,
        parts: [],
        partsCost: 0,
        cost: labourCost,
        task: task.id,
      });
    }
  }
  return onceADay(visits, works);
}

/** Of a lift's turns on nearby days only the longest was a visit; the shorter are signed with it at no cost. */
function onceADay(visits: PastVisit[], works: PastWork[]) {
  const longer = new Map<string, number>();
  for (const { task, done } of visits)
    if (done && includes.includes(task)) {
      const rank = includes.indexOf(task);
      longer.set(done, Math.min(rank, longer.get(done) ?? rank));
    }
  const free = new Set(
    visits.flatMap(({ task, done, work }) =>
      done && work && includes.includes(task) && includes.indexOf(task) > (longer.get(done) ?? 9)
        ? [work]
        : [],
    ),
  );
  return {
    visits: visits.map((visit) => {
      if (!visit.work || !free.has(visit.work)) return visit;
      const { work: _, ...rest } = visit;
      return {
        ...rest,
        note: text("Done with the longer turn of that day.", "与当日更高级别维保一并完成。"),
      };
    }),
    works: works.filter(({ id }) => !free.has(id)),
  };
}

function vendorOf(type: string): VendorKey {
  const system = catalog.find(({ id }) => id === type)?.system;
  return system === "lift" || system === "fire" || system === "water" || system === "power"
    ? system
    : "house";
}
