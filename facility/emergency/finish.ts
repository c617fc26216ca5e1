import { type Text, text } from "../units/index.ts";
import { startClocks, stopClocks } from "./clocks.ts";
import type { Step, StepId } from "./plan.ts";
import type { Proof, RollEntry } from "./run.ts";
import type { Work } from "./work.ts";

/** How a step ends. */
export interface Ending {
  readonly outcome: "done" | "not-done" | "timed-out";
  readonly by: string;
  readonly words: Text | string;
  readonly answer?: string;
  readonly proof?: Proof;
  readonly roll?: readonly RollEntry[];
  readonly reference?: string;
}

/** Ends an open step and answers which steps follow. */
export function finish(work: Work, id: StepId, how: Ending): readonly StepId[] {
  const step = work.stepOf(id);
  const open = work.open(id);
  if (!step || !open) return [];
  const { outcome, by, words, answer, proof, roll, reference } = how;
  const { waiting } = open;
  const seen = waiting.for === "plant" ? { met: waiting.met, missing: waiting.missing } : {};
  const rolled = roll ?? (waiting.for === "roll-call" ? waiting.entries : undefined);
  work.closed(id, {
    outcome,
    by,
    // What the machine says of it stands in the log, in both languages; these are a person's own words.
    words: typeof words === "string" ? words : "",
    ...(answer === undefined ? {} : { answer }),
    ...(proof === undefined ? {} : { proof }),
    ...(rolled === undefined ? {} : { roll: rolled }),
    ...(reference === undefined ? {} : { reference }),
    ...seen,
  });
  for (const told of work.told)
    if (told.step === id && !told.withheld) work.effect({ do: "settle", key: told.key });
  const chosen = step.does === "ask" ? step.answers.find((each) => each.id === answer) : undefined;
  const passed = step.does === "note" || (step.does === "tell" && step.answerWithinMinutes === undefined);
  if (!passed || step.does === "note") {
    const said = typeof words === "string" ? (words === "" ? undefined : text(words, words)) : words;
    const files = [...(proof?.files ?? []), ...(proof?.signature ? [proof.signature.file] : [])];
    work.log(
      by,
      chosen ? "chose" : outcome,
      id,
      ending(step, chosen?.label, said, seen.missing, reference),
      files,
    );
  }
  startClocks(work, id, "finished");
  stopClocks(work, id);
  withdraw(work, id);
  if (
    outcome === "timed-out" &&
    (step.does === "wait" || step.does === "command") &&
    step.onTimeout.length > 0
  )
    return step.onTimeout;
  return chosen ? [...chosen.next, ...step.next] : step.next;
}

function ending(
  step: Step,
  chosen: Text | undefined,
  said: Text | undefined,
  missing: readonly string[] | undefined,
  reference: string | undefined,
): Text {
  if (step.does === "note") return said ?? step.title;
  const done = step.does === "tell" ? text("Answered: ", "已应答：") : text("", "");
  const parts = (lang: "en" | "zh", colon: string): string =>
    [
      `${done[lang]}${step.title[lang]}${chosen ? `${/[?？]$/.test(step.title[lang]) ? (lang === "en" ? " " : "") : colon}${chosen[lang]}` : ""}`,
      said?.[lang],
      reference,
      missing && missing.length > 0
        ? `${lang === "en" ? "missing" : "缺"}${colon}${missing.join(", ")}`
        : undefined,
    ]
      .filter((part) => part !== undefined && part !== "")
      .join(" · ");
  return text(parts("en", ": "), parts("zh", "："));
}

/** Ends what was only to be done until this. */
function withdraw(work: Work, finished: StepId): void {
  for (const [id] of work.opens) if (work.stepOf(id)?.until.includes(finished)) take(work, id, "plan");
  for (const id of work.joining)
    if (work.stepOf(id)?.until.includes(finished)) {
      const state = work.step(id)!;
      work.put(id, {
        is: "closed",
        visit: state.visit,
        since: state.since,
        at: work.at,
        due: null,
        late: false,
        outcome: "withdrawn",
        by: "plan",
        words: "",
      });
    }
}

/** Takes an open step back: nothing follows it. */
export function take(work: Work, id: StepId, by: string): void {
  const title = work.stepOf(id)?.title ?? text(id, id);
  for (const told of work.told)
    if (told.step === id && !told.withheld) work.effect({ do: "settle", key: told.key });
  work.closed(id, { outcome: "withdrawn", by, words: "" });
  work.log(by, "withdrawn", id, text(`No longer needed: ${title.en}`, `不再需要：${title.zh}`));
}
