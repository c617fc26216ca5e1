import type { AlarmId } from "../facility/alarms/index.ts";
import type { RuleInstance } from "./instances.ts";
import type { Signs } from "./operators/delayed.ts";

interface Sign {
  readonly on: boolean;
  readonly at: number;
}

/** Delays under way by alarm, handed from the rules of one model to those of the next. */
export class FirstSigns {
  #before = new Map<AlarmId, Sign>();
  #now = new Map<AlarmId, Sign>();

  /** The rules that used it end, others are about to begin. */
  turn(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }

  /** The new rules have seen every value there is: a delay they did not find again is over. */
  settled(): void {
    this.#before = new Map();
  }

  of(instances: readonly RuleInstance[]): Signs {
    const alarm = (key: number): AlarmId => instances[key]!.alarm;
    return {
      before: (key, on) => {
        const sign = this.#before.get(alarm(key));
        return sign?.on === on ? sign.at : undefined;
      },
      seen: ({ key, on, at }) => this.#now.set(alarm(key), { on, at }),
      gone: (key) => this.#now.delete(alarm(key)),
    };
  }
}
