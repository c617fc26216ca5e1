import { type Observable, type SchedulerLike, Subject, type Subscription } from "rxjs";
import type { AlarmId } from "../facility/alarms/index.ts";
import type { AssetModel } from "../facility/assets/index.ts";
import { ReadingBatch, type ReadingSlice, type ReadingStore } from "../facility/readings/index.ts";
import type { AssetId, Instant } from "../facility/units/index.ts";
import { evaluate, MAX_AGE_MS } from "./engine.ts";
import type { RuleInstance } from "./instances.ts";
import { Memory, type RuleMemory, type RuleMemoryStore } from "./memory.ts";
import type { Change } from "./operators/delayed.ts";

export interface LiveEngineOptions {
  readonly model: AssetModel;
  readonly instances: readonly RuleInstance[];
  readonly scheduler: SchedulerLike;
  /** Alarms that were active when the house was last closed. */
  readonly active: ReadonlySet<AlarmId>;
  /** The newest reading of each point as it was stored: who has been heard before can be lost. */
  readonly known?: ReadingBatch;
  readonly memories: RuleMemoryStore;
  readonly log: { warn(message: string): void };
  readonly saveEveryMs?: number;
}

const SAVE_EVERY_MS = 30_000;
/** Parts that a restart must not bring back: after one, silence is counted from the start. */
const throughRestart = (part: string): boolean => part !== "heard";

/**
 * The engine of the running house: `evaluate` with a memory on disk, and rules that can be changed while it runs.
 * A change hands every untouched rule its state on; after a kill what came since the last save is heard again.
 */
export class LiveEngine {
  readonly #options: LiveEngineOptions;
  readonly #slices = new Subject<ReadingSlice>();
  readonly #changes = new Subject<Change>();
  #model: AssetModel;
  #instances: readonly RuleInstance[];
  #seenAt: Float64Array;
  readonly #on: Set<AlarmId>;
  #running: Subscription;
  #memory: Memory;
  /** As last written, by alarm. */
  readonly #written = new Map<AlarmId, string>();
  /** Receive time of the newest reading the rules have heard. */
  #heardUntil: number;
  readonly #timer: ReturnType<typeof setInterval>;
  #saving: Promise<void> = Promise.resolve();

  private constructor(options: LiveEngineOptions, known: readonly RuleMemory[]) {
    this.#options = options;
    this.#model = options.model;
    this.#instances = options.instances;
    this.#seenAt = new Float64Array(options.model.points.length);
    this.#on = new Set(options.active);
    for (const memory of known) this.#written.set(memory.alarm, JSON.stringify(memory));
    this.#memory = new Memory(options.instances, known);
    this.#heardUntil = options.scheduler.now();
    const heard = newestOf(options.model, options.known);
    // Silence is counted from the start: the gateways get their time to return.
    this.#running = this.#run(options.instances, undefined, (point) => heard[point]! > 0);
    this.#timer = setInterval(() => void this.save(), options.saveEveryMs ?? SAVE_EVERY_MS);
    this.#timer.unref();
  }

  static async open(options: LiveEngineOptions): Promise<LiveEngine> {
    return new LiveEngine(options, await options.memories.load());
  }

  get changes(): Observable<Change> {
    return this.#changes;
  }

  take(slice: ReadingSlice): void {
    if (slice.to > slice.from) this.#heardUntil = slice.batch.receivedAt[slice.to - 1]!;
    this.#slices.next(slice);
  }

  /**
   * Hears once more what was stored after the last save, so that a kill takes nothing of a delay: what was
   * acknowledged is stored, and what was not the gateway sends again. What is too old to raise anything is left out.
   */
  async catchUp(history: Pick<ReadingStore, "scan">): Promise<void> {
    const { memories } = this.#options;
    if (!memories.heardUntil || !history.scan) return;
    // Never saved, nothing is remembered, and everything is news.
    const since = (await memories.heardUntil()) ?? 0;
    const now = this.#options.scheduler.now();
    const { points, pointIds } = this.#model;
    const span = [(now - MAX_AGE_MS) as Instant, (now + 1) as Instant] as const;
    for await (const stored of history.scan(points, pointIds, ...span)) {
      const batch = new ReadingBatch(pointIds, stored.length);
      for (let i = 0; i < stored.length; i++)
        // What came in the very millisecond of the save is heard twice rather than not at all.
        if (stored.receivedAt[i]! >= since)
          batch.push(
            stored.point[i]!,
            stored.at[i]!,
            stored.receivedAt[i]!,
            stored.value(i),
            stored.quality[i]!,
            stored.replayed[i] === 1,
          );
      if (batch.length > 0) this.#slices.next({ batch, from: 0, to: batch.length });
    }
  }

