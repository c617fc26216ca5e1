import {
  type Order,
  orderCost,
  type Past,
  type PastVisit,
  type PastWork,
  pastOrderId,
  type RenewedPart,
} from "../maintenance/index.ts";
import { assetId, nameInBoth, text } from "../units/index.ts";
import type { AssetRecord, FailureFact, InspectionFact, WorkFact } from "./history.ts";
import { lifeBeganIn } from "./lives.ts";

const YEAR = 365.25 * 86_400_000;
const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Turns that look over the whole asset; what comes round more often looks at a part of it. */
const LOOKS_OVER = /^(?:quarter|half-year|year|annual|yearly)|-(?:year|yearly|annual|quarter)$/;

/** What the past of a site says of each of its assets, by asset id. */
export function recordsOfPast(past: Past): Map<string, AssetRecord> {
  const by = <T extends { readonly asset?: string | undefined }>(list: readonly T[]) =>
    Map.groupBy(list, ({ asset }) => asset);
  const [failures, works, visits, costs] = [
    by(past.failures),
    by(past.works),
    by(past.visits),
    by(past.costs),
  ];
  const years = Math.max(0.25, (past.until - past.from) / YEAR);
  return new Map(
    past.lives.map((life) => {
      const own = works.get(life.asset) ?? [];
      const record: AssetRecord = {
        watchedFrom: past.from,
        failures: (failures.get(life.asset) ?? []).map(
          ({ id, detected, severity, downtimeHours, what, work }): FailureFact => ({
            id,
            at: detected,
            severity,
            downtimeHours,
            what,
            order: pastOrderId(past.site, work),
          }),
        ),
        works: own.map((work) => workOf(work, past.site)),
        inspections: (visits.get(life.asset) ?? []).flatMap(inspectionOf),
        measured: [],
        // A whole asset that was replaced within the past: the one before it had begun earlier, nobody knows when.
        pastLives: lifeBeganIn(own, utc(life.installed), past.from),
        installed: life.installed,
        make: life.make,
        model: life.model,
        serial: life.serial,
        warrantyUntil: life.warrantyUntil,
        purchaseCny: life.purchaseCost,
        replacementCny: life.replacementCost,
        runningCnyPerYear:
          (costs.get(life.asset) ?? [])
            .filter(({ kind }) => kind === "contract" || kind === "inspection-fee")
            .reduce((sum, { cost }) => sum + cost, 0) / years,
      };
      return [assetId(past.site, life.asset), record] as const;
    }),
  );
}

const workOf = ({ id, finished, kind, title, cost }: PastWork, site: string): WorkFact => ({
  id,
  at: finished,
  kind: kind === "replacement" ? "renewal" : kind,
  title,
  cny: cost,
  order: pastOrderId(site, id),
});

function inspectionOf(visit: PastVisit): InspectionFact[] {
  if (visit.done === undefined || visit.outcome === "missed" || !LOOKS_OVER.test(visit.task)) return [];
  const passed = visit.outcome === "passed";
  return [
    {
      id: visit.id,
      at: utc(visit.done),
      // A turn says in order or not, no grade: 2 and 3 stand for it.
      grade: passed ? 2 : 3,
      by: nameInBoth(visit.by ?? visit.vendor),
      note:
        visit.note ??
        text(
          passed ? "periodic visit in order" : "periodic visit with remarks",
          passed ? "维保检查合格" : "维保检查有缺陷记录",
        ),
    },
  ];
}

const kindOfRenewal = (part: RenewedPart): "part" | "renewal" => (part === "whole" ? "renewal" : "part");

/** Orders of the imported past have no field for it; whoever writes one today says which part it renewed. */
const isRenewalByItsWords = ({ key, parts, title }: Order): boolean =>
  key.startsWith("past:") && parts.length > 0 && /replace|renew|更换/i.test(`${title.en} ${title.zh}`);

/**
 * Closed orders over a record: their money, and where a failure was written down, the failure. `after` leaves out what
 * the record has already.
 */
export function withOrders(record: AssetRecord, orders: readonly Order[], after: number): AssetRecord {
  const works: WorkFact[] = [];
  const failures: FailureFact[] = [];
  for (const order of orders) {
    const { state } = order;
    if (state.is !== "closed" && state.is !== "verified" && state.is !== "done") continue;
    if (state.doneAt <= after) continue;
    const corrective =
      order.source.kind === "alarm" || order.source.kind === "resident" || order.finding?.mode !== undefined;
    const usual = corrective ? "corrective" : "preventive";
    const [renewed, ...others] = [...new Set(order.parts.flatMap(({ renews }) => renews ?? []))];
    works.push({
      id: order.id,
      at: state.doneAt,
      kind: renewed ? kindOfRenewal(renewed) : order.renewed || isRenewalByItsWords(order) ? "part" : usual,
      ...(renewed ? { part: renewed } : {}),
      title: order.title,
      cny: orderCost(order),
      order: order.id,
    });
    // The money stands once, with the first.
    for (const part of others)
      works.push({
        id: `${order.id}#${part}`,
        at: state.doneAt,
        kind: kindOfRenewal(part),
        part,
        title: order.title,
        cny: 0,
        order: order.id,
      });
    if (order.finding?.mode !== undefined)
      failures.push({
        id: order.id,
        at: order.openedAt,
        severity: order.priority === "low" ? "degraded" : "critical",
        downtimeHours: Math.max(0, (state.doneAt - order.openedAt) / 3_600_000),
        what: order.title,
        order: order.id,
      });
  }
  if (works.length === 0) return record;
  const inOrder = (a: { at: number }, b: { at: number }) => a.at - b.at;
  return {
    ...record,
    works: [...record.works, ...works].sort(inOrder),
    failures: [...record.failures, ...failures].sort(inOrder),
  };
}
