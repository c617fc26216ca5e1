import { asyncScheduler, type SchedulerLike, type Subscription } from "rxjs";
import { isActive } from "../facility/alarms/index.ts";
import type { AssetModel } from "../facility/assets/index.ts";
import type { ReadingStore } from "../facility/readings/index.ts";
import type { AssetId, Clock } from "../facility/units/index.ts";
import type { Intake } from "../ingest/pipeline/index.ts";
import { type AlarmDesk, LiveEngine, type RuleBook, type RuleMemoryStore } from "../rules/index.ts";
import type { Log } from "./log.ts";

export interface LiveRulesParts {
  readonly book: RuleBook;
  readonly intake: Intake;
  readonly desk: AlarmDesk;
  readonly memories: RuleMemoryStore;
  /** Where what came since the rules' memory was saved is found after a kill. */
  readonly history?: Pick<ReadingStore, "scan">;
  readonly clock: Clock;
  readonly log: Pick<Log, "error" | "warn" | "info">;
  /** Tests hand in virtual time. */
  readonly scheduler?: SchedulerLike;
}

/**
 * The rules in force on the live readings. A change of the sites or of a rule ends the old rules and begins new ones
 * in one go: alarms that stand keep standing, delays under way go on from their first sign, silence is counted from
 * when an asset was last heard.
 */
export class LiveRules {
  readonly #parts: LiveRulesParts;
  readonly #engine: LiveEngine;
  readonly #readings: Subscription;

  private constructor(parts: LiveRulesParts, engine: LiveEngine) {
    this.#parts = parts;
    this.#engine = engine;
    engine.changes.subscribe({
      next: (change) => parts.desk.tell(change),
      error: (error: unknown) => parts.log.error(`the rules stopped, restart the program: ${String(error)}`),
    });
    this.#readings = parts.intake.accepted.subscribe((slice) => engine.take(slice));
  }

  /** Begins after a start of the program: delays go on, silence is counted from now. */
  static async open(parts: LiveRulesParts): Promise<LiveRules> {
    const { book, desk, intake, memories, log, scheduler = asyncScheduler } = parts;
    const engine = await LiveEngine.open({
      model: book.model,
      instances: book.instances,
      scheduler,
      active: new Set(desk.open().flatMap((alarm) => (isActive(alarm.state) ? alarm.id : []))),
      known: intake.board.batch(),
      memories,
      log,
    });
    const rules = new LiveRules(parts, engine);
    if (parts.history) await engine.catchUp(parts.history);
    return rules;
  }

  /** The sites have changed; the book then tells of the rules that hold on them. */
  follow(model: AssetModel): void {
    this.#parts.intake.follow(model);
    this.#parts.book.follow(model);
  }

  /** The book has changed: other rules, or the same on another model. */
  apply(model: AssetModel): void {
    const { book, desk, intake, clock } = this.#parts;
    desk.follow(book.instances, model.assets.values());
    this.#engine.swap(model, book.instances, clock(), intake.board.batch());
  }

  /** A part of this asset is new: what was learned of it is learned anew, also after a kill a moment later. */
  async relearn(asset: AssetId): Promise<void> {
    const { intake, clock, log } = this.#parts;
    this.#engine.forget(asset, clock(), intake.board.batch());
    await this.#engine.save();
    log.info(`${asset}: what is normal for it is learned anew`);
  }

  async close(): Promise<void> {
    this.#readings.unsubscribe();
    await this.#engine.close();
  }
}
