import type { AssetModel } from "../../facility/assets/index.ts";
import {
  Approval,
  type AssetHistory,
  Assumptions,
  draftPlan,
  type EvidenceEntry,
  evaluate,
  type Forecast,
  type ForecastInput,
  LedgerEntry,
  type Plan,
  type PlanSubject,
  Scenario,
  type Solver,
  writePlan,
} from "../../facility/lifecycle/index.ts";
import type { Called } from "../../facility/oncall/index.ts";
import type { ReadingStore } from "../../facility/readings/index.ts";
import { type Clock, done, problem, type Result } from "../../facility/units/index.ts";
import { breath, type Facts, gatherFacts, type Known } from "./facts.ts";
import { WearMemory } from "./gauge-readings.ts";
import type { LifecycleKind, LifecycleStore, Version, VersionLine } from "./store.ts";

export interface LifecycleDeskParts {
  readonly model: () => AssetModel;
  readonly history: AssetHistory;
  readonly store: LifecycleStore;
  readonly solver: Solver;
  /** Without it wear is known from people and orders alone. */
  readonly readings?: Pick<ReadingStore, "buckets"> | undefined;
  /** What persons and firms are called. */
  readonly called: Called;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** A change that somebody made from a version; refused where it is not the newest any more. */
export interface Change {
  readonly by: string;
  readonly expected: number;
}
export type Changed<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly problem: string;
      readonly why: "missing" | "invalid" | "changed-meanwhile";
    };

export interface KeptScenario {
  readonly id: string;
  readonly site: string;
  readonly version: number;
  readonly at: number;
  readonly by: string;
  readonly scenario: Scenario;
}

/** Facts older than this are gathered anew, ms; a change of ledger, evidence or model at once. */
const FRESH_MS = 10 * 60_000;
/** So long a page waits for readings, ms. */
const PATIENCE_MS = 2_000;
/** Integer search, seconds; forecasts, the pencil's and the prices' answers take a second or two more in a big fleet. */
const solveSeconds = (candidates: number): number => (candidates > 1_000 ? 1.5 : 3);

/** The shell around lifecycle's laws: keeps versions, gathers facts, asks the solver. */
export class LifecycleDesk {
  readonly #parts: LifecycleDeskParts;
  readonly #wear = new WearMemory();
  readonly #facts = new Map<
    string,
    { readonly model: AssetModel; readonly at: number; readonly facts: Promise<Facts> }
  >();

  constructor(parts: LifecycleDeskParts) {
    this.#parts = parts;
  }

