import { asyncScheduler, merge, Subject, type Subscription } from "rxjs";
import { isActive } from "../facility/alarms/index.ts";
import type { AssetModel } from "../facility/assets/index.ts";
import type { ReadingSlice } from "../facility/readings/index.ts";
import type { Intake } from "../ingest/pipeline/index.ts";
import { type AlarmDesk, evaluate, FirstSigns, instancesOf, type RuleInstance } from "../rules/index.ts";
import type { Log } from "./log.ts";

/**
 * The rules of the present model on the live readings. Following a new model ends the old rules and begins new ones
 * in one go: alarms that stand keep standing, delays under way go on from their first sign, silence is counted from
 * when an asset was last heard.
 */
export class LiveRules {
  readonly #intake: Intake;
  readonly #desk: AlarmDesk;
  readonly #log: Pick<Log, "error">;
  readonly #signs = new FirstSigns();
  #running: Subscription | undefined;

  constructor(parts: {
    readonly intake: Intake;
    readonly desk: AlarmDesk;
    readonly log: Pick<Log, "error">;
  }) {
    this.#intake = parts.intake;
    this.#desk = parts.desk;
    this.#log = parts.log;
  }

  /** Begins after a start of the program: silence is counted from now. */
  start(model: AssetModel, instances: readonly RuleInstance[]): void {
    this.#run(model, instances, () => 0);
  }

  follow(model: AssetModel): void {
    this.#running?.unsubscribe();
    this.#signs.turn();
    this.#intake.follow(model);
    const instances = instancesOf(model);
    this.#desk.follow(instances, model.assets.values());
    const { board } = this.#intake;
    const known = board.batch();
    const heardAt = new Float64Array(model.points.length);
    for (let i = 0; i < known.length; i++) heardAt[known.point[i]!] = known.receivedAt[i]!;
    const primer = this.#run(model, instances, (point) => heardAt[point]!);
    primer.next({ batch: known, from: 0, to: known.length, primed: true });
    this.#signs.settled();
  }

  #run(
    model: AssetModel,
    instances: readonly RuleInstance[],
    heardAt: (point: number) => number,
  ): Subject<ReadingSlice> {
    const active = new Set(this.#desk.open().flatMap((alarm) => (isActive(alarm.state) ? alarm.id : [])));
    const primer = new Subject<ReadingSlice>();
    this.#running = merge(primer, this.#intake.accepted)
      .pipe(
        evaluate({
          model,
          instances,
          scheduler: asyncScheduler,
          startsOn: (key) => active.has(instances[key]!.alarm),
          heardAt,
          signs: this.#signs,
        }),
      )
      .subscribe({
        next: (change) => this.#desk.tell(change),
        error: (error: unknown) =>
          this.#log.error(`the rules stopped, restart the program: ${String(error)}`),
      });
    return primer;
  }

  close(): void {
    this.#running?.unsubscribe();
  }
}
