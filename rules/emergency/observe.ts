import {
  flowOf,
  type Observation,
  observe,
  observeFeedback,
  type Run,
  testsOf,
} from "../../facility/emergency/index.ts";
import type { Instant } from "../../facility/units/index.ts";
import type { Plant } from "./ports.ts";

export type Seen = Observation & { readonly step: string };

/** What the plant says of every open step that waits for it, where it says something new. */
export async function observations(run: Run, plant: Plant, now: Instant): Promise<Seen[]> {
  const { byId } = flowOf(run.plan);
  const seen: Seen[] = [];
  for (const [id, state] of Object.entries(run.steps)) {
    const step = byId.get(id);
    if (state.is !== "open" || (step?.does !== "wait" && step?.does !== "command")) continue;
    const { waiting } = state;
    if (waiting.for !== "plant" && waiting.for !== "effect") continue;
    // Nothing really happens to the plant in a drill: whoever plays it says what it did.
    if (run.drill && !run.drill.allow.includes(id)) continue;
    const assets = run.targets[id] ?? [];
    const tests = testsOf(step);
    let now_: Observation | undefined;
    if (tests) now_ = observe(tests.tests, tests.of, assets, plant.look);
    else if (step.does === "wait" && "feedback" in step.condition) {
      const events = (await Promise.all(assets.map((asset) => plant.events(asset, run.detectedAt)))).flat();
      now_ = observeFeedback(step.condition.feedback, events, run.detectedAt, now);
    }
    if (!now_) continue;
    const before =
      waiting.for === "plant" ? waiting : { met: waiting.shown as readonly string[], missing: [] };
    const news =
      now_.enough ||
      differs(before.met, now_.met) ||
      (waiting.for === "plant" && differs(before.missing, now_.missing));
    if (news) seen.push({ step: id, ...now_ });
  }
  return seen;
}

const differs = (a: readonly string[], b: readonly string[]): boolean =>
  a.length !== b.length || b.some((one) => !a.includes(one));
