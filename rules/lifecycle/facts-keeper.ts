import type { AssetModel } from "../../facility/assets/index.ts";
import type { AssetHistory, Forecast, ForecastInput, PlanSubject } from "../../facility/lifecycle/index.ts";
import type { Called } from "../../facility/oncall/index.ts";
import type { ReadingStore } from "../../facility/readings/index.ts";
import type { AssetId, Clock } from "../../facility/units/index.ts";
import { breath, type Facts, gatherFacts, type Known } from "./facts.ts";
import { WearMemory } from "./gauge-readings.ts";
import type { LifecycleStore } from "./store.ts";

export interface FactsKeeperParts {
  readonly model: () => AssetModel;
  readonly history: AssetHistory;
  readonly store: LifecycleStore;
  /** Without it wear is known from people and orders alone. */
  readonly readings?: Pick<ReadingStore, "buckets"> | undefined;
  /** What persons and firms are called. */
  readonly called: Called;
  readonly clock: Clock;
}

/** Facts older than this are gathered anew, ms; a change of ledger, evidence or model at once. */
const FRESH_MS = 10 * 60_000;
/** So long a page waits for readings, ms. */
const PATIENCE_MS = 2_000;

/** What is known of the fleets, remembered for a while, and the futures that follow from it. */
export class FactsKeeper {
  readonly #parts: FactsKeeperParts;
  readonly #wear = new WearMemory();
  readonly #facts = new Map<
    string,
    { readonly model: AssetModel; readonly at: number; readonly facts: Promise<Facts> }
  >();

  constructor(parts: FactsKeeperParts) {
    this.#parts = parts;
  }

  /** What is known of a site's fleet; remembered for a while. */
  facts(site: string): Promise<Facts> {
    const { model, clock } = this.#parts;
    const kept = this.#facts.get(site);
    const now = clock();
    if (kept && kept.model === model() && now - kept.at < FRESH_MS) return kept.facts;
    const facts = this.#gather(site, now);
    this.#facts.set(site, { model: model(), at: now, facts });
    // What failed is asked for again next time.
    facts.catch(() => this.#facts.delete(site));
    return facts;
  }

  /** Readings that are there soon are waited for; those that take longer are in the facts that follow. */
  async #gather(site: string, now: number): Promise<Facts> {
    const { readings, model, history, store, called } = this.#parts;
    let asked = false;
    let failed = false;
    if (readings) {
      const assets = [...model().assets.values()].filter((asset) => asset.site === site);
      let late = false;
      const asking = this.#wear.refresh(assets, readings, now).then(
        () => {
          asked = true;
          if (late) this.forget(site);
        },
        () => {
          failed = true;
          // The store says so itself wherever it is asked for a trend; wear is asked for again in a while.
        },
      );
      let patience: NodeJS.Timeout | undefined;
      await Promise.race([
        asking,
        new Promise<void>((out) => {
          patience = setTimeout(out, PATIENCE_MS);
        }),
      ]);
      clearTimeout(patience);
      late = true;
    }
    const still = readings !== undefined && !asked && !failed;
    return await gatherFacts(site, { model, history, store, called, wear: this.#wear, asking: still, now });
  }

  /** The store has a past that it did not have before: reads all of it, however long that takes. */
  async readAgain(site: string): Promise<void> {
    const { readings, model, clock } = this.#parts;
    if (!readings) return;
    this.#wear.growOld();
    const assets = [...model().assets.values()].filter((asset) => asset.site === site);
    await this.#wear.refresh(assets, readings, clock());
    this.forget(site);
  }

  /** Something else that facts are made of has changed. */
  forget(site: string): void {
    this.#facts.delete(site);
  }

  /** Every asset that a price is known of, with its future from this year on. */
  async fleet(
    site: string,
    frame: { firstYear: number; years: number } = this.#thisYear(),
  ): Promise<{ facts: Facts; subjects: (PlanSubject & { known: Known })[]; withoutPrice: string[] }> {
    const facts = await this.facts(site);
    const subjects: (PlanSubject & { known: Known })[] = [];
    const withoutPrice: string[] = [];
    let n = 0;
    for (const known of facts.known.values()) {
      if (++n % 100 === 0) await breath();
      const forecast = facts.forecast(known, frame);
      if (forecast) subjects.push({ asset: known.asset, forecast, known });
      else withoutPrice.push(known.asset.id);
    }
    return { facts, subjects, withoutPrice };
  }

  async one(
    asset: string,
    instead?: ForecastInput["instead"],
  ): Promise<{ facts: Facts; known: Known; forecast: Forecast | undefined } | undefined> {
    const site = siteOf(this.#parts.model(), asset);
    if (site === undefined) return undefined;
    const facts = await this.facts(site);
    const known = facts.known.get(asset);
    if (!known) return undefined;
    return {
      facts,
      known,
      forecast: facts.forecast(known, { ...this.#thisYear(), ...(instead ? { instead } : {}) }),
    };
  }

  #thisYear(): { firstYear: number; years: number } {
    return { firstYear: new Date(this.#parts.clock()).getUTCFullYear(), years: 20 };
  }
}

export const siteOf = (model: AssetModel, asset: string): string | undefined =>
  model.assets.get(asset as AssetId)?.site;