  get called(): Called {
    return this.#parts.called;
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
    if (readings) {
      const assets = [...model().assets.values()].filter((asset) => asset.site === site);
      let late = false;
      const asking = this.#wear.refresh(assets, readings, now).then(
        () => {
          if (late) this.forget(site);
        },
        () => {
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
    return await gatherFacts(site, { model, history, store, called, wear: this.#wear, now });
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
    const site = this.#siteOf(asset);
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

  async putLedger(asset: string, entry: LedgerEntry, { by, expected }: Change): Promise<Changed<Version>> {
    return this.#put("ledger", asset, this.#siteOf(asset), LedgerEntry.parse(entry), by, expected);
  }

  async addEvidence(asset: string, entry: EvidenceEntry, by: string): Promise<Changed<Version>> {
    if (entry.at > this.#parts.clock() + 60_000)
      return { ok: false, why: "invalid", problem: "The moment lies in the future. Say when it was seen." };
    return this.#put("evidence", `${asset}#${this.#parts.newId()}`, this.#siteOf(asset), entry, by, 0);
  }

  /** Taken back: it stays in the journal, and counts no more. */
  async removeEvidence(id: string, by: string): Promise<Changed<Version>> {
    const kept = await this.#parts.store.get("evidence", id);
    if (!kept || kept.body === undefined)
      return { ok: false, why: "missing", problem: `There is no evidence ${id}.` };
    return this.#put("evidence", id, kept.site, undefined, by, kept.version);
  }

  async putAssumptions(
    site: string,
    assumptions: Assumptions,
    { by, expected }: Change,
  ): Promise<Changed<Version>> {
    return this.#put("assumptions", site, this.#knows(site), Assumptions.parse(assumptions), by, expected);
  }

  async scenarios(site?: string): Promise<KeptScenario[]> {
    return (await this.#parts.store.latest("scenario", site)).map(scenarioOf);
  }

  async scenario(id: string, version?: number): Promise<KeptScenario | undefined> {
    const kept = await this.#parts.store.get("scenario", id, version);
    return kept && kept.body !== undefined ? scenarioOf(kept) : undefined;
  }

  async addScenario(site: string, scenario: Scenario, by: string): Promise<Changed<KeptScenario>> {
    return this.#putScenario(this.#parts.newId(), site, scenario, { by, expected: 0 });
  }

  async putScenario(id: string, scenario: Scenario, change: Change): Promise<Changed<KeptScenario>> {
    const kept = await this.scenario(id);
    if (!kept) return noScenario(id);
    return this.#putScenario(id, kept.site, scenario, change);
  }

  async removeScenario(id: string, { by, expected }: Change): Promise<Changed<Version>> {
    const kept = await this.scenario(id);
    if (!kept) return noScenario(id);
    return this.#put("scenario", id, kept.site, undefined, by, expected);
  }

  /** Solves a scenario on today's facts and keeps the plan as its next version. */
  async makePlan(id: string, by: string): Promise<Changed<{ plan: Plan; version: number }>> {
    const kept = await this.scenario(id);
    if (!kept) return noScenario(id);
    const started = this.#parts.clock();
    const { subjects, facts, withoutPrice } = await this.fleet(kept.site, kept.scenario);
    const draft = draftPlan(subjects, kept.scenario, facts.assumptions);
    await breath();
    const solved = await this.#parts.solver.solve(
      draft.problem,
      solveSeconds(draft.problem.candidates.length),
    );
    const now = this.#parts.clock();
    const plan = writePlan(draft, solved, {
      id,
      scenarioVersion: kept.version,
      madeAt: now,
      seconds: (now - started) / 1000,
      withoutPrice,
      called: this.#parts.called,
    });
    return this.#keepPlan(id, kept.site, plan, by);
  }

  async plan(id: string, version?: number): Promise<{ plan: Plan; version: number } | undefined> {
    const kept = await this.#parts.store.get("plan", id, version);
    // Written by #keepPlan and by nobody else.
    return kept && kept.body !== undefined ? { plan: kept.body as Plan, version: kept.version } : undefined;
  }

  /**
   * A person sets an asset's year. The other lines stay where they are: the plan is reckoned again, not solved again,
   * and says where it is now over a cap.
   */
  async move(
    id: string,
    move: { readonly asset: string; readonly year: number | null; readonly why: string },
    { by, expected }: Change,
  ): Promise<Changed<{ scenario: KeptScenario; plan: Plan; version: number }>> {
    const [kept, before] = await Promise.all([this.scenario(id), this.plan(id)]);
    if (!kept) return noScenario(id);
    if (!before) return { ok: false, why: "invalid", problem: "There is no plan yet. Make one first." };
    if (!before.plan.lines.some(({ asset }) => asset === move.asset))
      return { ok: false, why: "missing", problem: `The plan has no ${move.asset}.` };
    const { firstYear, years } = kept.scenario;
    if (move.year !== null && (move.year < firstYear || move.year >= firstYear + years))
      return {
        ok: false,
        why: "invalid",
        problem: `The plan runs from ${firstYear} to ${firstYear + years - 1}. Choose a year in it, or none.`,
      };
    const moves = [
      ...kept.scenario.moves.filter(({ asset }) => asset !== move.asset),
      { ...move, by, at: this.#parts.clock() },
    ];
    const written = await this.#putScenario(id, kept.site, { ...kept.scenario, moves }, { by, expected });
    if (!written.ok) return written;
    const { subjects, facts, withoutPrice } = await this.fleet(kept.site, kept.scenario);
    const draft = draftPlan(subjects, written.value.scenario, facts.assumptions);
    const yearOf = new Map(before.plan.lines.map(({ asset, year }) => [asset, year]));
    const choice = draft.problem.candidates.map(({ members, pinned }) => {
      const year = yearOf.get(members[0] ?? "") ?? null;
      return pinned ?? (year === null ? -1 : year - firstYear);
    });
    const { solver } = before.plan;
    const { value } = evaluate(draft.problem, choice);
    const plan = writePlan(
      draft,
      {
        choice,
        value,
        bound: solver.boundCny,
        gap: solver.boundCny > 0 ? (solver.boundCny - value) / solver.boundCny : 0,
        status: solver.status,
        greedy: { choice: new Array(solver.greedyCount).fill(0), value: solver.greedyCny },
      },
      {
        id,
        scenarioVersion: written.value.version,
        madeAt: this.#parts.clock(),
        seconds: solver.seconds,
        withoutPrice,
        called: this.#parts.called,
      },
    );
    const keptPlan = await this.#keepPlan(id, kept.site, plan, by);
    return keptPlan.ok ? { ok: true, value: { scenario: written.value, ...keptPlan.value } } : keptPlan;
  }

  async approval(id: string): Promise<{ approval: Approval; version: number } | undefined> {
    const kept = await this.#parts.store.get("approval", id);
    return kept?.body === undefined
      ? undefined
      : { approval: Approval.parse(kept.body), version: kept.version };
  }

  async putApproval(id: string, approval: Approval, { by, expected }: Change): Promise<Changed<Version>> {
    const kept = await this.scenario(id);
    if (!kept) return noScenario(id);
    return this.#put("approval", id, kept.site, Approval.parse(approval), by, expected);
  }

  journal(query: {
    readonly site?: string;
    readonly kind?: LifecycleKind;
    readonly id?: string;
    readonly limit: number;
  }): Promise<readonly VersionLine[]> {
    return this.#parts.store.versions(query);
  }

  #thisYear(): { firstYear: number; years: number } {
    return { firstYear: new Date(this.#parts.clock()).getUTCFullYear(), years: 20 };
  }

  #siteOf(asset: string): string | undefined {
    return [...this.#parts.model().assets.values()].find(({ id }) => id === asset)?.site;
  }

  #knows(site: string): string | undefined {
    return this.#parts.model().sites.find(({ id }) => id === site)?.id;
  }

  async #putScenario(
    id: string,
    site: string,
    scenario: Scenario,
    change: Change,
  ): Promise<Changed<KeptScenario>> {
    const fits = this.#fits(site, scenario);
    if (!fits.ok) return { ...fits, why: "invalid" };
    const written = await this.#put(
      "scenario",
      id,
      this.#knows(site),
      fits.value,
      change.by,
      change.expected,
    );
    return written.ok ? { ok: true, value: scenarioOf(written.value) } : written;
  }

  #fits(site: string, scenario: Scenario): Result<Scenario> {
    const read = Scenario.safeParse(scenario);
    if (!read.success) return problem(read.error.issues.map(({ message }) => message).join("; "));
    const assets = this.#parts.model().assets;
    for (const { name, assets: members } of read.data.together) {
      const found = members.map((id) =>
        [...assets.values()].find((asset) => asset.id === id && asset.site === site),
      );
      const missing = members.find((_, i) => !found[i]);
      if (missing)
        return problem(`Group “${name}” names ${missing}, which the site does not have. Take it out.`);
      if (new Set(found.map((asset) => asset?.type.id)).size > 1)
        return problem(`Group “${name}” has assets of several types. Put each type into a group of its own.`);
    }
    return done(read.data);
  }

  async #keepPlan(
    id: string,
    site: string,
    plan: Plan,
    by: string,
  ): Promise<Changed<{ plan: Plan; version: number }>> {
    const before = await this.#parts.store.get("plan", id);
    const written = await this.#put("plan", id, site, plan, by, before?.version ?? 0);
    return written.ok ? { ok: true, value: { plan, version: written.value.version } } : written;
  }

  async #put(
    kind: LifecycleKind,
    id: string,
    site: string | undefined,
    body: unknown,
    by: string,
    expected: number,
  ): Promise<Changed<Version>> {
    if (site === undefined)
      return { ok: false, why: "missing", problem: `There is no ${id}. Look for it in the list.` };
    const written = await this.#parts.store.put(
      { kind, id, site, at: this.#parts.clock(), by, body },
      expected,
    );
    if (!written.ok) return { ok: false, why: "changed-meanwhile", problem: written.problem };
    if (kind === "ledger" || kind === "evidence" || kind === "assumptions") this.forget(site);
    return { ok: true, value: written.value };
  }
}

const noScenario = (id: string) =>
  ({ ok: false, why: "missing", problem: `There is no scenario ${id}. The list has them all.` }) as const;

const scenarioOf = ({ id, site, version, at, by, body }: Version): KeptScenario => ({
  id,
  site,
  version,
  at,
  by,
  scenario: Scenario.parse(body),
});
