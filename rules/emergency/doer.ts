import type { Effect, Run, RunEvent, RunId } from "../../facility/emergency/index.ts";
import { text } from "../../facility/units/index.ts";
import { carryOut, isStale } from "./effects.ts";
import type { EmergencyOptions } from "./ports.ts";

type Commanded = Omit<Extract<RunEvent, { on: "commanded" }>, "on">;

export interface DoerOptions
  extends Pick<EmergencyOptions, "notifier" | "commands" | "store" | "log" | "clock" | "retryMs"> {
  readonly run: (id: RunId) => Run | undefined;
  /** What came of a command, with the effect that it settles; false where the run no longer heeds it. */
  readonly commanded: (run: RunId, event: Commanded, settles: string) => boolean;
}

/** Carries out what the law has decided and the store holds; again until it is done. */
export class Doer {
  readonly #options: DoerOptions;
  #closed = false;

  constructor(options: DoerOptions) {
    this.#options = options;
  }

  /** What was decided before the program stopped is done now; a command that has grown old is not given any more. */
  resume(id: RunId, effect: Effect): void {
    const at = this.#options.clock();
    if (effect.do !== "command" || !isStale(effect, at)) return this.carryOut(id, effect);
    const { step, visit, asset } = effect;
    const words = text(
      "the program stopped while it was under way: look at the value before you repeat it",
      "程序中断时指令尚在执行，重试前请先查看当前值",
    );
    this.#options.commanded(id, { at, step, visit, asset, ok: false, words }, `command ${effect.key}`);
  }

  carryOut(id: RunId, effect: Effect): void {
    const { notifier, commands, store, log, clock, commanded, retryMs = 1_000 } = this.#options;
    const run = this.#options.run(id);
    const of = {
      run: id,
      site: run?.site ?? "",
      drill: run !== undefined && run.drill !== null,
      causes: run?.drill === null ? alarmsOf(run) : [],
    };
    const key = `${effect.do} ${effect.key}`;
    carryOut(effect, of, { notifier, commands, clock })
      .then(async (outcome) => {
        if (effect.do === "command" && outcome) {
          const { step, visit, asset } = effect;
          if (commanded(id, { at: clock(), step, visit, asset, ...outcome }, key)) return;
        }
        await store.settled([key]);
      })
      .catch((error: unknown) => {
        log.warn(`${key}: ${String(error)}; it is tried again`);
        if (!this.#closed) setTimeout(() => this.carryOut(id, effect), retryMs);
      });
  }

  close(): void {
    this.#closed = true;
  }
}

/** The alarms that began a run or joined it. */
const alarmsOf = ({ triggers }: Run): readonly string[] =>
  triggers.flatMap((trigger) => (trigger.by === "alarm" ? [trigger.alarm] : []));