  /**
   * Other rules from now on, on this model or another. What was raised by a rule that is no longer watched, ends.
   * @param known the newest reading of each point, for rules that are new or changed: they judge it at once
   */
  swap(model: AssetModel, instances: readonly RuleInstance[], now: number, known?: ReadingBatch): void {
    this.#begin(model, instances, this.#memory.snapshot(), now, known);
  }

  #begin(
    model: AssetModel,
    instances: readonly RuleInstance[],
    memories: readonly RuleMemory[],
    now: number,
    known: ReadingBatch | undefined,
  ): void {
    this.#instances = instances;
    this.#running.unsubscribe();
    for (const { key, alarm, rule } of instances)
      if (rule.enabled === false && this.#on.delete(alarm))
        this.#changes.next({ key, on: false, at: now, evidence: { at: now } });
    this.#memory = new Memory(instances, memories);
    this.#follow(model);
    const heardAt = newestOf(model, known);
    this.#running = this.#run(instances, (point) => heardAt[point]!);
    if (known) this.#slices.next({ batch: known, from: 0, to: known.length, primed: true });
  }

  /**
   * What was learned of this asset no longer holds, for a part of it is new: its baselines begin again. Delays under
   * way go on.
   */
  forget(asset: AssetId, now: number, known?: ReadingBatch): void {
    const own = new Set(this.#instances.flatMap((one) => (one.asset.id === asset ? [one.alarm] : [])));
    const memories = this.#memory.snapshot().map((memory) => {
      if (!own.has(memory.alarm)) return memory;
      const { watch: _, ...parts } = memory.parts;
      return { ...memory, parts };
    });
    this.#begin(this.#model, this.#instances, memories, now, known);
  }

  /** Points have other places in another model; how fresh each is stays as it was. */
  #follow(model: AssetModel): void {
    const { pointIds } = this.#model;
    this.#model = model;
    if (model.pointIds === pointIds) return;
    const seenAt = new Float64Array(model.points.length);
    for (const [i, id] of pointIds.entries()) {
      const point = model.point(id);
      if (point) seenAt[point.index] = this.#seenAt[i]!;
    }
    this.#seenAt = seenAt;
  }

  #run(
    instances: readonly RuleInstance[],
    heardAt?: (point: number) => number,
    everHeard?: (point: number) => boolean,
  ): Subscription {
    const startedOn = new Set(this.#on);
    return this.#slices
      .pipe(
        evaluate({
          model: this.#model,
          instances,
          ...(heardAt ? { heardAt } : {}),
          ...(everHeard ? { everHeard } : {}),
          scheduler: this.#options.scheduler,
          memory: this.#memory,
          seenAt: this.#seenAt,
          startsOn: (key) => startedOn.has(instances[key]!.alarm),
        }),
      )
      .subscribe({
        next: (change) => {
          const { alarm } = instances[change.key]!;
          if (change.on) this.#on.add(alarm);
          else this.#on.delete(alarm);
          this.#changes.next(change);
        },
        error: (error: unknown) => this.#changes.error(error),
      });
  }

  /** Writes what has changed since the last time. */
  save(): Promise<void> {
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  async #save(): Promise<void> {
    const heardUntil = this.#heardUntil as Instant;
    const changed: RuleMemory[] = [];
    const seen = new Set<AlarmId>();
    const texts = new Map<AlarmId, string>();
    for (const memory of this.#memory.snapshot(throughRestart)) {
      seen.add(memory.alarm);
      const text = JSON.stringify(memory);
      if (this.#written.get(memory.alarm) === text) continue;
      changed.push(memory);
      texts.set(memory.alarm, text);
    }
    const gone = [...this.#written.keys()].filter((alarm) => !seen.has(alarm));
    try {
      await this.#options.memories.save(changed, gone, heardUntil);
      for (const [alarm, text] of texts) this.#written.set(alarm, text);
      for (const alarm of gone) this.#written.delete(alarm);
    } catch (error) {
      this.#options.log.warn(`what the rules remember cannot be saved; it is tried again: ${String(error)}`);
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.save();
    this.#running.unsubscribe();
    this.#changes.complete();
  }
}

/** When each point was last received, by its place in the model; 0 where nothing is known. */
function newestOf(model: AssetModel, known: ReadingBatch | undefined): Float64Array {
  const heardAt = new Float64Array(model.points.length);
  if (known) for (let i = 0; i < known.length; i++) heardAt[known.point[i]!] = known.receivedAt[i]!;
  return heardAt;
}
