import { type Day, missOf, type Visit } from "../../../facility/maintenance/index.ts";
import type { AssetId, Text } from "../../../facility/units/index.ts";
import type { VisitView } from "../../contract/index.ts";

/** One turn that was due, as it is shown: what became of it and how late. */
export const visitView = (visit: Visit, today: Day, nameOf: (asset: AssetId) => Text): VisitView => ({
  id: visit.id,
  asset: visit.asset,
  assetName: nameOf(visit.asset),
  plan: visit.plan,
  title: visit.title,
  basis: visit.basis,
  source: visit.source,
  due: visit.due,
  latest: visit.latest,
  done: visit.done ?? null,
  outcome: visit.outcome,
  by: visit.by ?? null,
  vendor: visit.vendor ?? null,
  note: visit.note ?? null,
  reason: visit.reason ?? null,
  order: visit.order ?? null,
  daysLate: missOf(visit, today)?.days ?? 0,
});
