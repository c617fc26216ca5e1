import type { Subject } from "rxjs";
import type { AlarmId } from "../../facility/alarms/index.ts";
import {
  type Call,
  type CallStore,
  openForNotice,
  type StaffId,
  type TellKind,
} from "../../facility/oncall/index.ts";
import type { Clock } from "../../facility/units/index.ts";
import type { CallWriter } from "./call-writer.ts";
import type { Courier } from "./courier.ts";
import { ruleOf } from "./described.ts";
import type { Input } from "./inbox.ts";
import type { PagedDesk } from "./ports.ts";
import type { Receipts } from "./receipts.ts";
import { Step, type StepOptions } from "./step.ts";

/** What open consoles are to sound. */
export interface Ringing {
  readonly call: Call;
  readonly kind: TellKind;
  readonly people: readonly StaffId[];
}

export interface StepRunnerOptions extends Omit<StepOptions, "at"> {
  readonly desk: Pick<PagedDesk, "act">;
  readonly store: Pick<CallStore, "call">;
  readonly courier: Courier;
  readonly writer: CallWriter;
  readonly receipts: Receipts;
  readonly changed: Subject<Call>;
  readonly rung: Subject<Ringing>;
  readonly clock: Clock;
  readonly log: { info(message: string): void };
}

/** Carries out what has come in one go: decided by the law, written, and only then sent and told. */
export class StepRunner {
  readonly #options: StepRunnerOptions;

  constructor(options: StepRunnerOptions) {
    this.#options = options;
  }

  isLifeSafety(input: Input): boolean {
    switch (input.is) {
      case "transition":
        return ruleOf(this.#options.model(), input.transition.alarm)?.lifeSafety === true;
      case "notice":
        return input.notice.urgency === "life-safety";
      case "event":
        return this.#options.open.get(input.call)?.urgency === "life-safety";
      default:
        return input satisfies never;
    }
  }

  async run(batch: readonly Input[]): Promise<void> {
    const at = this.#options.clock();
    const step = new Step({ ...this.#options, at });
    const done: (() => void)[] = [];
    for (const input of batch) {
      switch (input.is) {
        case "transition":
          step.hear(input.transition);
          break;
        case "notice":
          if (await this.#isNew(input.notice.key)) step.begin(openForNotice(input.notice, at));
          done.push(input.done);
          break;
        case "event":
          step.flush();
          step.apply(input.call, input.event);
          done.push(input.done);
          break;
        default:
          input satisfies never;
      }
    }
    step.flush();
    step.tick();
    await this.#finish(step);
    for (const one of done) one();
  }

  /** Notices known already, closed ones too, are asked of the store where they are not here. */
  async #isNew(key: string): Promise<boolean> {
    const id = `notice:${key}`;
    if (this.#options.open.get(id)) return false;
    try {
      return (await this.#options.store.call(id)) === undefined;
    } catch (error) {
      this.#options.writer.complain(error);
      return true;
    }
  }

  /** Writes the step, then lets its messages go. */
  async #finish(step: Step): Promise<void> {
    const { courier, writer, receipts, changed, rung } = this.#options;
    const hushed = step.hush.flatMap((call) => courier.hush(call));
    await writer.write({
      calls: [...step.calls.values()],
      members: step.members,
      deliveries: [...hushed, ...step.deliveries],
      lines: step.lines,
    });
    courier.take(step.deliveries);
    for (const call of step.calls.values()) changed.next(call);
    for (const { call, kind, people } of step.ringing) {
      const present = step.calls.get(call);
      if (present) rung.next({ call: present, kind, people });
    }
    for (const delivery of step.deliveries) receipts.queued(delivery);
    courier.pump();
    for (const alarm of step.again) await this.#callAgain(alarm);
  }

  async #callAgain(alarm: string): Promise<void> {
    const acted = await this.#options.desk.act({
      id: alarm as AlarmId,
      by: "pager",
      act: { do: "call-again", reason: "acknowledged, and no work noted since" },
    });
    if (!acted.ok) this.#options.log.info(`${alarm} does not call again: ${acted.problem.en}`);
  }
}
