import { asyncScheduler, type SchedulerLike, Subject } from "rxjs";
import type { Alarm } from "../../facility/alarms/index.ts";
import {
  type Advanced,
  advance,
  answered,
  beginRun,
  type DrillTerms,
  dueAt,
  type Entry,
  type PlanVersion,
  type Run,
  type RunEvent,
  type RunId,
  scopeOf,
  type Trigger,
  targetsOf,
  triggerKey,
} from "../../facility/emergency/index.ts";
import type { Receipt } from "../../facility/oncall/index.ts";
import { text } from "../../facility/units/index.ts";
import { fitAsked, priorityOf } from "./asked.ts";
import { beginsToCall, type Calls, planCalls, withPlaces } from "./calls.ts";
import { Doer } from "./doer.ts";
import type { EmergencyOptions, RunActed, StartAsked } from "./ports.ts";
import { RunTimers } from "./timers.ts";
import { PlantWatch } from "./watch.ts";
import { RunWriter } from "./writer.ts";

/** Holds the runs under way and carries the law of a run out on them. */
export class EmergencyRoom {
  readonly changed = new Subject<{ readonly run: Run; readonly entries: readonly Entry[] }>();
  readonly #options: EmergencyOptions;
  readonly #runs = new Map<RunId, Run>();
  /** Triggers seen in this life, before the store knows them. */
  readonly #seen = new Set<string>();
  readonly #writer: RunWriter;
  readonly #timers: RunTimers;
  readonly #watch: PlantWatch;
  readonly #doer: Doer;
  readonly #scheduler: SchedulerLike;
  readonly #subscriptions: { unsubscribe(): void }[] = [];
  #closed = false;

