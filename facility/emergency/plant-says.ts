import { text } from "../units/index.ts";
import { finish } from "./finish.ts";
import type { RunEvent } from "./run-events.ts";
import { begin } from "./steps.ts";
import type { Work } from "./work.ts";

/** What became of a command on one asset. */
export function commanded(work: Work, event: Extract<RunEvent, { on: "commanded" }>): void {
  const { step: id, visit, asset, ok, words } = event;
  const open = work.open(id);
  const step = work.stepOf(id);
  if (!open || open.visit !== visit || open.waiting.for !== "effect" || step?.does !== "command") return;
  const given = { ...open.waiting.given, [asset]: ok ? ("done" as const) : ("failed" as const) };
  work.patch(id, { waiting: { ...open.waiting, given } });
  work.log(
    "plant",
    "answered",
    id,
    text(`${asset}: ${ok ? "done" : words.en}`, `${asset}：${ok ? "已执行" : words.zh}`),
  );
  const all = Object.values(given);
  if (all.includes("under way")) return;
  if (all.every((one) => one === "failed"))
    return begin(
      work,
      finish(work, id, {
        outcome: "timed-out",
        by: "plant",
        words: text("The command was not carried out", "指令未执行"),
      }),
    );
  if (!step.expect) begin(work, finish(work, id, { outcome: "done", by: "plant", words: "" }));
}

/** What the plant shows of a step that waits for it. */
export function observed(work: Work, event: Extract<RunEvent, { on: "observed" }>): void {
  const { step: id, met, missing, enough } = event;
  const open = work.open(id);
  const step = work.stepOf(id);
  if (!open || !step) return;
  if (open.waiting.for === "effect") {
    const known = open.waiting.shown;
    for (const one of met)
      if (!known.includes(one as never))
        work.log("plant", "seen", id, text(`${one}: seen`, `${one}：已反馈`));
    work.patch(id, {
      waiting: { ...open.waiting, shown: [...new Set([...known, ...(met as typeof known)])] },
    });
    if (enough) begin(work, finish(work, id, { outcome: "done", by: "plant", words: "" }));
    return;
  }
  if (open.waiting.for !== "plant") return;
  const had = open.waiting;
  for (const one of met)
    if (!had.met.includes(one))
      work.log("plant", "seen", id, text(`${step.title.en}: ${one}`, `${step.title.zh}：${one}`));
  for (const one of missing)
    if (!had.missing.includes(one))
      work.log(
        "plant",
        "missing",
        id,
        text(`${step.title.en}: ${one} not yet`, `${step.title.zh}：${one} 未反馈`),
      );
  work.patch(id, { waiting: { for: "plant", met, missing } });
  if (enough) begin(work, finish(work, id, { outcome: "done", by: "plant", words: "" }));
}
