import { type Instant, seconds, text } from "../units/index.ts";
import { finish } from "./finish.ts";
import type { StepId } from "./plan.ts";
import { inMinutes, type Work } from "./work.ts";

/** Lets a command go to each of its assets; in a drill only where the drill allows the step. */
export function giveCommand(work: Work, id: StepId, by: string): readonly StepId[] {
  const step = work.stepOf(id);
  const open = work.open(id);
  if (!open || step?.does !== "command") return [];
  const { run } = work;
  const targets = run.targets[id] ?? [];
  if (run.drill && !run.drill.allow.includes(id)) {
    work.log(
      by,
      "withheld",
      id,
      text(`Drill: command not given: ${step.title.en}`, `演练：未下发指令：${step.title.zh}`),
    );
    return finish(work, id, {
      outcome: "done",
      by,
      words: text("Drill: not carried out", "演练：未实际执行"),
    });
  }
  if (targets.length === 0) {
    work.log(
      "plan",
      "note",
      id,
      text("There is nothing here that can be commanded: do it by hand", "现场无可控设备，请人工操作"),
    );
    work.patch(id, { waiting: { for: "person" } });
    return [];
  }
  const { expect } = step;
  work.patch(id, {
    due: expect
      ? ((work.at + seconds(expect.withinSeconds)) as Instant)
      : (open.due ?? inMinutes(work.at, 1)),
    waiting: {
      for: "effect",
      given: Object.fromEntries(targets.map((asset) => [asset, "under way" as const])),
      shown: [],
    },
  });
  for (const asset of targets) {
    const { point, value } = step;
    work.effect({
      do: "command",
      key: `run:${run.id}:${id}:${open.visit}:${asset}`,
      step: id,
      visit: open.visit,
      asset,
      point,
      value,
      by,
      at: work.at,
    });
    work.log(
      by,
      "commanded",
      id,
      text(`${asset}: ${point} = ${String(value)}`, `${asset}：${point} = ${String(value)}`),
    );
  }
  return [];
}
