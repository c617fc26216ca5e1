import { type Instant, type Text, text } from "../units/index.ts";
import { startClocks } from "./clocks.ts";
import { finish } from "./finish.ts";
import { flowOf } from "./flow.ts";
import { giveCommand } from "./give-command.ts";
import type { Step, StepId } from "./plan.ts";
import type { OpenStep, RollEntry, Waiting } from "./run.ts";
import { summon, tellPeople } from "./telling.ts";
import { lineName } from "./words.ts";
import { inMinutes, type Work } from "./work.ts";

/** A plan's circle without anybody to wait for is refused when it is written; this ends one that slipped through. */
const MOST_AT_ONCE = 500;

/** Begins the steps named, and all that comes of that without anybody or anything being waited for. */
export function begin(work: Work, ids: readonly StepId[]): void {
  const queue = [...ids];
  for (let n = 0; queue.length > 0 && n < MOST_AT_ONCE; n++) {
    const id = queue.shift()!;
    const step = work.stepOf(id);
    if (!step) continue;
    const before = work.step(id);
    if (before?.is === "open" || before?.is === "joining") continue;
    if (before && step.join === "first") continue;
    const visit = (before?.visit ?? 0) + 1;
    if (step.join === "all") {
      work.put(id, { is: "joining", visit, since: work.at });
      continue;
    }
    queue.push(...opened(work, step, visit));
  }
}

/** Opens the joins that nothing open can still reach; one after the other, for one may lead to the next. */
export function settleJoins(work: Work): void {
  const { after } = flowOf(work.plan);
  for (let n = 0; n < MOST_AT_ONCE; n++) {
    const ready = work.joining.find(
      (id) => !work.opens.some(([open]) => open !== id && after.get(open)?.has(id)),
    );
    if (ready === undefined) return;
    const step = work.stepOf(ready);
    const state = work.step(ready);
    if (!step || !state) return;
    begin(work, opened(work, step, state.visit));
  }
}

/** So that what is waited for does not read as if it had happened. */
function beginning({ does, title }: Step): Text {
  switch (does) {
    case "wait":
    case "pause":
      return text(`Waiting: ${title.en}`, `等待：${title.zh}`);
    case "ask":
      return text(`Asked: ${title.en}`, `询问：${title.zh}`);
    default:
      return text(`Begun: ${title.en}`, `开始：${title.zh}`);
  }
}

/** A wait without a device is left out where the wait it is withdrawn with has one: the meter's for the feeder's. */
function waitsElsewhere(work: Work, { id, until }: Step): boolean {
  const devices = (of: StepId) => work.run.targets[of]?.length ?? 0;
  return (
    devices(id) === 0 && until.some((other) => work.stepOf(other)?.does === "wait" && devices(other) > 0)
  );
}

/** Opens one step; answers what follows at once where it passes by itself. */
function opened(work: Work, step: Step, visit: number): readonly StepId[] {
  const { at } = work;
  const open = (due: Instant | null, waiting: Waiting): readonly [] => {
    const state: OpenStep = { is: "open", visit, since: at, due, late: false, takenBy: null, waiting };
    work.put(step.id, state);
    // What is told stands in the log as told.
    if (step.does !== "tell") work.log("plan", "opened", step.id, beginning(step));
    startClocks(work, step.id, "began");
    return [];
  };
  const within =
    "withinMinutes" in step && step.withinMinutes !== undefined ? inMinutes(at, step.withinMinutes) : null;
  switch (step.does) {
    case "note": {
      open(null, { for: "person" });
      return finish(work, step.id, { outcome: "done", by: "plan", words: step.note ?? step.title });
    }
    case "tell": {
      const answer = step.answerWithinMinutes;
      open(answer === undefined ? null : inMinutes(at, answer), { for: "answer" });
      const withheld = tellPeople(work, step, visit);
      if (answer !== undefined && !withheld) return [];
      // Withheld in a drill: whoever plays it says that it was answered.
      if (answer !== undefined) {
        work.patch(step.id, { waiting: { for: "person" } });
        return [];
      }
      return finish(work, step.id, { outcome: "done", by: "plan", words: step.title });
    }
    case "task":
    case "ask": {
      open(within, { for: "person" });
      summon(
        work,
        step.duty,
        step.id,
        `${visit}`,
        step.title,
        step.does === "ask" ? step.question : (step.note ?? step.title),
      );
      return [];
    }
    case "report": {
      const due = inMinutes(work.run.detectedAt, step.withinMinutes);
      open(due, { for: "person" });
      summon(work, step.duty, step.id, `${visit}`, step.title, step.note ?? step.title);
      return [];
    }
    case "roll-call": {
      const entries = step.groups.map((group): RollEntry => ({ name: lineName(group), is: "unknown" }));
      open(within, { for: "roll-call", entries });
      summon(work, step.duty, step.id, `${visit}`, step.title, step.of);
      return [];
    }
    case "command": {
      if (step.confirm) {
        open(within, { for: "confirmation" });
        summon(work, step.duty, step.id, `${visit}`, step.title, step.note ?? step.title);
        return [];
      }
      open(null, { for: "confirmation" });
      return giveCommand(work, step.id, "plan");
    }
    case "wait": {
      if (waitsElsewhere(work, step)) return [];
      open(inMinutes(at, step.timeoutMinutes), {
        for: "plant",
        met: [],
        missing: [...(work.run.targets[step.id] ?? [])],
      });
      return [];
    }
    case "pause": {
      open(inMinutes(at, step.minutes), { for: "time" });
      return [];
    }
    default:
      return step satisfies never;
  }
}
