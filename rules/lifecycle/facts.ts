import type { Asset, AssetModel } from "../../facility/assets/index.ts";
import {
  type AssetHistory,
  type AssetRecord,
  type Assumptions,
  Assumptions as AssumptionsSchema,
  EvidenceEntry,
  emptyLedger,
  type Forecast,
  type ForecastInput,
  forecast,
  gauges,
  type KeptEvidence,
  LedgerEntry,
  lessonsOf,
  lifeBegan,
  lifeOf,
  measuredFrom,
  nothingKnown,
  partsOfSets,
  renewedAt,
  replacementCostOf,
  type TypeLessons,
  usualAssumptions,
  withEvidence,
} from "../../facility/lifecycle/index.ts";
import type { Called } from "../../facility/oncall/index.ts";
import type { Heard, WearMemory } from "./gauge-readings.ts";
import type { LifecycleStore } from "./store.ts";

export interface FactsParts {
  readonly model: () => AssetModel;
  readonly history: AssetHistory;
  readonly store: LifecycleStore;
  /** What persons and firms are called. */
  readonly called: Called;
  /** What the readings said when they were asked. */
  readonly wear: Pick<WearMemory, "of">;
  /** The readings are still being asked, for example in the first minute after a start. */
  readonly asking?: boolean;
  readonly now: number;
}

/** What is known of one asset, put together from every source. */
export interface Known {
  readonly asset: Asset;
  readonly record: AssetRecord;
  readonly ledger: LedgerEntry;
  readonly ledgerVersion: number;
  readonly evidence: readonly KeptEvidence[];
  readonly since: number | undefined;
}

/** What is known of a site's fleet at one moment. */
export interface Facts {
  readonly site: string;
  readonly now: number;
  readonly assumptions: Assumptions;
  readonly assumptionsVersion: number;
  readonly known: ReadonlyMap<string, Known>;
  lessons(asset: Asset): TypeLessons;
  forecast(known: Known, frame: Pick<ForecastInput, "firstYear" | "years" | "instead">): Forecast | undefined;
}

/** So many assets, then the server has a turn. */
const IN_ONE_GO = 100;
export const breath = (): Promise<void> => new Promise((next) => setImmediate(next));

/** Gathers a site's facts; of readings what is remembered. */
export async function gatherFacts(site: string, parts: FactsParts): Promise<Facts> {
  const { model, history, store, called, wear, now } = parts;
  const [records, ledgers, evidence, policy] = await Promise.all([
    history.ofSite(site, now),
    store.latest("ledger", site),
    store.latest("evidence", site),
    store.get("assumptions", site),
  ]);
  const ledgerOf = new Map(ledgers.map((version) => [version.id, version]));
  const evidenceOf = new Map<string, KeptEvidence[]>();
  for (const { id, by, body } of evidence) {
    const asset = id.slice(0, id.lastIndexOf("#"));
    const entry = EvidenceEntry.safeParse(body);
    if (entry.success)
      evidenceOf.set(asset, [...(evidenceOf.get(asset) ?? []), { id, by, entry: entry.data }]);
  }
  // An estate that nobody has told about yet was watched from now on.
  const assets = [...model().assets.values()].filter((asset) => asset.site === site);
  const known = new Map<string, Known>();
  let n = 0;
  for (const asset of assets) {
    if (++n % IN_ONE_GO === 0) await breath();
    const version = ledgerOf.get(asset.id);
    const ledger = version ? LedgerEntry.parse(version.body) : emptyLedger;
    const own = evidenceOf.get(asset.id) ?? [];
    let record = withEvidence(records.get(asset.id) ?? nothingKnown(now), own, called);
    const since = lifeBegan(asset, ledger, record, now);
    const heard = wear.of(asset);
    if (heard) record = withReadings(record, heard, { ledger, since, now });
    else if (parts.asking) record = { ...record, unread: true };
    known.set(asset.id, {
      asset,
      record,
      ledger,
      ledgerVersion: version?.version ?? 0,
      evidence: own,
      since,
    });
  }
  const assumptions = policy?.body === undefined ? usualAssumptions : AssumptionsSchema.parse(policy.body);
  const byType = Map.groupBy(known.values(), ({ asset }) => asset.type.id);
  const lessons = new Map<string, TypeLessons>();
  for (const [type, members] of byType) {
    const first = members[0];
    if (!first) continue;
    await breath();
    // The type's life is the catalogue's; what the ledger says of one asset is that one's own.
    const { value } = lifeOf(first.asset, emptyLedger);
    lessons.set(type, lessonsOf(members, value, now));
  }
  const partsOf = partsOfSets(assets);
  const year = new Date(now).getUTCFullYear();
  const priceOf = (id: string): number => {
    const part = known.get(id);
    const price =
      part && replacementCostOf(part.asset, part.ledger, part.record, year, assumptions.priceRise);
    return price?.value ?? 0;
  };
  const lessonsFor = (asset: Asset): TypeLessons =>
    lessons.get(asset.type.id) ?? lessonsOf([], lifeOf(asset, emptyLedger).value, now);
  return {
    site,
    now,
    assumptions,
    assumptionsVersion: policy?.version ?? 0,
    known,
    lessons: lessonsFor,
    forecast: ({ asset, record, ledger }, frame) =>
      forecast({
        asset,
        record,
        ledger,
        lessons: ownLife(lessonsFor(asset), asset, ledger),
        assumptions,
        parts: {
          count: partsOf.get(asset.id)?.length ?? 0,
          cny: partsOf.get(asset.id)?.reduce((sum, { id }) => sum + priceOf(id), 0) ?? 0,
        },
        now,
        ...frame,
      }),
  };
}

/** An asset whose ledger says another life than its type's is judged by that: the fleet's clock is stretched to it. */
function ownLife(lessons: TypeLessons, asset: Asset, ledger: LedgerEntry): TypeLessons {
  if (ledger.lifeYears === undefined) return lessons;
  const stretch = ledger.lifeYears / lifeOf(asset, emptyLedger).value;
  return { ...lessons, fit: { ...lessons.fit, eta: lessons.fit.eta * stretch } };
}

/** A record with what the stored readings say of it, in order of time. */
function withReadings(
  record: AssetRecord,
  { wear, use }: Heard,
  { ledger, since, now }: { ledger: LedgerEntry; since: number | undefined; now: number },
): AssetRecord {
  const measured = measuredFrom(wear, {
    now,
    since,
    renewed: (gauge) => Math.max(since ?? 0, renewedAt(gauges[gauge], record.works, now)),
    pumpCurve: ledger.pumpCurve,
  });
  return {
    ...record,
    measured: [...record.measured, ...measured].sort((a, b) => a.at - b.at),
    ...(use ? { use } : {}),
  };
}