  private constructor(options: EmergencyOptions) {
    this.#options = options;
    this.#scheduler = options.scheduler ?? asyncScheduler;
    this.#writer = new RunWriter(options);
    this.#timers = new RunTimers(
      (run) => this.#apply(run, { on: "tick", at: options.clock() }),
      this.#scheduler,
    );
    this.#doer = new Doer({
      ...options,
      run: (id) => this.#runs.get(id),
      commanded: (run, event, key) => this.#apply(run, { on: "commanded", ...event }, [key]) !== undefined,
    });
    this.#watch = new PlantWatch({
      ...options,
      scheduler: this.#scheduler,
      runs: () => this.runs(),
      seen: (run, seen) => this.#apply(run, { on: "observed", at: options.clock(), ...seen }),
    });
  }

  /** Opens where the store left off: runs at their step, timers set, what was decided but not done is done. */
  static async open(options: EmergencyOptions): Promise<EmergencyRoom> {
    const room = new EmergencyRoom(options);
    const { store, desk, notifier } = options;
    for (const run of await store.active()) room.#runs.set(run.id, run);
    const pending = await store.pending();
    room.#subscriptions.push(
      notifier.receipts.subscribe((receipt) => void room.#receipt(receipt)),
      desk.transitions.subscribe((transition) => {
        if (beginsToCall(transition)) void room.#called(transition.alarm);
      }),
    );
    for (const { run, effect } of pending) room.#doer.resume(run, effect);
    for (const run of room.#runs.values()) room.#arm(run);
    // Alarms whose plan was not yet begun when the program stopped.
    for (const alarm of desk.open()) await room.#called(alarm);
    room.#watch.look();
    return room;
  }

  /** Why the store takes nothing at present; null while it does. */
  get trouble(): string | null {
    return this.#writer.trouble;
  }

  /** Every run that is not stood down, oldest first. */
  runs(): readonly Run[] {
    return [...this.#runs.values()];
  }
  get(id: RunId): Run | undefined {
    return this.#runs.get(id);
  }
  async find(id: RunId): Promise<Run | undefined> {
    return this.#runs.get(id) ?? (await this.#options.store.run(id));
  }

  /** Starts a plan by hand, or joins the run that is under way for the same place. Resolves when it is on disk. */
  async start(asked: StartAsked): Promise<RunActed> {
    const fit = fitAsked(asked, this.#options, this.runs());
    if (!fit.ok) return fit;
    const { version, trigger } = fit.value;
    return new Promise((answer) => {
      const run = this.#begin(version, asked.site, trigger, asked.drill ?? null, asked.by, () => {
        const now = run && this.#runs.get(run);
        answer(
          now ? { ok: true, value: now } : { ok: false, problem: text("It ended meanwhile.", "已结束。") },
        );
      });
    });
  }

  /** One event by a person. Resolves when it is on disk; refused where it does not fit. */
  async act(id: RunId, event: RunEvent): Promise<RunActed> {
    const run = await this.find(id);
    if (!run) return { ok: false, problem: text(`There is no run ${id}.`, `没有编号 ${id} 的应急处置。`) };
    if (!this.#runs.has(id)) this.#runs.set(id, run);
    return new Promise((answer) => {
      let after = run;
      const done = this.#apply(id, event, [], () => answer({ ok: true, value: after }));
      if (done) after = done;
      else {
        this.#forget(id);
        answer({
          ok: false,
          problem: text(
            "It does not fit any more: it was done already, or the run has ended. Look again.",
            "该步骤已完成或处置已结束，请刷新后查看。",
          ),
        });
      }
    });
  }

  /** Does an alarm that calls begin a plan by itself, or join one? */
  begins(alarm: Alarm): boolean {
    const { model, plans } = this.#options;
    return planCalls(alarm, model(), (site) => plans.of(site)).length > 0;
  }

  /** An alarm begins to call: its plans are begun or joined, drills on the site make way. */
  async #called(alarm: Alarm): Promise<void> {
    const { model, plans, store, log } = this.#options;
    for (const call of planCalls(alarm, model(), (site) => plans.of(site))) {
      const key = `${triggerKey(call.trigger)} ${call.version.plan.id}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      try {
        if (await store.knows(key)) continue;
      } catch (error) {
        log.warn(
          `whether ${key} is known cannot be read (${String(error)}): the plan is begun, rather twice than never`,
        );
      }
      const told = await withPlaces(call, this.#options);
      if (!this.#closed) this.#begun(told);
    }
    const { lifeSafety } =
      model()
        .assets.get(alarm.asset)
        ?.rules.find(({ id }) => id === alarm.rule) ?? {};
    if (lifeSafety && alarm.state.is === "unacknowledged")
      this.#preempt(alarm.asset.split(".")[0]!, alarm.id);
  }

  #begun({ version, trigger, asset }: Calls): void {
    this.#begin(version, asset.site, trigger, null, "rule");
  }

  /** Begins a run, or joins the one that is under way for the same place. */
  #begin(
    version: PlanVersion,
    site: string,
    trigger: Trigger,
    drill: DrillTerms | null,
    by: string,
    written?: () => void,
  ): RunId | undefined {
    const { model, clock, newId, log } = this.#options;
    const asset = trigger.asset === null ? undefined : model().assets.get(trigger.asset);
    const scope = scopeOf(version.plan, site, asset);
    const { targets, watch } = targetsOf(version.plan, site, asset, model());
    const same = this.runs().find(
      (run) =>
        run.plan.id === version.plan.id &&
        run.scope === scope &&
        run.state.is === "running" &&
        (run.drill !== null) === (drill !== null),
    );
    if (same) {
      // A person who starts what is running already is shown it; nothing new has been said.
      this.#apply(same.id, { on: "merge", at: clock(), trigger, targets, watch }, [], written);
      return same.id;
    }
    const at = clock();
    const id = newId();
    const agreed = asset && this.#options.agreed?.({ asset, priority: priorityOf(asset, trigger), at });
    const { plan, version: number } = version;
    const of = { id, site, plan, version: number, drill, scope, targets, watch, trigger, at, by, agreed };
    const begun = beginRun(of, this.#zone(site));
    log.info(`${drill ? "drill" : "emergency"} ${id}: ${version.plan.id} at ${trigger.where.en}`);
    if (!drill) this.#preempt(site, id);
    this.#take(id, begun, [], written);
    return id;
  }

  /** A real emergency: drills on the site stop at once, with what they have scored so far. */
  #preempt(site: string, because: string): void {
    for (const run of this.runs())
      if (run.site === site && run.drill && run.state.is === "running")
        this.#apply(run.id, { on: "suspend", at: this.#options.clock(), because });
  }

  /** What became of a message; also of a run that is over, whose record it belongs in all the same. */
  async #receipt(receipt: Receipt): Promise<void> {
    const key = receipt.key.split("@")[0]!;
    if (!key.startsWith("run:")) return;
    const id = key.split(":")[1]!;
    const { store, log } = this.#options;
    try {
      const past = this.#runs.has(id) ? undefined : await store.run(id);
      if (past && !this.#runs.has(id)) this.#runs.set(id, past);
    } catch (error) {
      log.warn(`a receipt of run ${id} cannot be kept: ${String(error)}`);
    }
    const event = { on: "receipt" as const, ...receipt, key };
    const after = this.#apply(id, event);
    if (!after) return this.#forget(id);
    const more = answered(after, event, this.#zone(after.site));
    if (more) this.#take(id, more);
  }

  /** Answers the run as it then is; undefined where the event changed nothing. */
  #apply(id: RunId, event: RunEvent, settled: readonly string[] = [], written?: () => void): Run | undefined {
    const run = this.#runs.get(id);
    if (!run) return undefined;
    const advanced = advance(run, event, this.#zone(run.site));
    if (advanced.run === run) {
      if (settled.length > 0)
        this.#options.store.settled(settled).catch((error: unknown) => this.#options.log.warn(String(error)));
      if (event.on === "merge") written?.();
      return undefined;
    }
    return this.#take(id, advanced, settled, written);
  }

  /** Puts what came of an event into force: on disk, then carried out, then told. */
  #take(
    id: RunId,
    { run, effects, entries }: Advanced,
    settled: readonly string[] = [],
    written?: () => void,
  ): Run {
    this.#runs.set(id, run);
    this.#arm(run);
    this.#writer.add({ run, effects, entries, settled }, () => {
      for (const effect of effects) this.#doer.carryOut(id, effect);
      this.changed.next({ run: this.#runs.get(id) ?? run, entries });
      written?.();
      this.#forget(id);
    });
    this.#watch.look();
    return run;
  }

  /** A run that is over lives in the store alone. */
  #forget(id: RunId): void {
    if (this.#runs.get(id)?.state.is === "stood-down") this.#runs.delete(id);
  }

  #arm(run: Run): void {
    this.#timers.set(run.id, dueAt(run));
  }

  #zone(site: string): string {
    return this.#options.model().sites.find(({ id }) => id === site)?.timeZone ?? "Asia/Shanghai";
  }

  /** Resolves when everything is in the store. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#timers.close();
    this.#doer.close();
    this.#watch.close();
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    await this.#writer.close();
    this.changed.complete();
  }
}
