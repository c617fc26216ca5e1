import {
  Approval,
  Assumptions,
  draftPlan,
  type EvidenceEntry,
  LedgerEntry,
  type Plan,
  planAsItStood,
  type Scenario,
  type Solver,
  writePlan,
} from "../../facility/lifecycle/index.ts";
import type { Called } from "../../facility/oncall/index.ts";
import { breath, type Facts } from "./facts.ts";
import { FactsKeeper, type FactsKeeperParts, siteOf } from "./facts-keeper.ts";
import {
  type Change,
  type Changed,
  type KeptScenario,
  noScenario,
  scenarioFits,
  scenarioOf,
} from "./kept-scenario.ts";
import type { LifecycleKind, Version, VersionLine } from "./store.ts";

export interface LifecycleDeskParts extends FactsKeeperParts {
  readonly solver: Solver;
  readonly newId: () => string;
}

/** Integer search, seconds; forecasts, the pencil's and the prices' answers take a second or two more in a big fleet. */
const solveSeconds = (candidates: number): number => (candidates > 1_000 ? 1.5 : 3);

/** The shell around lifecycle's laws: keeps versions, gathers facts, asks the solver. */
export class LifecycleDesk {
  readonly #parts: LifecycleDeskParts;
  readonly #keeper: FactsKeeper;

  constructor(parts: LifecycleDeskParts) {
    this.#parts = parts;
    this.#keeper = new FactsKeeper(parts);
  }

  get called(): Called {
    return this.#parts.called;
  }

  /** What is known of a site's fleet; remembered for a while. */
  facts(site: string): Promise<Facts> {
    return this.#keeper.facts(site);
  }

  /** Readings of a past were written: they are read anew. Throws what the store throws. */
  readAgain(site: string): Promise<void> {
    return this.#keeper.readAgain(site);
  }

  /** Something else that facts are made of has changed. */
  forget(site: string): void {
    this.#keeper.forget(site);
  }

  /** Every asset that a price is known of, with its future from this year on. */
  fleet(...asked: Parameters<FactsKeeper["fleet"]>): ReturnType<FactsKeeper["fleet"]> {
    return this.#keeper.fleet(...asked);
  }

  one(...asked: Parameters<FactsKeeper["one"]>): ReturnType<FactsKeeper["one"]> {
    return this.#keeper.one(...asked);
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
    return this.#replan(id, written.value, before.plan, new Map(), by);
  }

  /**
   * Takes back what a person moved: the line returns to the year that the plan gave it before any hand did, and is no
   * longer called moved. The others stay.
   */
  async takeBack(
    id: string,
    asset: string,
    { by, expected }: Change,
  ): Promise<Changed<{ scenario: KeptScenario; plan: Plan; version: number }>> {
    const [kept, before] = await Promise.all([this.scenario(id), this.plan(id)]);
    if (!kept) return noScenario(id);
    if (!before || !kept.scenario.moves.some((move) => move.asset === asset))
      return { ok: false, why: "missing", problem: `Nobody moved ${asset} in this plan.` };
    const year = await this.#yearBeforeHands(id, asset, before.version);
    const { firstYear, years } = kept.scenario;
    if (year === undefined || (year !== null && (year < firstYear || year >= firstYear + years)))
      return {
        ok: false,
        why: "invalid",
        problem: `No earlier plan says when ${asset} stood without the move. Take the move out and make the plan anew.`,
      };
    const moves = kept.scenario.moves.filter((move) => move.asset !== asset);
    const written = await this.#putScenario(id, kept.site, { ...kept.scenario, moves }, { by, expected });
    return written.ok ? this.#replan(id, written.value, before.plan, new Map([[asset, year]]), by) : written;
  }

  /** Undefined where every plan that is kept had it moved, or did not have it. */
  async #yearBeforeHands(id: string, asset: string, newest: number): Promise<number | null | undefined> {
    for (let version = newest; version > 0; version--) {
      const line = (await this.plan(id, version))?.plan.lines.find((one) => one.asset === asset);
      if (line && line.reason !== "moved") return line.year;
    }
    return undefined;
  }

  /** The plan again on today's facts, every line in the year it had, but for those named here. */
  async #replan(
    id: string,
    scenario: KeptScenario,
    before: Plan,
    instead: ReadonlyMap<string, number | null>,
    by: string,
  ): Promise<Changed<{ scenario: KeptScenario; plan: Plan; version: number }>> {
    const { subjects, facts, withoutPrice } = await this.fleet(scenario.site, scenario.scenario);
    const draft = draftPlan(subjects, scenario.scenario, facts.assumptions);
    const plan = planAsItStood(draft, before, instead, {
      id,
      scenarioVersion: scenario.version,
      madeAt: this.#parts.clock(),
      seconds: before.solver.seconds,
      withoutPrice,
      called: this.#parts.called,
    });
    const kept = await this.#keepPlan(id, scenario.site, plan, by);
    return kept.ok ? { ok: true, value: { scenario, ...kept.value } } : kept;
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

  #siteOf(asset: string): string | undefined {
    return siteOf(this.#parts.model(), asset);
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
    const fits = scenarioFits(this.#parts.model(), site, scenario);
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
