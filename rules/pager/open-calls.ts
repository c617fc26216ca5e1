import type { Call } from "../../facility/oncall/index.ts";

/** The calls that are not closed, found by id, by an alarm in them, and by the group that further alarms join. */
export class OpenCalls {
  readonly #calls = new Map<string, Call>();
  readonly #byAlarm = new Map<string, string>();
  readonly #byGroup = new Map<string, string>();

  all(): readonly Call[] {
    return [...this.#calls.values()];
  }
  get(id: string): Call | undefined {
    return this.#calls.get(id);
  }
  /** Which call an alarm is in, or has been promised to. */
  ofAlarm(alarm: string): Call | undefined {
    return this.#calls.get(this.#byAlarm.get(alarm) ?? "");
  }
  ofGroup(group: string): Call | undefined {
    return this.#calls.get(this.#byGroup.get(group) ?? "");
  }

  /** An alarm that joins a call later in the same step. */
  promise(alarm: string, call: string): void {
    this.#byAlarm.set(alarm, call);
  }

  /** As it is now; one that is closed is let go of. */
  keep(call: Call): void {
    if (call.state.is === "closed") {
      this.#calls.delete(call.id);
      for (const { alarm } of call.members)
        if (this.#byAlarm.get(alarm) === call.id) this.#byAlarm.delete(alarm);
      if (this.#byGroup.get(call.group) === call.id) this.#byGroup.delete(call.group);
      return;
    }
    const before = this.#calls.get(call.id);
    this.#calls.set(call.id, call);
    if (before?.members === call.members) return;
    for (const { alarm } of call.members) this.#byAlarm.set(alarm, call.id);
    if (call.of === "alarms") this.#byGroup.set(call.group, call.id);
  }
}
